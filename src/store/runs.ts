import { ConflictError } from '../domain/errors.js';
import type { ImportCounts } from '../domain/run.js';
import type { Database } from './database.js';

/**
 * Counts what an import took in, within the transaction that stores it.
 * @throws ConflictError where the run was cancelled or failed meanwhile: nothing more is to be taken in
 */
export async function countImported(
  query: Database['query'],
  communityId: string,
  runId: number,
  { accepted, skipped, errors }: ImportCounts,
): Promise<void> {
  const rows = await query(
    `update runs set total = total + $3, skipped = skipped + $4
     where community_id = $1 and id = $2 and status in ('planned', 'running', 'paused') returning id`,
    [communityId, runId, accepted, skipped],
  );
  if (rows.length === 0) throw new ConflictError('The run was ended while its file was received.');
  if (errors.length === 0) return;
  await query(
    `insert into run_errors (run_id, file, line, reason)
     select $1, file, line, reason from jsonb_to_recordset($2) as e (file text, line bigint, reason text)`,
    [runId, JSON.stringify(errors)],
  );
}
