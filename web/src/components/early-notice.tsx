import { planRun } from '../api/runs.js';
import type { Simulation } from '../api/types.js';
import { counted } from '../format.js';
import { routeHash } from '../router.js';
import { may, useSession } from '../session.js';
import { useTask } from '../use-resource.js';
import { Failure, Notice } from './state.js';

/** That a first stage decided messages which a policy would rather have had the model decide, and the way out. */
export function EarlyNotice({ firstStage }: { firstStage: Simulation['firstStage'] | undefined }) {
  const session = useSession();
  const task = useTask();
  if (!firstStage || firstStage.rescore === null) return null;
  const { rescore, stage, withinReach } = firstStage;
  const plan = () =>
    task.run(async () => {
      const { id } = await planRun({ ...rescore });
      window.location.hash = routeHash('runs', { run: String(id) });
    });
  return (
    <Notice tone="warn">
      {counted(withinReach, 'message')} that the quick first stage <code>{stage}</code> decided{' '}
      {withinReach === 1 ? 'lies' : 'lie'} within its error of these thresholds: the model might say
      otherwise.
      {may(session, 'history') && (
        <>
          {' '}
          <button type="button" class="small outline" aria-busy={task.busy} onClick={plan}>
            Score {withinReach === 1 ? 'it' : 'exactly those'} with the model…
          </button>
        </>
      )}
      <Failure error={task.error} />
    </Notice>
  );
}
