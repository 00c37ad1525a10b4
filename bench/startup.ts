import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../src/paths.js';
import { classifyOne } from './client.js';
import { median, verdict, print } from './statistics.js';

const ROUNDS = 3;
const KEY = 'bench-admin-key-0123456789';
const PORT = 18_099;

/** Seconds from `npm start` in a folder to the first score; everything is stopped again. */
async function firstScore(folder: string, dataDir: string): Promise<number> {
  const startedAt = performance.now();
  const started = spawn('npm', ['start'], {
    cwd: folder,
    detached: true,
    stdio: 'ignore',
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(PORT),
      ADMIN_API_KEY: KEY,
      DATABASE_URL: '',
      REDIS_URL: '',
    },
  });
  try {
    for (;;) {
      if (started.exitCode !== null) throw new Error(`npm start ended with status ${started.exitCode}.`);
      const scored = await classifyOne({ url: `http://127.0.0.1:${PORT}`, key: KEY }, 'first message').then(
        () => true,
        () => false,
      );
      if (scored) return (performance.now() - startedAt) / 1_000;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    await stop(started);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  process.kill(-child.pid!, 'SIGINT');
  await gone;
}

/** Time to the first score: installed with data, installed with an empty data folder, and from a fresh clone. */
export async function benchStartup(): Promise<void> {
  print(`Start to first score (${ROUNDS} rounds):`);
  const folder = mkdtempSync(join(tmpdir(), 'conduct-bench-start-'));
  try {
    const empty: number[] = [];
    const again: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const dataDir = join(folder, `data-${round}`);
      empty.push(await firstScore(projectRoot, dataDir));
      again.push(await firstScore(projectRoot, dataDir));
    }
    verdict('installed, data of an earlier start, median', median(again), 's', { max: 5 });
    verdict('installed, empty data folder (initdb included), median', median(empty), 's', { max: 5 });
    const clone = join(folder, 'clone');
    execFileSync('git', ['clone', '--quiet', projectRoot, clone]);
    // npm's cache is warm once the project has been installed on this machine.
    verdict('fresh clone, warm npm cache', await firstScore(clone, join(folder, 'data-clone')), 's', {
      max: 60,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
