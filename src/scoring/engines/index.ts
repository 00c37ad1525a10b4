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

/** Engines of the models that are shipped. */
const loaders: Record<Exclude<ModelManifest['engine'], 'tfjs'>, (folder: string) => Promise<Engine>> = {
  blend: (folder) => loadBlendEngine(folder, (name) => loadEngine(name, dirname(folder))),
  linear: loadLinearEngine,
  onnx: loadOnnxEngine,
};

/**
 * Loads the model `name` with the engine that its manifest asks for.
 * @param modelsFolder the folder that holds one folder per shipped model
 * @param toxicityFolder what `conduct models fetch toxicity-tfjs` has filled
 * @throws Error that lists the models there are where `name` is none of them, or names the file that is
 *   missing, tampered with or malformed
 */
export async function loadEngine(
  name: string,
  modelsFolder: string,
  toxicityFolder?: string,
): Promise<Engine> {
  if (name === TOXICITY_MODEL && toxicityFolder !== undefined) {
    // Loaded where it is asked for: TensorFlow.js is large, and few use it.
    const { loadToxicityEngine } = await import('./tfjs/engine.js');
    return loadToxicityEngine(toxicityFolder);
  }
  const names = await listModels(modelsFolder);
  if (!names.includes(name)) {
    const there = [...names, TOXICITY_MODEL].join(', ');
    throw new Error(`unknown model ${JSON.stringify(name)}; there are: ${there}`);
  }
  const folder = join(modelsFolder, name);
  const { engine } = await readManifest(folder);
  // The schema of manifests admits shipped engines alone.
  return loaders[engine as keyof typeof loaders](folder);
}

/**
 * Names of the models in `modelsFolder`, sorted; a model is a folder with a manifest.
 * @param toxicityFolder where given, the TensorFlow.js toxicity model is among them once it was fetched there
 */
export async function listModels(modelsFolder: string, toxicityFolder?: string): Promise<string[]> {
  const entries = await readdir(modelsFolder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const names = folders.filter((name) => existsSync(join(modelsFolder, name, MANIFEST)));
  const fetched = toxicityFolder !== undefined && existsSync(join(toxicityFolder, RECORD_FILE));
  return [...names, ...(fetched ? [TOXICITY_MODEL] : [])].sort();
}
