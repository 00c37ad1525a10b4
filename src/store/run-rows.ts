import type { RunKind, RunOutcome, RunPlan, RunStatus } from '../domain/run.js';

/** A run as the database has it. */
export interface StoredRun {
  readonly id: number;
  readonly communityId: string;
  readonly kind: RunKind;
  readonly status: RunStatus;
  readonly params: Readonly<Record<string, unknown>>;
  readonly plan: RunPlan | null;
  readonly pipelineId: string | null;
  readonly earlierPipelineId: string | null;
  readonly policy: { readonly name: string; readonly version: number | null } | null;
  readonly cursor: number;
  /** Null while an import's file is being received. */
  readonly cursorEnd: number | null;
  readonly rateMax: number | null;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly changed: number;
  readonly skipped: number;
  readonly outcome: RunOutcome | null;
  readonly error: string | null;
  readonly actor: string;
  readonly revision: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

export interface RunRow {
  id: string;
  community_id: string;
  kind: RunKind;
  status: RunStatus;
  params: Record<string, unknown>;
  plan: RunPlan | null;
  pipeline_id: string | null;
  earlier_pipeline_id: string | null;
  policy_name: string | null;
  policy_version: number | null;
  cursor: string;
  cursor_end: string | null;
  rate_max: number | null;
  total: string;
  done: string;
  failed: string;
  changed: string;
  skipped: string;
  outcome: RunOutcome | null;
  error: string | null;
  actor: string;
  revision: string;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

export const RUN_COLUMNS = `r.id, r.community_id, r.kind, r.status, r.params, r.plan, r.pipeline_id, r.earlier_pipeline_id,
  r.policy_name, r.policy_version, r.cursor, r.cursor_end, r.rate_max, r.total, r.done, r.failed, r.changed, r.skipped,
  r.outcome, r.error, r.actor, r.revision, r.created_at, r.started_at, r.finished_at`;

export const toStoredRun = (row: RunRow): StoredRun => ({
  id: Number(row.id),
  communityId: row.community_id,
  kind: row.kind,
  status: row.status,
  params: row.params,
  plan: row.plan,
  pipelineId: row.pipeline_id,
  earlierPipelineId: row.earlier_pipeline_id,
  policy: row.policy_name === null ? null : { name: row.policy_name, version: row.policy_version },
  cursor: Number(row.cursor),
  cursorEnd: row.cursor_end === null ? null : Number(row.cursor_end),
  rateMax: row.rate_max,
  total: Number(row.total),
  done: Number(row.done),
  failed: Number(row.failed),
  changed: Number(row.changed),
  skipped: Number(row.skipped),
  outcome: row.outcome,
  error: row.error,
  actor: row.actor,
  revision: Number(row.revision),
  createdAt: row.created_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
});
