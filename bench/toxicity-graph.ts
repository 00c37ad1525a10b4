import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { projectRoot } from '../src/paths.js';
import { GRAPH_FILE, VOCABULARY_FILE, type Vocabulary } from '../src/scoring/engines/tfjs/files.js';

/**
 * Makes a model that computes as the published TensorFlow.js toxicity model does, with weights that mean
 * nothing: its graph as published, random weights of its shapes, and the constants that its operations need,
 * which are not in the graph but follow from it.
 */

interface WeightSpec {
  name: string;
  shape: number[];
  dtype: 'float32' | 'int32';
}

/** `model.json` as the converter writes it. */
interface GraphFile {
  modelTopology: object;
  weightsManifest: [{ paths: string[]; weights: WeightSpec[] }];
}

export interface ModelOptions {
  readonly vocabulary: Vocabulary;
  /** Every width is divided by it: 1 as published (29 MB), 8 for a model of 0.3 MB. */
  readonly shrink: 1 | 2 | 4 | 8;
  readonly seed: number;
}

const TRUNK = 'module_apply_default/Encoder_en/KonaTransformer/';
const STACK = `${TRUNK}Encode/TransformerStack/`;
const PUBLISHED_VOCABULARY = 8_002;
const WIDTHS = [256, 512] as const;
const HEADS = 8;
/** Widths from here on shrink; below are numbers of heads, labels, axes. */
const WIDTH_MIN = 32;
/** Token ids below are reserved by the tokenizer. */
const RESERVED = ['<unk>', '<s>', '</s>', '<1>', '<2>', '<3>'];
const SHARD_BYTES = 4 * 2 ** 20;

/** The published graph, as in test/fixtures, or `model.json` of a folder. */
export function readPublishedGraph(folder?: string): GraphFile {
  const source =
    folder === undefined
      ? gunzipSync(readFileSync(join(projectRoot, 'test/fixtures/toxicity-tfjs/graph.json.gz')))
      : readFileSync(join(folder, GRAPH_FILE));
  return JSON.parse(source.toString('utf8')) as GraphFile;
}

/** @returns `model.json`, its shards and `vocab.json`, by name; the same for the same options */
export function makeToxicityModel(graph: GraphFile, options: ModelOptions): Map<string, Buffer> {
  const { vocabulary, shrink } = options;
  const random = uniform(options.seed);
  const [{ weights }] = graph.weightsManifest;
  const shrunk = weights.map((spec) =>
    spec.dtype === 'int32' ? spec : { ...spec, shape: spec.shape.map(side) },
  );
  const data = Buffer.concat(shrunk.map((spec) => bytesOf(spec, shrink, random)));
  const shards = Math.ceil(data.length / SHARD_BYTES);
  const paths = Array.from({ length: shards }, (_, i) => `group1-shard${i + 1}of${shards}`);
  return new Map([
    [GRAPH_FILE, json({ ...graph, weightsManifest: [{ paths, weights: shrunk }] })],
    ...paths.map((path, i) => [path, data.subarray(i * SHARD_BYTES, (i + 1) * SHARD_BYTES)] as const),
    [VOCABULARY_FILE, json(vocabulary)],
  ]);

  function side(length: number): number {
    if (length === PUBLISHED_VOCABULARY) return shrink === 1 ? length : vocabulary.length;
    return length >= WIDTH_MIN ? length / shrink : length;
  }
}

/**
 * A vocabulary of the most frequent words of some texts and of all their characters, with the logarithms of
 * their shares as scores. The published one is of SentencePiece and is not at hand.
 */
export function makeVocabulary(texts: readonly string[], size: number): Vocabulary {
  const words = counted(texts.flatMap((text) => text.split(' ').map((word) => `\u2581${word}`)));
  const characters = counted(texts.flatMap((text) => Array.from(text.replaceAll(' ', '\u2581'))));
  const singles = [...characters.keys()].slice(0, size >> 2);
  const room = size - RESERVED.length - singles.length;
  const longer = [...words.keys()].filter((word) => Array.from(word).length > 1).slice(0, room);
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  const score = (count: number) => Math.log(count / total);
  return [
    ...RESERVED.map((piece): Vocabulary[number] => [piece, 0]),
    ...longer.map((piece): Vocabulary[number] => [piece, score(words.get(piece)!)]),
    // Rarer than any word: a word is read in one piece where it can be.
    ...singles.map((piece): Vocabulary[number] => [piece, score(characters.get(piece)!) + score(1)]),
  ];
}

/** By falling count. */
function counted(pieces: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  return new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function bytesOf(spec: WeightSpec, shrink: number, random: () => number): Buffer {
  const values =
    spec.dtype === 'int32' ? Int32Array.from(integersOf(spec, shrink)) : floatsOf(spec, shrink, random);
  return Buffer.from(values.buffer);
}

/** What the places of use of each integer constant ask for: axes, shapes, begins of slices. */
function integersOf({ name }: WeightSpec, shrink: number): number[] {
  const [narrow, wide] = WIDTHS.map((width) => width / shrink) as [number, number];
  const attention = 'TransformerLayer/MultiheadAttention/';
  const split = 'split_heads/split_last_dimension/Reshape/shape/';
  const combine = 'combine_heads/combine_last_two_dimensions/Reshape/shape/2';
  const byName: Readonly<Record<string, number[]>> = {
    // Column of each label; the lists of these names are begins of slices.
    'split_logits/concat': [0, 0],
    'split_logits/concat_4': [0, 2],
    'split_logits/concat_6': [0, 3],
    'split_logits/concat_8': [0, 4],
    'split_logits/concat_10': [0, 5],
    'split_logits/concat_12': [0, 6],
    'split_logits/concat_9': [-1, 1],
    'identity_attack/predictions/two_class_logits/axis': [-1],
    [`${TRUNK}ClipToMaxLength/Less/y`]: [128],
    [`${TRUNK}ClipToMaxLength/Const`]: [1],
    [`${TRUNK}ClipToMaxLength/ones_like`]: [1, 1],
    [`${TRUNK}SequenceMask/Const`]: [0],
    [`${TRUNK}Encode/SparseToDense/default_value`]: [-1],
    [`${STACK}Layer_0/AddTimingSignal/strided_slice_2/stack_2`]: [1, 1],
    [`${STACK}Layer_0/${attention}Const`]: [narrow, narrow, narrow],
    [`${STACK}Layer_1/${attention}Const`]: [wide, wide, wide],
    [`${STACK}Layer_0/${attention}${split}3`]: [narrow / HEADS],
    [`${STACK}Layer_1/${attention}${split}3`]: [wide / HEADS],
    [`${STACK}Layer_1/${attention}${split}2`]: [HEADS],
    [`${STACK}Layer_0/${attention}${combine}`]: [narrow],
    [`${STACK}Layer_1/${attention}${combine}`]: [wide],
    [`${STACK}Layer_1/${attention}split_heads/transpose/perm`]: [0, 2, 1, 3],
    [`${STACK}Layer_1/${attention}ExpandDims/dim`]: [2],
    [`${STACK}Layer_1/${attention}DotProductAttention/BaseDotProductAttention/Slice/begin`]: [3],
    [`${STACK}Layer_1/${attention}DotProductAttention/attention_bias_ignore_padding/ExpandDims/dim`]: [1],
    [`${STACK}Layer_1/TransformerLayer/FFN/conv1/Tensordot/Const_2`]: [3 * wide],
    [`${STACK}Layer_1/TransformerLayer/FFN/conv2/Tensordot/Const_2`]: [wide],
    [`${STACK}Layer_1/TransformerLayer/FFN/conv2/Tensordot/Const`]: [0],
    [`${STACK}Layer_1/TransformerLayer/FFN/conv1/Tensordot/add_1`]: [2],
    [`${STACK}Layer_1/TransformerLayer/FFN/Scatter/strided_slice/stack`]: [1],
    [`${STACK}Layer_1/TransformerLayer/FFN/layer_prepostprocess/layer_norm/Mean/reduction_indices`]: [-1],
    [`ConstantFolding/${STACK}Layer_1/TransformerLayer/FFN/conv1/Tensordot/ListDiff-folded-0`]: [0, 1],
  };
  const values = byName[name];
  if (values === undefined) throw new Error(`${GRAPH_FILE}: no value known for the constant ${name}`);
  return values;
}

function floatsOf({ name, shape }: WeightSpec, shrink: number, random: () => number): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  if (shape.length === 0) return Float32Array.of(scalarOf(name, shrink));
  if (name.endsWith('layer_norm_scale/ConcatPartitions/concat')) return new Float32Array(size).fill(1);
  // Wavelengths of the positions' sines, from 1 to 10,000 in a geometric row (Vaswani et al. 2017).
  if (name.endsWith('TimingSignal/ExpandDims_1'))
    return Float32Array.from({ length: size }, (_, i) => 10_000 ** -(i / Math.max(1, size - 1)));
  // As wide as keeps the spread of what passes through, a little wider in the heads, where it shrinks.
  const spread = Math.sqrt(12 / (shape.at(-2) ?? size)) * (name.startsWith('dense') ? 1.6 : 1);
  const values = new Float32Array(size);
  for (let i = 0; i < size; i += 1) values[i] = (random() - 0.5) * spread;
  return values;
}

function scalarOf(name: string, shrink: number): number {
  if (name.endsWith('attention_bias_ignore_padding/mul/y')) return -1e9;
  if (name.endsWith('layer_norm/Cast/x')) return 1e-6;
  if (name.endsWith('l2_normalize/Maximum/y')) return 1e-12;
  // Queries are divided by the root of a head's width.
  return ((name.includes('Layer_0') ? WIDTHS[0] : WIDTHS[1]) / shrink / HEADS) ** -0.5;
}

/** Numbers in (0, 1) that a seed repeats (Park and Miller 1988). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
