import type { Engine } from '../../scoring/engine.js';
import { createPipeline, type Pipeline } from '../../scoring/pipeline.js';
import type { PipelineStore } from '../../store/pipelines.js';

/** What a run asks to be scored with. */
export interface PipelineRequest {
  /** Name of a shipped model; the worker's own where absent. */
  readonly model?: string;
  /** True: without a first stage. */
  readonly exact?: boolean;
}

/** A run names a model that cannot be used: it cannot go on. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

export interface RunPipelines {
  /**
   * Calls a function with the pipeline that a run is to be scored with, which stays open until it is done.
   * @throws ModelError where the model cannot be loaded
   */
  use<T>(request: PipelineRequest, run: (pipeline: Pipeline) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface RunPipelinesOptions {
  readonly own: Pipeline;
  /** Loads and tests a model. */
  readonly load: (model: string) => Promise<Engine>;
  readonly pipelines: Pick<PipelineStore, 'register'>;
}

interface Loaded {
  readonly model: string;
  readonly pipeline: Promise<Pipeline>;
  users: number;
}

/** A worker's own pipeline, and at most one of another model besides: a model takes memory and processors. */
export function createRunPipelines({ own, load, pipelines }: RunPipelinesOptions): RunPipelines {
  let other: Loaded | undefined;

  async function open(model: string): Promise<Pipeline> {
    const engine = await load(model).catch((error: unknown) => {
      throw new ModelError(`The model ${JSON.stringify(model)} cannot be loaded.`, { cause: error });
    });
    const pipeline = createPipeline(engine);
    await pipelines.register(pipeline.spec);
    return pipeline;
  }

  async function release(loaded: Loaded): Promise<void> {
    loaded.users -= 1;
    if (loaded.users === 0 && loaded !== other) await (await loaded.pipeline).close();
  }

  return {
    async use({ model }, run) {
      if (model === undefined || model === own.spec.model.name) return run(own);
      if (other?.model !== model) {
        const before = other;
        const loaded: Loaded = { model, pipeline: open(model), users: 0 };
        // Whoever uses it hears of a failure.
        loaded.pipeline.catch(() => undefined);
        other = loaded;
        if (before?.users === 0) await (await before.pipeline).close();
      }
      const mine = other;
      mine.users += 1;
      try {
        return await run(await mine.pipeline);
      } catch (error) {
        // What could not be loaded is tried anew the next time.
        if (error instanceof ModelError && other === mine) other = undefined;
        throw error;
      } finally {
        await release(mine).catch(() => undefined);
      }
    },
    async close() {
      const loaded = other;
      other = undefined;
      if (loaded !== undefined && loaded.users === 0) await (await loaded.pipeline).close();
    },
  };
}
