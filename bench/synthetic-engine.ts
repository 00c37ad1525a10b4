import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Engine } from '../src/scoring/engine.js';

/** What one message costs the synthetic engine, in milliseconds of one thread's full attention. */
export const SPIN_MS = 5;

/**
 * An engine of known cost for measuring everything around it: one worker thread spins 5 ms a message
 * (no sleep), so that the event loop stays free as it does beside a native runtime.
 */
export async function startSyntheticEngine(): Promise<Engine> {
  const thread = new Worker(new URL('./spin-thread.js', import.meta.url));
  await once(thread, 'online');
  const waiting: (() => void)[] = [];
  thread.on('message', () => waiting.shift()?.());
  const columns = 3;
  return {
    manifest: {
      schema: 1,
      name: 'synthetic-spin',
      engine: 'linear',
      version: '1',
      created: '2026-01-01',
      licence: 'Apache-2.0',
      labels: ['toxicity', 'spam', 'distress'],
      files: {},
      settings: {},
      calibration: {
        id: 'synthetic',
        signals: Object.fromEntries(
          ['toxicity', 'spam', 'distress'].map((name) => [name, { method: 'sigmoid', a: 1, b: 0 }]),
        ),
      },
      golden: { tolerance: 0, texts: [] },
      data: [],
      metrics: {},
    },
    sha256: '0'.repeat(64),
    async score(texts) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        thread.postMessage(texts.length * SPIN_MS);
      });
      return texts.map(() => new Float32Array(columns).fill(-4));
    },
    async close() {
      await thread.terminate();
    },
  };
}
