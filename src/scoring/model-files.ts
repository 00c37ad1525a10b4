import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Type, type TNumber } from 'typebox';
import { Value } from 'typebox/value';
import type { ModelManifest } from '../domain/model.js';
import { SIGNALS, TARGETS } from '../domain/signal.js';
import { validateCalibration } from './calibrate.js';
import type { Engine } from './engine.js';

/** The file that makes a folder a model. */
export const MANIFEST = 'manifest.json';
// Fewer golden texts would not notice a change in a part of the features.
const GOLDEN_TEXTS_MIN = 20;

const labels = [...SIGNALS, ...TARGETS];
const text = Type.String({ minLength: 1 });

const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const byPlace = (logit: TNumber) => {
  const bySignal = Type.Record(Type.String(), logit);
  return Type.Object({ channel: bySignal, direct: bySignal }, { additionalProperties: false });
};
const handOverSchema = Type.Object(
  {
    model: Type.Object({ name: text, sha256 }, { additionalProperties: false }),
    margins: byPlace(Type.Number({ minimum: 0 })),
    cutoffs: byPlace(Type.Number()),
    missedMax: Type.Number({ minimum: 0, maximum: 1 }),
  },
  { additionalProperties: false },
);

const manifestSchema = Type.Object({
  schema: Type.Literal(1),
  name: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$' }),
  engine: Type.Union([Type.Literal('blend'), Type.Literal('linear'), Type.Literal('onnx')]),
  version: text,
  created: text,
  licence: text,
  labels: Type.Array(Type.Union(labels.map((label) => Type.Literal(label))), {
    minItems: 1,
    uniqueItems: true,
  }),
  files: Type.Record(
    Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' }),
    Type.Object({ sha256, bytes: Type.Integer({ minimum: 0 }) }),
    { additionalProperties: false },
  ),
  settings: Type.Record(Type.String(), Type.Unknown()),
  calibration: Type.Object({
    id: text,
    signals: Type.Record(Type.String(), Type.Object({ method: text })),
    even: Type.Optional(Type.Record(Type.String(), Type.Number())),
  }),
  handOver: Type.Optional(handOverSchema),
  golden: Type.Object({
    tolerance: Type.Number({ exclusiveMinimum: 0 }),
    texts: Type.Array(Type.Object({ text, logits: Type.Array(Type.Number()) }), {
      minItems: GOLDEN_TEXTS_MIN,
    }),
  }),
  data: Type.Array(Type.Object({ source: text, licence: text, rows: Type.Integer({ minimum: 0 }) })),
  metrics: Type.Record(Type.String(), Type.Unknown()),
});

/** A model whose files are those of its manifest. */
export interface ModelFiles {
  readonly manifest: ModelManifest;
  /** sha256 (hex) over files, settings and labels: what decides the logits, and nothing else. */
  readonly sha256: string;
  /** @throws Error where the manifest does not list `name` */
  read(name: string): Buffer;
}

/**
 * Reads `folder/manifest.json` and every file it lists, and checks shape, sizes and hashes.
 * @throws Error that names the file that is missing, differs or is malformed
 */
export async function readModel(folder: string): Promise<ModelFiles> {
  const model = basename(folder);
  const manifest = await readManifest(folder);
  const contents = new Map<string, Buffer>();
  for (const [name, expected] of Object.entries(manifest.files)) {
    const where = `models/${model}/${name}`;
    const content = await readOrExplain(join(folder, name), where);
    if (sha256Of(content) !== expected.sha256 || content.length !== expected.bytes) {
      throw new Error(`${where}: sha256 differs from the manifest; restore the file as it was shipped`);
    }
    contents.set(name, content);
  }
  return {
    manifest,
    sha256: hashModel(manifest),
    read(name) {
      const content = contents.get(name);
      if (content === undefined) throw new Error(`models/${model}/${MANIFEST}: lists no file ${name}`);
      return content;
    },
  };
}

/**
 * Reads and checks a manifest alone.
 * @throws Error that names the manifest and the first field that is wrong
 */
export async function readManifest(folder: string): Promise<ModelManifest> {
  const where = `models/${basename(folder)}/${MANIFEST}`;
  const source = await readOrExplain(join(folder, MANIFEST), where);
  let manifest: unknown;
  try {
    manifest = JSON.parse(source.toString('utf8'));
  } catch {
    throw new Error(`${where}: is no JSON`);
  }
  const [flaw] = Value.Errors(manifestSchema, manifest);
  if (flaw !== undefined) throw new Error(`${where}: ${flaw.instancePath || '/'} ${flaw.message}`);
  const checked = manifest as ModelManifest;
  if (checked.name !== basename(folder)) throw new Error(`${where}: /name must be the folder's name`);
  const odd = checked.golden.texts.findIndex(({ logits }) => logits.length !== checked.labels.length);
  if (odd >= 0) throw new Error(`${where}: /golden/texts/${odd}/logits must hold one number per label`);
  validateCalibration(checked.calibration);
  return checked;
}

/**
 * Scores the manifest's golden texts and compares: the last check before a worker says it is ready.
 * @throws Error with the index of the text and the label that differ, never with the text
 */
export async function selfTest(engine: Engine): Promise<void> {
  const { name, labels: columns, golden } = engine.manifest;
  const scored = await engine.score(golden.texts.map((entry) => entry.text));
  for (const [index, expected] of golden.texts.entries()) {
    const logits = scored[index];
    for (const [column, label] of columns.entries()) {
      const difference = Math.abs((logits?.[column] ?? NaN) - expected.logits[column]!);
      // Written so that NaN fails too.
      if (!(difference <= golden.tolerance)) {
        throw new Error(
          `model ${name}: golden text ${index} gives another logit for ${label} than the manifest`,
        );
      }
    }
  }
}

/** sha256 (hex) over files, settings and labels: what decides the logits. */
export function hashModel(manifest: Pick<ModelManifest, 'files' | 'settings' | 'labels'>): string {
  const files = Object.keys(manifest.files)
    .sort()
    .map((name) => `${name}:${manifest.files[name]!.sha256}\n`)
    .join('');
  return sha256Of(files + sortedJson(manifest.settings) + JSON.stringify(manifest.labels));
}

/** JSON with the keys of every object sorted: the same for equal values. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    entry !== null && typeof entry === 'object' && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([left], [right]) => (left < right ? -1 : 1)))
      : entry,
  );
}

export function sha256Of(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

async function readOrExplain(path: string, where: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const problem = code === 'ENOENT' ? 'missing' : `cannot be read (${code})`;
    throw new Error(`${where}: ${problem}`, { cause: error });
  }
}
