import type { Database } from './database.js';
import type { StoredRun } from './run-rows.js';

/** What a run's parameters say of which messages are meant. */
export interface StoredSelection {
  readonly from?: string;
  readonly to?: string;
  readonly channelId?: string;
  readonly onlyPipeline?: string;
}

/**
 * Which messages a rescoring means, of `r` (revisions) and `m` (messages): the latest revision of each, where
 * its text is kept. Parameters $2 to $5 are those of `selectionValues`; $1 is the community.
 */
export const RESCORED = `r.community_id = $1 and m.revisions = r.ordinal and r.status in ('scored', 'failed')
  and exists (select 1 from texts t where t.revision_id = r.id)
  and ($2::timestamptz is null or coalesce(m.sent_at, r.scored_at, m.created_at) >= $2)
  and ($3::timestamptz is null or coalesce(m.sent_at, r.scored_at, m.created_at) < $3)
  and ($4::text is null or m.channel_id = $4)
  and ($5::text is null or exists (select 1 from scores s where s.revision_id = r.id and s.pipeline_id = $5))`;

export const selectionValues = ({ from, to, channelId, onlyPipeline }: StoredSelection) => [
  from ?? null,
  to ?? null,
  channelId ?? null,
  onlyPipeline ?? null,
];

/** For the rest of a transaction. Statistics cannot tell the planner that a slice is small: it would read whole tables for each. */
export const LOOK_ROWS_UP = `select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
  set_config('enable_mergejoin', 'off', true)`;

/** Above this a count is an estimate of the planner's: to the message it would take longer than anybody waits. */
const COUNTED_MAX = 3_000_000;

export type RunSelectionStore = ReturnType<typeof createRunSelectionStore>;

/** How many messages a run would have to do, and up to which id. */
export function createRunSelectionStore(db: Database) {
  async function count(sql: string, values: readonly unknown[]): Promise<number> {
    const [plan] = await db.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(
      `explain (format json) select 1 ${sql}`,
      values,
    );
    const estimate = plan!['QUERY PLAN'][0]!.Plan['Plan Rows'];
    if (estimate > COUNTED_MAX) return estimate;
    const [row] = await db.query<{ n: string }>(`select count(*) as n ${sql}`, values);
    return Number(row!.n);
  }

  async function lastId(table: 'revisions' | 'messages', communityId: string): Promise<number> {
    const [row] = await db.query<{ id: string }>(
      `select id from ${table} where community_id = $1 order by id desc limit 1`,
      [communityId],
    );
    return Number(row?.id ?? 0);
  }

  return {
    /** Messages that a rescoring means, and the id of the last revision there is. */
    async rescored(
      communityId: string,
      selection: StoredSelection,
    ): Promise<{ messages: number; end: number }> {
      const end = await lastId('revisions', communityId);
      const messages = await count(
        `from revisions r join messages m on m.id = r.message_id where ${RESCORED}`,
        [communityId, ...selectionValues(selection)],
      );
      return { messages, end };
    },

    /** Messages that a policy decided, with scores of a pipeline, and the id of the last message there is. */
    async replayed(
      communityId: string,
      pipelineId: string,
      policyName: string,
      { from, to, channelId }: StoredSelection,
    ): Promise<{ messages: number; end: number }> {
      const end = await lastId('messages', communityId);
      const messages = await count(
        `from messages m
         join revisions r on r.message_id = m.id and r.ordinal = m.revisions
         join scores s on s.revision_id = r.id and s.pipeline_id = $2
         where m.community_id = $1 and (m.policy_name is null or m.policy_name = $3)
           and ($4::timestamptz is null or coalesce(m.sent_at, r.scored_at, m.created_at) >= $4)
           and ($5::timestamptz is null or coalesce(m.sent_at, r.scored_at, m.created_at) < $5)
           and ($6::text is null or m.channel_id = $6)`,
        [communityId, pipelineId, policyName, from ?? null, to ?? null, channelId ?? null],
      );
      return { messages, end };
    },
  };
}

/** Ids of the next slice of a run; none with an id up to `scannedTo` is left out. */
export interface NextIds {
  readonly ids: readonly number[];
  readonly scannedTo: number;
}

/** Ids looked at for one slice where only some messages are meant. */
const SCANNED_MAX = 20_000;

/** The ids that a run's next slice is made of. */
export async function nextIds(query: Database['query'], run: StoredRun, limit: number): Promise<NextIds> {
  switch (run.kind) {
    case 'import': {
      const rows = await query<{ id: string }>(
        `select id from revisions where run_id = $1 and status = 'pending' and id > $2 order by id limit $3`,
        [run.id, run.cursor, limit],
      );
      const ids = rows.map(({ id }) => Number(id));
      return { ids, scannedTo: ids.at(-1) ?? run.cursorEnd ?? run.cursor };
    }
    case 'rescore':
      return nextRescored(query, run, limit);
    case 'replay': {
      const rows = await query<{ id: string }>(
        'select id from messages where community_id = $1 and id > $2 and id <= $3 order by id limit $4',
        [run.communityId, run.cursor, run.cursorEnd, limit],
      );
      const ids = rows.map(({ id }) => Number(id));
      return { ids, scannedTo: ids.at(-1) ?? run.cursorEnd! };
    }
  }
}

/** Looks at no more ids than it takes to fill a slice by half: few where most messages are meant. */
async function nextRescored(query: Database['query'], run: StoredRun, limit: number): Promise<NextIds> {
  const end = run.cursorEnd ?? run.cursor;
  const ids: number[] = [];
  let scannedTo = run.cursor;
  await query(LOOK_ROWS_UP);
  for (let window = limit, left = SCANNED_MAX; left > 0 && scannedTo < end && 2 * ids.length < limit;) {
    const [row] = await query<{ ids: string[] | null; scanned_to: string | null }>(SCAN, [
      run.communityId,
      ...selectionValues(run.params),
      scannedTo,
      end,
      window,
      limit - ids.length,
    ]);
    const found = (row?.ids ?? []).map(Number);
    // Where there were more than fit, the others come with the next slice.
    scannedTo = found.length === limit - ids.length ? found.at(-1)! : Number(row?.scanned_to ?? end);
    ids.push(...found);
    left -= window;
    window *= 4;
  }
  return { ids, scannedTo };
}

/** What is meant among the next $8 revisions beyond $6, at most $9 of it, and how far these go. */
const SCAN = `
  with scanned as (
    select id from revisions where community_id = $1 and id > $6 and id <= $7 order by id limit $8),
  wanted as (
    select r.id from scanned join revisions r on r.id = scanned.id join messages m on m.id = r.message_id
    where ${RESCORED} order by r.id limit $9)
  select (select array_agg(id) from wanted) as ids, (select max(id) from scanned) as scanned_to`;
