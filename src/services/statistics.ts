import { NotFoundError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import { actionsByDay, BINS, histogram, type DayCounts, type Histogram } from '../policy/score-statistics.js';
import type { ScoreTable } from '../policy/score-table.js';
import type { PolicyStore } from '../store/policies.js';
import { readScoreQuery, type ScoreRequest } from './score-query.js';
import type { ScoreSnapshots } from './score-snapshot.js';
import { readWindow, type WindowRequest } from './time-window.js';

export interface StatisticsRequest extends WindowRequest {
  readonly policy?: string;
  readonly pipeline?: string;
  readonly channelId?: string;
}

export interface HistogramRequest extends ScoreRequest {
  readonly pipeline?: string;
}

export interface HistogramAnswer extends Histogram {
  /** Null where nothing has been scored yet. */
  readonly pipeline: string | null;
}

export interface ActionsAnswer {
  readonly pipeline: string | null;
  readonly days: readonly (Omit<DayCounts, 'day'> & {
    /** A date, in UTC. */
    readonly day: string;
  })[];
}

export interface StatisticsDependencies {
  readonly snapshots: ScoreSnapshots;
  readonly policies: Pick<PolicyStore, 'inForce'>;
}

export type StatisticsService = ReturnType<typeof createStatisticsService>;

const DAY_MS = 86_400_000;

/** Figures about stored scores. */
export function createStatisticsService({ snapshots, policies }: StatisticsDependencies) {
  /** @throws NotFoundError where a pipeline is named that is none */
  async function overScores<T>(
    communityId: string,
    pipeline: string | undefined,
    run: (table: ScoreTable) => Generator<void, T>,
  ): Promise<{ pipeline: string | null; result: T | undefined }> {
    const id = pipeline ?? (await snapshots.latestPipeline(communityId));
    if (id === undefined) return { pipeline: null, result: undefined };
    const result = await snapshots.use(communityId, id, run);
    if (result === undefined) throw new NotFoundError('There is no such pipeline.');
    return { pipeline: id, result };
  }

  /** Which messages are meant: those of one policy where a clause or a policy is named. */
  const filterOf = (request: StatisticsRequest, policyName: string | undefined) => ({
    ...readWindow(request, (field) => `querystring/${field}`),
    channelIds: request.channelId === undefined ? undefined : [request.channelId],
    policyName,
  });

  return {
    /**
     * How the scores of a signal or a clause are spread, in bins of 0.01: a clause's over the messages
     * of its policy, a signal's over all, unless a policy is named.
     * @throws NotFoundError for an unknown policy or pipeline, InvalidRequestError
     */
    async histogram(caller: ApiKey, request: HistogramRequest): Promise<HistogramAnswer> {
      const { of, policy, filter } = await readScoreQuery(
        policies,
        caller.communityId,
        request,
        (field) => `querystring/${field}`,
      );
      const { pipeline, result } = await overScores(caller.communityId, request.pipeline, (table) =>
        histogram(table, { ...filter, of, policy }),
      );
      const empty = { bins: new Array<number>(BINS).fill(0), unavailable: 0, notApplicable: 0 };
      return { pipeline, ...(result ?? empty) };
    },

    /**
     * Current actions by day, of messages that are scored by the pipeline.
     * @throws NotFoundError for an unknown pipeline, InvalidRequestError
     */
    async actions(caller: ApiKey, request: StatisticsRequest): Promise<ActionsAnswer> {
      const filter = filterOf(request, request.policy);
      const { pipeline, result } = await overScores(caller.communityId, request.pipeline, (table) =>
        actionsByDay(table, filter),
      );
      const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
      return {
        pipeline,
        days: (result ?? []).map(({ day, ...counts }) => ({ day: dateOf(day), ...counts })),
      };
    },
  };
}
