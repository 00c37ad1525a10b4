import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { classifyOne } from './client.js';
import { readSample } from './latency.js';
import { cpuMs, startStack, type QueueKind, type Stack } from './stack.js';
import { median, print, verdict } from './statistics.js';
import { SPIN_MS } from './synthetic-engine.js';

const ROUNDS = 3;
const SECONDS = 8;
const CALLERS = 64;
const TARGET_SHARE: Record<QueueKind, number> = { 'embedded PostgreSQL': 0.75, Redis: 0.9 };

/** Messages a second of the synthetic engine fed from an array, in a process of its own. */
function feedFromArray(): number {
  const file = fileURLToPath(new URL('./array-feed.js', import.meta.url));
  return Number(execFileSync(process.execPath, [file, String(SECONDS)], { encoding: 'utf8' }));
}

async function feedOverHttp(stack: Stack, texts: readonly string[], seconds: number): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  let next = 0;
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (performance.now() - startedAt < seconds * 1_000) {
        await classifyOne(stack, texts[next++ % texts.length]!);
        done++;
      }
    }),
  );
  return done / ((performance.now() - startedAt) / 1_000);
}

/**
 * 64 callers against an engine that keeps one thread busy 5 ms a message, beside the same engine fed
 * from an array: the share of its throughput that HTTP, queue, replies and store leave.
 */
export async function benchThroughput(kinds: readonly QueueKind[]): Promise<void> {
  const texts = readSample();
  print(
    `Live path under ${CALLERS} callers, synthetic engine of ${SPIN_MS} ms a message (${ROUNDS} rounds of ${SECONDS} s, stored):`,
  );
  for (const kind of kinds) {
    const stack = await startStack(kind, { workerFile: 'bench/synthetic-worker.js' });
    await feedOverHttp(stack, texts, 2);
    const shares: number[] = [];
    const rates: number[] = [];
    const costs: Record<string, number[]> = {};
    for (let round = 0; round < ROUNDS; round++) {
      const bare = feedFromArray();
      const before = {
        ...cpuMs(stack.pids()),
        caller: process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000,
      };
      const rate = await feedOverHttp(stack, texts, SECONDS);
      const after = {
        ...cpuMs(stack.pids()),
        caller: process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000,
      };
      for (const [part, ms] of Object.entries(after)) {
        (costs[part] ??= []).push((ms - (before as Record<string, number>)[part]!) / (rate * SECONDS));
      }
      shares.push(rate / bare);
      rates.push(rate);
      print(`  ${kind}, round ${round + 1}: array ${bare.toFixed(1)}/s, over HTTP ${rate.toFixed(1)}/s`);
    }
    await stack.stop();
    verdict(`${kind}: share of the array's throughput, median`, 100 * median(shares), '%', {
      min: 100 * TARGET_SHARE[kind],
    });
    const parts = Object.entries(costs).map(([part, list]) => `${part} ${median(list).toFixed(2)}`);
    print(`  processor ms a message: ${parts.join(', ')} (worker includes the ${SPIN_MS} ms of the engine)`);
  }
}
