import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadConfiguredPipeline } from '../src/composition.js';
import { loadConfig } from '../src/config.js';
import { projectRoot } from '../src/paths.js';
import { shippedPolicyVersion } from '../src/services/policy-versions.js';
import { createJudge, decide } from '../src/services/decide.js';
import { classifyOne } from './client.js';
import { startStack, workerEnv, type QueueKind, type Stack } from './stack.js';
import { median, print, quantile, verdict } from './statistics.js';

const ROUNDS = 3;
const MESSAGES = 500;
/**
 * So many by one way, then the same by the other: turn about, so that both meet the same neighbours on the machine,
 * but not message by message, or each would find the processor's caches full of the other's models.
 */
const BLOCK = 50;
/** The first thousand are slower: code is compiled, and PostgreSQL's tables and connections are cold. */
const WARM_UP = 1_000;
const TARGET_MS: Record<QueueKind, number> = { 'embedded PostgreSQL': 10, Redis: 4 };

export function readSample(): string[] {
  const file = join(projectRoot, 'bench/data/irc-sample.ndjson.gz');
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { text: string }).text);
}

/**
 * One message at a time over HTTP, beside the same text scored by the same pipeline and decided in this process,
 * a block of messages by either in turn: the difference is what HTTP, queue, worker, reply and store cost.
 */
export async function benchLatency(kinds: readonly QueueKind[]): Promise<void> {
  const texts = readSample();
  const pipeline = await loadConfiguredPipeline(loadConfig(workerEnv()));
  const judge = createJudge(pipeline.spec, pipeline.spec.calibration, shippedPolicyVersion());
  print(
    `Live path, one message at a time (${ROUNDS} rounds of ${MESSAGES}, model ${pipeline.spec.stages.join(' before ')}):`,
  );
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
  await pipeline.close();

  async function measure(stack: Stack, store: 'none' | undefined) {
    const overheads: number[] = [];
    const total: number[] = [];
    const bare: number[] = [];
    for (let round = -1; round < ROUNDS; round++) {
      // The round before the first warms everything up.
      const count = round < 0 ? WARM_UP : MESSAGES;
      const differences: number[] = [];
      for (let begin = 0; begin < count; begin += BLOCK) {
        const block = Array.from(
          { length: BLOCK },
          (_, i) => texts[(round * MESSAGES + begin + i + texts.length) % texts.length]!,
        );
        const here = await timesOf(block, async (text) => {
          const [scored] = (await pipeline.score([{ text }], 'single'))!;
          decide(scored!, { text }, judge);
        });
        const there = await timesOf(block, (text) => classifyOne(stack, text, store && { store }));
        if (round < 0) continue;
        differences.push(...there.map((ms, i) => ms - here[i]!));
        total.push(...there);
        bare.push(...here);
      }
      if (round >= 0) overheads.push(median(differences));
    }
    return { overheads, total, bare };
  }
}

/** Milliseconds of each call, one after another. */
async function timesOf(
  texts: readonly string[],
  call: (text: string) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  for (const text of texts) {
    const startedAt = performance.now();
    await call(text);
    times.push(performance.now() - startedAt);
  }
  return times;
}
