import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { ModelManifest } from '../../../domain/model.js';
import type { ModelLabel } from '../../../domain/signal.js';
import type { Engine } from '../../engine.js';
import { readModel } from '../../model-files.js';

const settingsSchema = Type.Object(
  {
    /** Models of the same folder, as they were when the weights were fitted. */
    parts: Type.Array(
      Type.Object(
        {
          model: Type.String({ minLength: 1 }),
          sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
          /** Factor on each of its logits. */
          weight: Type.Number({ exclusiveMinimum: 0 }),
        },
        { additionalProperties: false },
      ),
      { minItems: 2 },
    ),
  },
  { additionalProperties: false },
);

interface Settings {
  readonly parts: readonly { readonly model: string; readonly sha256: string; readonly weight: number }[];
}

/** Loads another model of the same folder. */
export type LoadPart = (name: string) => Promise<Engine>;

/**
 * Loads a model that adds up the logits of others: they err differently, so the sum ranks better than each.
 * A label that a part does not give is the sum over the others.
 * @param folder the model's folder, with `manifest.json` alone
 * @throws Error that names the part that is missing, malformed, or not the one it was fitted with, or the
 *   label that no part gives
 */
export async function loadBlendEngine(folder: string, loadPart: LoadPart): Promise<Engine> {
  const { manifest, sha256 } = await readModel(folder);
  const where = `models/${manifest.name}/manifest.json`;
  const [flaw] = Value.Errors(settingsSchema, manifest.settings);
  if (flaw !== undefined) throw new Error(`${where}: /settings${flaw.instancePath} ${flaw.message}`);
  const { parts } = manifest.settings as unknown as Settings;
  if (parts.some(({ model }) => model === manifest.name))
    throw new Error(`${where}: /settings/parts must not hold the model itself`);

  const loaded: Part[] = [];
  try {
    for (const part of parts) {
      const engine = await loadPart(part.model);
      loaded.push({
        engine,
        weight: part.weight,
        columns: columnsOf(manifest.labels, engine.manifest.labels),
      });
      if (engine.sha256 !== part.sha256)
        throw new Error(`${where}: made for another ${part.model}; restore the models as they were shipped`);
    }
    const missing = manifest.labels.find((_, i) => loaded.every(({ columns }) => columns[i] === -1));
    if (missing !== undefined) throw new Error(`${where}: no part gives ${missing}`);
  } catch (error) {
    for (const { engine } of loaded) await engine.close();
    throw error;
  }
  return new BlendEngine(manifest, sha256, loaded);
}

/** Where a part has each of the blend's labels; -1 where it has not. */
function columnsOf(labels: readonly ModelLabel[], own: readonly ModelLabel[]): number[] {
  return labels.map((label) => own.indexOf(label));
}

interface Part {
  readonly engine: Engine;
  readonly weight: number;
  readonly columns: readonly number[];
}

class BlendEngine implements Engine {
  readonly manifest: ModelManifest;
  readonly sha256: string;
  readonly #parts: readonly Part[];

  constructor(manifest: ModelManifest, sha256: string, parts: readonly Part[]) {
    this.manifest = manifest;
    this.sha256 = sha256;
    this.#parts = parts;
  }

  async score(texts: readonly string[]): Promise<Float32Array[]> {
    const sums = texts.map(() => new Float64Array(this.manifest.labels.length));
    for (const { engine, weight, columns } of this.#parts) {
      const scored = await engine.score(texts);
      scored.forEach((logits, row) => {
        const sum = sums[row]!;
        columns.forEach((column, label) => {
          if (column >= 0) sum[label] = sum[label]! + weight * logits[column]!;
        });
      });
    }
    return sums.map((sum) => Float32Array.from(sum));
  }

  async close(): Promise<void> {
    for (const { engine } of this.#parts) await engine.close();
  }
}
