import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { ModelManifest } from '../../../domain/model.js';
import type { Engine } from '../../engine.js';
import { readModel } from '../../model-files.js';
import { FeatureExtractor, type FeatureSettings } from './features.js';
import { readWeights, type Weights } from './weights.js';

const WEIGHTS_FILE = 'weights.bin';
// About 10 ms of work: other tasks of the thread get their turn in between.
const UNITS_PER_TURN = 32_768;

const settingsSchema = Type.Object(
  {
    wordBucketsLog2: Type.Integer({ minimum: 8, maximum: 22 }),
    charBucketsLog2: Type.Integer({ minimum: 8, maximum: 22 }),
    charGramMin: Type.Integer({ minimum: 2, maximum: 8 }),
    charGramMax: Type.Integer({ minimum: 2, maximum: 8 }),
    normPower: Type.Number({ minimum: 0, maximum: 1 }),
  },
  { additionalProperties: false },
);

/**
 * Loads a linear model: logits are sums of weights over hashed n-grams.
 * @param folder the model's folder, with `manifest.json` and `weights.bin`
 * @throws Error that names the file that is missing, tampered with or malformed
 */
export async function loadLinearEngine(folder: string): Promise<Engine> {
  const model = await readModel(folder);
  const where = `models/${model.manifest.name}`;
  const [flaw] = Value.Errors(settingsSchema, model.manifest.settings);
  if (flaw !== undefined)
    throw new Error(`${where}/manifest.json: /settings${flaw.instancePath} ${flaw.message}`);
  const extractor = new FeatureExtractor(model.manifest.settings as unknown as FeatureSettings);
  const labels = model.manifest.labels.length;
  const weights = readWeights(model.read(WEIGHTS_FILE), {
    buckets: extractor.buckets,
    labels,
    where: `${where}/${WEIGHTS_FILE}`,
  });
  return new LinearEngine(model.manifest, model.sha256, extractor, weights);
}

class LinearEngine implements Engine {
  readonly manifest: ModelManifest;
  readonly sha256: string;
  readonly #extractor: FeatureExtractor;
  readonly #weights: Weights;
  readonly #sums: Float64Array;

  constructor(manifest: ModelManifest, sha256: string, extractor: FeatureExtractor, weights: Weights) {
    this.manifest = manifest;
    this.sha256 = sha256;
    this.#extractor = extractor;
    this.#weights = weights;
    this.#sums = new Float64Array(weights.stride);
  }

  async score(texts: readonly string[]): Promise<Float32Array[]> {
    const scored: Float32Array[] = [];
    let units = 0;
    for (const text of texts) {
      units += text.length;
      if (units > UNITS_PER_TURN) {
        units = text.length;
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
      scored.push(this.#scoreOne(text));
    }
    return scored;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  // Synchronous, so that calls which interleave never share the extractor's buffers.
  #scoreOne(text: string): Float32Array {
    const { indices, values } = this.#extractor;
    const { table, stride } = this.#weights;
    const size = this.#extractor.extract(text);
    const logits = this.#sums;
    logits.set(this.#weights.biases);
    for (let entry = 0; entry < size; entry += 1) {
      const value = values[entry]!;
      const row = indices[entry]! * stride;
      for (let label = 0; label < stride; label += 1) {
        logits[label] = logits[label]! + value * table[row + label]!;
      }
    }
    return Float32Array.from(logits);
  }
}
