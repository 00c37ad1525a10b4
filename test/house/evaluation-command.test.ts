import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORDINARY_CHAT } from '../../src/evaluation/sets.js';
import { projectRoot } from '../../src/paths.js';
import { runTool } from './run-tool.js';

/** One set of twenty-four messages, half of them spam. */
const rows = Array.from({ length: 24 }, (_, i) => ({
  id: `sms-spam:${i}`,
  source: 'sms-spam',
  text: i % 2 === 0 ? `claim your free prize number ${i} now, text WIN` : `see you at ${i}`,
  labels: { spam: i % 2 === 0 ? 1 : 0 },
}));
let folder: string;

const evaluate = (...args: string[]) => {
  const command = ['scripts/conduct.mjs', 'models', 'evaluate', '--model', 'linear-1', '--resamples', '10'];
  return runTool(process.execPath, ...command, '--data', folder, '--out', join(folder, 'out'), ...args);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'conduct-evaluation-'));
  mkdirSync(join(folder, 'eval'));
  const lines = rows.map((row) => JSON.stringify(row)).join('\n');
  writeFileSync(join(folder, 'eval', 'sms-spam.jsonl.gz'), gzipSync(lines));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('conduct models evaluate', () => {
  it('puts a model beside another system and holds both to bounds', async () => {
    const texts = join(folder, 'texts.ndjson');
    expect(await evaluate('--texts', texts)).toMatchObject({ status: 0 });
    const items = readFileSync(texts, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(items.slice(0, rows.length)).toEqual(rows.map(({ source, id, text }) => ({ source, id, text })));

    const scores = join(folder, 'other.ndjson');
    const scored = items.map(({ source, id, text }) => ({
      source,
      id,
      signals: { spam: /free/i.test(text) ? 1 : 0 },
    }));
    writeFileSync(scores, scored.map((line) => JSON.stringify(line)).join('\n'));
    const bounds = join(folder, 'bounds.json');
    const [other, model] = ['other', 'linear-1'].map((name) => `/systems/${name}/signals/spam/sms-spam/auc`);
    writeFileSync(bounds, JSON.stringify({ [other!]: { min: 1 }, [model!]: { min: 0.9 } }));
    const within = await evaluate('--scores', `other=${scores}`, '--check', bounds);
    expect(within, within.output).toMatchObject({ status: 0 });

    writeFileSync(bounds, JSON.stringify({ [other!]: { max: 0.99 } }));
    const beyond = await evaluate('--scores', `other=${scores}`, '--check', bounds);
    expect(beyond).toMatchObject({ status: 1 });
    expect(beyond.output).toContain(`${other!}: 1 is above 0.99`);

    const report = JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8'));
    expect(report.sets).toMatchObject({ 'sms-spam': 24 });
    expect(Object.keys(report.systems)).toEqual(['linear-1', 'other']);
    expect(readFileSync(join(folder, 'out', 'report.md'), 'utf8')).toContain('| spam | sms-spam | 24 | 12 |');
    expect(readdirSync(join(folder, 'out', 'plots'))).toContain('roc-spam.svg');
  });

  it('says what it was not given', async () => {
    for (const [args, message] of [
      [['--resamples', 'many'], '--resamples takes a whole number'],
      [['--scores', 'nameless'], '--scores takes NAME=FILE'],
      [['--scores', 'linear-1=x'], 'two systems are named "linear-1"'],
    ] as const) {
      const { status, output } = await evaluate(...args);
      expect(status).toBe(2);
      expect(output).toContain(message);
    }
  });
});

describe('models/true-alarms.json', () => {
  it('names a set of ordinary chat, a message and a reason each time', () => {
    const alarms: unknown[] = JSON.parse(readFileSync(join(projectRoot, 'models/true-alarms.json'), 'utf8'));
    for (const alarm of alarms) {
      expect(alarm).toEqual({
        source: expect.toSatisfy((source: string) => ORDINARY_CHAT.includes(source)),
        id: expect.stringMatching(/./),
        reason: expect.stringMatching(/./),
      });
    }
  });
});
