import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres, stopPostgres, type EmbeddedPostgres } from '../../scripts/postgres.mjs';
import { processFolder, processIdentity } from '../../scripts/processes.mjs';
import { hasRedisServer, startRedis, type TestRedis } from './redis.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database with the right to create others: see `createTestDatabase`. */
    postgresUrl: string;
    /** null where there is neither redis-server nor REDIS_URL. */
    redisUrl: string | null;
  }
}

interface Servers {
  readonly folder: string;
  readonly postgres: EmbeddedPostgres;
  readonly redis: TestRedis | null;
  readonly redisUrl: string | null;
}

/** Vitest loads this file anew for each project; the servers are one for all of them. */
const shared = globalThis as { conductTestServers?: { users: number; servers: Promise<Servers> } };

/** Ends what test runs that were killed left behind. */
async function clearAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^conduct-test-(\d+)$/.exec(name)?.[1];
    if (pid === undefined || processIdentity(Number(pid)) !== null) continue;
    const folder = join(tmpdir(), name);
    await stopPostgres(folder, { hurry: true });
    const redisPidFile = join(folder, 'redis.pid');
    const redisPid = existsSync(redisPidFile) ? Number(readFileSync(redisPidFile, 'utf8')) : 0;
    if (processFolder(redisPid) === folder) process.kill(redisPid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(): Promise<Servers> {
  await clearAbandoned();
  const folder = join(tmpdir(), `conduct-test-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const postgres = await startPostgres({ dataDir: folder, durable: false });
  const given = process.env['REDIS_URL'];
  const redis = given === undefined && hasRedisServer() ? await startRedis(folder) : null;
  return { folder, postgres, redis, redisUrl: given ?? redis?.url ?? null };
}

async function stop({ folder, postgres, redis }: Servers): Promise<void> {
  await redis?.stop();
  await postgres.stop({ hurry: true });
  rmSync(folder, { recursive: true, force: true });
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const state = (shared.conductTestServers ??= { users: 0, servers: start() });
  state.users += 1;
  const { postgres, redisUrl } = await state.servers;
  project.provide('postgresUrl', postgres.url);
  project.provide('redisUrl', redisUrl);
  return async () => {
    state.users -= 1;
    if (state.users > 0) return;
    delete shared.conductTestServers;
    await stop(await state.servers);
  };
}
