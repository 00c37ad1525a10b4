import { InvalidRequestError, NotFoundError } from '../../domain/errors.js';
import type { ReplayRequest, RescoreRequest, RunKind, RunPlan } from '../../domain/run.js';
import type { PipelineStore } from '../../store/pipelines.js';
import type { PolicyStore } from '../../store/policies.js';
import type { RunSelectionStore } from '../../store/run-selection.js';
import type { NewRun, RunStore } from '../../store/runs.js';
import type { StoredScoreStore } from '../../store/stored-scores.js';
import type { Reaches } from '../first-stage-reach.js';
import { DEFAULT_POLICY } from '../judges.js';
import { readWindow } from '../time-window.js';

/** Expected of a kind that the community has not had yet, in messages a second on two processors. */
const USUAL_RATE: Readonly<Record<RunKind, number>> = { import: 1_000, rescore: 1_000, replay: 100_000 };

/** Of more messages it is not counted what a first stage decided: that takes seconds a million. */
const REACH_COUNTED_MAX = 1_000_000;

export interface PlanningDependencies {
  readonly runs: Pick<RunStore, 'pace'>;
  readonly selections: RunSelectionStore;
  readonly scores: Pick<StoredScoreStore, 'latestPipeline'>;
  readonly policies: Pick<PolicyStore, 'inForce' | 'version'>;
  readonly pipelines: Pick<PipelineStore, 'get'>;
  readonly reaches: Reaches;
  /** Names of the models there are. */
  readonly models: () => Promise<readonly string[]>;
}

export type Planning = ReturnType<typeof createPlanning>;

/** What runs would do, and how long it would take. */
export function createPlanning(dependencies: PlanningDependencies) {
  const { runs, selections, scores, policies, pipelines, reaches, models } = dependencies;

  /** Messages a second to expect. */
  async function expectedRate(communityId: string, kind: RunKind, rateMax: number | null): Promise<number> {
    const { messages, seconds } = await runs.pace(communityId, kind);
    const rate = messages > 0 && seconds > 0 ? messages / seconds : USUAL_RATE[kind];
    return Math.max(1, Math.round(Math.min(rate, rateMax ?? Infinity)));
  }

  const planFor = (messages: number, perSecond: number): RunPlan => ({
    messages,
    perSecond,
    seconds: Math.ceil(messages / perSecond),
  });

  async function findVersion(communityId: string, { policy, version }: ReplayRequest) {
    const name = policy ?? DEFAULT_POLICY;
    const inForce = await policies.inForce(communityId, name);
    if (inForce === undefined) throw new NotFoundError(`There is no policy named ${JSON.stringify(name)}.`);
    const number = version ?? inForce.active.version;
    const found = await policies.version(communityId, name, number);
    if (found === undefined) throw new NotFoundError('There is no such version of a policy of that name.');
    return { policy: { name, version: number }, rules: found.policy };
  }

  /** @throws InvalidRequestError where the messages that a first stage decided are not what can be scored so */
  async function checkReach({ reach, onlyPipeline, model, exact }: RescoreRequest): Promise<void> {
    if (reach === undefined) return;
    if (onlyPipeline === undefined) throw new InvalidRequestError('/onlyPipeline', 'is needed with reach');
    if (model !== undefined || exact !== undefined)
      throw new InvalidRequestError(
        '/reach',
        'scores with the last stage of onlyPipeline, and no other model',
      );
    if ((await pipelines.get(onlyPipeline))?.firstStage === undefined)
      throw new InvalidRequestError('/onlyPipeline', 'is no pipeline with a first stage');
  }

  return {
    /** Estimates the rate first, so that the plan can be made in a transaction. */
    async planner(
      communityId: string,
      kind: RunKind,
      rateMax: number | null,
    ): Promise<(messages: number) => RunPlan> {
      const perSecond = await expectedRate(communityId, kind, rateMax);
      return (messages) => planFor(messages, perSecond);
    },

    /** @throws InvalidRequestError for a window that is none or a model that is not shipped */
    async rescore(communityId: string, request: RescoreRequest): Promise<NewRun> {
      const { kind, start = false, ...params } = request;
      readWindow(request, (field) => `/${field}`);
      const names = await models();
      if (request.model !== undefined && !names.includes(request.model)) {
        throw new InvalidRequestError('/model', `is none of those there are: ${names.join(', ')}`);
      }
      await checkReach(request);
      const rateMax = request.rateMax ?? null;
      const { messages, end } = await selections.rescored(communityId, request);
      const earlier = request.onlyPipeline ?? (await scores.latestPipeline(communityId)) ?? null;
      return {
        communityId,
        kind,
        params,
        plan: planFor(messages, await expectedRate(communityId, kind, rateMax)),
        pipelineId: request.reach === undefined ? null : earlier,
        earlierPipelineId: earlier,
        policy: null,
        cursorEnd: end,
        rateMax,
        total: messages,
        start,
      };
    },

    /** @throws InvalidRequestError, NotFoundError for an unknown policy or version */
    async replay(communityId: string, request: ReplayRequest): Promise<NewRun> {
      const { kind, start = false, ...params } = request;
      readWindow(request, (field) => `/${field}`);
      const { policy, rules } = await findVersion(communityId, request);
      const rateMax = request.rateMax ?? null;
      const pipelineId = (await scores.latestPipeline(communityId)) ?? null;
      const { messages, end } =
        pipelineId === null
          ? { messages: 0, end: 0 }
          : await selections.replayed(communityId, pipelineId, policy.name, request);
      const reach = pipelineId === null ? null : await reaches.of(communityId, pipelineId, rules);
      const firstStage =
        pipelineId !== null && reach !== null && messages <= REACH_COUNTED_MAX
          ? reach.offer(
              await selections.early(communityId, pipelineId, policy.name, request, reach.cutoffs),
              request,
            )
          : undefined;
      return {
        communityId,
        kind,
        params,
        plan: {
          ...planFor(messages, await expectedRate(communityId, kind, rateMax)),
          ...(firstStage && { firstStage }),
        },
        pipelineId,
        earlierPipelineId: null,
        policy,
        cursorEnd: end,
        rateMax,
        total: messages,
        start,
      };
    },
  };
}
