import { InvalidRequestError, NotFoundError } from '../domain/errors.js';
import type { Policy } from '../domain/policy.js';
import type { Signal } from '../domain/signal.js';
import type { RowFilter } from '../policy/table-rows.js';
import type { PolicyStore } from '../store/policies.js';
import { DEFAULT_POLICY } from './judges.js';
import { readWindow, type WindowRequest } from './time-window.js';

/** Which scores are meant: of a signal or of a clause, of which messages. */
export interface ScoreRequest extends WindowRequest {
  /** One of the two. */
  readonly signal?: Signal;
  readonly clause?: string;
  readonly policy?: string;
  readonly channelId?: string;
}

/** The same, looked up. */
export interface ScoreQuery {
  readonly of: { readonly signal: Signal } | { readonly clause: string };
  readonly policy: Policy;
  readonly shadow: Policy | undefined;
  /** A clause's scores are those of its policy's messages; a signal's of all, unless a policy is named. */
  readonly filter: RowFilter & { readonly channelId: string | undefined };
}

/**
 * @param at names a field where the request came from, for errors
 * @throws NotFoundError for an unknown policy, InvalidRequestError
 */
export async function readScoreQuery(
  policies: Pick<PolicyStore, 'inForce'>,
  communityId: string,
  request: ScoreRequest,
  at: (field: string) => string,
): Promise<ScoreQuery> {
  const { signal, clause, channelId } = request;
  const of = signal !== undefined ? { signal } : clause !== undefined ? { clause } : undefined;
  if (of === undefined || (signal !== undefined && clause !== undefined)) {
    throw new InvalidRequestError(at('signal'), 'or clause: one of the two is needed');
  }
  const name = request.policy ?? DEFAULT_POLICY;
  const inForce = await policies.inForce(communityId, name);
  if (inForce === undefined) throw new NotFoundError('There is no such policy.');
  const { active, shadow } = inForce;
  if (clause !== undefined && !active.policy.clauses.some(({ id }) => id === clause)) {
    throw new InvalidRequestError(at('clause'), 'is not in the active version of the policy');
  }
  const filter = {
    ...readWindow(request, at),
    channelId,
    channelIds: channelId === undefined ? undefined : [channelId],
    policyName: clause === undefined ? request.policy : name,
  };
  return { of, policy: active.policy, shadow: shadow?.policy, filter };
}
