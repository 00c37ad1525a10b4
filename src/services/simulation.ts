import { InvalidRequestError, NotFoundError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import type { Policy } from '../domain/policy.js';
import type { FirstStageReach } from '../domain/run.js';
import { ScoreTable } from '../policy/score-table.js';
import {
  simulate,
  type ChangedMessage,
  type Simulation,
  type SimulationOptions,
} from '../policy/simulate.js';
import { countEarly } from '../policy/within-reach.js';
import type { PolicyStore } from '../store/policies.js';
import type { StoredScoreStore } from '../store/stored-scores.js';
import type { Reach, Reaches } from './first-stage-reach.js';
import { readRules } from './policy-file.js';
import type { ScoreSnapshots } from './score-snapshot.js';
import { isoTime, readWindow, type WindowRequest, type WindowS } from './time-window.js';

const LIMIT = 50;
const DAY_S = 86_400;
const WEEK_S = 7 * DAY_S;

export interface SimulationRequest extends WindowRequest {
  /** The rules to try; or `version`, one that is stored. */
  readonly policy?: unknown;
  readonly version?: number;
  readonly channelIds?: readonly string[];
  readonly clause?: string;
  /** Messages that other policies decide, too. */
  readonly allPolicies?: boolean;
  readonly pipeline?: string;
  readonly limit?: number;
}

/** A message that would be decided differently, as people know it. */
export interface ShownChange extends Omit<ChangedMessage, 'id'> {
  readonly id: string;
  readonly source: string;
  readonly sentAt: string | null;
  /** Only while it is kept. */
  readonly text?: string;
}

export interface SimulationAnswer extends Omit<Simulation, 'span' | 'mostChanged'> {
  readonly activeVersion: number;
  /** Null where nothing has been scored yet. */
  readonly pipeline: string | null;
  /** As asked for, else from the first to the last message; null where there is none. */
  readonly window: { readonly from: string; readonly to: string } | null;
  /** Messages for people to look at in a week; null where the window is shorter than a day. */
  readonly reviewsPerWeek: { readonly before: number; readonly after: number } | null;
  /** Null where the pipeline has no first stage. */
  readonly firstStage: FirstStageReach | null;
  readonly mostChanged: readonly ShownChange[];
}

export interface SimulationDependencies {
  readonly snapshots: ScoreSnapshots;
  readonly scores: Pick<StoredScoreStore, 'describe'>;
  readonly policies: Pick<PolicyStore, 'inForce' | 'version'>;
  readonly reaches: Reaches;
}

export type SimulationService = ReturnType<typeof createSimulationService>;

/** Shows what a policy would do before it does it. Stores nothing, scores nothing. */
export function createSimulationService({ snapshots, scores, policies, reaches }: SimulationDependencies) {
  async function readCandidate(
    communityId: string,
    name: string,
    request: SimulationRequest,
  ): Promise<Policy> {
    const { policy, version } = request;
    if ((policy === undefined) === (version === undefined)) {
      throw new InvalidRequestError('/policy', 'or version: one of the two is needed');
    }
    if (version === undefined) return readRules(policy);
    const found = await policies.version(communityId, name, version);
    if (found === undefined) throw new NotFoundError('There is no such version of a policy of that name.');
    return found.policy;
  }

  async function show(communityId: string, changes: readonly ChangedMessage[]): Promise<ShownChange[]> {
    const known =
      changes.length === 0
        ? undefined
        : await scores.describe(
            communityId,
            changes.map(({ id }) => id),
          );
    return changes.flatMap(({ id, ...change }) => {
      const message = known?.get(id);
      // Deleted since it was counted.
      if (message === undefined) return [];
      const { externalId, source, sentAt, text } = message;
      return [{ id: externalId, source, sentAt, ...change, ...(text !== null && { text }) }];
    });
  }

  return {
    /**
     * What a candidate would make of the stored scores of a policy's messages.
     * @throws NotFoundError for an unknown policy, version or pipeline, InvalidFieldsError with every
     *   fault of the rules, InvalidRequestError
     */
    async simulate(caller: ApiKey, name: string, request: SimulationRequest): Promise<SimulationAnswer> {
      const { communityId } = caller;
      const inForce = await policies.inForce(communityId, name);
      if (inForce === undefined) throw new NotFoundError('There is no such policy.');
      const { active } = inForce;
      const window = readWindow(request, (field) => `/${field}`);
      const candidate = await readCandidate(communityId, name, request);
      const { clause, limit = LIMIT } = request;
      if (clause !== undefined && !hasClause(candidate, clause) && !hasClause(active.policy, clause)) {
        throw new InvalidRequestError('/clause', 'is in neither of the two policies');
      }
      const options = {
        candidate,
        active: active.policy,
        clause,
        limit,
        ...window,
        channelIds: request.channelIds,
        policyName: request.allPolicies === true ? undefined : name,
      };
      const pipeline = request.pipeline ?? (await snapshots.latestPipeline(communityId)) ?? null;
      const reach = pipeline === null ? null : await reaches.of(communityId, pipeline, candidate);
      const [result, firstStage] =
        pipeline === null
          ? [finish(simulate(new ScoreTable([]), options)), null]
          : ((await snapshots.use(communityId, pipeline, (table) => simulateWith(table, options, reach))) ??
            []);
      if (result === undefined || firstStage === undefined)
        throw new NotFoundError('There is no such pipeline.');
      const { span, mostChanged, ...figures } = result;
      const shown = windowOf(window, span);
      return {
        activeVersion: active.version,
        pipeline,
        window: shown && { from: isoTime(shown.fromS), to: isoTime(shown.toS) },
        reviewsPerWeek: shown && perWeek(figures.flagged, shown.toS - shown.fromS),
        ...figures,
        firstStage,
        mostChanged: await show(communityId, mostChanged),
      };
    },
  };
}

/** A simulation, and what it says nothing certain about. */
function* simulateWith(
  table: ScoreTable,
  options: SimulationOptions,
  reach: Reach | null,
): Generator<void, [Simulation, FirstStageReach | null]> {
  const simulation = yield* simulate(table, options);
  return [
    simulation,
    reach && reach.offer(yield* countEarly(table, options, reach.cutoffs, reach.calibrate)),
  ];
}

const hasClause = ({ clauses }: Policy, id: string) => clauses.some((clause) => clause.id === id);

function windowOf({ fromS, toS }: WindowS, span: Simulation['span']) {
  const begin = fromS ?? span?.firstS;
  const end = toS ?? (span ? span.lastS + 1 : undefined);
  return begin === undefined || end === undefined || end <= begin ? null : { fromS: begin, toS: end };
}

/** Less than a day says nothing about a week. */
function perWeek({ before, after }: Simulation['flagged'], lengthS: number) {
  if (lengthS < DAY_S) return null;
  const weekly = (count: number) => Math.round((count * WEEK_S * 10) / lengthS) / 10;
  return { before: weekly(before), after: weekly(after) };
}

function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
