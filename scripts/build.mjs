/**
 * Compiles the TypeScript sources into dist/, and the admin UI into dist/web, when they changed since dist/
 * was made.
 *
 * Usage: node scripts/build.mjs
 */
import './node-version.mjs';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ExpectedError } from './expected-error.mjs';
import { ensureInstalled, run, projectFolder as root, workLockPath } from './install.mjs';
import { withLock } from './lock.mjs';

const dist = join(root, 'dist');
const stampPath = join(dist, '.stamp');

/** Files below `folder` whose name `wanted` accepts; not in hidden folders (a virtual environment is large). */
function walk(folder, wanted) {
  const entries = existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { withFileTypes: true })
    : [];
  return entries.flatMap((entry) => {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path, wanted);
    return wanted.test(entry.name) ? [path] : [];
  });
}

/** Every file that decides what dist holds, sorted; paths from the root. */
function sources() {
  const settings = readdirSync(root).filter((name) => /^(tsconfig.*|package-lock)\.json$/.test(name));
  return [
    ...settings,
    ...walk('src', /\.(ts|json)$/),
    ...['workers', 'bench', 'demo', join('models', 'training')].flatMap((folder) => walk(folder, /\.ts$/)),
    ...walk('web', /./),
  ].sort();
}

function sourceHash() {
  const hash = createHash('sha256');
  for (const path of sources()) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function isFresh(hash) {
  return existsSync(stampPath) && readFileSync(stampPath, 'utf8') === hash;
}

/**
 * Compiles into a folder of its own that then takes the place of dist: a failed or interrupted build
 * changes nothing, and no file of a removed source stays behind.
 */
async function compile(hash, signal) {
  // Beside dist, not in a temporary folder: source maps hold relative paths, and a rename must suffice.
  const draft = join(root, '.conduct-build');
  rmSync(draft, { recursive: true, force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  // Types are checked by the tests; a person who starts the service need not wait for that. Nothing is
  // emitted differently for it (isolatedModules), so imports need not even be followed.
  const compiler = [tsc, '-p', 'tsconfig.build.json', '--outDir', draft, '--noResolve'];
  const bundler = [vite, 'build', 'web', '--config', 'web/vite.config.mjs', '--configLoader', 'native'];
  // Whatever the caller's NODE_ENV: tests use the very pages that people do.
  const env = { ...process.env, NODE_ENV: 'production' };
  const results = await Promise.all([
    run(process.execPath, compiler, { cwd: root, signal }),
    run(process.execPath, [...bundler, '--outDir', join(draft, 'web')], { cwd: root, signal, env }),
  ]);
  const failed = results.find(({ status }) => status !== 0);
  if (failed !== undefined) {
    rmSync(draft, { recursive: true, force: true });
    throw new ExpectedError(`The build failed:\n${failed.output.trim()}`);
  }
  writeFileSync(join(draft, '.stamp'), hash);
  const old = join(root, '.conduct-build-old');
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(draft, dist);
  rmSync(old, { recursive: true, force: true });
}

/**
 * @param {(line: string) => void} log told in one line when something is to be done
 * @param {AbortSignal} [signal] ends the compiler
 * @throws {ExpectedError} with the compiler's messages
 */
export async function ensureBuilt(log, signal) {
  if (isFresh(sourceHash())) return;
  await withLock(workLockPath, async () => {
    const hash = sourceHash();
    if (isFresh(hash)) return;
    log('Building…');
    await compile(hash, signal);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const log = (line) => console.error(line);
  try {
    await ensureInstalled(log);
    await ensureBuilt(log);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
