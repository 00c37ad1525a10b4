import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelManifest } from '../../domain/model.js';
import type { Engine } from '../engine.js';
import { MANIFEST, readManifest } from '../model-files.js';
import { loadBlendEngine } from './blend/engine.js';
import { loadLinearEngine } from './linear/engine.js';
import { loadOnnxEngine } from './onnx/engine.js';
import { RECORD_FILE } from './tfjs/files.js';
import { TOXICITY_MODEL } from './tfjs/published.js';

/** Where models are. */
export interface ModelFolders {
  /** Holds one folder per shipped model. */
  readonly models: string;
  /** What `conduct models fetch toxicity-tfjs` has filled; without it there is no such model. */
  readonly toxicity?: string;
}

/** Engines of the models that are shipped. */
const loaders: Record<
  Exclude<ModelManifest['engine'], 'tfjs'>,
  (folder: string, threads?: number) => Promise<Engine>
> = {
  blend: (folder, threads) =>
    loadBlendEngine(folder, (name) => loadEngine(name, { models: dirname(folder) }, threads)),
  linear: loadLinearEngine,
  onnx: loadOnnxEngine,
};

/**
 * Loads the model `name` with the engine that its manifest asks for.
 * @param threads that an engine may compute one call with, where it can use several
 * @throws Error that lists the models there are where `name` is none of them, or names the file that is
 *   missing, tampered with or malformed
 */
export async function loadEngine(
  name: string,
  { models, toxicity }: ModelFolders,
  threads?: number,
): Promise<Engine> {
  if (name === TOXICITY_MODEL && toxicity !== undefined) {
    // Loaded where it is asked for: TensorFlow.js is large, and few use it.
    const { loadToxicityEngine } = await import('./tfjs/engine.js');
    return loadToxicityEngine(toxicity);
  }
  const names = await listModels({ models });
  if (!names.includes(name)) {
    const there = [...names, TOXICITY_MODEL].join(', ');
    throw new Error(`unknown model ${JSON.stringify(name)}; there are: ${there}`);
  }
  const folder = join(models, name);
  const { engine } = await readManifest(folder);
  // The schema of manifests admits shipped engines alone.
  return loaders[engine as keyof typeof loaders](folder, threads);
}

/**
 * Names of the models that can be loaded, sorted: folders with a manifest, and the TensorFlow.js toxicity model once it
 * was fetched.
 */
export async function listModels({ models, toxicity }: ModelFolders): Promise<string[]> {
  const entries = await readdir(models, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const names = folders.filter((name) => existsSync(join(models, name, MANIFEST)));
  const fetched = toxicity !== undefined && existsSync(join(toxicity, RECORD_FILE));
  return [...names, ...(fetched ? [TOXICITY_MODEL] : [])].sort();
}
