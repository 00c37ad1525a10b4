/**
 * `npm start`: installs what is missing, builds what is stale, starts PostgreSQL (unless DATABASE_URL names
 * one), the API and the workers, and stops them in order. Needs nothing but Node and npm.
 *
 * Reads PORT, HOST, DATA_DIR, DATABASE_URL, WORKERS (default: one per two cores) and LOG (stdout: all of the
 * children's logs on the terminal); the rest of the environment goes to the children as it is.
 */
/* global AbortController */
import './node-version.mjs';
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
const parts = { service: null, postgres: null, stoppingSince: 0 };
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

function greet({ address, adminKey }) {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  print(`\nConduct is ready after ${seconds} s at ${address} (API documentation: ${address}/docs)\n`);
  if (adminKey !== undefined) {
    print(`Admin key, shown this once and stored only as a hash:\n\n  ${adminKey}\n`);
  }
  const key =
    adminKey === undefined ? '"authorization: Bearer $CONDUCT_KEY"' : `'authorization: Bearer ${adminKey}'`;
  print(adminKey === undefined ? 'Try it (CONDUCT_KEY: a key of yours):\n' : 'Try it:\n');
  print(
    `  curl -s ${address}/v1/classify -H ${key} -H 'content-type: application/json' ` +
      `-d '{"text":"Nobody wants you here, you idiot."}'\n`,
  );
}

/** Resolves with the reason when the service ended by itself, with undefined when it was asked to. */
async function serve(settings, lock) {
  const { signal } = stopping;
  await endLeftovers(lock.left);
  await checkPort(settings);
  await ensureInstalled(print, signal);
  await ensureBuilt(print, signal);
  if (signal.aborted) return undefined;
  const databaseUrl = await provideDatabase(settings);
  if (signal.aborted) return undefined;
  const service = superviseService({
    workers: settings.workers,
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      DATA_DIR: settings.dataDir,
      HOST: settings.host,
      PORT: String(settings.port),
    },
    logFolder: join(settings.dataDir, 'logs'),
    logToTerminal: settings.logToTerminal,
    print,
    onChildren: (children) => lock.record({ children }),
  });
  parts.service = service;
  void service.ready.then(greet);
  const asked = new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
  return Promise.race([service.ended, asked]);
}

async function stopAll() {
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

async function main() {
  const settings = readSettings(process.env);
  const lock = takeDataDir(settings.dataDir);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  process.stdout.on('error', () => undefined); // a closed terminal ends nothing by itself
  try {
    const reason = await serve(settings, lock);
    if (reason !== undefined) throw new ExpectedError(reason);
  } finally {
    await stopAll();
    lock.release();
  }
}

try {
  await main();
  process.exitCode = 0;
} catch (error) {
  if (!stopping.signal.aborted) {
    process.stderr.write(`${error instanceof ExpectedError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
process.exit();
