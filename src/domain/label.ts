import type { PolicyRef } from './policy.js';
import type { Signal } from './signal.js';

export const VERDICTS = ['violates', 'ok', 'unsure'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const LABEL_ORIGINS = ['queue', 'suggested', 'random', 'slack', 'import', 'suggestscore'] as const;
/** How somebody came to label a message. */
export type LabelOrigin = (typeof LABEL_ORIGINS)[number];

/** What a label speaks of: a rule, what the model says, or the message as a whole. */
export type LabelTarget = 'message' | { readonly clause: string } | { readonly signal: Signal };

/** How a message was drawn to be labelled: without it nothing can be concluded about the others. */
export interface Sampling {
  readonly stratum: string;
  /** Chance of this message to be drawn, in (0, 1]. */
  readonly probability: number;
}

/** What a person says of a message. */
export interface LabelStatement {
  readonly target: LabelTarget;
  readonly verdict: Verdict;
  /** Free text about the message: kept, and forgotten, like its text. */
  readonly note?: string;
  readonly origin: LabelOrigin;
  readonly sampling?: Sampling;
}

interface Circumstances {
  /** Pipeline and calibrated score at the time; null for the whole message and where there was none. */
  readonly pipeline: string;
  readonly score: number | null;
  readonly policy: PolicyRef;
}

export interface NewLabel extends LabelStatement, Circumstances {
  readonly communityId: string;
  readonly messageId: number;
  readonly revisionId: number;
  readonly keyId: number;
  /** The key's owner: whose later label replaces an earlier one. */
  readonly person: string;
}

export interface Label extends LabelStatement, Circumstances {
  readonly id: number;
  readonly message: { readonly id: string; readonly source: string; readonly revision: number };
  readonly actor: { readonly owner: string; readonly keyId: number };
  /** ISO 8601. */
  readonly createdAt: string;
  /** Whether it is the person's latest on this revision and target. */
  readonly counts: boolean;
}
