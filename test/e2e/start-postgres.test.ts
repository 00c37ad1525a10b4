import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres, stopPostgres } from '../../scripts/postgres.mjs';
import { processIdentity, waitUntil } from '../../scripts/processes.mjs';
import { projectRoot } from '../../src/paths.js';

async function ask(url: string, statement: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // a server that is killed under it also rejects the query
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

/** startPostgres in a process of its own, which can be killed or have another PATH. */
function startInProcess(dataDir: string, env: Record<string, string> = {}) {
  const script = `
    import { startPostgres } from ${JSON.stringify(join(projectRoot, 'scripts/postgres.mjs'))};
    console.log((await startPostgres({ dataDir: ${JSON.stringify(dataDir)} })).url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return { child, url: () => output.trim(), errors: () => errors, exited: once(child, 'exit') };
}

describe('the embedded PostgreSQL', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'conduct-postgres-'));
  });

  afterEach(async () => {
    await stopPostgres(dataDir, { hurry: true });
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  const readLog = () => readFileSync(join(dataDir, 'logs', 'postgres.log'), 'utf8');

  it('does not outlive a start that its password does not open', async () => {
    const first = await startPostgres({ dataDir, durable: false });
    await first.stop();
    writeFileSync(join(dataDir, 'postgres.password'), 'of another cluster\n');
    await expect(startPostgres({ dataDir, durable: false })).rejects.toThrow('cannot be opened');
    expect(readFileSync(join(dataDir, 'logs', 'postgres.log'), 'utf8')).toContain('shutting down');
    expect(readdirSync(join(dataDir, 'postgres'))).not.toContain('postmaster.pid');
  });

  it('is UTF-8 with checksums, listens to 127.0.0.1 alone and asks for its password', async () => {
    const server = await startPostgres({ dataDir });
    const [settings] = await ask(
      server.url,
      `select current_setting('server_encoding') encoding, current_setting('data_checksums') checksums,
              current_setting('listen_addresses') addresses, current_setting('fsync') fsync,
              (select datcollate from pg_database where datname = 'conduct') locale`,
    );
    expect(settings).toEqual({
      encoding: 'UTF8',
      checksums: 'on',
      addresses: '127.0.0.1',
      fsync: 'on',
      locale: 'C',
    });
    await expect(ask(server.url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'select 1')).rejects.toThrow(
      /password/,
    );
    expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600);
    await server.stop();
    expect(processIdentity(server.pid)).toBeNull();
  });

  it('writes nothing that a client sent into its log, whatever goes wrong', async () => {
    const server = await startPostgres({ dataDir });
    const canary = 'canary-in-statement';
    await ask(server.url, 'create table t (id text primary key, n int check (n > 0))');
    await ask(server.url, 'insert into t values ($1, 1)', [canary]);
    const wrong: [string, unknown[]][] = [
      ['insert into t values ($1, 1)', [canary]], // the detail would name the key
      ['insert into t values ($1, -1)', [canary]], // the detail would show the row
      ['select $1::int', [canary]],
      ['select $1::json', [`{"${canary}": `]],
      [`select '${canary}'::uuid`, []],
      [`${canary} is no statement`, []],
      [`do $$ begin raise exception '${canary}'; end $$`, []],
      [`do $$ begin raise warning '${canary}'; raise log '%', 'logged'; end $$; select 1/0`, []],
    ];
    for (const [statement, values] of wrong)
      await expect(ask(server.url, statement, values)).rejects.toThrow();
    await ask(server.url, `set log_min_messages = 'debug5'`).catch(() => undefined);
    expect(readLog()).toContain('logged');
    // A backend that crashes is reported with the statement it was at, were it not for the settings.
    const crashing = ask(server.url, `select pg_sleep(60), '${canary}'`).catch(() => undefined);
    const backend = async () =>
      (await ask(server.url, `select pid from pg_stat_activity where query like 'select pg_sleep%'`)) as {
        pid: number;
      }[];
    expect(await waitUntil(async () => (await backend()).length === 1, 5000)).toBe(true);
    process.kill((await backend())[0]!.pid, 'SIGKILL');
    await crashing;
    expect(await waitUntil(() => readLog().includes('terminated by signal 9'), 10_000)).toBe(true);
    expect(readLog()).not.toContain(canary);
  });

  it('is taken over while it runs, and comes back after a SIGKILL with what was committed', async () => {
    const first = await startPostgres({ dataDir });
    await ask(first.url, 'create table kept as select 42 as n');
    const second = await startPostgres({ dataDir });
    expect(second).toMatchObject({ pid: first.pid, port: first.port, tookOver: true });
    process.kill(first.pid, 'SIGKILL');
    const third = await startPostgres({ dataDir });
    expect(third.tookOver).toBe(false);
    expect(await ask(third.url, 'select n from kept')).toEqual([{ n: 42 }]);
  });

  it('starts although the pid in a stale postmaster.pid belongs to another program by now', async () => {
    const first = await startPostgres({ dataDir });
    process.kill(first.pid, 'SIGKILL');
    expect(await waitUntil(() => processIdentity(first.pid) === null, 5000)).toBe(true);
    const file = join(dataDir, 'postgres', 'postmaster.pid');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
    const second = await startPostgres({ dataDir });
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(processIdentity(process.pid)).not.toBeNull();
  });

  it('is made anew after a first start that was killed half-way', async () => {
    const killed = startInProcess(dataDir);
    const halfMade = () =>
      readdirSync(dataDir).some(
        (name) => /^postgres\.init-\d+$/.test(name) && readdirSync(join(dataDir, name)).length > 3,
      );
    expect(await waitUntil(halfMade, 20_000, 5)).toBe(true);
    killed.child.kill('SIGKILL');
    await killed.exited;
    const server = await startPostgres({ dataDir });
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(readdirSync(dataDir).sort()).toEqual(['logs', 'postgres', 'postgres.password']);
  });

  // Both ways of root; an ordinary user needs neither.
  if (process.getuid?.() === 0) {
    it('runs for root in a folder that only root may enter', async () => {
      const server = await startPostgres({ dataDir });
      expect(statSync(dataDir).mode & 0o777).toBe(0o700);
      expect(statSync(join(dataDir, 'postgres')).uid).toBe(0);
      expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    });

    const openToAll = (path: string): boolean =>
      path === dirname(path) || ((statSync(path).mode & 0o001) !== 0 && openToAll(dirname(path)));

    it('runs for root as a system account where user namespaces are not to be had', async () => {
      const pathWithoutUnshare = mkdtempSync(join(tmpdir(), 'conduct-path-'));
      for (const program of [process.execPath, '/bin/sh']) {
        symlinkSync(program, join(pathWithoutUnshare, basename(program)));
      }
      chmodSync(dataDir, 0o711);
      const started = startInProcess(dataDir, { PATH: pathWithoutUnshare });
      await started.exited;
      rmSync(pathWithoutUnshare, { recursive: true });
      if (!openToAll(projectRoot)) {
        expect(started.errors()).toContain('Start Conduct as an ordinary user, or set DATABASE_URL.');
        return;
      }
      expect(statSync(join(dataDir, 'postgres')).uid).toBeGreaterThan(0);
      await ask(started.url(), 'create table kept as select 42 as n');
      await stopPostgres(dataDir);
      // And back, once they can be had: the files change hands again.
      const again = await startPostgres({ dataDir });
      expect(statSync(join(dataDir, 'postgres')).uid).toBe(0);
      expect(await ask(again.url, 'select n from kept')).toEqual([{ n: 42 }]);
    });
  }
});
