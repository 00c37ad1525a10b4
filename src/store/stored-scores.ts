import pg from 'pg';
import type { ContextEntry } from '../domain/message.js';
import type { Database } from './database.js';
import { LOOK_ROWS_UP, notByIndex, READ_RANGES } from './look-rows-up.js';
import { readScoreRows, scoreRow, type ScoreRow } from './score-rows.js';

/** Changed messages looked up at once. */
const CHANGES_PAGE = 2_000;

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
  ) as changed order by id limit ${CHANGES_PAGE}`;

/** The revisions of a community's messages in a range of ids: first and last, and how many. */
const EXTENT = `select min(id) as first, max(id) as last, count(*)::int as count from revisions
  where message_id between $2 and $3 and ${notByIndex('community_id')} = $1`;

interface Extent {
  first: string | null;
  last: string | null;
  count: number;
}

/** Of so many rows that are read one at least must be meant, or looking each up is faster. */
const READ_FOR_ONE_MAX = 4;

const isDense = ({ first, last, count }: Extent): boolean =>
  count > 0 && Number(last) - Number(first) < READ_FOR_ONE_MAX * count;

interface RowsOptions {
  /** How a column that says nothing about which rows are meant is written. */
  readonly column?: (name: string) => string;
  /** What is known beforehand of a column that holds ids of revisions. */
  readonly ofRevision?: (column: string) => string;
}

export type StoredScoreStore = ReturnType<typeof createStoredScoreStore>;

/** Raw scores of messages as they stand, read in bulk: the latest revision of each. */
export function createStoredScoreStore(db: Database) {
  const rowsOf = (
    communityId: string,
    pipelineId: string,
    which: string,
    { column = (name: string) => name, ofRevision = () => 'true' }: RowsOptions = {},
  ) => `
    select ${scoreRow(pg.escapeLiteral(pipelineId))}
    from messages m
    join revisions r on r.message_id = m.id and r.ordinal = m.revisions
    join scores s on s.revision_id = r.id and ${column('s.pipeline_id')} = ${pg.escapeLiteral(pipelineId)}
      and ${ofRevision('s.revision_id')}
    left join texts t on t.revision_id = r.id and t.context is not null and m.solicited is null
      and ${ofRevision('t.revision_id')}
    where ${column('m.community_id')} = ${pg.escapeLiteral(communityId)} and ${which}`;

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

    /**
     * The pipeline whose scores count: the one that was promoted, else the one that scored the latest message
     * first. Undefined where nothing is scored.
     */
    async latestPipeline(communityId: string): Promise<string | undefined> {
      const rows = await db.query<{ pipeline_id: string | null }>(
        `select coalesce(
           (select settings ->> 'pipeline' from communities where id = $1),
           (select pipeline_id from scores where community_id = $1 order by revision_id desc, created_at limit 1)
         ) as pipeline_id`,
        [communityId],
      );
      return rows[0]?.pipeline_id ?? undefined;
    },

    /** The id that a community's newest `count` messages lie beyond; 0 where it has no more. */
    async idBefore(communityId: string, count: number): Promise<number> {
      const rows = await db.query<{ id: string }>(
        'select id from messages where community_id = $1 order by id desc offset $2 limit 1',
        [communityId, count],
      );
      return Number(rows[0]?.id ?? 0);
    },

    /**
     * Visits the scored messages beyond an id, ascending: one statement, so that the database reads its tables
     * from end to end instead of looking up each row.
     */
    visitAfter: (
      communityId: string,
      pipelineId: string,
      id: number,
      visit: (row: ScoreRow) => void,
    ): Promise<void> =>
      readScoreRows(
        db.copyOut(`${rowsOf(communityId, pipelineId, `m.id > ${Math.trunc(id)}`)} order by m.id`),
        visit,
      ),

    /** Visits the scored messages of a range of ids, both ends inclusive, in any order. */
    visitBetween: (
      communityId: string,
      pipelineId: string,
      [from, to]: readonly [from: number, to: number],
      visit: (row: ScoreRow) => void,
    ): Promise<void> =>
      readScoreRows(
        db.copyOut(async (query) => {
          await query(LOOK_ROWS_UP);
          const [extent] = await query<Extent>(EXTENT, [communityId, from, to]);
          const range = `between ${Math.trunc(from)} and ${Math.trunc(to)}`;
          if (!isDense(extent!)) {
            return rowsOf(communityId, pipelineId, `m.id ${range} order by m.id`, { column: notByIndex });
          }
          await query(READ_RANGES);
          return rowsOf(communityId, pipelineId, `m.id ${range} and r.message_id ${range}`, {
            column: notByIndex,
            ofRevision: (column) => `${column} between ${extent!.first} and ${extent!.last}`,
          });
        }),
        visit,
      ),

    /** Visits those of some messages that are there and scored. */
    visit: (
      communityId: string,
      pipelineId: string,
      ids: readonly number[],
      visit: (row: ScoreRow) => void,
    ): Promise<void> =>
      readScoreRows(
        db.copyOut(rowsOf(communityId, pipelineId, `m.id = any ('{${ids.map(Math.trunc).join(',')}}')`)),
        visit,
      ),

    /**
     * The next messages beyond an id that were written, scored or deleted since a horizon, ascending; none: there
     * are no more.
     */
    async changedAfter(
      communityId: string,
      pipelineId: string,
      horizon: string,
      id: number,
    ): Promise<number[]> {
      const rows = await db.query<{ id: string }>(CHANGED_IDS, [communityId, id, pipelineId, horizon]);
      return rows.map((row) => Number(row.id));
    },

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

    /** Which of some messages, by row id, have a text that is kept. */
    async withText(communityId: string, ids: readonly number[]): Promise<Set<number>> {
      const rows = await db.query<{ id: string }>(
        `select m.id from messages m
         join revisions r on r.message_id = m.id and r.ordinal = m.revisions
         where m.community_id = $1 and m.id = any ($2) and exists (select 1 from texts t where t.revision_id = r.id)`,
        [communityId, ids],
      );
      return new Set(rows.map(({ id }) => Number(id)));
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
