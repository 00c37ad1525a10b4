import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatcher } from '../../../src/scoring/batcher.js';
import { createScheduler } from '../../../src/scoring/scheduler.js';
import type { Engine } from '../../../src/scoring/engine.js';

/** An engine whose logit is the text's length, and which runs when told to. */
function manualEngine() {
  const calls: { texts: readonly string[]; finish: () => void; fail: (error: Error) => void }[] = [];
  const engine = {
    score: (texts: readonly string[]) =>
      new Promise<Float32Array[]>((resolve, reject) => {
        calls.push({
          texts: [...texts],
          finish: () => resolve(texts.map((text) => Float32Array.of(text.length))),
          fail: reject,
        });
      }),
  } as unknown as Engine;
  return { engine, calls };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('createBatcher', () => {
  it('calls an idle engine at once, with what was handed in together', async () => {
    const { engine, calls } = manualEngine();
    const batcher = createBatcher({ engine });
    const a = batcher.score(['aa'], 'single');
    const b = batcher.score(['b', 'bbb'], 'single');
    await turn();
    expect(calls.map((call) => call.texts)).toEqual([['aa', 'b', 'bbb']]);
    calls[0]!.finish();
    expect((await a)!.map((logits) => logits[0])).toEqual([2]);
    expect((await b)!.map((logits) => logits[0])).toEqual([1, 3]);
    expect(batcher.waiting).toBe(0);
  });

  it('takes a person first, then batches, and bulk only when nobody waits', async () => {
    const { engine, calls } = manualEngine();
    const batcher = createBatcher({ engine, scheduler: createScheduler(1) });
    void batcher.score(['first'], 'bulk');
    await turn();
    const all = [
      batcher.score(['bulk'], 'bulk'),
      batcher.score(['batch'], 'batch'),
      batcher.score(['person'], 'single'),
    ];
    calls[0]!.finish();
    await turn();
    expect(calls[1]!.texts).toEqual(['person', 'batch']);
    calls[1]!.finish();
    await turn();
    expect(calls[2]!.texts).toEqual(['bulk']);
    calls[2]!.finish();
    await Promise.all(all);
  });

  it('keeps bulk calls short', async () => {
    const { engine, calls } = manualEngine();
    const batcher = createBatcher({
      engine,
      scheduler: createScheduler(1),
      bulkTokensMax: 40,
      batchTokensMax: 400,
    });
    const texts = new Array<string>(30).fill('eight ch');
    void batcher.score(texts, 'bulk');
    await turn();
    expect(calls[0]!.texts).toHaveLength(10);
  });

  it('puts texts of like length into a bulk call, the one that has waited longest among them', async () => {
    const { engine, calls } = manualEngine();
    const batcher = createBatcher({ engine, scheduler: createScheduler(1), bulkTokensMax: 34 });
    const [short, long] = ['eight ch', 'a'.repeat(60)];
    void batcher.score([short, long, short, short, long, short, short, short], 'bulk');
    await turn();
    calls[0]!.finish();
    await turn();
    expect(calls.map(({ texts }) => texts)).toEqual([
      [short, short, short, short, short, short],
      [long, long],
    ]);
  });

  it('gives null for what nobody waits for any more, without calling the engine', async () => {
    const { engine, calls } = manualEngine();
    const batcher = createBatcher({ engine, scheduler: createScheduler(1) });
    const first = batcher.score(['first'], 'single');
    await turn();
    const late = batcher.score(['late', 'later'], 'single', Date.now() - 1);
    calls[0]!.finish();
    await first;
    expect(await late).toBeNull();
    expect(calls).toHaveLength(1);
    expect(batcher.waiting).toBe(0);
  });

  it('rejects what was in a call that failed, and goes on', async () => {
    const { engine, calls } = manualEngine();
    const batcher = createBatcher({ engine, scheduler: createScheduler(1) });
    const lost = batcher.score(['lost'], 'single');
    await turn();
    calls[0]!.fail(new Error('engine'));
    await expect(lost).rejects.toThrow('engine');
    const fine = batcher.score(['fine'], 'single');
    await turn();
    calls[1]!.finish();
    expect(await fine).toHaveLength(1);
  });

  it('gives every text its own result within every budget, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            texts: fc.array(fc.string({ maxLength: 300 }), { maxLength: 20 }),
            priority: fc.constantFrom('single', 'batch', 'bulk'),
          }),
          { maxLength: 12 },
        ),
        async (requests) => {
          const sizes: number[] = [];
          const engine = {
            score: async (texts: readonly string[]) => {
              const tokens = texts.map((text) => Math.ceil(text.length / 4) + 2);
              if (texts.length > 1) sizes.push(tokens.reduce((sum, each) => sum + each));
              await turn();
              return texts.map((text) => Float32Array.of(text.length));
            },
          } as unknown as Engine;
          const batcher = createBatcher({ engine, batchTokensMax: 200, bulkTokensMax: 100 });
          const results = await Promise.all(
            requests.map(({ texts, priority }) => batcher.score(texts, priority as 'single')),
          );
          requests.forEach(({ texts }, i) => {
            expect(results[i]!.map((logits) => logits[0])).toEqual(texts.map((text) => text.length));
          });
          expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(200);
        },
      ),
      { numRuns: 50 },
    );
  });
});
