import { call, withQuery } from './client.js';
import type { LabelTarget, Verdict } from './types.js';

export interface LabelStatement {
  readonly target: LabelTarget;
  readonly verdict: Verdict;
  readonly origin: 'queue' | 'suggested';
  readonly sampling?: { readonly stratum: string; readonly probability: number };
  readonly revision?: number;
}

export interface MessageRef {
  readonly id: string;
  readonly source: string;
}

/** The API's own messages need no source; those of an integration are named by it. */
export const messagePath = ({ id, source }: MessageRef, rest = '', revision?: number) =>
  withQuery(`/v1/messages/${encodeURIComponent(id)}${rest}`, {
    source: source === 'api' ? undefined : source,
    revision,
  });

/** Says what a message is. @throws ApiError 409 where it was edited since */
export async function giveLabel(message: MessageRef, statement: LabelStatement): Promise<void> {
  await call('POST', messagePath(message, '/labels'), { body: statement });
}
