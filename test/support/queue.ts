import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { projectRoot } from '../../src/paths.js';
import type { TestService } from './service.js';

/** Loses everything the queue holds. */
export async function loseQueue(service: TestService): Promise<void> {
  const { DATABASE_URL, REDIS_URL, QUEUE_PREFIX } = service.config;
  if (REDIS_URL !== undefined) {
    const client = new Redis(REDIS_URL);
    const keys = await client.keys(`${QUEUE_PREFIX}:*`);
    if (keys.length > 0) await client.del(...keys);
    client.disconnect();
    return;
  }
  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<{ tablename: string }>(
    'select tablename from pg_tables where schemaname = $1',
    [`${QUEUE_PREFIX}_queue`],
  );
  const jobs = rows.find(({ tablename }) => /job$|jobs$/.test(tablename));
  if (jobs === undefined) throw new Error('The queue has no table of jobs.');
  await client.query(`truncate ${QUEUE_PREFIX}_queue.${jobs.tablename} cascade`);
  await client.end();
}

/** A worker process of its own that serves a test's service. @param file below dist */
export function forkWorker(service: TestService, file: string): ChildProcess {
  const { DATABASE_URL, REDIS_URL, QUEUE_PREFIX, DATA_DIR } = service.config;
  return fork(join(projectRoot, 'dist', file), {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL,
      REDIS_URL: REDIS_URL ?? '',
      QUEUE_PREFIX,
      DATA_DIR,
      LOG_LEVEL: 'silent',
    },
  });
}
