import type { Action } from '../domain/decision.js';
import type { ScoredText } from '../domain/model.js';
import type { PolicyRef } from '../domain/policy.js';
import type { ClauseChange } from '../domain/run.js';
import { encodeReals } from './binary-arrays.js';
import type { Database } from './database.js';
import type { StoredRun } from './run-rows.js';

/** A message's scores as a run leaves them. */
export interface NewScores {
  readonly revisionId: number;
  readonly scored: ScoredText;
}

/** A message that had no scores before, with what was decided. */
export interface FirstDecision {
  readonly revisionId: number;
  readonly action: Action;
  readonly alert: boolean;
  readonly policy: PolicyRef;
  /** Whether its text stays. */
  readonly keep: boolean;
  readonly scored: ScoredText;
}

/** A decision that gets a row of its own, and with it a case. */
export interface OpenedDecision {
  readonly revisionId: number;
  readonly messageId: number;
  readonly action: Action;
  readonly alert: boolean;
  readonly incomplete: boolean;
  /** Holds no text. */
  readonly answer: object;
}

export interface ChangedDecision {
  readonly messageId: number;
  readonly before: { readonly action: Action; readonly alert: boolean } | null;
  readonly after: { readonly action: Action; readonly alert: boolean };
  readonly clauses: readonly ClauseChange[];
}

/** Calibrated scores counted in 100 bins, by signal. */
export type BinsBySignal = ReadonlyMap<string, readonly number[]>;

/** All that comes of a slice. */
export interface SliceResult {
  readonly pipelineId: string;
  readonly scores: readonly NewScores[];
  readonly firsts: readonly FirstDecision[];
  readonly opened: readonly OpenedDecision[];
  readonly changes: readonly ChangedDecision[];
  readonly histograms: { readonly before: BinsBySignal; readonly after: BinsBySignal } | null;
  readonly done: number;
  /** Revisions whose text is gone. */
  readonly lost: readonly number[];
}

/** Stores all that came of a slice, and counts it; for within the transaction that takes the slice away. */
export async function storeResult(
  query: Database['query'],
  run: StoredRun,
  result: SliceResult,
): Promise<void> {
  const isWanted = await whichAreWanted(query, run, result);
  await insertScores(query, run, { ...result, scores: result.scores.filter(isWanted) });
  await decideFirst(query, run, result.firsts.filter(isWanted));
  await loseTexts(query, run, result.lost);
  await openDecisions(query, run.communityId, result.opened.filter(isWanted));
  await insertChanges(query, run, result.changes);
  // Last, as everybody who does a slice of the run waits for it until this commits.
  await query(
    `update runs set done = done + $2, failed = failed + $3, changed = changed + $4,
       pipeline_id = coalesce(pipeline_id, $5) where id = $1`,
    [run.id, result.done, result.lost.length, result.changes.length, result.pipelineId],
  );
  await addHistograms(query, run.id, result.histograms);
}

/**
 * Which revisions may have what came of them: of an import those that still wait for it, else those whose text is
 * still there. The others were forgotten while they were scored. Whoever forgets one from now on waits for this.
 */
async function whichAreWanted(
  query: Database['query'],
  run: StoredRun,
  { scores, opened }: SliceResult,
): Promise<(each: { readonly revisionId: number }) => boolean> {
  const ids = [...scores, ...opened].map(({ revisionId }) => revisionId);
  const rows = await query<{ id: string }>(run.kind === 'import' ? WAITING : WITH_TEXT, [
    run.communityId,
    ids,
  ]);
  const wanted = new Set(rows.map(({ id }) => Number(id)));
  return ({ revisionId }) => wanted.has(revisionId);
}

const WAITING = `select id from revisions where community_id = $1 and id = any ($2) and status = 'pending'
  order by id for no key update`;
const WITH_TEXT = `select revision_id as id from texts where community_id = $1 and revision_id = any ($2)
  order by revision_id for key share`;

/** Scores of a first stage give way to those of the last; readers who keep scores in memory learn of it. */
const REPLACE = `update set stage = excluded.stage, original = excluded.original, folded = excluded.folded,
  change = pg_current_xact_id() where scores.stage <> excluded.stage`;

async function insertScores(
  query: Database['query'],
  { communityId, params }: StoredRun,
  { scores, pipelineId }: SliceResult,
): Promise<void> {
  const [first] = scores;
  if (first === undefined) return;
  const labels = first.scored.raw.original.length;
  const folded = scores.filter(({ scored }) => scored.raw.folded !== null);
  let at = 0;
  await query(
    `insert into scores (revision_id, community_id, pipeline_id, stage, original, folded)
     select id, $1, $2, stage, ($6::real[])[(i - 1) * $8 + 1 : i * $8],
       case when folded_at > 0 then ($7::real[])[(folded_at - 1) * $8 + 1 : folded_at * $8] end
     from unnest($3::bigint[], $4::text[], $5::int[]) with ordinality as e (id, stage, folded_at, i)
     on conflict (revision_id, pipeline_id) do ${params['reach'] === undefined ? 'nothing' : REPLACE}`,
    [
      communityId,
      pipelineId,
      scores.map(({ revisionId }) => revisionId),
      scores.map(({ scored }) => scored.stage),
      scores.map(({ scored }) => (scored.raw.folded === null ? 0 : ++at)),
      encodeReals(scores.map(({ scored }) => scored.raw.original)),
      encodeReals(folded.map(({ scored }) => scored.raw.folded!)),
      labels,
    ],
  );
}

/**
 * Notes that revisions are scored, and the action of messages of which they are the latest: of those that an import
 * brought, or of those that had been given up or whose scores were not kept.
 */
async function decideFirst(
  query: Database['query'],
  run: StoredRun,
  firsts: readonly FirstDecision[],
): Promise<void> {
  if (firsts.length === 0) return;
  await query(
    `with input as (
       select * from unnest($2::bigint[], $3::text[], $4::boolean[], $5::text[], $6::int[], $7::boolean[], $8::text[],
         $9::real[], $10::text[])
         as i (id, action, alert, policy_name, policy_version, keep, language, confidence, english)),
     r as (
       update revisions set status = 'scored', scored_at = now(), policy_name = null, store = null,
         language = input.language, language_confidence = input.confidence, english = input.english
       from input
       where revisions.id = input.id and revisions.community_id = $1 and (revisions.status = $11
         or $11 = 'failed' and revisions.status = 'scored' and exists (
           select 1 from messages m where m.id = revisions.message_id and m.policy_version is null))
       returning revisions.message_id, revisions.ordinal, input.*),
     t as (delete from texts using r where texts.revision_id = r.id and not r.keep)
     update messages set action = r.action, alert = r.alert, policy_name = r.policy_name,
       policy_version = r.policy_version, content_hmac = case when r.keep then content_hmac end
     from r where messages.id = r.message_id and messages.revisions = r.ordinal`,
    [
      run.communityId,
      firsts.map(({ revisionId }) => revisionId),
      firsts.map(({ action }) => action),
      firsts.map(({ alert }) => alert),
      firsts.map(({ policy }) => policy.name),
      firsts.map(({ policy }) => policy.version),
      firsts.map(({ keep }) => keep),
      firsts.map(({ scored }) => scored.language.code),
      firsts.map(({ scored }) => scored.language.confidence),
      firsts.map(({ scored }) => scored.english ?? 'all'),
      run.kind === 'import' ? 'pending' : 'failed',
    ],
  );
}

async function loseTexts(query: Database['query'], run: StoredRun, lost: readonly number[]): Promise<void> {
  if (lost.length === 0) return;
  await query(
    `with failed as (
       update revisions set status = 'failed' where community_id = $1 and id = any ($2) and status = 'pending'
       returning message_id)
     insert into run_errors (run_id, reason)
     select $3, 'The text of message ' || external_id || ' was removed before it could be scored.'
     from failed join messages on messages.id = failed.message_id`,
    [run.communityId, lost, run.id],
  );
}

async function openDecisions(
  query: Database['query'],
  communityId: string,
  opened: readonly OpenedDecision[],
): Promise<void> {
  if (opened.length === 0) return;
  await query(
    `insert into decisions (community_id, message_id, revision_id, action, alert, incomplete, answer)
     select $1, "messageId", "revisionId", action, alert, incomplete, answer
     from jsonb_to_recordset($2) as e ("messageId" bigint, "revisionId" bigint, action text, alert boolean,
       incomplete boolean, answer jsonb)`,
    [communityId, JSON.stringify(opened)],
  );
}

async function insertChanges(
  query: Database['query'],
  run: StoredRun,
  changes: readonly ChangedDecision[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ messageId, before, after, clauses }) => ({
    id: messageId,
    b: before?.action ?? null,
    ba: before?.alert ?? null,
    a: after.action,
    aa: after.alert,
    c: clauses,
  }));
  await query(
    `insert into run_changes (run_id, community_id, message_id, revision_id, before_action, before_alert,
       after_action, after_alert, clauses)
     select $1, $2, e.id, r.id, e.b, e.ba, e.a, e.aa, e.c
     from jsonb_to_recordset($3) as e (id bigint, b text, ba boolean, a text, aa boolean, c jsonb)
     join messages m on m.id = e.id and m.community_id = $2
     join revisions r on r.message_id = m.id and r.ordinal = m.revisions
     on conflict (run_id, message_id) do nothing`,
    [run.id, run.communityId, JSON.stringify(rows)],
  );
}

async function addHistograms(
  query: Database['query'],
  runId: number,
  histograms: SliceResult['histograms'],
): Promise<void> {
  if (histograms === null) return;
  const rows = (['before', 'after'] as const).flatMap((side) =>
    [...histograms[side]].map(([signal, counts]) => ({ signal, side, counts })),
  );
  if (rows.length === 0) return;
  await query(
    `insert into run_histograms as h (run_id, signal, side, counts)
     select $1, signal, side, counts from jsonb_to_recordset($2) as e (signal text, side text, counts bigint[])
     on conflict (run_id, signal, side) do update set counts = (
       select array_agg(a + b order by i) from unnest(h.counts, excluded.counts) with ordinality as u (a, b, i))`,
    [runId, JSON.stringify(rows)],
  );
}
