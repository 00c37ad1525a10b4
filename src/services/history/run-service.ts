import type { ApiKey } from '../../domain/keys.js';
import type {
  ImportRequest,
  ReplayRequest,
  RescoreRequest,
  RunChange,
  RunError,
  SignalHistogram,
  VersionedRun,
} from '../../domain/run.js';

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
