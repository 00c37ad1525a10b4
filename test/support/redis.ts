import { spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

export interface TestRedis {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Ends the server at once; nothing of it is kept. */
  stop(): Promise<void>;
}

/**
 * A TCP port on 127.0.0.1 that nobody uses at this moment. From below the range that systems give to outgoing
 * connections (Linux: from 32,768), one of which would else take it before it is used.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}

export function hasRedisServer(): boolean {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
}

/**
 * Starts a redis-server of its own, without persistence.
 * @param folder its working folder
 * @param port a fixed port, for tests in which the server comes back
 */
export async function startRedis(folder: string, port?: number): Promise<TestRedis> {
  const chosen = port ?? (await freePort());
  const pidfile = join(folder, 'redis.pid');
  const settings = {
    pidfile,
    port: String(chosen),
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'no',
  };
  const args = Object.entries({ ...settings, 'maxmemory-policy': 'noeviction' });
  const child = spawn(
    'redis-server',
    args.flatMap(([name, value]) => [`--${name}`, value]),
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ready to accept connections')) resolve();
    });
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`redis-server ended: ${output}`)));
  });
  return {
    url: `redis://127.0.0.1:${chosen}`,
    port: chosen,
    pid: child.pid!,
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
