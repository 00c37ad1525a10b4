import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawScores } from '../../../src/domain/model.js';
import { projectRoot } from '../../../src/paths.js';
import { loadEngine } from '../../../src/scoring/engines/index.js';
import { createPipeline, type Pipeline } from '../../../src/scoring/pipeline.js';

describe('the two views of a message', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = createPipeline(await loadEngine('linear-1', { models: join(projectRoot, 'models') }));
  });
  afterAll(() => pipeline.close());

  async function rawOf(text: string): Promise<RawScores> {
    const [scored] = (await pipeline.score([{ text }], 'batch'))!;
    return scored!.raw;
  }

  it('of a garbled text the original counts only as far as the folded one bears it out', async () => {
    const plain = await rawOf('please water the plants before the weekend starts');
    const spelled = 'p l e a s e  w a t e r  the  p l a n t s  before the  w e e k e n d  s t a r t s';
    const { original, folded } = await rawOf(spelled);
    expect(folded).not.toBeNull();
    for (const [i, logit] of folded!.entries()) expect(original[i]).toBeLessThanOrEqual(logit);
    const toxicity = pipeline.spec.labels.indexOf('toxicity');
    expect(Math.max(original[toxicity]!, folded![toxicity]!)).toBeCloseTo(plain.original[toxicity]!, 0);
  });

  it('of a text with one disguised word both count by themselves', async () => {
    const text =
      'thanks for the detailed review, that was some h0rr1ble deadline everyone worked towards together';
    const { original, folded } = await rawOf(text);
    expect(folded).not.toBeNull();
    expect([...folded!].some((logit, i) => logit < original[i]!)).toBe(true);
  });
});
