import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/paths.js';
import { ADMIN_KEY, startTestService, type TestService } from '../support/service.js';

interface Result {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as npm does. */
async function conduct(
  args: string[],
  input: string | Buffer = '',
  env: Record<string, string> = {},
): Promise<Result> {
  const child = spawn(process.execPath, [join(projectRoot, 'scripts/conduct.mjs'), ...args], {
    env: { PATH: process.env['PATH'], ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [status] = (await once(child, 'close')) as [number];
  return { status, stdout, stderr };
}

const lines = (output: string) =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('conduct score', () => {
  it('scores one message a line, in order, and gives the line of a bad one in its place', async () => {
    const input = Buffer.concat([
      Buffer.from('\ufeff{"id":"a","text":"You are a pathetic idiot and everybody here knows it."}\n\n'),
      Buffer.from('{"id":"b","text":"canary-81","colour":"red"}\nnonsense canary-81\n'),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from('{"text":"Has the new welcome flow gone out yet?","explain":true}'),
    ]);
    const { status, stdout, stderr } = await conduct(['score'], input);
    const [insult, unknown, malformed, encoding, ordinary] = lines(stdout);
    expect(insult).toMatchObject({
      id: 'a',
      signals: { scam: expect.any(Number) },
      receipt: { policy: { name: 'default', version: 1 } },
    });
    expect(insult.decision.action).not.toBe('allow');
    expect(Object.keys(insult)).toEqual(['id', 'signals', 'language', 'decision', 'receipt']);
    expect(unknown).toEqual({ line: 3, error: '/colour is not a known field' });
    expect(malformed).toEqual({ line: 4, error: 'is not valid JSON' });
    expect(encoding).toEqual({ line: 5, error: 'is not valid UTF-8' });
    expect(ordinary).toMatchObject({ id: null, decision: { action: 'allow' } });
    expect(status).toBe(1);
    expect(stdout + stderr).not.toContain('canary-81');
  });

  // What ONNX Runtime keeps for sending usage data to its maker: an id of the device, what could not be sent, a log.
  it('leaves no files behind, those of usage data either', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'conduct-home-'));
    const { status } = await conduct(['score'], '{"text":"hello there"}', { HOME: folder, TMPDIR: folder });
    expect(status).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('keeps thousands of lines in order, and says nothing but results on standard output', async () => {
    const input = Array.from({ length: 3_000 }, (_, i) =>
      JSON.stringify({ id: `n${i}`, text: `message ${i}` }),
    ).join('\n');
    const { status, stdout } = await conduct(['score'], input);
    expect(status).toBe(0);
    expect(lines(stdout).map((line) => line.id)).toEqual(Array.from({ length: 3_000 }, (_, i) => `n${i}`));
  });

  it('decides by a policy of the caller, and refuses one that is none with every flaw', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'conduct-policy-'));
    const clause = { id: 'rude', title: 'Rude', text: 'Be kind.', severity: 1, signals: ['insult'] };
    const good = join(folder, 'good.json');
    writeFileSync(
      good,
      JSON.stringify({ title: 'Mine', onUnavailable: 'allow', clauses: [{ ...clause, review: 0, act: 1 }] }),
    );
    const scored = await conduct(['score', '--policy', good], '{"text":"hello"}');
    expect(lines(scored.stdout)[0].decision.clauses).toMatchObject([{ id: 'rude', action: 'review' }]);
    const bad = join(folder, 'bad.json');
    writeFileSync(
      bad,
      JSON.stringify({
        title: 'Mine',
        onUnavailable: 'allow',
        clauses: [{ ...clause, review: 0.9, act: 0.1 }],
      }),
    );
    const refused = await conduct(['score', '--policy', bad], '{"text":"hello"}');
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toMatch(/\/clauses\/0/);
    rmSync(folder, { recursive: true });
  });

  it.each([
    [['score', '--model', 'no-such-model'], 1, /encoder-1, linear-1/],
    [['score', '--colour'], 2, /--colour/],
    [['paint'], 2, /unknown command/],
    [[], 2, /score/],
    [['score', '--policy', '/no/such/file.json'], 2, /ENOENT/],
  ])('explains %j', async (args, status, message) => {
    const result = await conduct(args, '');
    expect(result.status).toBe(status);
    expect(result.stderr).toMatch(message);
    expect(result.stdout).toBe('');
  });
});

describe('conduct models', () => {
  it('lists and verifies what is shipped', async () => {
    expect(lines((await conduct(['models', 'list'])).stdout)).toContainEqual(
      expect.objectContaining({ name: 'encoder-1', engine: 'onnx' }),
    );
    const { status, stdout } = await conduct(['models', 'verify']);
    expect(status).toBe(0);
    expect(lines(stdout).every((line: { ok: boolean }) => line.ok)).toBe(true);
  });

  it('a tampered or missing file is named, by the check and by a worker that refuses to start', async () => {
    const models = mkdtempSync(join(tmpdir(), 'conduct-models-'));
    for (const name of ['blend-1', 'encoder-1', 'linear-1'])
      cpSync(join(projectRoot, 'models', name), join(models, name), { recursive: true });
    const weights = join(models, 'encoder-1/model.onnx');
    const bytes = readFileSync(weights);
    bytes[1_000_000]! ^= 1;
    writeFileSync(weights, bytes);
    const env = { MODELS_DIR: models };
    const verified = await conduct(['models', 'verify', 'blend-1'], '', env);
    expect(verified.status).toBe(1);
    expect(verified.stdout).toContain('models/encoder-1/model.onnx');
    for (const damage of [() => undefined, () => rmSync(weights)]) {
      damage();
      const worker = spawn(process.execPath, [join(projectRoot, 'dist/workers/main.js')], {
        env: {
          PATH: process.env['PATH'],
          ...env,
          DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
          DATA_DIR: models,
        },
      });
      let stderr = '';
      worker.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const [status] = (await once(worker, 'close')) as [number];
      expect(status).toBe(1);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stderr).toContain('models/encoder-1/model.onnx');
    }
    rmSync(models, { recursive: true });
  });
});

describe('conduct keys', () => {
  let service: TestService;
  let env: Record<string, string>;
  beforeAll(async () => {
    service = await startTestService({ worker: false });
    env = { CONDUCT_URL: await service.app.listen({ port: 0, host: '127.0.0.1' }), CONDUCT_KEY: ADMIN_KEY };
  });
  afterAll(() => service.close());

  it('makes, lists and revokes keys of a running service', async () => {
    const created = lines(
      (await conduct(['keys', 'create', '--owner', 'bot', '--scopes', 'classify, review'], '', env)).stdout,
    )[0];
    expect(created).toMatchObject({ owner: 'bot', scopes: ['classify', 'review'] });
    const listed = await conduct(['keys', 'list'], '', env);
    expect(listed.stdout).toContain('"owner":"bot"');
    expect(listed.stdout).not.toContain(created.key);
    expect((await conduct(['keys', 'revoke', String(created.id)], '', env)).status).toBe(0);
    expect((await service.get('/v1/messages/x', created.key)).status).toBe(401);
  });

  it('explains a wrong key, a wrong scope and a service that is not there', async () => {
    expect(await conduct(['keys', 'list'], '', { ...env, CONDUCT_KEY: 'wrong' })).toMatchObject({
      status: 1,
      stdout: '',
    });
    const refused = await conduct(['keys', 'create', '--owner', 'x', '--scopes', 'root'], '', env);
    expect(refused.stderr).toContain('/scopes/0');
    const gone = await conduct(['keys', 'list'], '', { ...env, CONDUCT_URL: 'http://127.0.0.1:9' });
    expect(gone.stderr).toContain('npm start');
  });
});
