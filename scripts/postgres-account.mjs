/**
 * Under which account PostgreSQL's programs run. PostgreSQL refuses root, so root needs a stand-in:
 * best a user namespace in which root has another number, since then every file stays root's own and a
 * folder that only root may enter still works; else a system account, which needs the way to be open.
 */
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, lchownSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from './expected-error.mjs';

/** initdb asks the account list for its own name, so the stand-in must be in it. */
const candidates = ['postgres', 'nobody', 'daemon'];

/** @returns {{name: string, uid: number, gid: number}[]} the accounts of this machine, root left out */
function accounts() {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4 && Number(fields[2]) > 0)
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/** Checks that an account may run the program and enter the data folder. */
function works(account, program, dataDir) {
  const [command, args] = account.wrap('/bin/sh', ['-c', 'cd "$1" && exec "$0" --version', program, dataDir]);
  return spawnSync(command, args, { ...account.ids, stdio: 'ignore' }).status === 0;
}

/** Hands over a file or a whole folder, unless it is theirs already: a cluster may outlive a change of account. */
function handOver(path, uid, gid) {
  if (!existsSync(path) || statSync(path).uid === uid) return;
  for (const name of statSync(path).isDirectory() ? readdirSync(path, { recursive: true }) : []) {
    lchownSync(join(path, name), uid, gid);
  }
  chownSync(path, uid, gid); // last, so that an interrupted one is done again
}

/**
 * @typedef {object} Account
 * @property {(program: string, args: string[]) => [string, string[]]} wrap the command line to spawn
 * @property {{uid?: number, gid?: number}} ids for spawn's options
 * @property {(path: string) => void} own hands a path over to the account
 */

/** In a user namespace root is `id` there, and root's files are `id`'s. */
function namespaceAccount({ uid, gid }) {
  const flags = ['--user', `--map-user=${uid}`, `--map-group=${gid}`, '--'];
  return {
    wrap: (program, args) => ['unshare', [...flags, program, ...args]],
    ids: {},
    own: (path) => handOver(path, 0, 0),
  };
}

function systemAccount({ uid, gid }) {
  return {
    wrap: (program, args) => [program, args],
    ids: { uid, gid },
    own: (path) => handOver(path, uid, gid),
  };
}

/**
 * @param {string} program one of PostgreSQL's programs; asked for its version to see that it can be run
 * @param {string} dataDir the folder in which the account is to work
 * @returns {Account}
 * @throws {ExpectedError} when PostgreSQL cannot run here
 */
export function choosePostgresAccount(program, dataDir) {
  const direct = { wrap: (file, args) => [file, args], ids: {}, own: () => undefined };
  const tried = [];
  if (process.getuid?.() !== 0) {
    tried.push(direct);
  } else {
    const known = accounts();
    const chosen = candidates.map((name) => known.find((account) => account.name === name)).filter(Boolean);
    tried.push(...chosen.slice(0, 1).map(namespaceAccount), ...chosen.map(systemAccount));
  }
  const fit = tried.find((account) => works(account, program, dataDir));
  if (fit !== undefined) return fit;
  throw new ExpectedError(
    process.getuid?.() === 0
      ? `PostgreSQL does not run as root, and no other account may enter ${dataDir} and run ${program}. ` +
          'Start Conduct as an ordinary user, or set DATABASE_URL.'
      : `PostgreSQL's programs cannot be run on this machine (${program}). Set DATABASE_URL.`,
  );
}
