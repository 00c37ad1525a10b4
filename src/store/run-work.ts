import type { Message, StoreSetting } from '../domain/message.js';
import type { EnglishPart, ScoredText } from '../domain/model.js';
import type { Database } from './database.js';
import { storeResult, type SliceResult } from './run-results.js';
import type { StoredRun } from './run-rows.js';
import { LOOK_ROWS_UP, notByIndex } from './look-rows-up.js';
import { RESCORED, selectionValues } from './run-selection.js';
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

/**
 * $7: the run's pipeline, $8: the one that messages are compared with where they have its scores. What was given up
 * before it was scored still says by which policy, and what is kept of it.
 */
const STORED = `select ${FACTS}, coalesce(r.policy_name, m.policy_name) as policy_name, coalesce(r.store, 'all') as store,
    k.stage as known_stage, k.original as known_original, k.folded as known_folded,
    e.pipeline_id as earlier_pipeline, e.stage as earlier_stage, e.original as earlier_original,
    e.folded as earlier_folded
  from revisions r join messages m on m.id = r.message_id left join texts t on t.revision_id = r.id
  left join scores k on k.revision_id = r.id and ${notByIndex('k.pipeline_id')} = $7
  left join lateral (
    select * from scores s where s.revision_id = r.id and s.pipeline_id <> $7
    order by (s.pipeline_id = $8) desc, s.created_at desc limit 1) e on true
  where ${RESCORED} and r.id between $9 and $10 order by r.id`;

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
        await storeResult(query, run, result);
        return true;
      });
    },
  };
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
