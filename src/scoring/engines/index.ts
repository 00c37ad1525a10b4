import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelManifest } from '../../domain/model.js';
import type { Engine } from '../engine.js';
import { MANIFEST, readManifest } from '../model-files.js';
import { loadBlendEngine } from './blend/engine.js';
import { loadLinearEngine } from './linear/engine.js';
import { loadOnnxEngine } from './onnx/engine.js';

const loaders: Record<ModelManifest['engine'], (folder: string) => Promise<Engine>> = {
  blend: (folder) => loadBlendEngine(folder, (name) => loadEngine(name, dirname(folder))),
  linear: loadLinearEngine,
  onnx: loadOnnxEngine,
};

/**
 * Loads the model `name` with the engine that its manifest asks for.
 * @param modelsFolder the folder that holds one folder per model
 * @throws Error that lists the models there are where `name` is none of them, or names the file that is
 *   missing, tampered with or malformed
 */
export async function loadEngine(name: string, modelsFolder: string): Promise<Engine> {
  const names = await listModels(modelsFolder);
  if (!names.includes(name)) {
    throw new Error(`unknown model ${JSON.stringify(name)}; there are: ${names.join(', ') || 'none'}`);
  }
  const folder = join(modelsFolder, name);
  const manifest = await readManifest(folder);
  return loaders[manifest.engine](folder);
}

/** Names of the models in `modelsFolder`, sorted; a model is a folder with a manifest. */
export async function listModels(modelsFolder: string): Promise<string[]> {
  const entries = await readdir(modelsFolder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return folders.filter((name) => existsSync(join(modelsFolder, name, MANIFEST))).sort();
}
