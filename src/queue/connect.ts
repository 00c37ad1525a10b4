import { connectPostgresBackend } from './backend-postgres.js';
import { connectRedisBackend } from './backend-redis.js';
import type { BackendOptions, QueueBackend } from './backend.js';

/** The one place where the queue's home is chosen: Redis where `redisUrl` is set, else PostgreSQL. */
export function connectQueueBackend(options: BackendOptions): Promise<QueueBackend> {
  return options.redisUrl === undefined
    ? connectPostgresBackend(options)
    : connectRedisBackend(options, options.redisUrl);
}
