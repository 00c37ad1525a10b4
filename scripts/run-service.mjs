/**
 * Runs the whole service from one process: installs what is missing, builds what is stale, starts PostgreSQL
 * (unless DATABASE_URL names one), the API and the workers, and stops them in order. Needs nothing but Node and npm.
 */
/* global AbortController */
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ExpectedError } from './expected-error.mjs';
import { ensureInstalled } from './install.mjs';
import { takeLock } from './lock.mjs';
import { startPostgres, stopPostgres } from './postgres.mjs';
import { checkPort, prepareDataDir, readSettings } from './preflight.mjs';
import { endProcess, processIdentity } from './processes.mjs';
import { superviseService } from './supervisor.mjs';

const startedAt = Date.now();
const stopping = new AbortController();
const parts = { service: null, postgres: null, whenReady: null, stoppingSince: 0, asked: false };
const print = (line) => process.stdout.write(`${line}\n`);

function takeDataDir(dataDir) {
  prepareDataDir(dataDir);
  const lock = takeLock(join(dataDir, 'conduct.lock'));
  if (lock.held) return lock;
  throw new ExpectedError(
    `Conduct is already running on ${dataDir} as process ${lock.owner.pid}. ` +
      'Stop it, or set DATA_DIR (and PORT) to something else.',
  );
}

/** Children of a start that was killed end by themselves, but maybe not yet. */
async function endLeftovers(left) {
  for (const { pid, identity } of left?.children ?? []) {
    if (processIdentity(pid) === identity) await endProcess(pid, [['SIGTERM', 10_000]], { group: true });
  }
}

/** @returns {Promise<string>} the address of the database, which runs when this resolves */
async function provideDatabase({ databaseUrl, dataDir }) {
  if (databaseUrl === undefined) {
    parts.postgres = await startPostgres({ dataDir, log: print });
    return parts.postgres.url;
  }
  await stopPostgres(dataDir); // left by a killed start that used the embedded one
  return databaseUrl;
}

/** Resolves with the reason when the service ended by itself, with undefined when it was asked to. */
async function serve({ settings, env, whenReady }, lock) {
  const { signal } = stopping;
  await endLeftovers(lock.left);
  await checkPort(settings);
  await ensureInstalled(print, signal);
  await ensureBuilt(print, signal);
  if (signal.aborted) return undefined;
  const databaseUrl = await provideDatabase(settings);
  if (signal.aborted) return undefined;
  const childEnv = {
    ...env(settings),
    DATABASE_URL: databaseUrl,
    DATA_DIR: settings.dataDir,
    HOST: settings.host,
    PORT: String(settings.port),
  };
  const service = superviseService({
    workers: settings.workers,
    env: childEnv,
    logFolder: join(settings.dataDir, 'logs'),
    logToTerminal: settings.logToTerminal,
    print,
    onChildren: (children) => lock.record({ children }),
  });
  parts.service = service;
  const failed = new Promise((_, reject) => {
    void service.ready.then((ready) => {
      const seconds = (Date.now() - startedAt) / 1000;
      parts.whenReady = whenReady({ ...ready, seconds }, { env: childEnv, signal, print });
      parts.whenReady.catch(reject);
    });
  });
  const asked = new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
  return Promise.race([service.ended, asked, failed]);
}

async function stopAll() {
  stopping.abort();
  await parts.whenReady?.catch(() => undefined);
  await parts.service?.stop();
  await parts.postgres?.stop();
}

/**
 * The first signal stops in order; a later one hurries. A Ctrl-C under npm comes twice at the same moment, from
 * the terminal and from npm, which must not count as hurry.
 */
function onSignal() {
  if (!stopping.signal.aborted) {
    print('Stopping…');
    parts.stoppingSince = Date.now();
    stopping.abort();
  } else if (Date.now() - parts.stoppingSince > 1000) {
    parts.service?.kill();
    void parts.postgres?.stop({ hurry: true });
  }
}

async function run(options) {
  const settings = readSettings(process.env);
  const lock = takeDataDir(settings.dataDir);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  process.stdout.on('error', () => undefined); // a closed terminal ends nothing by itself
  try {
    const reason = await serve({ settings, ...options }, lock);
    if (reason !== undefined) throw new ExpectedError(reason);
  } finally {
    parts.asked = stopping.signal.aborted;
    await stopAll();
    lock.release();
  }
}

/**
 * Runs the service until it is stopped, then ends this process.
 *
 * @param {object} options
 * @param {(settings: {dataDir: string}) => Record<string, string | undefined>} options.env of the children, but for
 *   what is set here; called when the data folder is there and is held
 * @param {(ready: {address: string, adminKey?: string, seconds: number},
 *   context: {env: object, signal: AbortSignal, print: (line: string) => void}) => Promise<void>} options.whenReady
 *   called when the service is; the service is stopped when it rejects, and once `signal` aborts is not stopped
 *   before it has settled
 */
export async function runService(options) {
  try {
    await run(options);
    process.exitCode = 0;
  } catch (error) {
    if (!parts.asked) {
      process.stderr.write(`${error instanceof ExpectedError ? error.message : error.stack}\n`);
      process.exitCode = 1;
    }
  }
  process.exit();
}
