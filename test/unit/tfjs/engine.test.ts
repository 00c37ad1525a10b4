import { Tokenizer } from '@tensorflow-models/universal-sentence-encoder';
import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPublishedGraph } from '../../../bench/toxicity-graph.js';
import { loadConfiguredEngine } from '../../../src/composition.js';
import { loadClientConfig } from '../../../src/config.js';
import { compileCalibration } from '../../../src/scoring/calibrate.js';
import type { Engine } from '../../../src/scoring/engine.js';
import { openBackend } from '../../../src/scoring/engines/tfjs/backend.js';
import { openToxicityEngine } from '../../../src/scoring/engines/tfjs/engine.js';
import {
  graphFingerprint,
  parseFiles,
  parseGraph,
  writeRecord,
} from '../../../src/scoring/engines/tfjs/files.js';
import { HEADS, PUBLISHED_GRAPH } from '../../../src/scoring/engines/tfjs/published.js';
import { createPipeline } from '../../../src/scoring/pipeline.js';
import { createJudge, decide } from '../../../src/services/decide.js';
import { shippedPolicyVersion } from '../../../src/services/policy-versions.js';
import { corpusTexts, smallFiles, smallModel } from './small-model.js';

const RECORD = { fetched: '2026-01-01T00:00:00Z', files: {} };
const TEXTS = corpusTexts(40);
const files = smallFiles();
const published = parseGraph(Buffer.from(JSON.stringify(readPublishedGraph())));
const handlersOfFaults = () =>
  (['uncaughtException', 'unhandledRejection'] as const).map((fault) => process.listenerCount(fault));
let handlersBefore: number[];
let engine: Engine;
let graph: GraphModel;

beforeAll(async () => {
  handlersBefore = handlersOfFaults();
  engine = await openToxicityEngine(files, RECORD);
  graph = await loadGraphModel({
    load: () =>
      Promise.resolve({
        modelTopology: files.graph.topology,
        weightSpecs: [...files.graph.weights],
        weightData: Uint8Array.from(files.weightData).buffer,
      }),
  });
});
afterAll(async () => {
  graph.dispose();
  await engine.close();
});

/** Runs the bare graph on one text; the values of some of its nodes. */
async function runGraph(text: string, nodes: string[]): Promise<Float32Array[]> {
  const ids = new Tokenizer(files.vocabulary).encode(text);
  const inputs = {
    Placeholder: tf.tensor1d(ids, 'int32'),
    Placeholder_1: tf.tensor2d(
      ids.map((_, at) => [0, at]),
      [ids.length, 2],
      'int32',
    ),
  };
  const outputs = [await graph.executeAsync(inputs, nodes)].flat();
  const values = outputs.map((output) => output.dataSync().slice() as Float32Array);
  tf.dispose([...outputs, ...Object.values(inputs)]);
  return values;
}

describe('the published graph', () => {
  it('is the one that a download is held to', () => {
    expect(graphFingerprint(published)).toBe(PUBLISHED_GRAPH);
    expect(published.topology.node).toHaveLength(370);
    expect(published.weights).toHaveLength(75);
    expect(published.weightBytes).toBe(29_251_828);
    expect(published.shards).toHaveLength(7);
  });

  it('takes token ids and their places, and gives the seven labels that become signals', () => {
    const kinds = new Map(published.topology.node.map(({ name, op }) => [name, op]));
    expect([...kinds].filter(([, op]) => op === 'Placeholder').map(([name]) => name)).toEqual([
      'Placeholder',
      'Placeholder_1',
    ]);
    for (const [head] of HEADS) expect(kinds.get(`${head}/predictions/probabilities`)).toBe('Softmax');
    expect(graph.outputs.map(({ name }) => name).sort()).toEqual(
      HEADS.map(([head]) => `${head}/predictions/probabilities`).sort(),
    );
  });

  it('holds no operation that the WebAssembly backend cannot execute', async () => {
    expect(tf.getBackend()).toBe('wasm');
    // The small model differs from it in the widths of its weights alone.
    const operations = ({ node }: typeof published.topology) => node.map(({ name, op }) => [name, op]);
    expect(operations(files.graph.topology)).toEqual(operations(published.topology));
    const nodes = published.topology.node.filter(({ op }) => op !== 'Const' && op !== 'Placeholder');
    const values = await runGraph(
      'every one of them',
      nodes.map(({ name }) => name),
    );
    expect(values).toHaveLength(nodes.length);
    expect(values.every((value) => value.length > 0)).toBe(true);
  });
});

describe('the engine', () => {
  it('gives each signal the logit of its own label, and texts different ones', async () => {
    const texts = TEXTS.slice(0, 5).map((text) => text.slice(0, 120));
    const scored = await engine.score(texts);
    for (const [i, text] of texts.entries()) {
      const pairs = await runGraph(
        text,
        HEADS.map(([head]) => `${head}/predictions/two_class_logits`),
      );
      pairs.forEach((pair, label) => expect(scored[i]![label]).toBeCloseTo(pair[1]! - pair[0]!, 4));
    }
    expect(new Set(scored.map((logits) => logits.join())).size).toBe(texts.length);
    expect(engine.manifest.labels).toEqual([
      'toxicity',
      'severe_toxicity',
      'insult',
      'identity_attack',
      'threat',
      'sexually_explicit',
      'profanity',
    ]);
  });

  it('calibrates to the probability that the model states', async () => {
    const text = TEXTS[0]!.slice(0, 120);
    const [logits] = await engine.score([text]);
    const calibrate = compileCalibration(engine.manifest.calibration);
    for (const [i, [head, signal]] of HEADS.entries()) {
      const [pair] = await runGraph(text, [`${head}/predictions/probabilities`]);
      expect(calibrate(signal, logits![i]!)).toBeCloseTo(pair![1]!, 3);
    }
  });

  it('scores a text alike alone and in any company, to 1e-5', async () => {
    const alone: Float32Array[] = [];
    for (const text of TEXTS) alone.push((await engine.score([text]))[0]!);
    for (const step of [1, 7]) {
      const order = TEXTS.map((_, i) => (i * step + step) % TEXTS.length);
      const together = await engine.score(order.map((i) => TEXTS[i]!));
      order.forEach((i, at) =>
        together[at]!.forEach((logit, label) =>
          expect(Math.abs(logit - alone[i]![label]!)).toBeLessThan(1e-5),
        ),
      );
    }
  });

  it('reads a long text to its end', async () => {
    const [short] = await engine.score([TEXTS[1]!.slice(0, 100)]);
    const [long] = await engine.score([`${'and so on '.repeat(200)}${TEXTS[1]!.slice(0, 100)}`]);
    const [filler] = await engine.score(['and so on '.repeat(200)]);
    expect(long).not.toEqual(filler);
    expect(short).not.toEqual(filler);
  });

  it('takes no texts, spaces, unknown signs alone, and a text of the greatest length', async () => {
    expect(await engine.score([])).toEqual([]);
    const odd = [' ', '\u{13000}\u{13001}', '<s></s>\n\t', 'x'.repeat(20_480), '\ud800'];
    const scored = await engine.score(odd);
    expect(scored.flatMap((logits) => [...logits]).every(Number.isFinite)).toBe(true);
  });

  it('keeps no tensor of what it has scored, however the calls overlap', async () => {
    await engine.score(TEXTS);
    const before = tf.memory();
    await Promise.all(Array.from({ length: 10 }, () => engine.score(TEXTS)));
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });

  it('leaves signals that the model has not unavailable', async () => {
    const pipeline = createPipeline(engine);
    const judge = createJudge(pipeline.spec, pipeline.spec.calibration, shippedPolicyVersion());
    const text = 'you really are a complete idiot';
    const [scored] = (await pipeline.score([{ text }], 'single'))!;
    const { signals, decision } = decide(scored!, { text }, judge);
    expect(signals.spam).toBeNull();
    expect(signals.distress).toBeNull();
    expect(signals.insult).toBeGreaterThanOrEqual(0);
    expect(decision.incomplete).toBe(true);
  });

  it('refuses a graph without one of the labels', async () => {
    const topology = {
      ...files.graph.topology,
      node: files.graph.topology.node.filter(({ name }) => name !== 'threat/predictions/probabilities'),
    };
    await expect(
      openToxicityEngine({ ...files, graph: { ...files.graph, topology } }, RECORD),
    ).rejects.toThrow('has no threat');
  });
});

describe('the backend', () => {
  it('is WebAssembly where tfjs-node is not installed', async () => {
    expect(await openBackend(undefined, 20)).toBe('wasm');
    expect(engine.manifest.settings).toEqual({ backend: 'wasm' });
  });

  it('leaves the handling of faults to the process', () => {
    expect(handlersOfFaults()).toEqual(handlersBefore);
  });

  it('is tfjs-node where that loads, on a Node that it runs on, and another pipeline', async () => {
    let loaded = 0;
    // Stands in for the package: registers a backend under its name, as loading it does.
    const wasm = tf.backend();
    const load = () => {
      loaded += 1;
      tf.copyRegisteredKernels('wasm', 'tensorflow');
      tf.registerBackend('tensorflow', () => wasm);
      return Promise.resolve();
    };
    expect(await openBackend(load, 24)).toBe('wasm');
    expect(loaded).toBe(0);
    expect(await openBackend(load, 22)).toBe('tensorflow');
    expect(loaded).toBe(1);
    const native = await openToxicityEngine(files, RECORD, 'tensorflow');
    expect(native.sha256).not.toBe(engine.sha256);
    await tf.setBackend('wasm');
  });
});

describe('the folder of the model', () => {
  let folder: string;
  const load = () =>
    loadConfiguredEngine({
      ...loadClientConfig({}),
      MODEL: 'toxicity-tfjs',
      TOXICITY_MODEL_DIR: folder,
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'conduct-toxicity-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is refused in one line that says what to do where nothing was fetched', async () => {
    await expect(load()).rejects.toThrow(/^model toxicity-tfjs: not in .*models fetch toxicity-tfjs[^\n]*$/u);
  });

  it('is loaded where every file is as it was fetched, and refused where one is not', async () => {
    const contents = smallModel();
    for (const [name, content] of contents) await writeFile(join(folder, name), content);
    await writeRecord(folder, contents, { fetched: RECORD.fetched, answers: 'other' });
    const loaded = await load();
    expect(await loaded.score(['hello'])).toEqual(await engine.score(['hello']));
    await loaded.close();

    const shard = Buffer.from(contents.get('group1-shard1of1')!);
    shard[shard.length >> 1]! ^= 1;
    await writeFile(join(folder, 'group1-shard1of1'), shard);
    await expect(load()).rejects.toThrow(/group1-shard1of1 is not what was fetched/u);
    await rm(join(folder, 'vocab.json'));
    await writeFile(join(folder, 'group1-shard1of1'), contents.get('group1-shard1of1')!);
    await expect(load()).rejects.toThrow(/vocab.json is missing/u);
  });

  it.each([
    ['model.json', '{"modelTopology":{}}', 'model.json: /'],
    ['model.json', 'not found', 'model.json: is no JSON'],
    ['vocab.json', '["a"]', 'vocab.json: /0'],
    ['group1-shard1of1', 'too short', 'bytes of weights'],
  ])('is refused where %s is malformed', (name, content, message) => {
    const contents = smallModel().set(name, Buffer.from(content));
    expect(() => parseFiles(contents)).toThrow(message);
  });
});
