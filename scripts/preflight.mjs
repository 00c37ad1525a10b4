/** Everything `npm start` can check before it starts anything: settings, data folder, port. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ExpectedError } from './expected-error.mjs';

function wholeNumber(env, name, fallback, min, max) {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new ExpectedError(`${name} must be a whole number from ${min} to ${max}, not "${text}".`);
}

/**
 * What `npm start` itself needs to know; the API and the workers check the rest by their own schema.
 * @param {Record<string, string | undefined>} env
 */
export function readSettings(env) {
  return {
    host: env.HOST || '127.0.0.1',
    port: wholeNumber(env, 'PORT', 8080, 0, 65_535),
    dataDir: resolve(env.DATA_DIR || 'data'),
    workers: wholeNumber(env, 'WORKERS', Math.max(1, Math.floor(availableParallelism() / 2)), 1, 1024),
    databaseUrl: env.DATABASE_URL || undefined,
    logToTerminal: env.LOG === 'stdout',
  };
}

/** Not by mkdir's own `recursive`: in Node 20 to 24 that never returns where a parent refuses, as /proc does. */
function makeFolder(path, mode) {
  if (existsSync(path)) return;
  makeFolder(dirname(path), mode);
  mkdirSync(path, { mode });
}

/** Makes the data folder where it is missing. @throws {ExpectedError} when it cannot be written */
export function prepareDataDir(dataDir) {
  // Root's PostgreSQL may have to run as another account, which must be able to pass through.
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  try {
    makeFolder(dataDir, mode);
    if (!statSync(dataDir).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    makeFolder(join(dataDir, 'logs'), mode);
  } catch (error) {
    throw new ExpectedError(
      `The data folder ${dataDir} cannot be written (${error.code}). ` +
        'Set DATA_DIR to a folder that this user can write.',
    );
  }
}

const portProblems = {
  EADDRINUSE: (port) =>
    `Port ${port} is in use. Stop the program that uses it, or choose another: PORT=${port + 1} npm start`,
  EACCES: (port) => `Port ${port} is not open to this user. Choose one above 1023: PORT=8080 npm start`,
};

/** @throws {ExpectedError} when the API could not listen there */
export function checkPort({ host, port }) {
  return new Promise((done, reject) => {
    const probe = createServer();
    probe.once('error', ({ code }) => {
      const problem = portProblems[code]?.(port) ?? `HOST=${host} is no address of this machine (${code}).`;
      reject(new ExpectedError(problem));
    });
    probe.listen(port, host, () => probe.close(() => done()));
  });
}
