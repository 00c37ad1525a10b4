/** The cluster that PostgreSQL works on: the programs for it, its making, its password. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from './expected-error.mjs';
import { linkPostgresLibraries, postgresPackage } from './install.mjs';

/** The one role of the cluster; it owns everything in it. */
export const role = 'conduct';

/** PG* variables of the person's own would redirect the programs. */
export function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|TZ$)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/** @throws {ExpectedError} where there are none for this machine */
export async function programs() {
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
export function readPassword(dataDir) {
  const path = join(dataDir, 'postgres.password');
  if (!existsSync(path)) {
    if (existsSync(join(dataDir, 'postgres'))) {
      throw new ExpectedError(`The database in ${dataDir} cannot be opened: ${path} is gone. Put it back.`);
    }
    writeFileSync(path, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(path, 'utf8').trim();
}

/** Makes the cluster aside and renames it when done: an interrupted first start leaves nothing half made. */
export async function initialise({ dataDir, cluster, account, bin, durable }) {
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
export function checkVersion(cluster, share) {
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
