import type { Action } from '../domain/decision.js';
import type { Message, StoreSetting } from '../domain/message.js';
import type { EnglishPart, ScoredText } from '../domain/model.js';
import type { ClauseChange } from '../domain/run.js';
import type { PolicyRef } from '../domain/policy.js';
import { encodeReals } from './binary-arrays.js';
import type { Database } from './database.js';
import type { StoredRun } from './run-rows.js';
import { LOOK_ROWS_UP, RESCORED, selectionValues } from './run-selection.js';
import type { Slice } from './run-slices.js';

/** A revision that a run is to score. */
export interface RunText {
  readonly revisionId: number;
  readonly messageId: number;
  /** Null where the text was removed while it waited. */
  readonly text: string | null;
  readonly message: Message;
  /** Null: whichever policy its channel has. */
  readonly policyName: string | null;
  readonly store: StoreSetting;
  /** Its scores in the run's own pipeline, where it has them already. */
  readonly known: ScoredText | null;
  /** Its scores before, with what they were scored with. */
  readonly earlier: { readonly pipelineId: string; readonly scored: ScoredText } | null;
}

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

interface TextRow {
  revision_id: string;
  message_id: string;
  text: string | null;
  context: Message['context'] | null;
  policy_name: string | null;
  store: StoreSetting | null;
  channel_type: Message['channelType'] | null;
  channel_id: string | null;
  channel_tags: string[] | null;
  author_id: string | null;
  recipients: number | null;
  solicited: boolean | null;
  language: string | null;
  language_confidence: number | null;
  english: EnglishPart;
  known_stage: string | null;
  known_original: number[] | null;
  known_folded: number[] | null;
  earlier_pipeline: string | null;
  earlier_stage: string | null;
  earlier_original: number[] | null;
  earlier_folded: number[] | null;
}

const FACTS = `r.id as revision_id, r.message_id, t.text, t.context, m.channel_type, m.channel_id, m.channel_tags,
  m.author_id, m.recipients, m.solicited, r.language, r.language_confidence, r.english`;

const IMPORTED = `select ${FACTS}, r.policy_name, r.store,
    null as known_stage, null::real[] as known_original, null::real[] as known_folded, null as earlier_pipeline,
    null as earlier_stage, null::real[] as earlier_original, null::real[] as earlier_folded
  from revisions r join messages m on m.id = r.message_id left join texts t on t.revision_id = r.id
  where r.run_id = $1 and r.status = 'pending' and r.id between $2 and $3 order by r.id`;

/** $6: the run's pipeline, $7: the one that messages are compared with where they have its scores. */
const STORED = `select ${FACTS}, m.policy_name, 'all' as store,
    k.stage as known_stage, k.original as known_original, k.folded as known_folded,
    e.pipeline_id as earlier_pipeline, e.stage as earlier_stage, e.original as earlier_original,
    e.folded as earlier_folded
  from revisions r join messages m on m.id = r.message_id left join texts t on t.revision_id = r.id
  left join scores k on k.revision_id = r.id and k.pipeline_id = $6
  left join lateral (
    select * from scores s where s.revision_id = r.id and s.pipeline_id <> $6
    order by (s.pipeline_id = $7) desc, s.created_at desc limit 1) e on true
  where ${RESCORED} and r.id between $8 and $9 order by r.id`;

export type RunWorkStore = ReturnType<typeof createRunWorkStore>;

/** What slices are made of, and what comes of them. */
export function createRunWorkStore(db: Database) {
  return {
    /** What a slice of an import or a rescoring holds; less than was handed out where others were faster. */
    async texts(run: StoredRun, { fromId, toId }: Slice, pipelineId: string): Promise<RunText[]> {
      return db.transaction(async (query) => {
        await query(LOOK_ROWS_UP);
        const rows = await (run.kind === 'import'
          ? query<TextRow>(IMPORTED, [run.id, fromId, toId])
          : query<TextRow>(STORED, [
              run.communityId,
              ...selectionValues(run.params),
              pipelineId,
              run.earlierPipelineId,
              fromId,
              toId,
            ]));
        return rows.map(toRunText);
      });
    },

    /**
     * Stores what came of a slice, if it is still there: done before, or taken back, it counts nothing.
     * @returns whether it was stored
     */
    async save(run: StoredRun, slice: Slice, result: SliceResult): Promise<boolean> {
      return db.transaction(async (query) => {
        const gone = await query(
          'delete from run_slices where run_id = $1 and from_id = $2 and to_id = $3 returning run_id',
          [slice.runId, slice.fromId, slice.toId],
        );
        if (gone.length === 0) return false;
        await query(LOOK_ROWS_UP);
        await insertScores(query, run.communityId, result);
        await decideFirst(query, run, result.firsts);
        await loseTexts(query, run, result.lost);
        await openDecisions(query, run.communityId, result.opened);
        await insertChanges(query, run, result.changes);
        // Last, as everybody who does a slice of the run waits for it until this commits.
        await query(
          `update runs set done = done + $2, failed = failed + $3, changed = changed + $4,
             pipeline_id = coalesce(pipeline_id, $5) where id = $1`,
          [run.id, result.done, result.lost.length, result.changes.length, result.pipelineId],
        );
        await addHistograms(query, run.id, result.histograms);
        return true;
      });
    },
  };
}

async function insertScores(
  query: Database['query'],
  communityId: string,
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
     on conflict (revision_id, pipeline_id) do nothing`,
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

/** Notes that revisions are scored, and the action of messages of which they are the latest. */
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
       from input where revisions.id = input.id and revisions.community_id = $1 and revisions.status <> 'scored'
       returning revisions.id, revisions.message_id, revisions.ordinal),
     t as (delete from texts using input where texts.revision_id = input.id and not input.keep)
     update messages set action = input.action, alert = input.alert, policy_name = input.policy_name,
       policy_version = input.policy_version, content_hmac = case when input.keep then content_hmac end
     from r join input using (id) where messages.id = r.message_id and messages.revisions = r.ordinal`,
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

const toScored = (
  row: TextRow,
  stage: string | null,
  original: number[] | null,
  folded: number[] | null,
): ScoredText | null =>
  stage === null || original === null
    ? null
    : {
        raw: { original: Float32Array.from(original), folded: folded && Float32Array.from(folded) },
        stage,
        language: { code: row.language, confidence: row.language_confidence ?? 0 },
        english: row.english,
      };

function toRunText(row: TextRow): RunText {
  const earlier = toScored(row, row.earlier_stage, row.earlier_original, row.earlier_folded);
  return {
    revisionId: Number(row.revision_id),
    messageId: Number(row.message_id),
    text: row.text,
    message: {
      text: row.text ?? '',
      ...(row.context && { context: row.context }),
      ...(row.channel_type && { channelType: row.channel_type }),
      ...(row.channel_id !== null && { channelId: row.channel_id }),
      ...(row.channel_tags && { channelTags: row.channel_tags }),
      ...(row.author_id !== null && { authorId: row.author_id }),
      ...(row.recipients !== null && { recipients: row.recipients }),
      ...(row.solicited !== null && { solicited: row.solicited }),
    },
    policyName: row.policy_name,
    store: row.store ?? 'all',
    known: toScored(row, row.known_stage, row.known_original, row.known_folded),
    earlier: earlier && { pipelineId: row.earlier_pipeline!, scored: earlier },
  };
}
