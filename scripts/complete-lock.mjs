/**
 * Completes the lock files of the project and of test/clients: adds a row for every dependency and optional dependency that a locked
 * package names and that has none.
 *
 * A lock made against a registry that could not serve a package of another platform silently leaves its
 * row out, and `npm ci` on any machine then stops with "Missing … from lock file". Run this after each
 * change of dependencies. It also drops `resolved` addresses: npm finds a package by name and version in
 * whatever registry it is set to, and checks it by `integrity`.
 *
 * Usage: node scripts/complete-lock.mjs [--check]     (--check: change nothing, exit 1 when incomplete)
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const lockPaths = ['../package-lock.json', '../test/clients/package-lock.json'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** The row that Node's resolution would find for `name` from the package at `from`, or undefined. */
function findRow(packages, from, name) {
  for (let base = from; ;) {
    const row = packages[`${base === '' ? '' : `${base}/`}node_modules/${name}`];
    if (row !== undefined || base === '') return row;
    const cut = base.lastIndexOf('node_modules/');
    base = cut <= 0 ? '' : base.slice(0, cut - 1);
  }
}

/**
 * @param {{packages: Record<string, Record<string, any>>}} lock a parsed package-lock.json (version 3)
 * @returns {{wantedBy: string, name: string, range: string}[]} what is named by a row and has no row
 */
export function missingRows(lock) {
  const missing = [];
  for (const [from, row] of Object.entries(lock.packages)) {
    const wanted = { ...row.dependencies, ...row.optionalDependencies };
    if (from === '') Object.assign(wanted, row.devDependencies);
    for (const [name, range] of Object.entries(wanted)) {
      if (findRow(lock.packages, from, name) === undefined) missing.push({ wantedBy: from, name, range });
    }
  }
  return missing;
}

/** @returns {string[]} the rows that carry an address */
export function rowsWithAddress(lock) {
  return Object.keys(lock.packages).filter((path) => lock.packages[path].resolved !== undefined);
}

/** A lock row for the newest version in `range`, from the registry's metadata; undefined where it has none. */
function rowFromRegistry(name, range) {
  const fields = ['version', 'dist.integrity', 'cpu', 'os', 'libc', 'engines', 'license'];
  fields.push('dependencies', 'optionalDependencies', 'bin');
  const { status, stdout } = spawnSync('npm', ['view', `${name}@${range}`, ...fields, '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (status !== 0) return undefined;
  const answer = JSON.parse(stdout);
  const { version, 'dist.integrity': integrity, ...rest } = Array.isArray(answer) ? answer.at(-1) : answer;
  return { version, integrity, ...rest, optional: true };
}

/**
 * A lock row for a platform package that this registry lacks. Platform packages name their platform, so
 * `os`, `cpu` and `libc` are read off the name: without them npm would fetch the package on every machine.
 */
function rowFromName(name, range) {
  const version = /^[\^~]?(\d+\.\d+\.\d+\S*)$/.exec(range)?.[1];
  const platform =
    /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|ia32|ppc64|riscv64|s390x|x64)/;
  const [, os, cpu] = platform.exec(name) ?? [];
  if (version === undefined || os === undefined || cpu === undefined) {
    throw new Error(`${name}@${range} is in no registry at hand, and its name tells no platform`);
  }
  const libc = /-(musl|gnu)(?:eabi(?:hf)?)?$/.exec(name)?.[1];
  const row = { version, cpu: [cpu], optional: true, os: [os] };
  return os === 'linux' && libc !== undefined ? { ...row, libc: [libc === 'gnu' ? 'glibc' : 'musl'] } : row;
}

function complete(lock) {
  for (let missing = missingRows(lock); missing.length > 0; missing = missingRows(lock)) {
    for (const { wantedBy, name, range } of missing) {
      const path = `node_modules/${name}`;
      if (lock.packages[path] !== undefined) continue; // two packages wanted it
      const row = rowFromRegistry(name, range);
      const { dev } = lock.packages[wantedBy];
      lock.packages[path] = { ...(row ?? rowFromName(name, range)), ...(dev === true ? { dev } : {}) };
      console.log(`added ${name} ${lock.packages[path].version}${row === undefined ? ' (by its name)' : ''}`);
    }
  }
  for (const path of rowsWithAddress(lock)) delete lock.packages[path].resolved;
  // npm writes the rows sorted; keep the next diff small.
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
  );
  return lock;
}

function completeFile(lockPath, checkOnly) {
  const before = readFileSync(lockPath, 'utf8');
  const lock = JSON.parse(before);
  if (checkOnly) {
    const problems = [
      ...missingRows(lock).map(({ wantedBy, name, range }) => `${wantedBy} wants ${name}@${range}: no row`),
      ...rowsWithAddress(lock).map((path) => `${path}: has an address`),
    ];
    for (const problem of problems) console.error(`${lockPath}: ${problem}`);
    if (problems.length > 0) process.exitCode = 1;
  } else {
    const after = `${JSON.stringify(complete(lock), null, 2)}\n`;
    if (after !== before) writeFileSync(lockPath, after);
    console.log(`${lockPath} ${after === before ? 'is complete' : 'completed'}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const path of lockPaths) completeFile(path, process.argv.includes('--check'));
}
