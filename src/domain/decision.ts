import type { PolicyRef } from './policy.js';
import type { Signal, SignalScore } from './signal.js';

export type Action = 'allow' | 'review' | 'act';
export type ClauseAction = Action | 'alert';

/** A signal's part in a clause, with the view that gave the score. */
export interface SignalEvidence extends SignalScore {
  readonly name: Signal;
}

/** Where in the original text, in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** A part of the text that carries a clause's score. */
export interface ExplainedSpan extends Span {
  /** The clause's score that would remain without it. */
  readonly remaining: number;
}

/** How one clause of the policy came out. */
export interface ClauseResult {
  readonly id: string;
  readonly title: string;
  readonly action: ClauseAction;
  /** The largest available signal; `null` where none is available. */
  readonly score: number | null;
  /** Thresholds in force after adjustments; absent on alert-only clauses. */
  readonly review?: number;
  readonly act?: number;
  /** Only on alert-only clauses. */
  readonly alert?: number;
  readonly status?: 'notApplicable' | 'unavailable';
  /** Available signals, strongest first. */
  readonly signals: readonly SignalEvidence[];
  /** Signals of the clause that the model does not give; absent where none is missing. */
  readonly unavailable?: readonly Signal[];
  /** Only where an explanation was asked for: what carries the score, in the order of the text. */
  readonly spans?: readonly ExplainedSpan[];
}

/** What a policy makes of scores. */
export interface Evaluation {
  /** The maximum over ordinary clauses: a proposal to a human, never a sanction. */
  readonly action: Action;
  /** Whether any alert-only clause fired. */
  readonly alert: boolean;
  /** Whether some clause could not be scored at all. */
  readonly incomplete: boolean;
  /** Every clause, in the policy's order. */
  readonly clauses: readonly ClauseResult[];
}

export interface Decision extends Evaluation {
  /** Whether the scores stand although detection spoke against English. */
  readonly languageUncertain: boolean;
}

/** What a decision was made from; asked again on the same machine it gives the same decision. */
export interface Receipt {
  readonly pipeline: { readonly id: string; readonly sha256: string };
  readonly model: { readonly name: string; readonly sha256: string };
  readonly calibration: string;
  readonly policy: PolicyRef & { readonly sha256: string };
  readonly clauses: readonly {
    readonly id: string;
    readonly score: number | null;
    readonly review?: number;
    readonly act?: number;
    readonly alert?: number;
  }[];
  readonly runtime: { readonly conduct: string; readonly node: string };
}
