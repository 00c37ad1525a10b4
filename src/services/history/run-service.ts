import { setTimeout as pause } from 'node:timers/promises';
import { ConflictError, InvalidRequestError, NotFoundError } from '../../domain/errors.js';
import type { ApiKey } from '../../domain/keys.js';
import {
  FINAL_STATUSES,
  type ImportRequest,
  type ReplayRequest,
  type RescoreRequest,
  type RunChange,
  type RunError,
  type RunStatus,
  type SignalHistogram,
  type VersionedRun,
} from '../../domain/run.js';
import type { PolicyStore } from '../../store/policies.js';
import type { RunChangeStore } from '../../store/run-changes.js';
import type { StoredRun } from '../../store/run-rows.js';
import type { RunStore } from '../../store/runs.js';
import type { Planning } from './planning.js';
import { createRates } from './progress.js';

/** Who wants to change which run, and what they have read of it. */
export interface RunIntent {
  readonly caller: ApiKey;
  readonly id: number;
  /** Those of which the caller may have read one. */
  readonly revisions: readonly number[];
}

/**
 * Runs over history as the routes know them. What a caller may do by scope is the routes' business; what
 * belongs to another community is not found.
 */
export interface RunService {
  /**
   * Plans a rescoring or a replay, and starts it where `start` says so.
   * @throws InvalidRequestError, NotFoundError for an unknown policy or version
   */
  create(caller: ApiKey, request: RescoreRequest | ReplayRequest): Promise<VersionedRun>;
  /** @throws NotFoundError */
  get(caller: ApiKey, id: number): Promise<VersionedRun>;
  /** Latest first. `next` is the cursor of the next page; null on the last one. */
  list(
    caller: ApiKey,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ runs: readonly VersionedRun[]; next: string | null }>;
  /**
   * Starts a planned run, goes on with a paused one.
   * @throws NotFoundError, StaleError, ConflictError where its status does not allow it
   */
  resume(intent: RunIntent): Promise<VersionedRun>;
  /** @throws NotFoundError, StaleError, ConflictError where its status does not allow it */
  pause(intent: RunIntent): Promise<VersionedRun>;
  /** @throws NotFoundError, StaleError, ConflictError where its status does not allow it */
  cancel(intent: RunIntent): Promise<VersionedRun>;
  /**
   * The run now, then after each change of status or progress, at most one a second unless the status
   * changed; ends after a final status, or when `signal` aborts.
   * @throws NotFoundError at the first step
   */
  watch(caller: ApiKey, id: number, signal: AbortSignal): AsyncIterable<VersionedRun>;
  /** In the order they came. @throws NotFoundError */
  errors(
    caller: ApiKey,
    id: number,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ errors: readonly RunError[]; next: string | null }>;
  /** Changed messages in pages, in the order of their row ids; as many as there are by now. */
  changes(caller: ApiKey, id: number): AsyncIterable<readonly RunChange[]>;
  /** Of a rescoring run; empty for the other kinds. @throws NotFoundError */
  histograms(caller: ApiKey, id: number): Promise<readonly SignalHistogram[]>;

  /**
   * Makes the run of an import whose file is about to be received. Until `finishUpload` or `failUpload` this
   * process must say so: it does by itself, and a run whose process is gone fails after a minute.
   * What is taken in is counted by `countImported` (src/store/runs.ts) in the transaction that stores it.
   * @throws NotFoundError for an unknown policy
   */
  createImportRun(caller: ApiKey, request: ImportRequest): Promise<VersionedRun>;
  /**
   * All of the file is taken in: the run has a plan now, and is started where its request says so.
   * @throws ConflictError where it was cancelled or failed meanwhile
   */
  finishUpload(caller: ApiKey, id: number): Promise<VersionedRun>;
  /** The upload broke off: the run fails; what was taken in waits for the same file to come again. */
  failUpload(caller: ApiKey, id: number, reason: string): Promise<VersionedRun>;
}

export interface RunDependencies {
  readonly runs: RunStore;
  readonly changes: RunChangeStore;
  readonly planning: Planning;
  readonly policies: Pick<PolicyStore, 'inForce'>;
  readonly onError: (error: Error) => void;
}

/** How often a run that somebody watches is looked at. */
const WATCH_MS = 250;
const PROGRESS_EVERY_MS = 1_000;
/** Well within the time after which a silent upload counts as broken off. */
const RECEIVING_EVERY_MS = 10_000;
const CHANGES_PAGE = 1_000;
const CURSOR = /^[1-9][0-9]{0,14}$/;

/** Runs: planned, started, paused, cancelled and shown here; workers do what they consist of. */
export function createRunService({
  runs,
  changes,
  planning,
  policies,
  onError,
}: RunDependencies): RunService & { close(): void } {
  const rates = createRates();
  const receiving = new Map<number, NodeJS.Timeout>();

  async function find({ communityId }: ApiKey, id: number): Promise<StoredRun> {
    const run = await runs.find(communityId, id);
    if (run === undefined) throw new NotFoundError('There is no such run.');
    return run;
  }

  async function change(
    { caller, id, revisions }: RunIntent,
    action: string,
    next: (run: StoredRun, isHandedOut: boolean) => RunStatus,
  ): Promise<VersionedRun> {
    const changed = await runs.change(caller.communityId, id, revisions, caller, (run, isHandedOut) => {
      const status = next(run, isHandedOut);
      return { status, audit: { action, subject: String(id), before: run.status, after: status } };
    });
    return rates.show(changed);
  }

  function keepReceiving(id: number): void {
    const timer = setInterval(() => {
      runs.keepReceiving(id).catch((error: unknown) => onError(error as Error));
    }, RECEIVING_EVERY_MS);
    timer.unref();
    receiving.set(id, timer);
  }

  function stopReceiving(id: number): void {
    clearInterval(receiving.get(id));
    receiving.delete(id);
  }

  return {
    async create(caller, request) {
      const { communityId } = caller;
      const run = await (request.kind === 'rescore'
        ? planning.rescore(communityId, request)
        : planning.replay(communityId, request));
      const words = `${run.kind} of ${run.total} messages${run.start ? ', started' : ''}`;
      return rates.show(await runs.insert(run, caller, words));
    },

    get: async (caller, id) => rates.show(await find(caller, id)),

    async list({ communityId }, { limit, cursor }) {
      const found = await runs.list(communityId, limit + 1, readCursor(cursor));
      return {
        runs: found.slice(0, limit).map((run) => rates.show(run)),
        next: found.length > limit ? String(found[limit - 1]!.id) : null,
      };
    },

    resume: (intent) =>
      change(intent, 'run.start', (run) => allow(run, ['planned', 'paused'], 'started', 'running')),

    pause: (intent) => change(intent, 'run.pause', (run) => allow(run, ['running'], 'paused', 'paused')),

    cancel: (intent) =>
      change(intent, 'run.cancel', (run, isHandedOut) =>
        allow(
          run,
          ['planned', 'running', 'paused'],
          'cancelled',
          // What is handed out is taken back by the one who hands out.
          isHandedOut || run.status === 'running' ? 'cancelling' : 'cancelled',
        ),
      ),

    async *watch(caller, id, signal) {
      let shown: { run: StoredRun; at: number } | undefined;
      while (!signal.aborted) {
        const run = await find(caller, id);
        const now = performance.now();
        const isNews =
          shown === undefined ||
          run.status !== shown.run.status ||
          (now - shown.at >= PROGRESS_EVERY_MS && hasMoved(shown.run, run));
        if (isNews) {
          shown = { run, at: now };
          yield rates.show(run);
        }
        if (FINAL_STATUSES.includes(run.status)) return;
        await pause(WATCH_MS, undefined, { signal }).catch(() => undefined);
      }
    },

    async errors(caller, id, { limit, cursor }) {
      await find(caller, id);
      const found = await runs.errors(caller.communityId, id, limit + 1, readCursor(cursor) ?? 0);
      return {
        errors: found.slice(0, limit),
        next: found.length > limit ? String(found[limit - 1]!.id) : null,
      };
    },

    async *changes(caller, id) {
      const { kind } = await find(caller, id);
      let after = 0;
      for (;;) {
        const run = { id, isImport: kind === 'import' };
        const page = await changes.page(caller.communityId, run, after, CHANGES_PAGE);
        if (page.last === undefined) return;
        yield page.changes;
        after = page.last;
      }
    },

    async histograms(caller, id) {
      await find(caller, id);
      return runs.histograms(caller.communityId, id);
    },

    async createImportRun(caller, { kind, start = false, ...params }) {
      const { communityId } = caller;
      const { policy, rateMax = null } = params;
      if (policy !== undefined && (await policies.inForce(communityId, policy)) === undefined) {
        throw new NotFoundError(`There is no policy named ${JSON.stringify(policy)}.`);
      }
      const run = await runs.insert(
        {
          communityId,
          kind,
          params,
          plan: null,
          pipelineId: null,
          earlierPipelineId: null,
          policy: policy === undefined ? null : { name: policy, version: null },
          cursorEnd: null,
          rateMax,
          total: 0,
          start,
        },
        caller,
        `import of ${params.format} as ${params.source}${start ? ', started' : ''}`,
      );
      keepReceiving(run.id);
      return rates.show(run);
    },

    async finishUpload(caller, id) {
      stopReceiving(id);
      const { kind, rateMax } = await find(caller, id);
      const plan = await planning.planner(caller.communityId, kind, rateMax);
      return rates.show(await runs.received(caller.communityId, id, plan));
    },

    async failUpload(caller, id, reason) {
      stopReceiving(id);
      await runs.brokeOff(caller.communityId, id, reason);
      return rates.show(await find(caller, id));
    },

    close() {
      for (const id of [...receiving.keys()]) stopReceiving(id);
    },
  };
}

/** @throws ConflictError where a run is in none of the statuses that a change may begin with */
function allow(run: StoredRun, from: readonly RunStatus[], done: string, to: RunStatus): RunStatus {
  if (from.includes(run.status)) return to;
  throw new ConflictError(`A run that is ${run.status} cannot be ${done}.`);
}

const hasMoved = (before: StoredRun, now: StoredRun) =>
  before.done !== now.done ||
  before.failed !== now.failed ||
  before.total !== now.total ||
  before.skipped !== now.skipped ||
  before.revision !== now.revision ||
  before.outcome !== now.outcome;

function readCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!CURSOR.test(cursor)) throw new InvalidRequestError('/cursor', 'must be `next` of a page before');
  return Number(cursor);
}
