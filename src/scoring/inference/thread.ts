import { constants, setPriority } from 'node:os';
import { Tinypool } from 'tinypool';
import type { Engine } from '../engine.js';
import type { ModelFolders } from '../engines/index.js';
import { inferHere } from './index.js';

/** A model of certain folders. */
export interface ModelRequest {
  readonly model: string;
  readonly folders: ModelFolders;
}

// What carries messages to and fro goes first, or nobody would have work. Linux alone has priorities by thread.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

/** Of one call: texts this short cost a fifth more where they are split. */
const PROCESSORS = 1;

const engines = new Map<string, Promise<Engine>>();

/** The model, loaded where it is not: a thread that failed is replaced by one that has none. */
function open({ model, folders }: ModelRequest): Promise<Engine> {
  const loaded = engines.get(model);
  if (loaded) return loaded;
  const engine = inferHere(folders, PROCESSORS).load(model);
  engines.set(model, engine);
  engine.catch(() => engines.delete(model));
  return engine;
}

/** Loads and tests a model. @throws Error that names the file that is missing or altered */
export async function load(request: ModelRequest): Promise<Pick<Engine, 'manifest' | 'sha256'>> {
  const { manifest, sha256 } = await open(request);
  return { manifest, sha256 };
}

/** @returns logits, [texts x labels] */
export async function score(
  request: ModelRequest & { readonly texts: readonly string[] },
): Promise<Float32Array> {
  const engine = await open(request);
  const rows = await engine.score(request.texts);
  const columns = engine.manifest.labels.length;
  const logits = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => logits.set(row, i * columns));
  return Tinypool.move(logits) as Float32Array;
}

export async function release({ model }: ModelRequest): Promise<void> {
  const engine = engines.get(model);
  engines.delete(model);
  await (await engine)?.close();
}
