import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/evaluation/random.js';
import { projectRoot } from '../../src/paths.js';
import { startTestService } from '../support/service.js';

interface Saved {
  readonly id: string;
  readonly text: string;
  readonly attributeScores: Record<string, { summaryScore: { value: number } }>;
}

/** Messages with the scores that another system might have given them: right on the whole. */
function savedMessages(count: number): Saved[] {
  const random = seededRandom('saved');
  const corpus = readFileSync(join(projectRoot, 'models/corpus/test-main.jsonl'), 'utf8');
  return corpus
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; text: string; labels: Record<string, number> })
    .filter((_, i) => i % 3 === 0)
    .slice(0, count)
    .map(({ id, text, labels }) => ({
      id,
      text,
      attributeScores: Object.fromEntries(
        (['TOXICITY', 'INSULT', 'INCOHERENT'] as const).map((name) => {
          const value = (labels[name.toLowerCase()] === 1 ? 0.6 : 0) + 0.4 * random();
          return [name, { summaryScore: { value: Math.round(value * 1e4) / 1e4 } }];
        }),
      ),
    }));
}

describe('conduct transfer', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'conduct-transfer-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function conduct(args: string[], input = '') {
    const child = spawn(process.execPath, [join(projectRoot, 'scripts/conduct.mjs'), ...args], {
      env: { PATH: process.env['PATH'] },
      cwd: folder,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin.end(input);
    const [status] = (await once(child, 'close')) as [number];
    return { status, stdout, stderr };
  }
  const ndjson = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

  it('prints thresholds that flag as many, names disagreements by id, and writes a policy that works', async () => {
    const saved = savedMessages(500);
    writeFileSync(join(folder, 'saved.ndjson'), ndjson(saved));
    const at = ['--at', 'TOXICITY=0.8:0.95', '--at', '0.7'];
    const { status, stdout, stderr } = await conduct([
      'transfer',
      'saved.ndjson',
      '--model',
      'linear-1',
      ...at,
    ]);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/TOXICITY → toxicity\n {2}review: 0\.8 flagged \d+/);
    expect(stdout).toMatch(/INSULT → insult\n {2}review: 0\.7 flagged \d+ .* still are\n {2}act: 0\.9 /);
    expect(stderr).toContain('nothing here scores INCOHERENT');
    for (const { text } of saved.filter(({ text }) => text.length > 20)) expect(stdout).not.toContain(text);
    expect(saved.some(({ id }) => stdout.includes(id))).toBe(true);

    const message = ndjson([{ text: 'You are a pathetic idiot and everybody here knows it.' }]);
    const scored = await conduct(['score', '--policy', 'transferred-policy.json'], message);
    expect(JSON.parse(scored.stdout).decision.clauses.map(({ id }: { id: string }) => id)).toEqual([
      'insult',
      'toxicity',
    ]);
    const service = await startTestService({ worker: false });
    try {
      const file = JSON.parse(readFileSync(join(folder, 'transferred-policy.json'), 'utf8'));
      expect((await service.post('/v1/policies', file)).status).toBe(201);
    } finally {
      await service.close();
    }
  });

  it('reads CSV from standard input, and shows texts where they are asked for', async () => {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const rows = savedMessages(400).map(
      ({ id, text, attributeScores }) =>
        `${id},${quoted(text)},${attributeScores['INSULT']!.summaryScore.value}`,
    );
    const args = ['transfer', '-', '--model', 'linear-1', '--json', '--texts', '--out', 'other.json'];
    const { status, stdout, stderr } = await conduct(args, `id,text,insult\n${rows.join('\n')}\n`);
    expect(status, stderr).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ model: 'linear-1', messages: 400, policy: 'other.json', tooFew: [] });
    const [insult] = report.attributes;
    expect(Math.abs(insult.review.flags - insult.review.flagged)).toBeLessThanOrEqual(3);
    expect(insult.review.proposed.low).toBeLessThan(insult.review.proposed.high);
    const [first] = insult.disagreements;
    expect(report.texts[first.id]).toBe(savedMessages(400).find(({ id }) => id === first.id)!.text);
  });

  it('says when there are too few messages, and which lines are bad, in no message’s words', async () => {
    const few = await conduct(
      ['transfer', '-', '--model', 'linear-1', '--out', 'none.json'],
      ndjson(savedMessages(150)),
    );
    expect(few.status).toBe(1);
    expect(few.stdout).toContain('INSULT: too few messages, 150 of at least 200.');
    expect(few.stderr).toContain('too few messages: at least 200');
    expect(() => readFileSync(join(folder, 'none.json'))).toThrow();
    const bad = `${ndjson(savedMessages(250))}{"text":"canary-12","TOXICITY":7}\n{"text":" ","TOXICITY":0.5}\n`;
    const { status, stdout, stderr } = await conduct(['transfer', '-', '--model', 'linear-1'], bad);
    expect(status).toBe(1);
    expect(stderr).toContain('line 251 TOXICITY must be from 0 to 1');
    expect(stderr).toContain('2 lines were left out');
    expect(stdout + stderr).not.toContain('canary-12');
    expect(stdout).toContain('Policy written to');
  });

  it.each([
    [['transfer']],
    [['transfer', 'x', '--at', 'TOXICITY=2']],
    [['transfer', 'x', '--at', 'TOXCITY=0.8']],
    [['transfer', 'x', '--name', 'A B']],
  ])('shows its usage for %j', async (args) => {
    const { status, stderr } = await conduct(args);
    expect(status).toBe(2);
    expect(stderr).toContain('transfer FILE');
  });
});
