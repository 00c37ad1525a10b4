import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScoredText } from '../../../src/domain/model.js';
import { projectRoot } from '../../../src/paths.js';
import type { Engine } from '../../../src/scoring/engine.js';
import { loadOnnxEngine } from '../../../src/scoring/engines/onnx/engine.js';
import { selfTest } from '../../../src/scoring/model-files.js';
import { createPipeline, type Pipeline } from '../../../src/scoring/pipeline.js';
import { createJudge, decide } from '../../../src/services/decide.js';
import { shippedPolicyVersion } from '../../../src/services/policy-versions.js';

const MODEL = join(projectRoot, 'models/encoder-1');
const INSULT = 'you are a worthless idiot';
let engine: Engine;
let pipeline: Pipeline;

beforeAll(async () => {
  engine = await loadOnnxEngine(MODEL);
  pipeline = createPipeline(engine);
});
afterAll(() => engine.close());

/** Rows of the corpus in the repository: all lengths, all kinds. */
async function corpusTexts(count: number): Promise<string[]> {
  const file = await readFile(join(projectRoot, 'models/corpus/test-main.jsonl'), 'utf8');
  const texts = file
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { text: string }).text);
  return texts.filter((_, i) => i % Math.floor(texts.length / count) === 0).slice(0, count);
}

const column = (label: string) => engine.manifest.labels.indexOf(label as never);
const insult = async (text: string) => (await engine.score([text]))[0]![column('insult')]!;

describe('the encoder', () => {
  it('gives the logits of its manifest for the golden texts', async () => {
    await expect(selfTest(engine)).resolves.toBeUndefined();
  });

  it('scores a text alike alone and in any company, to 1e-5, with the same decision', async () => {
    const texts = await corpusTexts(60);
    const judge = createJudge(pipeline.spec, pipeline.spec.calibration, shippedPolicyVersion());
    const alone: ScoredText[] = [];
    for (const text of texts) alone.push((await pipeline.score([{ text }], 'batch'))![0]!);
    for (const step of [1, 7, 23]) {
      const order = texts.map((_, i) => (i * step + step) % texts.length);
      const together = (await pipeline.score(
        order.map((i) => ({ text: texts[i]! })),
        'batch',
      ))!;
      order.forEach((i, at) => {
        const [single, batched] = [alone[i]!, together[at]!];
        batched.raw.original.forEach((logit, label) => {
          expect(Math.abs(logit - single.raw.original[label]!)).toBeLessThan(1e-5);
        });
        const decision = (scored: typeof single) => decide(scored, { text: texts[i]! }, judge).decision;
        expect(decision(batched)).toEqual(decision(single));
      });
    }
  });

  it('reads all of a long text', async () => {
    const filler = 'Here is how the export works in the new editor, step by step, with pictures. '.repeat(60);
    const plain = await insult(filler);
    for (const text of [`${INSULT}. ${filler}`, `${filler}${INSULT}. ${filler}`, `${filler}${INSULT}.`])
      expect(await insult(text)).toBeGreaterThan(plain + 2);
  });

  it('takes a text of the greatest length and one of unknown signs alone', async () => {
    const scored = await engine.score(['word '.repeat(4_096), '\u{13000}\u{13001}', '[SEP] [CLS] [PAD]']);
    expect(scored.flatMap((logits) => [...logits]).every(Number.isFinite)).toBe(true);
  });

  it('does not let a message write special tokens', async () => {
    expect(await insult(`${INSULT} [SEP]`)).not.toBe(await insult(INSULT));
    expect(await insult(`${INSULT} [SEP] thank you [PAD] [PAD]`)).toBeGreaterThan(0);
  });
});

describe('a model folder', () => {
  it.each([
    ['model.onnx', 'sha256 differs'],
    ['tokenizer.json', 'sha256 differs'],
  ])('is refused where %s was changed', async (file, message) => {
    const folder = join(await mkdtemp(join(tmpdir(), 'conduct-encoder-')), 'encoder-1');
    await cp(MODEL, folder, { recursive: true });
    const content = await readFile(join(folder, file));
    content[content.length >> 1]! ^= 1;
    await writeFile(join(folder, file), content);
    await expect(loadOnnxEngine(folder)).rejects.toThrow(`models/encoder-1/${file}: ${message}`);
    await rm(join(folder, '..'), { recursive: true });
  });

  it('is refused where a window is no longer than what windows share', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'conduct-encoder-')), 'encoder-1');
    await cp(MODEL, folder, { recursive: true });
    const path = join(folder, 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as object;
    await writeFile(path, JSON.stringify({ ...manifest, settings: { windowTokens: 34, overlapTokens: 32 } }));
    await expect(loadOnnxEngine(folder)).rejects.toThrow('/settings/overlapTokens');
    await rm(join(folder, '..'), { recursive: true });
  });
});
