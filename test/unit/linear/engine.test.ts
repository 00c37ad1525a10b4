import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelManifest } from '../../../src/domain/model.js';
import { compileCalibration } from '../../../src/scoring/calibrate.js';
import type { Engine } from '../../../src/scoring/engine.js';
import { loadEngine } from '../../../src/scoring/engines/index.js';
import { loadLinearEngine } from '../../../src/scoring/engines/linear/engine.js';
import { readModel, selfTest } from '../../../src/scoring/model-files.js';

const MODELS = join(import.meta.dirname, '../../../models');
const MODEL = join(MODELS, 'linear-1');

let engine: Engine;
let scratch: string;

beforeAll(async () => {
  engine = await loadLinearEngine(MODEL);
  scratch = await mkdtemp(join(tmpdir(), 'conduct-model-'));
});
afterAll(async () => {
  await engine.close();
  await rm(scratch, { recursive: true });
});

/** A copy of the shipped model that a test may spoil. */
async function copyModel(
  change: (manifest: Record<string, unknown>) => void = () => undefined,
): Promise<string> {
  const folder = join(await mkdtemp(join(scratch, 'case-')), 'linear-1');
  await cp(MODEL, folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  change(manifest);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

async function logitOf(text: string, label: ModelManifest['labels'][number]): Promise<number> {
  const [logits] = await engine.score([text]);
  return logits![engine.manifest.labels.indexOf(label)]!;
}

describe('the shipped model', () => {
  it('passes its self-test', async () => {
    await expect(selfTest(engine)).resolves.toBeUndefined();
    expect(engine.manifest.golden.texts.length).toBeGreaterThanOrEqual(20);
  });

  it('gives a text the same logits alone, in a batch and among interleaved calls', async () => {
    const texts = engine.manifest.golden.texts.map(({ text }) => text);
    const alone = await Promise.all(texts.map(async (text) => (await engine.score([text]))[0]));
    const long = 'a long text to make the call take several turns '.repeat(400);
    const [batch, interleaved] = await Promise.all([
      engine.score(texts),
      engine.score(texts.flatMap((text) => [long, text])),
    ]);
    expect(batch).toEqual(alone);
    expect(interleaved.filter((_, at) => at % 2 === 1)).toEqual(alone);
  });

  it('calibrates every signal it gives, and only those', () => {
    const signals = engine.manifest.labels.filter((label) => !label.startsWith('target_'));
    expect(Object.keys(engine.manifest.calibration.signals).sort()).toEqual([...signals].sort());
    for (const absent of ['severe_toxicity', 'sexually_explicit', 'scam'])
      expect(signals).not.toContain(absent);
  });

  it.each([
    [
      'insult',
      'You are a worthless idiot and everybody knows it',
      'You are a wonderful host and everybody knows it',
    ],
    ['threat', 'I will find you and kill you', 'I will find it and call you'],
    ['identity_attack', 'All immigrants are filthy animals', 'All imports are finished by noon'],
    [
      'spam',
      'CONGRATULATIONS you won a FREE prize, call now to claim!',
      'Congratulations on the new job, call me!',
    ],
    [
      'solicitation',
      'I run an SEO agency, DM me for a free audit',
      'I run the weekly report, ask me on Friday',
    ],
    ['distress', 'I want to die, nothing helps any more', 'I want to dye the logo blue, nothing else'],
  ] as const)('scores %s higher where it is', async (signal, violation, harmless) => {
    expect(await logitOf(violation, signal)).toBeGreaterThan((await logitOf(harmless, signal)) + 1);
  });

  it('keeps ordinary work chat at a low score', async () => {
    const calibrate = compileCalibration(engine.manifest.calibration);
    for (const text of [
      'Kill the stuck job on the master node',
      'Good morning everyone!',
      'ok',
      '🙂',
      'BF25 is live',
    ]) {
      const [logits] = await engine.score([text]);
      for (const signal of ['toxicity', 'insult', 'threat'] as const) {
        expect(calibrate(signal, logits![engine.manifest.labels.indexOf(signal)]!)).toBeLessThan(0.3);
      }
    }
  });

  it('scores the longest text, and one that holds no word at all', async () => {
    const scored = await engine.score(['x'.repeat(20_480), '…', '\ud800', 'ab '.repeat(6_826)]);
    for (const logits of scored) expect(logits.every((logit) => Number.isFinite(logit))).toBe(true);
  });
});

describe('loading refuses', () => {
  it('a tampered file, by name', async () => {
    const folder = await copyModel();
    const weights = await readFile(join(folder, 'weights.bin'));
    weights[weights.length >> 1]! ^= 1;
    await writeFile(join(folder, 'weights.bin'), weights);
    await expect(loadLinearEngine(folder)).rejects.toThrow(
      'models/linear-1/weights.bin: sha256 differs from the manifest',
    );
  });

  it('a missing file, by name', async () => {
    const folder = await copyModel();
    await rm(join(folder, 'weights.bin'));
    await expect(loadLinearEngine(folder)).rejects.toThrow('models/linear-1/weights.bin: missing');
    await rm(join(folder, 'manifest.json'));
    await expect(loadLinearEngine(folder)).rejects.toThrow('models/linear-1/manifest.json: missing');
  });

  it.each<[string, (manifest: Record<string, unknown>) => void, string]>([
    ['an unknown label', (m) => (m['labels'] = ['toxicity', 'anger']), '/labels/1'],
    ['another schema', (m) => (m['schema'] = 2), '/schema'],
    ['another name', (m) => (m['name'] = 'linear-2'), "/name must be the folder's name"],
    ['too few golden texts', (m) => (m['golden'] = { tolerance: 1, texts: [] }), '/golden/texts'],
    [
      'a golden text without logits',
      (m) => {
        (m['golden'] as { texts: { logits: number[] }[] }).texts[3]!.logits.pop();
      },
      '/golden/texts/3/logits',
    ],
    [
      'a file outside the folder',
      (m) => (m['files'] = { '../x': { sha256: '0'.repeat(64), bytes: 1 } }),
      '/files',
    ],
    ['settings of another engine', (m) => (m['settings'] = { layers: 6 }), '/settings'],
    [
      'a table of another size',
      (m) => {
        (m['settings'] as { charBucketsLog2: number }).charBucketsLog2 += 1;
      },
      'weights.bin: is not a weight table',
    ],
    [
      'a calibration that falls',
      (m) => {
        m['calibration'] = { id: 'x', signals: { spam: { method: 'sigmoid', a: -1, b: 0 } } };
      },
      'calibration x, spam',
    ],
  ])('%s', async (_what, change, message) => {
    await expect(loadLinearEngine(await copyModel(change))).rejects.toThrow(message);
  });

  it('a manifest that is no JSON', async () => {
    const folder = await copyModel();
    await writeFile(join(folder, 'manifest.json'), '{"schema":');
    await expect(readModel(folder)).rejects.toThrow('models/linear-1/manifest.json: is no JSON');
  });

  it('an unknown model, and lists those there are', async () => {
    await expect(loadEngine('linear-0', { models: MODELS })).rejects.toThrow(
      /unknown model "linear-0"; there are: .*linear-1/u,
    );
    await expect(loadEngine('../linear-1', { models: MODELS })).rejects.toThrow('unknown model');
  });
});

describe('identity of a model', () => {
  it('is the same hash on every load, and another for other settings', async () => {
    expect(engine.sha256).toMatch(/^[0-9a-f]{64}$/u);
    expect((await loadEngine('linear-1', { models: MODELS })).sha256).toBe(engine.sha256);
    const changed = await copyModel((manifest) => {
      (manifest['settings'] as { normPower: number }).normPower = 0.5;
    });
    expect((await readModel(changed)).sha256).not.toBe(engine.sha256);
  });

  it('does not hang on the calibration: that is a version of its own', async () => {
    const recalibrated = await copyModel((manifest) => {
      manifest['calibration'] = { id: 'other', signals: { spam: { method: 'sigmoid', a: 1, b: 0 } } };
    });
    expect((await readModel(recalibrated)).sha256).toBe(engine.sha256);
  });
});

describe('the self-test', () => {
  it('names the golden text by its index and never by its words', async () => {
    const folder = await copyModel((manifest) => {
      (manifest['golden'] as { texts: { logits: number[] }[] }).texts[7]!.logits[2]! += 0.5;
    });
    const other = await loadLinearEngine(folder);
    const failure = await selfTest(other).then(
      () => '',
      (error: unknown) => (error as Error).message,
    );
    expect(failure).toContain('golden text 7 gives another logit for identity_attack');
    expect(failure).not.toContain(other.manifest.golden.texts[7]!.text);
  });

  it('fails on NaN', async () => {
    const broken: Engine = {
      manifest: engine.manifest,
      sha256: engine.sha256,
      close: () => Promise.resolve(),
      score: (texts) => Promise.resolve(texts.map(() => new Float32Array(20).fill(NaN))),
    };
    await expect(selfTest(broken)).rejects.toThrow('golden text 0');
  });
});
