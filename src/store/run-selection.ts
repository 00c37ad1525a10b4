import type { LogitsByPlace, Place } from '../domain/model.js';
import type { EarlyMessages } from '../domain/run.js';
import type { Database } from './database.js';
import { LOOK_ROWS_UP, notByIndex } from './look-rows-up.js';
import type { StoredRun } from './run-rows.js';

/** What a run's parameters say of which messages are meant. */
export interface StoredSelection {
  readonly from?: string;
  readonly to?: string;
  readonly channelId?: string;
  readonly onlyPipeline?: string;
  readonly reach?: LogitsByPlace;
}

/** Of a pipeline's cutoffs for a place: the columns of its raw outputs, or the cutoffs; asked once a query, not once a row. */
const cutoffsOf = (
  what: 'l.n::int' | 'c.least::real',
  place: Place,
  pipelineId: string,
  cutoffs: string,
) => `(
  select array_agg(${what} order by l.n) from pipelines p
  cross join jsonb_each_text(${cutoffs} -> '${place}') as c (signal, least)
  cross join jsonb_array_elements_text(p.spec -> 'labels') with ordinality as l (label, n)
  where p.id = ${pipelineId} and l.label = c.signal)`;

/** Whether scores s of a message m are of an earlier stage than the last and reach a cutoff of the message's place. */
function withinReach(pipelineId: string, cutoffs: string): string {
  const there = (what: 'l.n::int' | 'c.least::real') =>
    `case when m.channel_type in ('dm', 'group_dm') then ${cutoffsOf(what, 'direct', pipelineId, cutoffs)}
      else ${cutoffsOf(what, 'channel', pipelineId, cutoffs)} end`;
  return `s.stage <> (select p.spec -> 'stages' ->> -1 from pipelines p where p.id = ${pipelineId})
    and exists (select 1 from unnest(${there('l.n::int')}, ${there('c.least::real')}) as c (n, least)
      where greatest(s.original[c.n], s.folded[c.n]) >= c.least)`;
}

/**
 * Which messages a rescoring means, of `r` (revisions) and `m` (messages): the latest revision of each, where
 * its text is kept. Parameters $2 to $6 are those of `selectionValues`; $1 is the community.
 */
export const RESCORED = `r.community_id = $1 and m.revisions = r.ordinal and r.status in ('scored', 'failed')
  and exists (select 1 from texts t where t.revision_id = r.id)
  and ($2::timestamptz is null or coalesce(m.sent_at, r.scored_at, m.created_at) >= $2)
  and ($3::timestamptz is null or coalesce(m.sent_at, r.scored_at, m.created_at) < $3)
  and ($4::text is null or m.channel_id = $4)
  and ($5::text is null or exists (select 1 from scores s where s.revision_id = r.id and ${notByIndex('s.pipeline_id')} = $5
    and ($6::jsonb is null or ${withinReach('$5', '$6::jsonb')})))`;

export const selectionValues = ({ from, to, channelId, onlyPipeline, reach }: StoredSelection) => [
  from ?? null,
  to ?? null,
  channelId ?? null,
  onlyPipeline ?? null,
  reach === undefined ? null : JSON.stringify(reach),
];

/** Above this a count is an estimate of the planner's: to the message it would take longer than anybody waits. */
const COUNTED_MAX = 1_000_000;

/** What a replay of a policy is about, of `m`, `r` and `s`: $1 the community, $2 the pipeline, $3 the policy, then times and channel. */
const REPLAYED = `from messages m
  join revisions r on r.message_id = m.id and r.ordinal = m.revisions
  join scores s on s.revision_id = r.id and s.pipeline_id = $2
  where m.community_id = $1 and (m.policy_name is null or m.policy_name = $3)
    and ($4::timestamptz is null or coalesce(m.sent_at, r.scored_at, m.created_at) >= $4)
    and ($5::timestamptz is null or coalesce(m.sent_at, r.scored_at, m.created_at) < $5)
    and ($6::text is null or m.channel_id = $6)`;

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
      const messages = await count(REPLAYED, [
        communityId,
        pipelineId,
        policyName,
        from ?? null,
        to ?? null,
        channelId ?? null,
      ]);
      return { messages, end };
    },

    /** How many of these an earlier stage than the pipeline's last decided, and how many of those reach a cutoff. */
    async early(
      communityId: string,
      pipelineId: string,
      policyName: string,
      { from, to, channelId }: StoredSelection,
      cutoffs: LogitsByPlace,
    ): Promise<EarlyMessages> {
      const [row] = await db.query<{ decided: string; within: string }>(
        `select count(*) as decided, count(*) filter (where ${withinReach('$2', '$7::jsonb')}) as within
         ${REPLAYED} and s.stage <> (select spec -> 'stages' ->> -1 from pipelines where id = $2)`,
        [
          communityId,
          pipelineId,
          policyName,
          from ?? null,
          to ?? null,
          channelId ?? null,
          JSON.stringify(cutoffs),
        ],
      );
      return { decided: Number(row!.decided), withinReach: Number(row!.within) };
    },
  };
}

/** What the next slice of a run holds; nothing that is meant with an id up to `scannedTo` is left out. */
export interface NextSlice {
  /** First and last id, and how many messages; null where there is nothing. */
  readonly found: { readonly fromId: number; readonly toId: number; readonly messages: number } | null;
  readonly scannedTo: number;
}

/** Ids looked at for one slice where only some messages are meant. */
const SCANNED_MAX = 20_000;

/** What a run's next slice is made of. */
export async function nextSlice(query: Database['query'], run: StoredRun, limit: number): Promise<NextSlice> {
  const next = async (ids: string, values: readonly unknown[]): Promise<NextSlice> => {
    const [row] = await query<{ from_id: string | null; to_id: string | null; messages: string }>(
      `select min(id) as from_id, max(id) as to_id, count(*) as messages from (${ids}) as next`,
      values,
    );
    const { from_id, to_id, messages } = row!;
    return from_id === null || to_id === null
      ? { found: null, scannedTo: run.cursorEnd ?? run.cursor }
      : {
          found: { fromId: Number(from_id), toId: Number(to_id), messages: Number(messages) },
          scannedTo: Number(to_id),
        };
  };
  switch (run.kind) {
    case 'import':
      return next(
        `select id from revisions where run_id = $1 and status = 'pending' and id > $2 order by id limit $3`,
        [run.id, run.cursor, limit],
      );
    case 'rescore':
      return nextRescored(query, run, limit);
    case 'replay':
      return next(
        'select id from messages where community_id = $1 and id > $2 and id <= $3 order by id limit $4',
        [run.communityId, run.cursor, run.cursorEnd, limit],
      );
  }
}

/** Looks at no more ids than it takes to fill a slice by half: few where most messages are meant. */
async function nextRescored(query: Database['query'], run: StoredRun, limit: number): Promise<NextSlice> {
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
  const [fromId, toId] = [ids[0], ids.at(-1)];
  const found = fromId === undefined || toId === undefined ? null : { fromId, toId, messages: ids.length };
  return { found, scannedTo };
}

/** What is meant among the next $9 revisions beyond $7, at most $10 of it, and how far these go. */
const SCAN = `
  with scanned as (
    select id from revisions where community_id = $1 and id > $7 and id <= $8 order by id limit $9),
  wanted as (
    select r.id from scanned join revisions r on r.id = scanned.id join messages m on m.id = r.message_id
    where ${RESCORED} order by r.id limit $10)
  select (select array_agg(id) from wanted) as ids, (select max(id) from scanned) as scanned_to`;
