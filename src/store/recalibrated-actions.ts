import type { Database } from './database.js';
import { LATEST, toStoredScores, type ScoredRow, type StoredScores } from './outdated-actions.js';

/**
 * By then every process decides by the new calibration: what is stored later need not be looked at. The
 * news takes milliseconds, and should it get lost, caches end after a second.
 */
const SETTLED = "interval '3 seconds'";

export interface RecalibratedAction {
  readonly messageId: number;
  readonly action: string;
  readonly alert: boolean;
  readonly policyVersion: number;
}

export type RecalibratedActionStore = ReturnType<typeof createRecalibratedActionStore>;

/** Current actions that were decided by another calibration than the one in force. */
export function createRecalibratedActionStore(db: Database) {
  return {
    /**
     * Has the next messages decided again that a change of calibration may concern, and writes what comes
     * of it. One process at a time takes each community's, where the last one left off.
     * @returns how many were looked at; 0 where nothing is left to do
     */
    rewrite: (
      limit: number,
      decide: (communityId: string, messages: readonly StoredScores[]) => Promise<RecalibratedAction[]>,
    ): Promise<number> =>
      db.transaction(async (query) => {
        const [state] = await query<{ community_id: string; pipeline_id: string; rewritten_to: string }>(
          `select community_id, pipeline_id, rewritten_to from calibration_states
           where rewritten_to is not null and changed_at < now() - ${SETTLED}
           order by changed_at limit 1 for update skip locked`,
        );
        if (state === undefined) return 0;
        const { community_id: communityId, pipeline_id: pipelineId } = state;
        const rows = await query<ScoredRow>(
          `${LATEST} and m.community_id = $1 and m.id > $2 and s.pipeline_id = $3
             and m.policy_name is not null and m.action is not null
           order by m.id limit $4 for update of m`,
          [communityId, state.rewritten_to, pipelineId, limit],
        );
        const actions = rows.length === 0 ? [] : await decide(communityId, rows.map(toStoredScores));
        await query(
          `update messages set action = e.action, alert = e.alert, policy_version = e."policyVersion"
           from jsonb_to_recordset($1) as e ("messageId" bigint, action text, alert boolean, "policyVersion" int)
           where messages.id = e."messageId" and (messages.action, messages.alert, messages.policy_version)
             is distinct from (e.action, e.alert, e."policyVersion")`,
          [JSON.stringify(actions)],
        );
        await query(
          'update calibration_states set rewritten_to = $3 where community_id = $1 and pipeline_id = $2',
          [communityId, pipelineId, rows.at(-1)?.message_id ?? null],
        );
        return rows.length;
      }),
  };
}
