import { createBatcher } from '../src/scoring/batcher.js';
import { startSyntheticEngine } from './synthetic-engine.js';

/** The synthetic engine fed from an array for so many seconds: prints messages a second. */
const seconds = Number(process.argv[2]);
const engine = await startSyntheticEngine();
const batcher = createBatcher({ engine });
const texts = Array.from({ length: 64 }, (_, i) => `message number ${i} of the array`);
const startedAt = performance.now();
let done = 0;
await Promise.all(
  texts.map(async (text) => {
    while (performance.now() - startedAt < seconds * 1_000) {
      await batcher.score([text], 'single');
      done++;
    }
  }),
);
process.stdout.write(`${done / ((performance.now() - startedAt) / 1_000)}\n`);
await engine.close();
