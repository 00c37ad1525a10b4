import type pg from 'pg';
import type { VersionedRun } from '../../src/domain/run.js';
import type { ImportDependencies } from '../../src/services/history/imports.js';

/** Rows of runs, as an import needs them; nothing hands their messages out. */
export function runsBySql(client: pg.Client): ImportDependencies['runs'] {
  const end = async (id: number, status: string, error: string | null) => {
    await client.query(`update runs set status = $2, error = $3 where id = $1`, [id, status, error]);
    return { id } as VersionedRun;
  };
  return {
    async createImportRun(caller, { kind, ...params }) {
      const { rows } = await client.query<{ id: string }>(
        'insert into runs (community_id, kind, params, key_id, actor) values ($1, $2, $3, $4, $5) returning id',
        [caller.communityId, kind, JSON.stringify(params), caller.id, caller.owner],
      );
      return { id: Number(rows[0]!.id) } as VersionedRun;
    },
    finishUpload: (_, id) => end(id, 'planned', null),
    failUpload: (_, id, reason) => end(id, 'failed', reason),
  };
}
