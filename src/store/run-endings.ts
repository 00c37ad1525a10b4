import type { RunStatus } from '../domain/run.js';
import type { Database } from './database.js';
import { RUN_COLUMNS, toStoredRun, type RunRow, type StoredRun } from './run-rows.js';

/** Of runs that have not ended; `cancelling` ones count as ended for whoever adds to them. */
export const OPEN_STATUSES: readonly RunStatus[] = ['planned', 'running', 'paused'];
/** The same in SQL. */
export const OPEN = "('planned', 'running', 'paused')";

/**
 * Ends a run that is in one of some statuses, and takes back what was handed out of it.
 * @returns whether it was in one of them
 */
export async function endIf(
  query: Database['query'],
  communityId: string,
  id: number,
  statuses: readonly RunStatus[],
  status: 'failed' | 'cancelled',
  error: string | null,
): Promise<boolean> {
  const values = [communityId, id, statuses];
  // Slices before the run, as whoever does a slice takes them.
  await query(
    `delete from run_slices s using runs r
     where s.run_id = r.id and r.community_id = $1 and r.id = $2 and r.status = any ($3)`,
    values,
  );
  const rows = await query(
    'select 1 from runs where community_id = $1 and id = $2 and status = any ($3) for no key update',
    values,
  );
  if (rows.length > 0) await endRun(query, id, status, error);
  return rows.length > 0;
}

/** The one way in which a run ends: what was handed out of it and is not done is taken back. */
export async function endRun(
  query: Database['query'],
  id: number,
  status: 'done' | 'failed' | 'cancelled',
  error: string | null,
): Promise<StoredRun> {
  await query('delete from run_slices where run_id = $1', [id]);
  const [row] = await query<RunRow>(
    `update runs r set status = $2, error = $3, finished_at = now(),
       total = case when $2 = 'done' then done + failed else total end
     where id = $1 returning ${RUN_COLUMNS}`,
    [id, status, error],
  );
  return toStoredRun(row!);
}
