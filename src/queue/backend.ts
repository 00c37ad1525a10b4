import type { Job, Queue, Worker } from 'bullmq';
import type { Replies } from './replies.js';

/** The lanes (docs/architecture.md); queue names are prefixed with QUEUE_PREFIX. */
export type Lane = 'live' | 'durable' | 'history';

export interface NewJob {
  /** Must hold no `:` and be no integer (BullMQ); a job of the same id is not added twice. */
  readonly id: string;
  readonly data: object;
}

export interface Producer {
  /** Adds all or none; rejects at once where the queue's store is gone. */
  add(jobs: readonly NewJob[]): Promise<void>;
  counts(): Promise<{ waiting: number; active: number; failed: number }>;
  close(): Promise<void>;
}

export interface Consumer {
  /** Starts taking jobs; returns at once and goes on until `close`. */
  run(): void;
  /** Takes no more jobs and resolves when those under way are done. */
  close(): Promise<void>;
}

export interface ConsumerSettings {
  readonly concurrency: number;
  readonly process: (job: { readonly id: string; readonly data: unknown }) => Promise<void>;
  readonly onError: (error: Error) => void;
}

/** BullMQ on PostgreSQL or on Redis, chosen once; everything else is the same on both. */
export interface QueueBackend {
  readonly kind: 'postgres' | 'redis';
  readonly replies: Replies;
  /** A connection to Redis that fails at once while that is gone, for counters of its own; else undefined. */
  readonly redis?: unknown;
  /** @throws where the queue's PostgreSQL cannot be reached; Redis may come later */
  producer(lane: Lane): Promise<Producer>;
  /** @throws where the queue's PostgreSQL cannot be reached; Redis may come later */
  consumer(lane: Lane, settings: ConsumerSettings): Promise<Consumer>;
  /** Resolves when the queue's store answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface BackendOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly prefix: string;
  readonly onError: (error: Error) => void;
}

export const queueName = (prefix: string, lane: Lane) => `${prefix}-${lane}`;

/** No connection of a process stays away longer than this after its server is back. */
export const RETRY_MS_MAX = 1_000;

/**
 * A finished job has nothing more to say: answers travel as replies, results through the database.
 * A failed one is not kept either: its sealed text should not outlive it, and a kept id would bar
 * the sweeper from adding the same range again.
 */
export const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true };

/** BullMQ settings of every worker. */
export const consumerOptions = (settings: ConsumerSettings) => ({
  concurrency: settings.concurrency,
  autorun: false,
  // The job of a killed worker is taken up again after about lock + interval. One that keeps killing
  // workers is given up: durable messages are then retried by the sweeper, which counts.
  lockDuration: 6_000,
  stalledInterval: 2_000,
  maxStalledCount: 3,
  // How long a worker waits after a lost connection; the default of 15 s would break the promise
  // to serve again within 5 s of the queue's return.
  runRetryDelay: RETRY_MS_MAX,
});

/** The parts of BullMQ's Queue that both backends share, whatever their connection's type. */
type AnyQueue = Pick<Queue, 'add' | 'addBulk' | 'getJobCounts' | 'close'> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
};
type AnyWorker = Pick<Worker, 'run' | 'close'> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
};

export function wrapQueue(queue: AnyQueue, onError: (error: Error) => void): Producer {
  queue.on('error', onError);
  return {
    async add(jobs) {
      const [only] = jobs;
      // PostgreSQL plans the statement of `addBulk` anew each time, which takes longer than all else
      // that a single message needs; `add` calls a function whose plan is kept.
      if (jobs.length === 1) await queue.add('score', only!.data, { jobId: only!.id });
      else await queue.addBulk(jobs.map(({ id, data }) => ({ name: 'score', data, opts: { jobId: id } })));
    },
    async counts() {
      const { waiting = 0, active = 0, failed = 0 } = await queue.getJobCounts('waiting', 'active', 'failed');
      return { waiting, active, failed };
    },
    close: () => queue.close(),
  };
}

export function wrapWorker(worker: AnyWorker, onError: (error: Error) => void): Consumer {
  worker.on('error', onError);
  return {
    run: () => void worker.run().catch((error: unknown) => onError(error as Error)),
    close: () => worker.close(),
  };
}

export const processorOf = (settings: ConsumerSettings) => (job: Job) =>
  settings.process({ id: job.id ?? '', data: job.data });
