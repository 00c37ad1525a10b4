import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelManifest } from '../../../src/domain/model.js';
import type { Engine } from '../../../src/scoring/engine.js';
import { loadEngine } from '../../../src/scoring/engines/index.js';
import { selfTest } from '../../../src/scoring/model-files.js';

const MODELS = join(import.meta.dirname, '../../../models');
const TEXTS = ['you are an idiot', 'thanks, that worked', 'Buy followers now! https://example.com', 'ok'];

let blend: Engine;
let scratch: string;

beforeAll(async () => {
  blend = await loadEngine('blend-1', { models: MODELS });
  scratch = await mkdtemp(join(tmpdir(), 'conduct-blend-'));
  for (const part of ['encoder-1', 'linear-1'])
    await cp(join(MODELS, part), join(scratch, part), { recursive: true });
  await mkdir(join(scratch, 'blend-1'));
});
afterAll(async () => {
  await blend.close();
  await rm(scratch, { recursive: true });
});

type Settings = { parts: { model: string; sha256: string; weight: number }[] };

/** A models folder with the shipped parts and a blend whose manifest was changed. */
async function modelsWith(
  change: (manifest: ModelManifest & { settings: Settings }) => void,
): Promise<string> {
  const manifest = JSON.parse(
    await readFile(join(MODELS, 'blend-1/manifest.json'), 'utf8'),
  ) as ModelManifest & { settings: Settings };
  change(manifest);
  await writeFile(join(scratch, 'blend-1/manifest.json'), JSON.stringify(manifest));
  return scratch;
}

describe('the shipped blend', () => {
  it('passes its self-test', async () => {
    await expect(selfTest(blend)).resolves.toBeUndefined();
  });

  it('gives the weighted sum of what its parts give, and the label that one lacks by the other alone', async () => {
    const { parts } = blend.manifest.settings as unknown as Settings;
    const sums = await blend.score(TEXTS);
    const expected = TEXTS.map(() => blend.manifest.labels.map(() => 0));
    for (const { model, weight } of parts) {
      const part = await loadEngine(model, { models: MODELS });
      const scored = await part.score(TEXTS);
      for (const [row, logits] of scored.entries())
        for (const [column, label] of part.manifest.labels.entries()) {
          const at = blend.manifest.labels.indexOf(label);
          if (at >= 0) expected[row]![at]! += weight * logits[column]!;
        }
      await part.close();
    }
    for (const [row, logits] of sums.entries())
      for (const [column, logit] of logits.entries()) expect(logit).toBeCloseTo(expected[row]![column]!, 3);
    expect(blend.manifest.labels).toContain('scam');
    expect((await readLabels('linear-1')).includes('scam')).toBe(false);
  });

  it('gives a text the same logits alone and in a batch', async () => {
    const batch = await blend.score(TEXTS);
    for (const [row, text] of TEXTS.entries()) {
      const [alone] = await blend.score([text]);
      for (const [column, logit] of alone!.entries())
        expect(Math.abs(logit - batch[row]![column]!)).toBeLessThan(1e-5);
    }
  });
});

describe('refuses', () => {
  it.each([
    [
      'a part that is not the one it was made for',
      (m: { settings: Settings }) => (m.settings.parts[1]!.sha256 = '0'.repeat(64)),
      /made for another linear-1/,
    ],
    [
      'a part that is missing',
      (m: { settings: Settings }) => (m.settings.parts[1]!.model = 'linear-0'),
      /unknown model "linear-0"/,
    ],
    [
      'itself as a part',
      (m: { settings: Settings }) => (m.settings.parts[1]!.model = 'blend-1'),
      /must not hold the model itself/,
    ],
    [
      'a weight that is not positive',
      (m: { settings: Settings }) => (m.settings.parts[1]!.weight = 0),
      /\/settings\/parts\/1\/weight/,
    ],
    ['a single part', (m: { settings: Settings }) => m.settings.parts.splice(1, 1), /\/settings\/parts/],
  ])('%s', async (_what, change, message) => {
    await expect(loadEngine('blend-1', { models: await modelsWith(change) })).rejects.toThrow(message);
  });

  it('a label that no part gives', async () => {
    const models = await modelsWith((manifest) => {
      // Only labels of linear-1 are left in its parts.
      manifest.settings.parts = [manifest.settings.parts[1]!, { ...manifest.settings.parts[1]! }];
    });
    await expect(loadEngine('blend-1', { models })).rejects.toThrow(/no part gives severe_toxicity/);
  });
});

async function readLabels(name: string): Promise<readonly string[]> {
  return (JSON.parse(await readFile(join(MODELS, name, 'manifest.json'), 'utf8')) as ModelManifest).labels;
}
