import { setImmediate } from 'node:timers/promises';
import { replay } from '../../policy/replay.js';
import type { PipelineStore } from '../../store/pipelines.js';
import type { PolicyStore } from '../../store/policies.js';
import type { SliceResult } from '../../store/run-results.js';
import type { StoredRun } from '../../store/run-rows.js';
import type { Slice } from '../../store/run-slices.js';
import type { StoredScoreStore } from '../../store/stored-scores.js';
import { newIntake, takeIn } from '../score-snapshot.js';
import { readWindow } from '../time-window.js';

export interface ReplayDependencies {
  readonly scores: Pick<StoredScoreStore, 'visitBetween'>;
  readonly policies: Pick<PolicyStore, 'version' | 'inForce'>;
  readonly pipelines: Pick<PipelineStore, 'get' | 'calibration'>;
}

/** A replay's policy or pipeline is not there any more: it cannot go on. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
}

/**
 * Decides the stored scores of a slice of messages by the run's version of a policy. Nothing is scored.
 * @throws ReplayError
 */
export async function replaySlice(
  { scores, policies, pipelines }: ReplayDependencies,
  run: StoredRun,
  { fromId, toId }: Slice,
): Promise<SliceResult> {
  const { communityId, pipelineId, policy } = run;
  const spec = pipelineId === null ? undefined : await pipelines.get(pipelineId);
  const candidate = policy && (await policies.version(communityId, policy.name, policy.version ?? 0));
  const inForce = policy && (await policies.inForce(communityId, policy.name));
  if (!spec || !candidate || !inForce)
    throw new ReplayError('Its policy or its pipeline is not there any more.');
  const intake = newIntake(spec, (await pipelines.calibration(communityId, spec.id)) ?? spec.calibration);
  await scores.visitBetween(communityId, spec.id, [fromId, toId], (row) => void takeIn(intake, row));
  const steps = replay(intake.table, {
    candidate: candidate.policy,
    active: inForce.active.policy,
    policyName: candidate.name,
    ...readWindow(run.params, (field) => field),
    ...(typeof run.params['channelId'] === 'string' && { channelIds: [run.params['channelId']] }),
  });
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      const { messages, changed } = step.value;
      return {
        pipelineId: spec.id,
        scores: [],
        firsts: [],
        opened: [],
        changes: changed.map(({ id, ...change }) => ({ messageId: id, ...change })),
        histograms: null,
        done: messages,
        lost: [],
      };
    }
    await setImmediate();
  }
}
