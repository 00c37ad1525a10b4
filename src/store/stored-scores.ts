import type { ContextEntry } from '../domain/message.js';
import type { Database } from './database.js';

/** Messages read at once: few enough that taking them in does not hold up the process. */
const SCORES_PAGE = 2_000;

/** Some messages, and the scores of those that have any in the pipeline. */
export interface ScoresPage {
  /** Row ids of the messages looked at, ascending: those without scores, or gone, are among them. */
  readonly ids: readonly number[];
  /**
   * A row for each scored one, one behind the other, in PostgreSQL's binary forms: int8 row id, int8
   * seconds since 1970, int4 flags (see `ROW_FLAGS`), real[] of the original view and, where the flag
   * says so, of the folded one.
   */
  readonly rows: Buffer;
  /** For each row, in the same order: a JSON list of `StoredCircumstances`. */
  readonly circumstances: readonly string[];
  /** By row id what "asked for" has to be derived from, where the caller did not say it. */
  readonly contexts: Readonly<
    Record<string, { readonly context: ContextEntry[]; readonly author: string | null }>
  >;
}

export type StoredCircumstances = readonly [
  channelId: string | null,
  channelType: string | null,
  channelTags: string[] | null,
  recipients: number | null,
  solicited: boolean | null,
  english: string,
  policyName: string | null,
];

/** Bits of a row's flags; the lowest two hold 0, 1 or 2 for allow, review or act. */
export const ROW_FLAGS = { action: 3, alert: 4, folded: 8 } as const;

/** Ids of one community's messages, from beyond $2 on. */
const NEXT_IDS = `select id from messages where community_id = $1 and id > $2 order by id limit ${SCORES_PAGE}`;

/** Ids of messages that were written, scored or deleted by transaction $4 or a later one. */
const CHANGED_IDS = `
  select id from (
    select id from messages where community_id = $1 and id > $2 and change >= $4::text::xid8
    union
    select r.message_id from scores s join revisions r on r.id = s.revision_id
      where s.community_id = $1 and s.pipeline_id = $3 and s.change >= $4::text::xid8 and r.message_id > $2
    union
    select message_id from deleted_messages
      where community_id = $1 and message_id > $2 and change >= $4::text::xid8
  ) as changed order by id limit ${SCORES_PAGE}`;

const ROWS = `
  select string_agg(row, ''::bytea) as rows, json_agg(circumstances) as circumstances,
    json_object_agg(id, json_build_object('context', context, 'author', author_id))
      filter (where context is not null) as contexts
  from (
    select m.id, m.author_id, t.context,
      int8send(m.id)
        || int8send(floor(date_part('epoch', coalesce(m.sent_at, r.scored_at, m.created_at)))::bigint)
        || int4send((case m.action when 'act' then 2 when 'review' then 1 else 0 end)
          + (case when m.alert then ${ROW_FLAGS.alert} else 0 end)
          + (case when s.folded is null then 0 else ${ROW_FLAGS.folded} end))
        || array_send(s.original) || coalesce(array_send(s.folded), ''::bytea) as row,
      json_build_array(m.channel_id, m.channel_type, m.channel_tags, m.recipients, m.solicited,
        r.english, m.policy_name)::text as circumstances
    from unnest($3::bigint[]) as wanted (id)
    join messages m on m.id = wanted.id and m.community_id = $1
    join revisions r on r.message_id = m.id and r.ordinal = m.revisions
    join scores s on s.revision_id = r.id and s.pipeline_id = $2
    left join lateral (select context from texts where revision_id = r.id and m.solicited is null) t on true
  ) as scored`;

export type StoredScoreStore = ReturnType<typeof createStoredScoreStore>;

/** Raw scores of messages as they stand, read in bulk: the latest revision of each. */
export function createStoredScoreStore(db: Database) {
  async function page(
    communityId: string,
    pipelineId: string,
    findIds: (query: Database['query']) => Promise<{ id: string }[]>,
  ): Promise<ScoresPage> {
    return db.transaction(async (query) => {
      // Statistics cannot tell the planner that a page is small: it would read whole tables for each.
      await query('set local enable_seqscan = off');
      await query('set local enable_hashjoin = off');
      await query('set local enable_mergejoin = off');
      const ids = (await findIds(query)).map(({ id }) => Number(id));
      if (ids.length === 0) return { ids, rows: Buffer.alloc(0), circumstances: [], contexts: {} };
      const [row] = await query<{
        rows: Buffer | null;
        circumstances: string[] | null;
        contexts: ScoresPage['contexts'] | null;
      }>(ROWS, [communityId, pipelineId, ids]);
      return {
        ids,
        rows: row?.rows ?? Buffer.alloc(0),
        circumstances: row?.circumstances ?? [],
        contexts: row?.contexts ?? {},
      };
    });
  }

  return {
    /**
     * A point in the history of the database from which changes can be asked for later: whatever is
     * not visible yet will count as changed since.
     */
    async horizon(): Promise<string> {
      const rows = await db.query<{ xmin: string }>(
        'select pg_snapshot_xmin(pg_current_snapshot())::text as xmin',
      );
      return rows[0]!.xmin;
    },

    /** The pipeline that scored the community's latest message; undefined where nothing is scored. */
    async latestPipeline(communityId: string): Promise<string | undefined> {
      const rows = await db.query<{ pipeline_id: string }>(
        'select pipeline_id from scores where community_id = $1 order by revision_id desc, created_at desc limit 1',
        [communityId],
      );
      return rows[0]?.pipeline_id;
    },

    /** The id that a community's newest `count` messages lie beyond; 0 where it has no more. */
    async idBefore(communityId: string, count: number): Promise<number> {
      const rows = await db.query<{ id: string }>(
        'select id from messages where community_id = $1 order by id desc offset $2 limit 1',
        [communityId, count],
      );
      return Number(rows[0]?.id ?? 0);
    },

    /** The next messages beyond an id; an empty page is the end. */
    after: (communityId: string, pipelineId: string, id: number): Promise<ScoresPage> =>
      page(communityId, pipelineId, (query) => query<{ id: string }>(NEXT_IDS, [communityId, id])),

    /** The next messages beyond an id that changed since a horizon; an empty page is the end. */
    changedAfter: (
      communityId: string,
      pipelineId: string,
      horizon: string,
      id: number,
    ): Promise<ScoresPage> =>
      page(communityId, pipelineId, (query) =>
        query<{ id: string }>(CHANGED_IDS, [communityId, id, pipelineId, horizon]),
      ),

    /**
     * By row id the raw output of a pipeline that counts, the larger of the two views.
     * @param label which of the pipeline's outputs, from 0 on
     */
    async logits(
      communityId: string,
      pipelineId: string,
      label: number,
      ids: readonly number[],
    ): Promise<Map<number, number>> {
      const rows = await db.query<{ id: string; logit: number }>(
        `select m.id, greatest(s.original[$3::int], s.folded[$3::int])::float8 as logit
         from messages m
         join revisions r on r.message_id = m.id and r.ordinal = m.revisions
         join scores s on s.revision_id = r.id and s.pipeline_id = $2
         where m.community_id = $1 and m.id = any ($4)`,
        [communityId, pipelineId, label + 1, ids],
      );
      return new Map(rows.map(({ id, logit }) => [Number(id), logit]));
    },

    /** Names, times and kept texts of messages by row id; those that are gone are left out. */
    async describe(communityId: string, ids: readonly number[]): Promise<Map<number, DescribedMessage>> {
      const rows = await db.query<{
        row_id: string;
        source: string;
        external_id: string;
        revision: number;
        channel_id: string | null;
        sent_at: Date | null;
        text: string | null;
        context: ContextEntry[] | null;
      }>(
        `select m.id as row_id, m.source, m.external_id, r.ordinal as revision, m.channel_id, m.sent_at, t.text,
           t.context
         from messages m
         join revisions r on r.message_id = m.id and r.ordinal = m.revisions
         left join texts t on t.revision_id = r.id
         where m.community_id = $1 and m.id = any ($2)`,
        [communityId, ids],
      );
      return new Map(
        rows.map((row) => [
          Number(row.row_id),
          {
            source: row.source,
            externalId: row.external_id,
            revision: row.revision,
            channelId: row.channel_id,
            sentAt: row.sent_at?.toISOString() ?? null,
            text: row.text,
            context: row.context ?? [],
          },
        ]),
      );
    },
  };
}

export interface DescribedMessage {
  readonly source: string;
  readonly externalId: string;
  readonly revision: number;
  readonly channelId: string | null;
  readonly sentAt: string | null;
  /** Null where it was not kept or has been forgotten. */
  readonly text: string | null;
  readonly context: readonly ContextEntry[];
}
