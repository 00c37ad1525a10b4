import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import {
  consumerOptions,
  JOB_OPTIONS,
  processorOf,
  queueName,
  RETRY_MS_MAX,
  wrapQueue,
  wrapWorker,
  type BackendOptions,
  type Producer,
  type QueueBackend,
} from './backend.js';
import { createRedisReplies } from './replies-redis.js';

const retryStrategy = (attempt: number) => Math.min(attempt * 100, RETRY_MS_MAX);

/** BullMQ on Redis >= 7, which should run with `noeviction` and an append-only file. */
export async function connectRedisBackend(options: BackendOptions, redisUrl: string): Promise<QueueBackend> {
  const { prefix, onError } = options;
  const connections: Redis[] = [];
  const track = (client: Redis) => {
    client.on('error', onError);
    connections.push(client);
    return client;
  };
  // Producers fail at once while Redis is gone: an offline queue would add requests that have long
  // been answered with 503. Workers and the subscription keep trying for ever.
  const openProducing = () =>
    track(
      new Redis(redisUrl, {
        retryStrategy,
        enableOfflineQueue: false,
        maxRetriesPerRequest: 0,
        commandTimeout: 2_000,
      }),
    );
  const openWorking = () => track(new Redis(redisUrl, { retryStrategy, maxRetriesPerRequest: null }));

  const control = openProducing();
  const replies = createRedisReplies({ publisher: control, subscriber: openWorking });
  await settled(control);
  return {
    kind: 'redis',
    replies,
    redis: control,
    producer: (lane) =>
      Promise.resolve(
        lazyProducer(openProducing(), (connection) =>
          wrapQueue(
            new Queue(queueName(prefix, lane), {
              connection,
              prefix,
              defaultJobOptions: JOB_OPTIONS,
              skipWaitingForReady: true,
            }),
            onError,
          ),
        ),
      ),
    consumer: (lane, settings) =>
      Promise.resolve(
        wrapWorker(
          new Worker(queueName(prefix, lane), processorOf(settings), {
            connection: openWorking(),
            prefix,
            ...consumerOptions(settings),
          }),
          settings.onError,
        ),
      ),
    ping: async () => {
      await control.ping();
    },
    close: async () => {
      await replies.close();
      for (const client of connections) client.disconnect();
    },
  };
}

/**
 * BullMQ asks the server for its version when a queue is made, and a queue for which that failed
 * never works: so it is made once the connection is there, and calls before then are refused.
 */
function lazyProducer(client: Redis, create: (connection: Redis) => Producer): Producer {
  const attempted = settled(client);
  let producer: Producer | undefined;
  const ready = async (): Promise<Producer> => {
    await attempted;
    if (client.status !== 'ready') throw new Error('Redis is not connected.');
    return (producer ??= create(client));
  };
  return {
    add: async (jobs) => (await ready()).add(jobs),
    counts: async () => (await ready()).counts(),
    close: async () => producer?.close(),
  };
}

/**
 * Resolves when the first attempt to connect has succeeded or failed. Redis may come later:
 * durable messages are taken meanwhile, and live ones get 503.
 */
function settled(client: Redis): Promise<void> {
  return new Promise((resolve) => {
    client.once('ready', () => resolve());
    client.once('close', () => resolve());
  });
}
