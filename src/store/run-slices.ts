import type { Database } from './database.js';
import { endIf, endRun } from './run-endings.js';
import { RUN_COLUMNS, toStoredRun, type RunRow, type StoredRun } from './run-rows.js';
import { nextSlice, RESCORED, selectionValues } from './run-selection.js';
import { RECEIVING_ID } from './runs.js';

/** Ids handed out together: revisions, or messages in a replay; both ends inclusive. */
export interface Slice {
  readonly runId: number;
  readonly fromId: number;
  readonly toId: number;
}

/** A run at work with what is handed out of it. */
export interface RunAtWork {
  readonly run: StoredRun;
  /** Slices handed out and not done. */
  readonly open: number;
}

/** Key of the advisory lock of the one who hands out; any constant of our own. */
const FEED_LOCK = 0x636f6e65;

export type RunSliceStore = ReturnType<typeof createRunSliceStore>;

/** Slices of runs: handing them out, taking them up, giving them back. */
export function createRunSliceStore(db: Database) {
  return {
    /**
     * Runs a function while no other process runs one; returns at once where one does. The function must call
     * `isStillAlone` before each step: it throws once the lock may be lost with its connection.
     */
    async alone(run: (isStillAlone: () => Promise<void>) => Promise<void>): Promise<void> {
      await db.transaction(async (query) => {
        const [row] = await query<{ locked: boolean }>('select pg_try_advisory_xact_lock($1) as locked', [
          FEED_LOCK,
        ]);
        if (!row!.locked) return;
        await run(async () => {
          await query('select 1');
        });
      });
    },

    /** Runs that slices are handed out of, or taken back from, in the order of their ids. */
    async atWork(): Promise<RunAtWork[]> {
      const rows = await db.query<RunRow & { open: number }>(
        `select ${RUN_COLUMNS},
           (select count(*)::int from run_slices s where s.run_id = r.id and s.from_id > ${RECEIVING_ID}) as open
         from runs r where r.status in ('running', 'cancelling') order by r.id`,
      );
      return rows.map((row) => ({ run: toStoredRun(row), open: row.open }));
    },

    /**
     * Hands out the next slice of a run: moves its cursor and notes the slice in one transaction.
     * @param limit most messages of the slice
     * @returns undefined where there is nothing to hand out by now
     */
    async handOut(runId: number, limit: number): Promise<(Slice & { messages: number }) | undefined> {
      return db.transaction(async (query) => {
        const [row] = await query<RunRow>(
          `select ${RUN_COLUMNS} from runs r where id = $1 and status = 'running' for no key update`,
          [runId],
        );
        if (row === undefined) return undefined;
        const run = toStoredRun(row);
        const { found, scannedTo } = await nextSlice(query, run, limit);
        if (scannedTo > run.cursor)
          await query('update runs set cursor = $2 where id = $1', [runId, scannedTo]);
        if (found === null) return undefined;
        const { fromId, toId, messages } = found;
        await query('insert into run_slices (run_id, from_id, to_id, messages) values ($1, $2, $3, $4)', [
          runId,
          fromId,
          toId,
          messages,
        ]);
        return { runId, fromId, toId, messages };
      });
    },

    /**
     * Takes note that slices need a job again: those handed out or begun longer ago than `ageS`. A job that is
     * there after all keeps its place, as it has the same id.
     */
    async overdue(ageS: number, limit: number): Promise<Slice[]> {
      const rows = await db.query<SliceRow>(
        `update run_slices s set handed_out_at = now() from (
           select o.run_id, o.from_id from run_slices o join runs r on r.id = o.run_id
           where r.status = 'running' and o.from_id > ${RECEIVING_ID}
             and o.handed_out_at < now() - make_interval(secs => $1)
           order by o.handed_out_at, o.run_id, o.from_id limit $2 for update of o skip locked) due
         where s.run_id = due.run_id and s.from_id = due.from_id
         returning s.run_id, s.from_id, s.to_id`,
        [ageS, limit],
      );
      return rows.map(toSlice);
    },

    /** Ends a run of which everything is handed out and done. @returns whether it has ended */
    async finish(runId: number): Promise<boolean> {
      return db.transaction(async (query) => {
        const [row] = await query<RunRow>(
          `select ${RUN_COLUMNS} from runs r where id = $1 and status = 'running' and cursor >= cursor_end
             and not exists (select 1 from run_slices s where s.run_id = r.id) for no key update`,
          [runId],
        );
        if (row === undefined) return false;
        // Rows that were committed after ones with higher ids, or adopted from an earlier import of the file.
        const [left] = await query(
          `select 1 from revisions where run_id = $1 and status = 'pending' limit 1`,
          [runId],
        );
        if (left !== undefined) await query('update runs set cursor = 0 where id = $1', [runId]);
        else await endRun(query, runId, 'done', null);
        return left === undefined;
      });
    },

    /** Takes back what a cancelled run has handed out; what is being done of it now counts nothing. */
    async cancel({ communityId, id }: StoredRun): Promise<void> {
      await db.transaction((query) => endIf(query, communityId, id, ['cancelling'], 'cancelled', null));
    },

    /** Fails a run that cannot go on. */
    async fail({ communityId, id }: StoredRun, error: string): Promise<void> {
      await db.transaction((query) => endIf(query, communityId, id, ['running', 'paused'], 'failed', error));
    },

    /** Runs whose file nobody has been receiving for `ageS` seconds, with their communities. */
    async abandoned(ageS: number): Promise<{ communityId: string; id: number }[]> {
      const rows = await db.query<{ community_id: string; id: string }>(
        `select r.community_id, r.id from run_slices s join runs r on r.id = s.run_id
         where s.from_id = ${RECEIVING_ID} and s.handed_out_at < now() - make_interval(secs => $1)`,
        [ageS],
      );
      return rows.map(({ community_id, id }) => ({ communityId: community_id, id: Number(id) }));
    },

    /**
     * Takes up a slice of a running run and counts the attempt, so that one that kills workers is known by it.
     * @returns undefined where somebody has done it, or its run is paused or has ended
     */
    async begin({
      runId,
      fromId,
      toId,
    }: Slice): Promise<{ run: StoredRun; attempts: number; messages: number } | undefined> {
      const [row] = await db.query<RunRow & { attempts: number; messages: number }>(
        `update run_slices s set attempts = attempts + 1, handed_out_at = now() from runs r
         where s.run_id = $1 and s.from_id = $2 and s.to_id = $3 and r.id = s.run_id and r.status = 'running'
         returning ${RUN_COLUMNS}, s.attempts, s.messages`,
        [runId, fromId, toId],
      );
      return row && { run: toStoredRun(row), attempts: row.attempts, messages: row.messages };
    },

    /** Gives a slice back that this worker cannot do; that was no attempt. */
    async putBack({ runId, fromId, toId }: Slice): Promise<void> {
      await db.query(
        `update run_slices set attempts = greatest(0, attempts - 1)
         where run_id = $1 and from_id = $2 and to_id = $3`,
        [runId, fromId, toId],
      );
    },

    /** Has a slice that failed come up again so many seconds before it would by itself. */
    async hasten({ runId, fromId, toId }: Slice, seconds: number): Promise<void> {
      await db.query(
        `update run_slices set handed_out_at = now() - make_interval(secs => $4)
         where run_id = $1 and from_id = $2 and to_id = $3`,
        [runId, fromId, toId, seconds],
      );
    },

    /** Replaces a slice that keeps failing by slices of one message each. */
    async split(run: StoredRun, { runId, fromId, toId }: Slice): Promise<void> {
      await db.transaction(async (query) => {
        const gone = await query(
          'delete from run_slices where run_id = $1 and from_id = $2 and to_id = $3 returning run_id',
          [runId, fromId, toId],
        );
        if (gone.length === 0) return;
        const wanted =
          run.kind === 'import'
            ? `select id from revisions where run_id = $1 and status = 'pending' and id between $2 and $3`
            : `select r.id from revisions r join messages m on m.id = r.message_id
               where ${RESCORED} and r.id between $8 and $9`;
        const values =
          run.kind === 'import'
            ? [runId, fromId, toId]
            : [run.communityId, ...selectionValues(run.params), runId, fromId, toId];
        await query(
          `insert into run_slices (run_id, from_id, to_id, messages, handed_out_at)
           select $${run.kind === 'import' ? 1 : 7}::bigint, id, id, 1, '-infinity' from (${wanted}) as wanted`,
          values,
        );
      });
    },

    /** Gives a message up that cannot be scored: it is counted and noted, and the run goes on without it. */
    async giveUp(run: StoredRun, { runId, fromId, toId }: Slice): Promise<void> {
      await db.transaction(async (query) => {
        const gone = await query(
          'delete from run_slices where run_id = $1 and from_id = $2 and to_id = $3 returning run_id',
          [runId, fromId, toId],
        );
        if (gone.length === 0) return;
        // A message that has scores of before keeps them.
        await query(
          `update revisions set status = 'failed' where run_id = $1 and id between $2 and $3 and status = 'pending'`,
          [runId, fromId, toId],
        );
        await query(
          `insert into run_errors (run_id, reason)
           select $1, 'The message ' || m.external_id || ' could not be scored.'
           from revisions r join messages m on m.id = r.message_id
           where r.community_id = $2 and r.id between $3 and $4`,
          [runId, run.communityId, fromId, toId],
        );
        await query('update runs set failed = failed + 1 where id = $1', [runId]);
      });
    },
  };
}

interface SliceRow {
  run_id: string;
  from_id: string;
  to_id: string;
}

const toSlice = (row: SliceRow): Slice => ({
  runId: Number(row.run_id),
  fromId: Number(row.from_id),
  toId: Number(row.to_id),
});
