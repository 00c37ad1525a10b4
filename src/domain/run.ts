import type { Action, ClauseAction } from './decision.js';
import type { LogitsByPlace } from './model.js';

export const RUN_KINDS = ['import', 'rescore', 'replay'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/**
 * - `planned`: waits to be started, or for its file to be received
 * - `running`: slices of it are handed out; of an import also while its file is still being received
 * - `paused`: what was under way has finished or goes on later
 * - `cancelling`: what was handed out is being taken back
 * - `cancelled`, `done`, `failed`: final
 */
export const RUN_STATUSES = [
  'planned',
  'running',
  'paused',
  'cancelling',
  'cancelled',
  'done',
  'failed',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const FINAL_STATUSES: readonly RunStatus[] = ['cancelled', 'done', 'failed'];

export const RUN_OUTCOMES = ['promoted', 'discarded'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/** Of some messages. */
export interface EarlyMessages {
  /** How many an earlier stage than the pipeline's last decided. */
  readonly decided: number;
  /** Those of them that lie within its error of one of a policy's thresholds: it may have kept a violation. */
  readonly withinReach: number;
}

/** What a first stage decided of the messages that a candidate policy is tried on. */
export interface FirstStageReach extends EarlyMessages {
  readonly stage: string;
  /** Scores exactly those with the last stage: what to send to POST /v1/runs; null where there are none. */
  readonly rescore: RescoreRequest | null;
}

/** What was estimated before the start. */
export interface RunPlan {
  readonly messages: number;
  /** Expected rate in messages a second: of the last runs of the kind, at most the rate that was asked for. */
  readonly perSecond: number;
  readonly seconds: number;
  /** Only of a replay of scores that a pipeline with a first stage gave. */
  readonly firstStage?: FirstStageReach;
}

export interface RunProgress {
  /** Messages to do; of an import those taken in so far. */
  readonly total: number;
  /** Messages that are scored, or decided again, and stored. */
  readonly done: number;
  readonly failed: number;
  /** Messages whose action or alert the run changed. */
  readonly changed: number;
  /** Taken in by an import, but known before with the same text, or forgotten before. */
  readonly skipped: number;
  /** Messages a second: lately while it runs, on the whole when it is done; null where nothing is known. */
  readonly perSecond: number | null;
  /** Null unless it is running and its rate is known. */
  readonly secondsLeft: number | null;
}

/** A run over history as people see it. Times are ISO 8601. */
export interface Run {
  readonly id: number;
  readonly kind: RunKind;
  readonly status: RunStatus;
  /** What was asked for. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Null while it is not known: an import whose file is still being received. */
  readonly plan: RunPlan | null;
  readonly progress: RunProgress;
  /** What it scores with; null until the first messages are done. */
  readonly pipeline: string | null;
  /** What messages were scored with before; null where that is not one pipeline or not known. */
  readonly earlierPipeline: string | null;
  readonly policy: { readonly name: string; readonly version: number | null } | null;
  readonly outcome: RunOutcome | null;
  /** In words, without message text. */
  readonly error: string | null;
  /** Owner of the key that made it. */
  readonly actor: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** A run with how often people changed it: the entity tag that If-Match is compared with. */
export interface VersionedRun extends Run {
  readonly revision: number;
}

/** Which messages: sent within [from, to), in one channel; all where absent. Times are ISO 8601 with offset. */
interface Selection {
  readonly from?: string;
  readonly to?: string;
  readonly channelId?: string;
}

/** Scores texts again: the latest revision of each message whose text is kept. */
export interface RescoreRequest extends Selection {
  readonly kind: 'rescore';
  /**
   * Only messages that the first stage of `onlyPipeline` decided with at least one of these raw outputs: they get
   * the scores of its last stage in the same pipeline. What a simulation offers.
   */
  readonly reach?: LogitsByPlace;
  /** Only messages that this pipeline scored. */
  readonly onlyPipeline?: string;
  /** Name of a shipped model; the worker's own where absent. */
  readonly model?: string;
  /** True: without a first stage. */
  readonly exact?: boolean;
  /** Messages a second, at least 1. */
  readonly rateMax?: number;
  /** True: flagged messages get a decision of their own and with it a review case. */
  readonly openCases?: boolean;
  readonly start?: boolean;
}

/** Decides stored scores again by a version of a policy, without inference and without changing a message. */
export interface ReplayRequest extends Selection {
  readonly kind: 'replay';
  /** `default` where absent. */
  readonly policy?: string;
  /** The active one where absent. */
  readonly version?: number;
  readonly rateMax?: number;
  readonly start?: boolean;
}

/** Takes messages in from a file and scores them. */
export interface ImportRequest {
  readonly kind: 'import';
  readonly format: 'slack' | 'ndjson' | 'csv';
  /** What handed the messages in: with their ids it names them. */
  readonly source: string;
  /** Of a CSV: column by field, as given in the request. */
  readonly columns?: string;
  /** Policy of all messages; that of their channels where absent. */
  readonly policy?: string;
  readonly channelType?: string;
  readonly rateMax?: number;
  readonly openCases?: boolean;
  readonly exact?: boolean;
  /** True: scoring begins while the file is still being received. */
  readonly start?: boolean;
}

/** What an import took in since it was counted last. */
export interface ImportCounts {
  /** Revisions that were committed as pending for this run, those adopted from a broken-off one included. */
  readonly accepted: number;
  readonly skipped: number;
  readonly errors: readonly Omit<RunError, 'id'>[];
}

/** A line of a file that was refused, or a message that could not be scored. */
export interface RunError {
  readonly id: number;
  /** File inside an archive; null for a plain file and where no file is concerned. */
  readonly file: string | null;
  /** From 1 on; for a Slack export the ordinal of the message in its file. */
  readonly line: number | null;
  /** Without message text. */
  readonly reason: string;
}

/** A decision without its trace. */
export interface BareDecision {
  readonly action: Action;
  readonly alert: boolean;
}

export interface ClauseChange {
  readonly id: string;
  /** Null where that side's policy has no such clause. */
  readonly before: { readonly action: ClauseAction; readonly score: number | null } | null;
  readonly after: { readonly action: ClauseAction; readonly score: number | null } | null;
}

/** A message that a run decided otherwise; of an import one that it flagged. */
export interface RunChange {
  /** The id its source gave it. */
  readonly id: string;
  readonly source: string;
  readonly revision: number;
  readonly channelId: string | null;
  /** ISO 8601. */
  readonly sentAt: string | null;
  /** Null where it had no decision before. */
  readonly before: BareDecision | null;
  readonly after: BareDecision;
  /** Clauses that differ; none of an import. */
  readonly clauses: readonly ClauseChange[];
  /** Null where it is not kept. Only for those who may read messages. */
  readonly text: string | null;
}

/** Calibrated scores of a signal in 100 bins, [0, 0.01) to [0.99, 1]. */
export interface SignalHistogram {
  readonly signal: string;
  readonly before: readonly number[];
  readonly after: readonly number[];
}
