import type { Calibration, PipelineSpec } from '../domain/model.js';
import type { Database } from './database.js';

export type PipelineStore = ReturnType<typeof createPipelineStore>;

/** Pipelines and their calibrations: what raw scores mean. */
export function createPipelineStore(db: Database) {
  return {
    /** Makes a pipeline known, with its shipped calibration for every community that has none yet. */
    async register(spec: PipelineSpec): Promise<void> {
      await db.query(
        'insert into pipelines (id, sha256, spec) values ($1, $2, $3) on conflict (id) do nothing',
        [spec.id, spec.sha256, JSON.stringify(spec)],
      );
      await db.query(
        `insert into calibrations (community_id, pipeline_id, id, spec)
         select id, $1, $2, $3 from communities
         on conflict (community_id, pipeline_id, id) do nothing`,
        [spec.id, spec.calibration.id, JSON.stringify(spec.calibration)],
      );
    },

    async get(id: string): Promise<PipelineSpec | undefined> {
      const rows = await db.query<{ spec: PipelineSpec }>('select spec from pipelines where id = $1', [id]);
      return rows[0]?.spec;
    },

    /** The calibration in force for a community: the one that somebody put in force, else the latest. */
    async calibration(communityId: string, pipelineId: string): Promise<Calibration | undefined> {
      const rows = await db.query<{ spec: Calibration }>(
        `select c.spec from calibrations c left join calibration_states s using (community_id, pipeline_id)
         where community_id = $1 and pipeline_id = $2
         order by (c.id = s.calibration_id) desc nulls last, c.n desc limit 1`,
        [communityId, pipelineId],
      );
      return rows[0]?.spec;
    },
  };
}
