import '../src/scoring/engines/onnx/telemetry-off.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { projectRoot } from '../src/paths.js';
import { loadConfiguredEngine } from '../src/composition.js';
import { loadClientConfig } from '../src/config.js';
import type { Engine } from '../src/scoring/engine.js';
import { loadOnnxEngine } from '../src/scoring/engines/onnx/engine.js';
import { groupBySize, windows } from '../src/scoring/engines/windows.js';
import { WordPieces } from '../src/scoring/engines/onnx/word-pieces.js';
import { normalise } from '../src/scoring/normalise/index.js';
import { createPipeline } from '../src/scoring/pipeline.js';
import { createJudge, decide } from '../src/services/decide.js';
import { shippedPolicyVersion } from '../src/services/policy-versions.js';
import { readSample } from './latency.js';
import { median, print, verdict } from './statistics.js';

/**
 * Speed and steadiness of the default model's larger part, and steadiness of the default model itself:
 * `node dist/bench/encoder.js [model]`. Beside the engine runs the bare network, fed with tensors that were
 * made before the clock started; runs of both alternate.
 */
const RUNS = 5;
const MESSAGES = 1_000;
const SINGLES = 150;
const SHORT_CHARS = [40, 90] as const;
const BATCHINGS = 20;
/** As in the engine: the bare network gets the same shapes. */
const THREADS = 2;
const RUN_TOKENS_MAX = 2_048;

type Feeds = Record<'ids' | 'mask', Tensor>;

const name = process.argv[2] ?? 'encoder-1';
const folder = join(projectRoot, 'models', name);
const engine = await loadOnnxEngine(folder);
const settings = engine.manifest.settings as { windowTokens: number; overlapTokens: number };
const pieces = new WordPieces(readFileSync(join(folder, 'tokenizer.json'), 'utf8'));
const bare = await InferenceSession.create(join(folder, 'model.onnx'), {
  executionProviders: ['cpu'],
  intraOpNumThreads: THREADS,
  interOpNumThreads: 1,
  extra: { session: { disable_quant_qdq: '1', intra_op: { allow_spinning: '0' } } },
});
const texts = readSample().slice(0, MESSAGES);
const shown = texts.map((text) => normalise(text));
const views = shown.map(({ original }) => original.text);
const short = views
  .filter(({ length }) => length >= SHORT_CHARS[0] && length < SHORT_CHARS[1])
  .slice(0, SINGLES);

print(`${name}, ${THREADS} threads, messages of an IRC help channel`);
await inBatches();
await oneByOne();
print(
  `folded view differs and is scored too: ${percent(shown.filter(({ folded }) => folded !== null).length / texts.length)}`,
);
await steadiness(engine);
const served = await loadConfiguredEngine(loadClientConfig({}));
await steadiness(served);
await served.close();
await engine.close();
await bare.release();

async function inBatches(): Promise<void> {
  const feeds = groupBySize(
    views.flatMap((text) => windows(pieces.encode(text), settings.windowTokens - 2, settings.overlapTokens)),
    (ids) => ids.length + 2,
    RUN_TOKENS_MAX,
  ).map(toFeeds);
  const [ours, theirs] = await alternate(
    () => engine.score(views),
    async () => {
      for (const feed of feeds) await bare.run({ ...feed });
    },
  );
  print(`in batches: ${perSecond(ours)} messages/s, bare network ${perSecond(theirs)}`);
  verdict('speed against the bare network', theirs / ours, 'x', { min: 0.9 });
}

async function oneByOne(): Promise<void> {
  const feeds = short.map((text) => toFeeds([pieces.encode(text)]));
  const [ours, theirs] = await alternate(
    async () => {
      for (const text of short) await engine.score([text]);
    },
    async () => {
      for (const feed of feeds) await bare.run({ ...feed });
    },
  );
  const tokens = short.reduce((sum, text) => sum + pieces.encode(text).length + 2, 0) / short.length;
  const each = (ms: number) => (ms / short.length).toFixed(2);
  print(`one short message (${tokens.toFixed(0)} tokens): ${each(ours)} ms, bare network ${each(theirs)} ms`);
  verdict('time against the bare network', ours / theirs, 'x', { max: 1.3 });
}

/** Raw outputs of both views alone against in random company, and the decisions that follow. */
async function steadiness(measured: Engine): Promise<void> {
  const pipeline = createPipeline(measured);
  const judge = createJudge(pipeline.spec, pipeline.spec.calibration, shippedPolicyVersion());
  const alone: Awaited<ReturnType<typeof pipeline.score>>[] = [];
  for (const text of texts) alone.push(await pipeline.score([{ text }], 'batch'));
  let largest = 0;
  let changed = 0;
  for (let round = 0; round < BATCHINGS; round += 1) {
    const order = shuffled(texts.length, round + 1);
    const together = (await pipeline.score(
      order.map((i) => ({ text: texts[i]! })),
      'batch',
    ))!;
    order.forEach((i, at) => {
      const [single, batched] = [alone[i]![0]!, together[at]!];
      for (const view of ['original', 'folded'] as const)
        batched.raw[view]?.forEach((logit, label) => {
          largest = Math.max(largest, Math.abs(logit - single.raw[view]![label]!));
        });
      const message = { text: texts[i]! };
      if (
        JSON.stringify(decide(single, message, judge).decision) !==
        JSON.stringify(decide(batched, message, judge).decision)
      )
        changed += 1;
    });
  }
  print(
    `${measured.manifest.name}: ${texts.length} texts alone and in ${BATCHINGS} batchings: raw outputs differ by at most ${largest.toExponential(1)}`,
  );
  verdict('decisions changed', changed, '', { max: 0 });
}

function toFeeds(rows: readonly (readonly number[])[]): Feeds {
  const { begin, end, pad } = pieces.special;
  const width = Math.max(...rows.map((row) => row.length)) + 2;
  const ids = new BigInt64Array(rows.length * width).fill(BigInt(pad));
  const mask = new BigInt64Array(rows.length * width);
  rows.forEach((row, r) => {
    [begin, ...row, end].forEach((id, at) => (ids[r * width + at] = BigInt(id)));
    mask.fill(1n, r * width, r * width + row.length + 2);
  });
  const shape = [rows.length, width];
  return { ids: new Tensor('int64', ids, shape), mask: new Tensor('int64', mask, shape) };
}

/** Medians in milliseconds; turns about, so that a change of the machine's speed meets both alike. */
async function alternate(
  ours: () => Promise<unknown>,
  theirs: () => Promise<unknown>,
): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [which, work] of [ours, theirs].entries()) {
      const began = performance.now();
      await work();
      // The first round warms up.
      if (run > 0) times[which]!.push(performance.now() - began);
    }
  }
  return [median(times[0]), median(times[1])];
}

/** Fisher and Yates, with a small seeded generator (Park and Miller 1988). */
function shuffled(length: number, seed: number): number[] {
  const order = Array.from({ length }, (_, i) => i);
  let state = seed * 48_271;
  for (let i = length - 1; i > 0; i -= 1) {
    state = (state * 48_271) % 2_147_483_647;
    const j = state % (i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

function perSecond(ms: number): string {
  return Math.round((views.length / ms) * 1_000).toLocaleString('en');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
