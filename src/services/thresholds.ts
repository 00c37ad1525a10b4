import { InvalidRequestError, NotFoundError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import { seededRandom } from '../evaluation/random.js';
import { effectiveSize, type Estimate } from '../labelling/intervals.js';
import {
  addWeight,
  noWeight,
  precisionRecall,
  THRESHOLDS,
  type CurvePoint,
} from '../labelling/precision-recall.js';
import {
  describeSuggestion,
  LABELS_MIN,
  suggestThreshold,
  type Goal,
  type Suggestion,
} from '../labelling/suggestion.js';
import { scoreSteps, type ScoreSteps } from '../policy/score-statistics.js';
import type { ScoreTable } from '../policy/score-table.js';
import type { LabellingSampleStore } from '../store/labelling-samples.js';
import type { PolicyStore } from '../store/policies.js';
import {
  loadLabels,
  perStep,
  targetsOf,
  weighLabels,
  type LabelledMessages,
  type TargetLabels,
} from './labelled-scores.js';
import { readScoreQuery, type ScoreQuery, type ScoreRequest } from './score-query.js';
import type { ScoreSnapshots } from './score-snapshot.js';

const DAY_S = 86_400;
const WEEK_S = 7 * DAY_S;

export interface ThresholdRequest extends ScoreRequest {
  readonly pipeline?: string;
}

export interface SuggestionRequest extends ThresholdRequest {
  readonly goal: Goal['goal'];
  /** In (0, 1]. */
  readonly at: number;
}

interface LabelCounts {
  /** Messages by what most people say of them. */
  readonly violates: number;
  readonly ok: number;
  readonly unsure: number;
  /** Messages that violate or are ok: those with a known inclusion probability, and the others. */
  readonly sampled: number;
  readonly other: number;
}

interface Shown {
  /** Null where nothing has been scored yet. */
  readonly pipeline: string | null;
  readonly labels: LabelCounts;
  readonly minimumLabels: number;
}

export interface PrecisionRecallAnswer extends Shown {
  /** How many labels of equal weight would tell as much. */
  readonly effectiveSampleSize: number;
  readonly points: readonly (CurvePoint & {
    /** How many messages are at or above the threshold. */
    readonly messages: number;
  })[];
  readonly basis: 'sampled' | 'insufficient';
}

export interface SuggestionAnswer extends Shown, Suggestion {
  /** At the suggested threshold. */
  readonly precision: Estimate | null;
  readonly recall: Estimate | null;
  /** Messages at or above it in a week; null where the window is shorter than a day. */
  readonly expectedReviewsPerWeek: number | null;
  readonly sentence: string;
}

export interface ThresholdDependencies {
  readonly snapshots: ScoreSnapshots;
  readonly policies: Pick<PolicyStore, 'inForce'>;
  readonly samples: LabellingSampleStore;
}

export type ThresholdService = ReturnType<typeof createThresholdService>;

/** What the labels say of thresholds. */
export function createThresholdService({ snapshots, policies, samples }: ThresholdDependencies) {
  /** Runs something over the labels that a query means, and the scores of all its messages. */
  async function overLabels<T>(
    { communityId }: ApiKey,
    request: ThresholdRequest,
    run: (labels: LabelledMessages, steps: ScoreSteps, query: ScoreQuery) => Generator<void, T>,
  ): Promise<{ pipeline: string; result: T } | undefined> {
    const query = await readScoreQuery(policies, communityId, request, (field) => `querystring/${field}`);
    const pipeline = request.pipeline ?? (await snapshots.latestPipeline(communityId));
    if (pipeline === undefined) return undefined;
    const labels = await loadLabels(samples, communityId, targetsOf(query.of, query.policy));
    const result = await snapshots.use(communityId, pipeline, (table) =>
      weighThen(table, query, labels, (labelled, steps) => run(labelled, steps, query)),
    );
    if (result === undefined) throw new NotFoundError('There is no such pipeline.');
    return { pipeline, result };
  }

  return {
    /**
     * Precision and recall at 101 thresholds, from the labels whose inclusion probability is known.
     * @throws NotFoundError for an unknown policy or pipeline, InvalidRequestError
     */
    async precisionRecall(caller: ApiKey, request: ThresholdRequest): Promise<PrecisionRecallAnswer> {
      // eslint-disable-next-line require-yield
      const found = await overLabels(caller, request, function* (labelled, steps) {
        return { ...curveOf(labelled, steps), labels: countsOf(labelled) };
      });
      const nothing = { ...curveOf(NO_LABELS, NO_STEPS), labels: countsOf(NO_LABELS) };
      return { pipeline: found?.pipeline ?? null, ...(found?.result ?? nothing), minimumLabels: LABELS_MIN };
    },

    /**
     * Which threshold would have the precision or the recall that is wanted, with its interval.
     * @throws NotFoundError for an unknown policy or pipeline, InvalidRequestError
     */
    async suggestion(caller: ApiKey, request: SuggestionRequest): Promise<SuggestionAnswer> {
      const goal = { goal: request.goal, at: request.at };
      if (!(goal.at > 0 && goal.at <= 1)) {
        throw new InvalidRequestError('querystring/at', 'must be above 0 and at most 1');
      }
      const found = await overLabels(caller, request, function* (labelled, steps, query) {
        const messages = perStep(steps.atOrAbove);
        const { basis } = labelled;
        // The same labels give the same interval.
        const random = seededRandom('suggestion');
        const suggestion = yield* suggestThreshold(basis, messages, goal, random);
        const at = suggestion.threshold && Math.round(suggestion.threshold.value * (THRESHOLDS - 1));
        const point = at === null ? undefined : precisionRecall(basis.labelled, basis.from, messages)[at];
        return {
          ...suggestion,
          labels: countsOf(labelled),
          precision: point?.precision ?? null,
          recall: point?.recall ?? null,
          expectedReviewsPerWeek: at === null ? null : perWeek(steps, query, at),
          sentence: describeSuggestion(suggestion, goal, labelled.sampled, fieldOf(query)),
        };
      });
      return {
        pipeline: found?.pipeline ?? null,
        ...(found?.result ?? nothingSuggested(goal)),
        minimumLabels: LABELS_MIN,
      };
    },
  };
}

function* weighThen<T>(
  table: ScoreTable,
  query: ScoreQuery,
  labels: TargetLabels,
  run: (labelled: LabelledMessages, steps: ScoreSteps) => Generator<void, T>,
): Generator<void, T> {
  const { of, policy, filter } = query;
  const steps = yield* scoreSteps(table, { of, policy, ...filter });
  return yield* run(weighLabels(table, query, labels, perStep(steps.atOrAbove)), steps);
}

const NO_LABELS: LabelledMessages = {
  violates: 0,
  ok: 0,
  unsure: 0,
  sampled: 0,
  other: 0,
  basis: { labelled: [], from: 0 },
};
const NO_STEPS: ScoreSteps = { atOrAbove: new Array<number>(THRESHOLDS).fill(0), span: null };

function curveOf({ basis, sampled }: LabelledMessages, { atOrAbove }: ScoreSteps) {
  const enough = sampled >= LABELS_MIN;
  const sums = noWeight();
  for (const { weight } of basis.labelled) addWeight(sums, weight, false);
  const points = precisionRecall(enough ? basis.labelled : [], basis.from, perStep(atOrAbove));
  return {
    effectiveSampleSize: Math.round(effectiveSize(sums) * 10) / 10,
    points: points.map((point, i) => ({ ...point, messages: atOrAbove[i]! })),
    basis: enough ? ('sampled' as const) : ('insufficient' as const),
  };
}

const countsOf = ({ violates, ok, unsure, sampled, other }: LabelledMessages): LabelCounts => ({
  violates,
  ok,
  unsure,
  sampled,
  other,
});

function nothingSuggested(goal: Goal) {
  const suggestion = { threshold: null, reason: 'too_few_labels', moreLabels: LABELS_MIN } as const;
  return {
    ...suggestion,
    labels: countsOf(NO_LABELS),
    precision: null,
    recall: null,
    expectedReviewsPerWeek: null,
    sentence: describeSuggestion(suggestion, goal, 0, 'review'),
  };
}

/** What of the policy a suggested threshold would be. */
function fieldOf({ of, policy }: ScoreQuery): 'review' | 'alert' | 'score' {
  if ('signal' in of) return 'score';
  return policy.clauses.find(({ id }) => id === of.clause)?.alertOnly === true ? 'alert' : 'review';
}

/** Less than a day says nothing about a week. */
function perWeek({ atOrAbove, span }: ScoreSteps, { filter }: ScoreQuery, at: number): number | null {
  if (span === null) return null;
  const lengthS = (filter.toS ?? span.lastS + 1) - (filter.fromS ?? span.firstS);
  return lengthS < DAY_S ? null : Math.round((atOrAbove[at]! * WEEK_S * 10) / lengthS) / 10;
}
