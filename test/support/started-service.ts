import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '../../scripts/processes.mjs';
import { projectRoot } from '../../src/paths.js';
import { freePort } from './redis.js';

export interface Place {
  readonly dataDir: string;
  readonly port: number;
  readonly remove: () => void;
}

/** A data folder and a port that nobody else uses. The folder is not yet there. */
export async function newPlace(): Promise<Place> {
  const parent = mkdtempSync(join(tmpdir(), 'conduct-start-'));
  const remove = () => rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
  return { dataDir: join(parent, 'data'), port: await freePort(), remove };
}

export interface StartOptions {
  /** `npm` (the default) as a person would; `node` starts scripts/start.mjs itself. */
  readonly via?: 'npm' | 'node';
  /** A script and its arguments, instead of either. */
  readonly command?: readonly string[];
  readonly env?: Record<string, string>;
  /** The clone to start; this one unless given. */
  readonly cwd?: string;
  readonly uid?: number;
}

export interface StartedService {
  /** Of npm, or of start.mjs itself; leader of its own process group, as in a terminal. */
  readonly child: ChildProcess;
  readonly pid: number;
  readonly startedAt: number;
  stdout(): string;
  stderr(): string;
  /** Resolves with the address when the whole greeting is printed. @throws with all output when it ends instead */
  ready(timeoutMs?: number): Promise<string>;
  /** Resolves with the exit status, or the name of the signal that ended it. */
  ended(timeoutMs?: number): Promise<number | string>;
  /** As Ctrl-C in a terminal: to the whole group. */
  interrupt(): void;
}

export function startService(
  place: Pick<Place, 'dataDir' | 'port'>,
  options: StartOptions = {},
): StartedService {
  const personal = ['DATABASE_URL', 'REDIS_URL', 'ADMIN_API_KEY', 'NODE_OPTIONS'];
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !personal.includes(name)),
  );
  const script = options.command ?? (options.via === 'node' ? ['scripts/start.mjs'] : undefined);
  const [command, args] = script === undefined ? ['npm', ['start']] : [process.execPath, script];
  const startedAt = performance.now();
  const child = spawn(command, args, {
    cwd: options.cwd ?? projectRoot,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid !== undefined && { uid: options.uid, gid: options.uid }),
    env: { ...inherited, DATA_DIR: place.dataDir, PORT: String(place.port), WORKERS: '1', ...options.env },
  });
  let stdout = '';
  let stderr = '';
  let end: number | string | undefined;
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const closed = once(child, 'exit').then(([code, signal]) => (end = (code ?? signal) as number | string));
  // The greeting comes in several writes; its last line is the curl command.
  const address = () => /is ready after [\d.]+ s at (\S+)[^]*?\n {2}curl .*\n/.exec(stdout)?.[1];
  return {
    child,
    pid: child.pid!,
    startedAt,
    stdout: () => stdout,
    stderr: () => stderr,
    async ready(timeoutMs = 60_000) {
      await waitUntil(() => address() !== undefined || end !== undefined, timeoutMs);
      const found = address();
      if (found !== undefined) return found;
      throw new Error(`not ready (ended: ${end ?? 'no'})\n${stdout}\n${stderr}`);
    },
    async ended(timeoutMs = 30_000) {
      if (!(await waitUntil(() => end !== undefined, timeoutMs)))
        throw new Error(`does not end\n${stdout}\n${stderr}`);
      return closed;
    },
    interrupt: () => process.kill(-child.pid!, 'SIGINT'),
  };
}

export interface FoundProcess {
  readonly pid: number;
  readonly command: string;
}

/** Processes whose command line or environment names a folder (Linux: from /proc). */
export function processesNaming(folder: string): FoundProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const named =
          command.includes(folder) || readFileSync(`/proc/${pid}/environ`, 'utf8').includes(folder);
        return named ? [{ pid: Number(pid), command }] : [];
      } catch {
        return []; // ended meanwhile, or not ours
      }
    });
}

/** The admin key as printed; undefined where none was. */
export function printedKey(output: string): string | undefined {
  return /Admin key.*\n\n {2}(\S+)\n/.exec(output)?.[1];
}

/** Whether somebody listens on a port of this machine. */
export async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export async function request(url: string, key: string, body?: unknown): Promise<HttpAnswer> {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

/** Ends whatever a failed test may have left, PostgreSQL included. */
export function endAll(folder: string): void {
  for (const { pid } of processesNaming(folder)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // gone
    }
  }
}
