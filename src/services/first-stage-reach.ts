import {
  PLACES,
  type Calibration,
  type PipelineSpec,
  type Place,
  type LogitsByPlace,
} from '../domain/model.js';
import type { Policy } from '../domain/policy.js';
import type { EarlyMessages, FirstStageReach, RescoreRequest } from '../domain/run.js';
import { isSignal } from '../domain/signal.js';
import { lowestThresholds } from '../policy/lowest-thresholds.js';
import { compileCalibration, logitOf, type Calibrate } from '../scoring/calibrate.js';
import type { PipelineStore } from '../store/pipelines.js';

/** Which of the messages that a first stage decided another policy should rather not take its word for. */
export interface Reach {
  readonly cutoffs: LogitsByPlace;
  readonly calibrate: Calibrate;
  /** What to tell about them, and the run that would score exactly those with the last stage. */
  readonly offer: (
    counts: EarlyMessages,
    selection?: Pick<RescoreRequest, 'from' | 'to' | 'channelId'>,
  ) => FirstStageReach;
}

export type Reaches = ReturnType<typeof createReaches>;

export function createReaches(pipelines: Pick<PipelineStore, 'get' | 'calibration'>) {
  return {
    /** @returns null where the pipeline has no first stage, or is not known */
    async of(communityId: string, pipelineId: string, policy: Policy): Promise<Reach | null> {
      const spec = await pipelines.get(pipelineId);
      if (spec === undefined) return null;
      const calibration = (await pipelines.calibration(communityId, pipelineId)) ?? spec.calibration;
      const cutoffs = reachOf(policy, spec, calibration);
      return (
        cutoffs && {
          cutoffs,
          calibrate: compileCalibration(calibration),
          offer: (counts, { from, to, channelId } = {}) => ({
            stage: spec.stages[0]!,
            ...counts,
            rescore:
              counts.withinReach === 0
                ? null
                : {
                    kind: 'rescore',
                    ...(from !== undefined && { from }),
                    ...(to !== undefined && { to }),
                    ...(channelId !== undefined && { channelId }),
                    onlyPipeline: pipelineId,
                    reach: cutoffs,
                  },
          }),
        }
      );
    },
  };
}

/** Below every raw output, and finite, as JSON and the database need it. */
const LOGIT_MIN = -1_000;

/**
 * From which raw output on a message that the first stage decided lies within its error of a policy's thresholds.
 * Of the policy that the hand-over was fitted for there are none: such messages were handed over.
 * @returns null where the pipeline has no first stage
 */
function reachOf(
  policy: Policy,
  { firstStage, labels }: PipelineSpec,
  { signals }: Calibration,
): LogitsByPlace | null {
  // Pipelines from before knew one cutoff for all places, and told no margin.
  if (firstStage?.margins === undefined) return null;
  const { margins, cutoffs } = firstStage;
  const within = (place: Place) =>
    Object.fromEntries(
      [...lowestThresholds(policy, place)].flatMap(([signal, threshold]) => {
        const map = labels.includes(signal) && isSignal(signal) ? signals[signal] : undefined;
        if (map === undefined) return [];
        const from = Math.max(LOGIT_MIN, logitOf(map, threshold) - (margins[place][signal] ?? Infinity));
        return from < (cutoffs[place][signal] ?? Infinity) ? [[signal, from]] : [];
      }),
    );
  const [channel, direct] = PLACES.map(within);
  return { channel: channel!, direct: direct! };
}
