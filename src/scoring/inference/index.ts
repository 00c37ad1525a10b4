import type { Engine } from '../engine.js';
import { loadEngine, type ModelFolders } from '../engines/index.js';
import { selfTest } from '../model-files.js';
import { createScheduler, type Scheduler } from '../scheduler.js';

/** Where models are loaded and computed. */
export interface Inference {
  /**
   * Loads a model and tests it.
   * @throws Error naming the file where the model is missing, altered, or fails its self-test
   */
  load(model: string): Promise<Engine>;
  /** Of all engines that are loaded here: they compute on the same threads. */
  readonly scheduler: Scheduler;
  /** To be called when all engines are closed. */
  close(): Promise<void>;
}

/**
 * Computes on the thread that asks: simple, but nothing else happens there meanwhile.
 * @param processors that one call may take where an engine can use several; by default the engine's own choice
 */
export function inferHere(folders: ModelFolders, processors?: number): Inference {
  return {
    async load(model) {
      const engine = await loadEngine(model, folders, processors);
      await selfTest(engine);
      return engine;
    },
    scheduler: createScheduler(),
    close: () => Promise.resolve(),
  };
}
