import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/paths.js';
import { fillCommunity } from '../support/community.js';
import { ADMIN_KEY, eventually, startTestService, type TestService } from '../support/service.js';

const MESSAGES = 100;
/** Of util-linux: gives a command a terminal. */
const hasScript = spawnSync('script', ['--version'], { stdio: 'ignore' }).status === 0;

describe('runs from the command line', () => {
  let service: TestService;
  let env: Record<string, string>;
  let folder: string;
  beforeAll(async () => {
    service = await startTestService({ env: { MODEL: 'linear-1' } });
    await fillCommunity(service, MESSAGES);
    const address = await service.app.listen({ port: 0, host: '127.0.0.1' });
    env = { CONDUCT_URL: address, CONDUCT_API_KEY: await service.newKey('history') };
    folder = mkdtempSync(join(tmpdir(), 'conduct-import-'));
  });
  afterAll(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });

  function start(args: string[], variables = env) {
    const child = spawn(process.execPath, [join(projectRoot, 'scripts/conduct.mjs'), ...args], {
      env: { PATH: process.env['PATH'], ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const seen = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (seen.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (seen.stderr += chunk.toString()));
    return { child: child as ChildProcess, seen };
  }
  async function conduct(args: string[], variables = env) {
    const { child, seen } = start(args, variables);
    const [status] = (await once(child, 'close')) as [number];
    return { status, ...seen };
  }
  function fileOf(name: string, lines: readonly string[]): string {
    const path = join(folder, name);
    writeFileSync(path, lines.join('\n'));
    return path;
  }
  const runOf = (stdout: string) => JSON.parse(stdout) as Record<string, any>;

  it('import a file, follow it to its end, and take nothing in twice', async () => {
    const texts = ['Thanks for the hint!', 'Shut up, you stupid moron.', 'Lunch at twelve?'];
    const file = fileOf(
      'chat.ndjson',
      texts.map((text, i) => JSON.stringify({ id: `i${i}`, text })),
    );
    const { status, stdout, stderr } = await conduct(['import', file, '--source', 'forum', '--start']);
    expect(runOf(stdout)).toMatchObject({
      kind: 'import',
      status: 'done',
      params: { source: 'forum' },
      progress: { total: 3, done: 3 },
    });
    expect(stderr).toMatch(/^Run \d+ is done: 3 done\.$/m);
    expect(status).toBe(0);
    const again = await conduct(['import', file, '--source', 'forum', '--start']);
    expect(runOf(again.stdout).progress).toMatchObject({ total: 0, skipped: 3 });
    expect(again.status).toBe(0);
  });

  it('name the lines of an import that were refused, with status 1', async () => {
    const file = fileOf('broken.csv', ['ID,Message', '1,Hello there', '2,', '3,How are you?']);
    const args = ['import', file, '--columns', 'id:ID,text:Message', '--start'];
    const { status, stdout, stderr } = await conduct(args);
    expect(runOf(stdout)).toMatchObject({ status: 'done', progress: { done: 2 } });
    expect(stderr).toMatch(/line 3: .*text/);
    expect(status).toBe(1);
  });

  it('show the plan and start nothing where nobody is there to say so', async () => {
    const { status, stdout, stderr } = await conduct(['rescore', '--channel', 'help', '--rate', '500']);
    const run = runOf(stdout);
    expect(run).toMatchObject({
      kind: 'rescore',
      status: 'planned',
      params: { channelId: 'help', rateMax: 500 },
      plan: { messages: 25 },
    });
    expect(stderr).toContain(`Run ${run['id']} (rescore): 25 messages, about`);
    expect(stderr).toContain(`conduct runs start ${run['id']}`);
    expect(status).toBe(0);
    const cancelled = await conduct(['runs', 'cancel', String(run['id'])]);
    expect(runOf(cancelled.stdout)['status']).toBe('cancelled');
  });

  it('replay a policy to its end', async () => {
    const { status, stdout, stderr } = await conduct(['replay', '--policy-version', '1', '--start']);
    expect(runOf(stdout)).toMatchObject({ kind: 'replay', status: 'done', progress: { changed: 0 } });
    expect(stderr).toMatch(/done, 0 changed\.$/m);
    expect(status).toBe(0);
  });

  it.skipIf(!hasScript)('ask on a terminal, and draw how far they are there', async () => {
    const command = `${process.execPath} scripts/conduct.mjs replay --policy-version 1`;
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      cwd: projectRoot,
      env: { PATH: process.env['PATH'], TERM: 'xterm', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let screen = '';
    child.stdout.on('data', (chunk: Buffer) => (screen += chunk.toString()));
    await eventually(() => screen.includes('Start it now? [y/N]'), 20_000);
    expect(screen).toContain('messages, about');
    child.stdin.write('y\r');
    const [status] = (await once(child, 'close')) as [number];
    expect(screen).toMatch(/#+ 100 % \| \d+ of \d+ \| .* a second/);
    expect(screen).toContain('done, 0 changed.');
    expect(status).toBe(0);
  });

  it('go on after Ctrl-C, which says so and how to stop them; they are paused, followed and cancelled', async () => {
    const { child, seen } = start(['rescore', '--model', 'encoder-1', '--rate', '1', '--start']);
    const running = async () =>
      (await service.get('/v1/runs?limit=1')).body.runs.find(({ status }: any) => status === 'running');
    await eventually(async () => (await running()) !== undefined, 30_000);
    const { id } = await running();
    await eventually(() => seen.stderr.includes('Ctrl-C ends this command, not the run.'), 10_000);
    child.kill('SIGINT');
    const [status] = (await once(child, 'close')) as [number];
    expect(status).toBe(130);
    expect(seen.stdout).toBe('');
    expect(seen.stderr).toContain(`Run ${id} goes on without this command.`);
    expect(seen.stderr).toContain(`conduct runs pause ${id}, or conduct runs cancel ${id}`);
    expect((await running()).id).toBe(id);

    expect(runOf((await conduct(['runs', 'pause', String(id)])).stdout)['status']).toBe('paused');
    const listed = (await conduct(['runs', 'list'])).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(listed[0]).toMatchObject({ id, status: 'paused' });
    const follower = start(['runs', 'follow', String(id)]);
    await conduct(['runs', 'cancel', String(id)]);
    const [followed] = (await once(follower.child, 'close')) as [number];
    expect(runOf(follower.seen.stdout)['status']).toBe('cancelled');
    expect(followed).toBe(1);
  });

  it('say what is wrong with a key, an option, a file or an address, and print no result', async () => {
    const file = fileOf('one.ndjson', ['{"text":"Hello"}']);
    const refused = async (args: string[], variables = env) => {
      const { status, stdout, stderr } = await conduct(args, variables);
      expect(stdout).toBe('');
      return { status, stderr: stderr.split('\n')[0] };
    };
    expect(await refused(['import', file, '--key', 'wrong'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('not known') as string,
    });
    expect(await refused(['rescore'], {})).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('CONDUCT_API_KEY') as string,
    });
    expect(await refused(['rescore', '--url', 'http://127.0.0.1:9', '--key', ADMIN_KEY])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no service answers at http://127.0.0.1:9') as string,
    });
    expect(await refused(['import', file, '--url', 'http://127.0.0.1:9'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no service answers') as string,
    });
    expect(await refused(['import', folder, '--format', 'ndjson'])).toMatchObject({
      status: 1,
      stderr: expect.not.stringContaining('no service answers') as string,
    });
    expect(await refused(['rescore', '--url', 'nonsense'])).toMatchObject({ status: 2 });
    expect(await refused(['import', join(folder, 'gone.zip')])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('gone.zip') as string,
    });
    expect(await refused(['import', join(folder, 'chat.txt')])).toMatchObject({ status: 2 });
    expect(await refused(['rescore', '--rate', 'fast'])).toMatchObject({ status: 2 });
    expect(await refused(['rescore', '--model', 'gpt'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('/model') as string,
    });
    expect(await refused(['runs', 'stop', '1'])).toMatchObject({ status: 2 });
    const { body } = await service.get('/v1/runs?limit=200');
    expect(body.runs.every(({ status }: any) => ['done', 'cancelled'].includes(status))).toBe(true);
  });
});
