import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Type, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { sha256Of, sortedJson } from '../../model-files.js';
import { TOXICITY_MODEL } from './published.js';

export const GRAPH_FILE = 'model.json';
export const VOCABULARY_FILE = 'vocab.json';
/** Written by `conduct models fetch` once everything else is there and checked. */
export const RECORD_FILE = 'fetched.json';

const BYTES_PER_WEIGHT: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1 };

const text = Type.String({ minLength: 1 });
const graphSchema = Type.Object({
  modelTopology: Type.Object({
    node: Type.Array(Type.Object({ name: text, op: text }), { minItems: 1 }),
    versions: Type.Object({}),
  }),
  weightsManifest: Type.Array(
    Type.Object({
      paths: Type.Array(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' }), {
        minItems: 1,
        maxItems: 64,
      }),
      weights: Type.Array(
        Type.Object(
          {
            name: text,
            shape: Type.Array(Type.Integer({ minimum: 0 })),
            dtype: Type.Union(['float32', 'int32', 'bool'].map((dtype) => Type.Literal(dtype))),
          },
          // Quantised weights take other numbers of bytes; the published model has none.
          { additionalProperties: false },
        ),
      ),
    }),
    { minItems: 1, maxItems: 1 },
  ),
});

const vocabularySchema = Type.Array(Type.Tuple([Type.String(), Type.Number()]), {
  minItems: 1,
  maxItems: 100_000,
});

const recordSchema = Type.Object({
  schema: Type.Literal(1),
  fetched: text,
  answers: Type.Union([Type.Literal('published'), Type.Literal('other')]),
  files: Type.Record(
    Type.String(),
    Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }), bytes: Type.Integer({ minimum: 0 }) }),
  ),
});

export interface Graph {
  /** As the converter takes it. */
  readonly topology: { readonly node: readonly { readonly name: string; readonly op: string }[] };
  readonly weights: readonly {
    readonly name: string;
    readonly shape: number[];
    readonly dtype: 'float32' | 'int32' | 'bool';
  }[];
  /** Files with the weights, one after another, and how many bytes they hold together. */
  readonly shards: readonly string[];
  readonly weightBytes: number;
}

/** Pieces of words with their scores (log probabilities), by token id. */
export type Vocabulary = [piece: string, score: number][];

/** What was fetched, when, and whether it answers as published. */
export interface FetchRecord {
  readonly schema: 1;
  readonly fetched: string;
  readonly answers: 'published' | 'other';
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
}

/** Checked contents of the model's folder. */
export interface ToxicityFiles {
  readonly graph: Graph;
  readonly weightData: Buffer;
  readonly vocabulary: Vocabulary;
}

/** @throws Error that names the first field that is wrong */
export function parseGraph(source: Buffer): Graph {
  const graph = parse(source, GRAPH_FILE, graphSchema) as {
    modelTopology: Graph['topology'];
    weightsManifest: [{ paths: string[]; weights: Graph['weights'] }];
  };
  const [{ paths, weights }] = graph.weightsManifest;
  const weightBytes = weights.reduce(
    (sum, { shape, dtype }) => sum + shape.reduce((size, side) => size * side, 1) * BYTES_PER_WEIGHT[dtype]!,
    0,
  );
  return { topology: graph.modelTopology, weights, shards: paths, weightBytes };
}

/**
 * sha256 (hex) over what a graph computes with and where: the same for the same graph, whatever the white
 * space and the order of keys of its file.
 */
export function graphFingerprint({ topology, weights, shards }: Graph): string {
  return sha256Of(sortedJson({ node: topology.node, weights, shards }));
}

/**
 * @param contents by file name
 * @throws Error that names the file that is missing or malformed
 */
export function parseFiles(contents: ReadonlyMap<string, Buffer>): ToxicityFiles {
  const read = (name: string) => {
    const content = contents.get(name);
    if (content === undefined) throw new Error(`${name}: missing`);
    return content;
  };
  const graph = parseGraph(read(GRAPH_FILE));
  const weightData = Buffer.concat(graph.shards.map(read));
  if (weightData.length !== graph.weightBytes)
    throw new Error(`${graph.shards[0]!} …: ${weightData.length} bytes of weights, not ${graph.weightBytes}`);
  const vocabulary = parse(read(VOCABULARY_FILE), VOCABULARY_FILE, vocabularySchema) as Vocabulary;
  return { graph, weightData, vocabulary };
}

/**
 * Reads what `conduct models fetch` has left in a folder, and checks every file against its record.
 * @throws Error in one line: what is missing or differs, and what to do
 */
export async function readFetched(folder: string): Promise<{ record: FetchRecord; files: ToxicityFiles }> {
  const record = await readRecord(folder);
  if (record === null)
    throw new Error(
      `model ${TOXICITY_MODEL}: not in ${folder}; fetch it with \`npm run -s conduct -- models fetch ${TOXICITY_MODEL}\`, or set TOXICITY_MODEL_DIR`,
    );
  const contents = new Map<string, Buffer>();
  for (const [name, expected] of Object.entries(record.files)) {
    const content = await readIfThere(join(folder, basename(name)));
    if (content === null) throw new Error(`model ${TOXICITY_MODEL}: ${join(folder, name)} is missing`);
    if (sha256Of(content) !== expected.sha256)
      throw new Error(
        `model ${TOXICITY_MODEL}: ${join(folder, name)} is not what was fetched on ${record.fetched}; remove the folder and fetch it again`,
      );
    contents.set(name, content);
  }
  return { record, files: parseFiles(contents) };
}

/** @returns null where nothing has been fetched into `folder` */
export async function readRecord(folder: string): Promise<FetchRecord | null> {
  const source = await readIfThere(join(folder, RECORD_FILE));
  return source && (parse(source, RECORD_FILE, recordSchema) as FetchRecord);
}

export async function writeRecord(
  folder: string,
  contents: ReadonlyMap<string, Buffer>,
  { fetched, answers }: Pick<FetchRecord, 'fetched' | 'answers'>,
): Promise<FetchRecord> {
  const files = Object.fromEntries(
    [...contents].map(([name, content]) => [name, { sha256: sha256Of(content), bytes: content.length }]),
  );
  const record: FetchRecord = { schema: 1, fetched, answers, files };
  await writeFile(join(folder, RECORD_FILE), `${JSON.stringify(record, null, 1)}\n`);
  return record;
}

/** @returns null where there is no such file */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function parse(source: Buffer, name: string, schema: TSchema): unknown {
  let value: unknown;
  try {
    value = JSON.parse(source.toString('utf8'));
  } catch {
    throw new Error(`${name}: is no JSON`);
  }
  const [flaw] = Value.Errors(schema, value);
  if (flaw !== undefined) throw new Error(`${name}: ${flaw.instancePath || '/'} ${flaw.message}`);
  return value;
}
