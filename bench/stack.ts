import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { projectRoot } from '../src/paths.js';

/** What the API is started with, here as by scripts/supervisor.mjs and in the image. */
export const API_FLAGS: readonly string[] = ['--heap-growing-percent=50'];

export type QueueKind = 'embedded PostgreSQL' | 'Redis';

/** A whole Conduct in a temporary folder: servers, one API process, worker processes. */
export interface Stack {
  readonly url: string;
  readonly key: string;
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** Processes by part, children included, for their processor time. */
  pids(): Record<string, number[]>;
  stop(): Promise<void>;
}

// Scripts are plain JavaScript beside the compiled tree, so they are found from the project's root.
const { startPostgres } = (await import(
  pathToFileURL(join(projectRoot, 'scripts/postgres.mjs')).href
)) as typeof import('../scripts/postgres.mjs');

const KEY = 'bench-admin-key-0123456789';
const compiled = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));

/** The environment of a stack's worker as far as scoring goes: what loads the same pipeline in this process. */
export const workerEnv = () => ({ ...process.env, DATABASE_URL: 'postgres://unused' });

export interface StackOptions {
  readonly workerFile?: string;
  /** So many worker processes, each on a processor of its own; one on all of them unless given. */
  readonly pinnedWorkers?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export async function startStack(kind: QueueKind, options: StackOptions = {}): Promise<Stack> {
  const { workerFile = 'workers/main.js', pinnedWorkers } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'conduct-bench-'));
  const postgres = await startPostgres({ dataDir });
  const redis = kind === 'Redis' ? await startRedis(dataDir) : undefined;
  const env = {
    ...process.env,
    DATABASE_URL: postgres.url,
    REDIS_URL: redis?.url ?? '',
    DATA_DIR: dataDir,
    PORT: '0',
    HOST: '127.0.0.1',
    ADMIN_API_KEY: KEY,
    LOG_LEVEL: 'warn',
    LIVE_DEADLINE_MS: '10000',
    ...options.env,
  };
  const workers =
    pinnedWorkers === undefined
      ? [fork(compiled(workerFile), { env })]
      : Array.from({ length: pinnedWorkers }, (_, processor) =>
          fork(compiled(workerFile), {
            env,
            execPath: 'taskset',
            execArgv: ['--cpu-list', String(processor), process.execPath],
          }),
        );
  const api = fork(compiled('src/main.js'), { env, execArgv: [...API_FLAGS] });
  const [{ address }] = await Promise.all([ready(api), ...workers.map(ready)]);
  return {
    url: address!,
    key: KEY,
    databaseUrl: postgres.url,
    redisUrl: redis?.url,
    pids: () => ({
      api: [api.pid!],
      worker: workers.map(({ pid }) => pid!),
      postgres: processTree(postgres.pid),
      ...(redis && { redis: [redis.child.pid!] }),
    }),
    async stop() {
      for (const child of [api, ...workers]) {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
      }
      redis?.child.kill('SIGTERM');
      await postgres.stop({ hurry: true });
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A PostgreSQL alone, in a temporary folder. */
export async function startEmptyPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'conduct-bench-'));
  const postgres = await startPostgres({ dataDir });
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop({ hurry: true });
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function ready(child: ChildProcess): Promise<{ address?: string }> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: { type: string; address?: string; message?: string }) => {
      if (message.type === 'ready') resolve(message);
      else reject(new Error(message.message));
    });
    child.once('exit', (code) => reject(new Error(`A process ended at start with status ${code}.`)));
  });
}

async function startRedis(dataDir: string): Promise<{ url: string; child: ChildProcess }> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  // As docker-compose.yml runs it: every second to disk, nothing evicted.
  const settings = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--save', ''];
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', dataDir, ...settings],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const chunk of child.stdout) {
    if (String(chunk).includes('Ready to accept connections')) break;
  }
  child.stdout.resume();
  return { url: `redis://127.0.0.1:${port}`, child };
}

function processTree(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), Number(statFields(Number(name))[1])] as const);
  const tree = [root];
  for (const pid of tree)
    tree.push(...parents.filter(([, parent]) => parent === pid).map(([child]) => child));
  return tree;
}

/** Fields of /proc/PID/stat from the third on (the second may hold spaces). */
function statFields(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

const TICKS_PER_SECOND = 100;

/** Processor milliseconds used so far, by part (Linux). */
export function cpuMs(pids: Record<string, number[]>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(pids).map(([part, list]) => [
      part,
      list.reduce((sum, pid) => {
        const fields = statFields(pid);
        // Its own and that of its ended children, in user and kernel mode.
        const ticks = fields.slice(11, 15).reduce((total, field) => total + Number(field), 0);
        return sum + (ticks * 1_000) / TICKS_PER_SECOND;
      }, 0),
    ]),
  );
}

const MIB = 1024 * 1024;

/** Resident memory in MiB by part (Linux); of PostgreSQL without what its processes share. */
export function residentMiB(pids: Record<string, number[]>): Record<string, number> {
  const resident = (pid: number) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const kib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
      return ((kib('RssAnon') + kib('RssFile')) * 1_024) / MIB;
    } catch {
      return 0;
    }
  };
  return Object.fromEntries(
    Object.entries(pids).map(([part, list]) => [part, list.reduce((sum, pid) => sum + resident(pid), 0)]),
  );
}

export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}
