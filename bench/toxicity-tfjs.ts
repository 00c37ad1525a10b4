import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { loadConfiguredEngine } from '../src/composition.js';
import { loadClientConfig } from '../src/config.js';
import type { Engine } from '../src/scoring/engine.js';
import { loadToxicityEngine, openToxicityEngine } from '../src/scoring/engines/tfjs/engine.js';
import { parseFiles, readRecord } from '../src/scoring/engines/tfjs/files.js';
import { createPipeline, type Pipeline } from '../src/scoring/pipeline.js';
import { readSample } from './latency.js';
import { median, print, verdict } from './statistics.js';
import { makeToxicityModel, makeVocabulary, readPublishedGraph } from './toxicity-graph.js';

/**
 * The TensorFlow.js toxicity model beside ours: `node dist/bench/toxicity-tfjs.js [speed] [memory]`. Where its
 * weights have not been fetched, random ones of its shapes take their place: they compute as much, and mean
 * nothing. `--data DIR`: a folder with the published `model.json`, instead of the copy in test/fixtures.
 */
const OURS = ['blend-1', 'encoder-1', 'linear-1'];
const MESSAGES = 2_000;
const ROUNDS = 3;
/** Messages that a model scores before it is the next one's turn: whatever else the machine does meets all. */
const TURN = 100;
const SINGLES = 60;
const PUBLISHED_VOCABULARY = 8_002;
const SAMPLES = 10;
/** What memory may grow by from a tenth of the way to the end, as a share. */
const GROWTH_MAX = 0.05;

interface Options {
  readonly data?: string | undefined;
  readonly shrink?: 1 | 8;
}

async function openEngine(texts: readonly string[], { data, shrink = 1 }: Options): Promise<Engine> {
  const { TOXICITY_MODEL_DIR } = loadClientConfig();
  if (shrink === 1 && (await readRecord(TOXICITY_MODEL_DIR)) !== null) {
    print(`weights: as fetched into ${TOXICITY_MODEL_DIR}`);
    return loadToxicityEngine(TOXICITY_MODEL_DIR);
  }
  const vocabulary = makeVocabulary(texts, PUBLISHED_VOCABULARY);
  // The published number of pieces, whatever these texts hold: the table of embeddings has that many rows.
  while (vocabulary.length < PUBLISHED_VOCABULARY)
    vocabulary.push([`\u2581\u{F0000}${vocabulary.length}`, -30]);
  const files = parseFiles(makeToxicityModel(readPublishedGraph(data), { vocabulary, shrink, seed: 1 }));
  print(`weights: random, ${(files.weightData.length / 1e6).toFixed(1)} MB, in the published graph`);
  return openToxicityEngine(files, { fetched: '', files: {} });
}

/** Messages a second of each pipeline, normaliser and language included, turn and turn about in one run. */
export async function benchToxicitySpeed(options: Options = {}): Promise<void> {
  const texts = readSample().slice(0, MESSAGES);
  const toxicity = await openEngine(texts, options);
  print(
    `${MESSAGES} messages of an IRC help channel in batches, ${ROUNDS} rounds; TensorFlow.js: ${tf.getBackend()}`,
  );
  const pipelines: Pipeline[] = [createPipeline(toxicity)];
  for (const MODEL of OURS)
    pipelines.push(createPipeline(await loadConfiguredEngine({ ...loadClientConfig(), MODEL })));
  const messages = texts.map((text) => ({ text }));
  const seconds = pipelines.map((): number[] => []);
  for (const pipeline of pipelines) await pipeline.score(messages.slice(0, TURN), 'batch');
  for (let round = 0; round < ROUNDS; round += 1) {
    const times = pipelines.map(() => 0);
    for (let begin = 0; begin < texts.length; begin += TURN) {
      for (const [which, pipeline] of pipelines.entries()) {
        const began = performance.now();
        await pipeline.score(messages.slice(begin, begin + TURN), 'batch');
        times[which]! += (performance.now() - began) / 1_000;
      }
    }
    times.forEach((time, which) => seconds[which]!.push(time));
  }
  const perSecond = seconds.map((times) => MESSAGES / median(times));
  for (const [which, { spec }] of pipelines.entries()) {
    const single = await medianAlone(pipelines[which]!, texts.slice(0, SINGLES));
    const rounds = seconds[which]!.map((time) => (MESSAGES / time).toFixed(0)).join(', ');
    print(
      `  ${spec.model.name}: ${perSecond[which]!.toFixed(0)} messages/s (rounds: ${rounds}); one at a time ${single.toFixed(1)} ms (p50)`,
    );
  }
  const ratio = median(seconds[0]!.map((time, round) => time / seconds[1]![round]!));
  print(`  ${OURS[0]} over toxicity-tfjs, median of the rounds: ${ratio.toFixed(1)} times`);
  for (const pipeline of pipelines) await pipeline.close();
}

async function medianAlone(pipeline: Pipeline, texts: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (const text of texts) {
    const began = performance.now();
    await pipeline.score([{ text }], 'single');
    times.push(performance.now() - began);
  }
  return median(times);
}

/** Tensors and memory of this process while it scores many messages, ten samples on the way. */
export async function benchToxicityMemory(messages: number, options: Options = {}): Promise<void> {
  const texts = readSample();
  const engine = await openEngine(texts, options);
  const part = Math.ceil(messages / SAMPLES);
  print(`${part * SAMPLES} messages, memory after each tenth:`);
  const resident: number[] = [];
  const tensors: number[] = [];
  let done = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    for (const end = done + part; done < end;) {
      const batch = Array.from(
        { length: Math.min(64, end - done) },
        (_, i) => texts[(done + i) % texts.length]!,
      );
      await engine.score(batch);
      done += batch.length;
    }
    const { rss, heapUsed } = process.memoryUsage();
    const { numTensors, numBytes } = tf.memory();
    resident.push(rss / 2 ** 20);
    tensors.push(numTensors);
    print(
      `  ${done}: ${numTensors} tensors, ${numBytes} bytes; resident ${megabytes(rss)} MiB, heap ${megabytes(heapUsed)} MiB`,
    );
  }
  verdict('tensors more than at the first tenth', tensors.at(-1)! - tensors[0]!, '', { max: 0 });
  verdict('resident memory, last tenth over first', resident.at(-1)! / resident[0]!, 'x', {
    max: 1 + GROWTH_MAX,
  });
  await engine.close();
}

const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string' }, messages: { type: 'string' }, small: { type: 'boolean' } },
  });
  const wanted = positionals.length === 0 ? ['speed', 'memory'] : positionals;
  const options = { data: values.data };
  if (wanted.includes('speed')) await benchToxicitySpeed(options);
  if (wanted.includes('memory'))
    await benchToxicityMemory(Number(values.messages ?? 100_000), {
      ...options,
      ...(values.small === true && { shrink: 8 }),
    });
}
