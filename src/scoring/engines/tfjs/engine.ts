import { ToxicityClassifier } from '@tensorflow-models/toxicity';
import { Tokenizer } from '@tensorflow-models/universal-sentence-encoder';
import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { ModelManifest, SignalCalibration } from '../../../domain/model.js';
import type { Engine } from '../../engine.js';
import { hashModel } from '../../model-files.js';
import { groupBySize } from '../windows.js';
import { openBackend, type Backend } from './backend.js';
import { GRAPH_FILE, readFetched, type FetchRecord, type ToxicityFiles } from './files.js';
import { HEADS, PUBLISHED_MODEL, TOXICITY_MODEL } from './published.js';
import { textWindows, type TextWindow } from './text-windows.js';

const INPUTS = ['Placeholder', 'Placeholder_1'];
/** The constant that says how many tokens of a text the graph reads; the rest it drops. */
const LENGTH_MAX = 'module_apply_default/Encoder_en/KonaTransformer/ClipToMaxLength/Less/y';
/**
 * Most tokens of one run, padding included. Nothing else happens in the process meanwhile: WebAssembly
 * computes on the thread that also answers the queue (about 0.25 s a run).
 */
const RUN_TOKENS_MAX = 512;
/** Beyond it one probability of a pair is 0 in single precision, and its logarithm infinite. */
const LOGIT_MAX = 80;

/** Probabilities are taken as they are: what labels of this community say is applied on top. */
const AS_PUBLISHED: SignalCalibration = { method: 'sigmoid', a: 1, b: 0 };

/** A window of one of the texts of a call. */
interface Window extends TextWindow {
  readonly of: number;
}

/** The published classifier on files of this machine: what it would download is handed to it. */
class LocalClassifier extends ToxicityClassifier {
  readonly #graph: GraphModel;
  readonly #pieces: Tokenizer;

  constructor(graph: GraphModel, pieces: Tokenizer) {
    super();
    this.#graph = graph;
    this.#pieces = pieces;
  }

  override loadModel(): Promise<GraphModel> {
    return Promise.resolve(this.#graph);
  }

  override loadTokenizer(): Promise<Tokenizer> {
    return Promise.resolve(this.#pieces);
  }
}

/**
 * Loads the TensorFlow.js toxicity model (`@tensorflow-models/toxicity`).
 * @param folder what `conduct models fetch toxicity-tfjs` has filled
 * @throws Error that names the file that is missing or differs, or what the graph lacks
 */
export async function loadToxicityEngine(folder: string): Promise<Engine> {
  const { record, files } = await readFetched(folder);
  return openToxicityEngine(files, record);
}

/**
 * The same from contents that were read and checked.
 * @param backend computes; what openBackend() finds where it is absent
 */
export async function openToxicityEngine(
  files: ToxicityFiles,
  record: Pick<FetchRecord, 'fetched' | 'files'>,
  backend?: Backend,
): Promise<Engine> {
  const manifest = describe(record, backend ?? (await openBackend()));
  const graph = await openGraph(files);
  try {
    const pieces = new Tokenizer(files.vocabulary);
    const classifier = new LocalClassifier(graph, pieces);
    await classifier.load();
    const engine = new ToxicityEngine(manifest, { graph, pieces, classifier });
    // A graph that loads may still hold an operation that the backend has not.
    const [logits] = await engine.score(['a']);
    if (!logits!.every(Number.isFinite)) throw new Error(`${GRAPH_FILE}: answers no numbers`);
    return engine;
  } catch (error) {
    graph.dispose();
    throw new Error(`model ${TOXICITY_MODEL}: ${(error as Error).message}`, { cause: error });
  }
}

async function openGraph({ graph, weightData }: ToxicityFiles): Promise<GraphModel> {
  const model = await loadGraphModel({
    load: () =>
      Promise.resolve({
        modelTopology: graph.topology,
        weightSpecs: [...graph.weights],
        weightData: Uint8Array.from(weightData).buffer,
      }),
  });
  const outputs = model.outputs.map(({ name }) => name);
  const lacks = [
    ...INPUTS.filter((name) => !model.inputs.some((input) => input.name === name)),
    ...HEADS.map(([head]) => `${head}/predictions/probabilities`).filter((name) => !outputs.includes(name)),
    ...(LENGTH_MAX in model.weights ? [] : [LENGTH_MAX]),
  ];
  if (lacks.length > 0) {
    model.dispose();
    throw new Error(`model ${TOXICITY_MODEL}: ${GRAPH_FILE}: has no ${lacks.join(', ')}`);
  }
  return model;
}

function describe(
  { fetched, files }: Pick<FetchRecord, 'fetched' | 'files'>,
  backend: Backend,
): ModelManifest {
  return {
    schema: 1,
    ...PUBLISHED_MODEL,
    created: fetched,
    files,
    // Backends add up in different orders: scores of one are not quite those of the other.
    settings: { backend },
    calibration: {
      id: `${TOXICITY_MODEL}-as-published`,
      signals: Object.fromEntries(HEADS.map(([, signal]) => [signal, AS_PUBLISHED])),
    },
    golden: { tolerance: 1, texts: [] },
    data: [{ source: 'Civil Comments (rows as its package says)', licence: 'CC0-1.0', rows: 2_000_000 }],
    metrics: {},
  };
}

interface Parts {
  readonly graph: GraphModel;
  readonly pieces: Tokenizer;
  readonly classifier: ToxicityClassifier;
}

/**
 * Every head answers a pair of probabilities, a softmax over {0, x}: the logit is the difference of their
 * logarithms, x. A text that is longer than the graph reads is cut into windows; its logit is the largest of
 * theirs.
 */
class ToxicityEngine implements Engine {
  readonly manifest: ModelManifest;
  readonly sha256: string;
  readonly #parts: Parts;
  readonly #tokensMax: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(manifest: ModelManifest, parts: Parts) {
    this.manifest = manifest;
    this.sha256 = hashModel(manifest);
    this.#parts = parts;
    this.#tokensMax = parts.graph.weights[LENGTH_MAX]![0]!.dataSync()[0]!;
  }

  /** One call after another: tensors are released by the call that made them. */
  score(texts: readonly string[]): Promise<Float32Array[]> {
    const scored = this.#last.then(() => this.#score(texts));
    this.#last = scored.catch(() => undefined);
    return scored;
  }

  async close(): Promise<void> {
    await this.#last;
    this.#parts.graph.dispose();
  }

  async #score(texts: readonly string[]): Promise<Float32Array[]> {
    const { pieces } = this.#parts;
    const count = (text: string) => pieces.encode(text).length;
    const cut = texts.flatMap((text, of) =>
      textWindows(text, this.#tokensMax, count).map((window): Window => ({ ...window, of })),
    );
    const scored = texts.map(() => new Float32Array(HEADS.length).fill(-Infinity));
    for (const group of groupBySize(cut, ({ tokens }) => tokens, RUN_TOKENS_MAX)) {
      const logits = await this.#run(group.map(({ text }) => text));
      group.forEach(({ of }, row) => {
        const largest = scored[of]!;
        logits[row]!.forEach((logit, label) => (largest[label] = Math.max(largest[label]!, logit)));
      });
      // Between runs the process gets to its other work.
      await new Promise(setImmediate);
    }
    return scored;
  }

  /** @returns per text the logits of HEADS, in their order */
  async #run(texts: string[]): Promise<number[][]> {
    // The package never disposes of what the graph returns.
    tf.engine().startScope();
    try {
      const heads = await this.#parts.classifier.classify(texts);
      const byName = new Map(heads.map(({ label, results }) => [label, results]));
      return texts.map((_, row) => HEADS.map(([head]) => logitOf(byName.get(head)![row]!.probabilities)));
    } finally {
      tf.engine().endScope();
    }
  }
}

function logitOf(pair: ArrayLike<number>): number {
  const logit = Math.log(pair[1]!) - Math.log(pair[0]!);
  return Math.max(-LOGIT_MAX, Math.min(LOGIT_MAX, logit));
}
