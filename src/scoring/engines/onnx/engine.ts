import './telemetry-off.js';
import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { ModelManifest } from '../../../domain/model.js';
import type { Engine } from '../../engine.js';
import { readModel, type ModelFiles } from '../../model-files.js';
import { groupBySize, windows } from '../windows.js';
import { WordPieces } from './word-pieces.js';

const GRAPH_FILE = 'model.onnx';
const TOKENIZER_FILE = 'tokenizer.json';
/** More threads gain little on texts this short. */
const THREADS_MAX = 2;
/** Most tokens of one run, padding included: bounds the memory of the activations (about 40 MB). */
const RUN_TOKENS_MAX = 2_048;
/** [CLS] and [SEP]. */
const FRAME = 2;

const settingsSchema = Type.Object(
  {
    /** Longest window the network reads, frame included, and how much neighbours share at least. */
    windowTokens: Type.Integer({ minimum: 16, maximum: 512 }),
    overlapTokens: Type.Integer({ minimum: 0, maximum: 256 }),
  },
  { additionalProperties: false },
);

interface Settings {
  readonly windowTokens: number;
  readonly overlapTokens: number;
}

/** A window of one of the texts of a call. */
interface Window {
  readonly text: number;
  readonly ids: readonly number[];
}

/**
 * Loads a transformer encoder that ONNX Runtime runs on the CPU.
 * @param folder the model's folder, with `manifest.json`, `model.onnx` and `tokenizer.json`
 * @param threads of a run; as many as there are processors, up to two, unless given
 * @throws Error that names the file that is missing, tampered with or malformed
 */
export async function loadOnnxEngine(
  folder: string,
  threads = Math.min(THREADS_MAX, availableParallelism()),
): Promise<Engine> {
  const model = await readModel(folder);
  const where = `models/${model.manifest.name}`;
  const { settings } = model.manifest;
  const [flaw] = Value.Errors(settingsSchema, settings);
  if (flaw !== undefined)
    throw new Error(`${where}/manifest.json: /settings${flaw.instancePath} ${flaw.message}`);
  const checked = settings as unknown as Settings;
  if (checked.overlapTokens >= checked.windowTokens - FRAME)
    throw new Error(`${where}/manifest.json: /settings/overlapTokens must be less than a window`);
  const pieces = readTokenizer(model, where);
  const session = await openSession(model, where, threads);
  return new OnnxEngine(model, checked, pieces, session);
}

function readTokenizer(model: ModelFiles, where: string): WordPieces {
  try {
    return new WordPieces(model.read(TOKENIZER_FILE).toString('utf8'));
  } catch (error) {
    throw new Error(`${where}/${TOKENIZER_FILE}: ${(error as Error).message}`, { cause: error });
  }
}

async function openSession(model: ModelFiles, where: string, threads: number): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(model.read(GRAPH_FILE), {
      executionProviders: ['cpu'],
      graphOptimizationLevel: 'all',
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      extra: {
        session: {
          // int8 weights are expanded to fp32 once, here: computing with them as they are is slower.
          disable_quant_qdq: '1',
          // Idle threads sleep instead of spinning: the cores have other work.
          intra_op: { allow_spinning: '0' },
        },
      },
    });
  } catch (error) {
    throw new Error(`${where}/${GRAPH_FILE}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Reads a text in windows that cover all of it; its logit is the largest of its windows'. Every window
 * is computed by itself in fp32 with padding masked, so what else is in a run does not change it.
 */
class OnnxEngine implements Engine {
  readonly manifest: ModelManifest;
  readonly sha256: string;
  readonly #settings: Settings;
  readonly #pieces: WordPieces;
  readonly #session: InferenceSession;

  constructor(model: ModelFiles, settings: Settings, pieces: WordPieces, session: InferenceSession) {
    this.manifest = model.manifest;
    this.sha256 = model.sha256;
    this.#settings = settings;
    this.#pieces = pieces;
    this.#session = session;
  }

  async score(texts: readonly string[]): Promise<Float32Array[]> {
    const size = this.#settings.windowTokens - FRAME;
    const cut = texts.flatMap((text, i): Window[] =>
      windows(this.#pieces.encode(text), size, this.#settings.overlapTokens).map((ids) => ({ text: i, ids })),
    );
    const labels = this.manifest.labels.length;
    const scored = texts.map(() => new Float32Array(labels).fill(-Infinity));
    for (const group of groupBySize(cut, ({ ids }) => ids.length + FRAME, RUN_TOKENS_MAX)) {
      const logits = await this.#run(group);
      group.forEach(({ text }, row) => {
        const largest = scored[text]!;
        for (let label = 0; label < labels; label += 1)
          largest[label] = Math.max(largest[label]!, logits[row * labels + label]!);
      });
    }
    return scored;
  }

  close(): Promise<void> {
    return this.#session.release();
  }

  async #run(group: readonly Window[]): Promise<Float32Array> {
    const { begin, end, pad } = this.#pieces.special;
    const width = Math.max(...group.map(({ ids }) => ids.length)) + FRAME;
    const ids = new BigInt64Array(group.length * width).fill(BigInt(pad));
    const mask = new BigInt64Array(group.length * width);
    group.forEach((window, row) => {
      const framed = [begin, ...window.ids, end];
      framed.forEach((id, at) => (ids[row * width + at] = BigInt(id)));
      mask.fill(1n, row * width, row * width + framed.length);
    });
    const shape = [group.length, width];
    const { logits } = await this.#session.run({
      ids: new Tensor('int64', ids, shape),
      mask: new Tensor('int64', mask, shape),
    });
    return logits!.data as Float32Array;
  }
}
