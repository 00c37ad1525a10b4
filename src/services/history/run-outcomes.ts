import type { ApiKey } from '../../domain/keys.js';
import type { VersionedRun } from '../../domain/run.js';
import { reportDrift, type DriftDependencies, type DriftReport } from './drift-report.js';
import type { RunIntent } from './run-service.js';

export type RunOutcomeService = ReturnType<typeof createRunOutcomeService>;

/** What came of runs, and what becomes of a rescoring. */
export function createRunOutcomeService(dependencies: DriftDependencies) {
  const { runs, outcomes } = dependencies;
  return {
    /**
     * What a run changes.
     * @param withText whether the caller may read messages
     * @throws NotFoundError, ConflictError for an import
     */
    drift: (caller: ApiKey, id: number, withText: boolean): Promise<DriftReport> =>
      reportDrift(dependencies, caller, id, withText),

    /**
     * Has the scores of a rescoring count from here on.
     * @throws NotFoundError, StaleError, ConflictError unless it is a rescoring that is done
     */
    async promote({ caller, id, revisions }: RunIntent): Promise<VersionedRun> {
      await outcomes.promote(caller.communityId, id, revisions, caller);
      return runs.get(caller, id);
    },

    /**
     * Has the scores that a rescoring wrote deleted.
     * @throws NotFoundError, StaleError, ConflictError unless it is a rescoring that is done
     */
    async discard({ caller, id, revisions }: RunIntent): Promise<VersionedRun> {
      await outcomes.discard(caller.communityId, id, revisions, caller);
      return runs.get(caller, id);
    },
  };
}
