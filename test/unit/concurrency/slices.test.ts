import { describe, expect, it } from 'vitest';
import { createBreather, inSlices } from '../../../src/concurrency/slices.js';

function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** Counts how often the event loop turns while something runs. */
async function turnsDuring(run: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let done = false;
  const count = () => {
    turns++;
    if (!done) setImmediate(count);
  };
  setImmediate(count);
  await run();
  done = true;
  return turns;
}

describe('a long computation', () => {
  it('lets the event loop turn between steps of a generator', async () => {
    function* steps() {
      for (let i = 0; i < 10; i++) {
        work(6);
        yield;
      }
      return 'done';
    }
    let result;
    expect(await turnsDuring(async () => (result = await inSlices(steps())))).toBeGreaterThanOrEqual(5);
    expect(result).toBe('done');
  });

  it('lets the event loop turn between steps that wait for something', async () => {
    const steps = async () => {
      const breathe = createBreather();
      for (let i = 0; i < 10; i++) {
        work(6);
        await breathe();
      }
    };
    expect(await turnsDuring(steps)).toBeGreaterThanOrEqual(5);
  });
});
