import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import {
  consumerOptions,
  JOB_OPTIONS,
  processorOf,
  queueName,
  wrapQueue,
  wrapWorker,
  type BackendOptions,
  type QueueBackend,
} from './backend.js';
import { createPostgresReplies } from './replies-postgres.js';

/** How often a first connection is tried before its process gives up. */
const CONNECT_ATTEMPTS = 5;
const CONNECT_PAUSE_MS = 250;

/** BullMQ on the same PostgreSQL that holds everything else, in a schema of its own. */
export async function connectPostgresBackend(options: BackendOptions): Promise<QueueBackend> {
  const { databaseUrl, prefix, onError } = options;
  const schema = `${prefix}_queue`;
  await migrate(databaseUrl, schema);
  // A lost job breaks no promise: a live caller gets 503, a durable message is still pending in its
  // table and is swept up. So the queue need not wait for the disk.
  const connection = (max: number) => ({
    connectionString: databaseUrl,
    schema,
    max,
    connectionTimeoutMillis: 2_000,
    options: '-c synchronous_commit=off',
  });
  const control = new pg.Pool({ ...connection(3), keepAlive: true });
  control.on('error', onError);
  const replies = createPostgresReplies({ databaseUrl, pool: control, onError });
  return {
    kind: 'postgres',
    replies,
    producer: (lane) =>
      connected(() => {
        const queue = new Queue(
          queueName(prefix, lane),
          { connection: connection(4), defaultJobOptions: JOB_OPTIONS },
          createPostgresBackend,
        );
        return { ready: () => queue.waitUntilReady(), wrapped: wrapQueue(queue, onError) };
      }, onError),
    consumer: (lane, settings) =>
      connected(() => {
        const worker = new Worker(
          queueName(prefix, lane),
          processorOf(settings),
          { connection: connection(6), ...consumerOptions(settings) },
          createPostgresBackend,
        );
        return { ready: () => worker.waitUntilReady(), wrapped: wrapWorker(worker, settings.onError) };
      }, settings.onError),
    ping: async () => {
      await control.query('select 1');
    },
    close: async () => {
      await replies.close();
      await control.end();
    },
  };
}

/**
 * BullMQ keeps what became of a queue's first connection: one that failed fails every call from then on. So that
 * queue is closed, and another one made.
 */
async function connected<Wrapped extends { close(): Promise<void> }>(
  make: () => { ready: () => Promise<unknown>; wrapped: Wrapped },
  onError: (error: Error) => void,
): Promise<Wrapped> {
  for (let attempt = 1; ; attempt += 1) {
    const { ready, wrapped } = make();
    try {
      await ready();
      return wrapped;
    } catch (error) {
      await wrapped.close();
      if (attempt === CONNECT_ATTEMPTS) throw error;
      onError(error as Error);
      await sleep(CONNECT_PAUSE_MS);
    }
  }
}

async function migrate(databaseUrl: string, schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  // A connection lost between two statements speaks up as an event; the next statement fails anyway.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    await client.end();
  }
}
