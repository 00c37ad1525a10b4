import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadConfiguredEngine } from '../src/composition.js';
import { projectRoot } from '../src/paths.js';
import { createPipeline } from '../src/scoring/pipeline.js';
import { shippedPolicyVersion } from '../src/services/policy-versions.js';
import { createJudge, decide } from '../src/services/decide.js';
import { classifyOne } from './client.js';
import { startStack, type QueueKind, type Stack } from './stack.js';
import { median, print, quantile, verdict } from './statistics.js';

const ROUNDS = 3;
const MESSAGES = 500;
const WARM_UP = 200;
const TARGET_MS: Record<QueueKind, number> = { 'embedded PostgreSQL': 10, Redis: 4 };

export function readSample(): string[] {
  const file = join(projectRoot, 'bench/data/irc-sample.ndjson.gz');
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { text: string }).text);
}

/**
 * One message at a time over HTTP, beside the same text scored and decided in this process, turn and
 * turn about: the difference is what HTTP, queue, worker, reply and store cost.
 */
export async function benchLatency(kinds: readonly QueueKind[]): Promise<void> {
  const texts = readSample();
  const pipeline = createPipeline(
    await loadConfiguredEngine({
      MODEL: process.env['MODEL'] ?? 'linear-1',
      MODELS_DIR: join(projectRoot, 'models'),
    }),
  );
  const judge = createJudge(pipeline.spec, pipeline.spec.calibration, shippedPolicyVersion());
  print(`Live path, one message at a time (${ROUNDS} rounds of ${MESSAGES}):`);
  for (const kind of kinds) {
    const stack = await startStack(kind);
    for (const store of [undefined, 'none'] as const) {
      const label = `${kind}, ${store === undefined ? 'stored' : 'store: none'}`;
      const { overheads, bare, total } = await measure(stack, store);
      const [p50, p99] = [quantile(total, 0.5), quantile(total, 0.99)].map((ms) => ms.toFixed(2));
      print(` ${label}: bare p50 ${median(bare).toFixed(2)} ms; over HTTP p50 ${p50} ms, p99 ${p99} ms`);
      verdict('p50 over bare scoring, median of rounds', median(overheads), 'ms', { max: TARGET_MS[kind] });
    }
    await stack.stop();
  }

  async function measure(stack: Stack, store: 'none' | undefined) {
    const overheads: number[] = [];
    const total: number[] = [];
    const bare: number[] = [];
    for (let round = -1; round < ROUNDS; round++) {
      // The round before the first warms everything up.
      const count = round < 0 ? WARM_UP : MESSAGES;
      const differences: number[] = [];
      for (let i = 0; i < count; i++) {
        const text = texts[(round * MESSAGES + i + texts.length) % texts.length]!;
        const t0 = performance.now();
        const [scored] = (await pipeline.score([{ text }], 'single'))!;
        decide(scored!, { text }, judge);
        const t1 = performance.now();
        await classifyOne(stack, text, store && { store });
        const t2 = performance.now();
        if (round < 0) continue;
        differences.push(t2 - t1 - (t1 - t0));
        total.push(t2 - t1);
        bare.push(t1 - t0);
      }
      if (round >= 0) overheads.push(median(differences));
    }
    return { overheads, total, bare };
  }
}
