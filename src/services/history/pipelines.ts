import { UnavailableError } from '../../domain/errors.js';
import type { Pipeline } from '../../scoring/pipeline.js';

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
  /** Loads a model, tests it and makes its pipeline known; `exact`: without a first stage. */
  readonly open: (model: string, exact: boolean) => Promise<Pipeline>;
}

interface Opened {
  readonly key: string;
  readonly pipeline: Promise<Pipeline>;
  users: number;
}

/** A worker's own pipeline, and at most one other besides: a model takes memory and processors. */
export function createRunPipelines({ own, open }: RunPipelinesOptions): RunPipelines {
  let other: Opened | undefined;

  function openAnew(key: string, model: string, exact: boolean): Opened {
    const pipeline = open(model, exact).catch((error: unknown) => {
      // The database may be back the next time.
      if (error instanceof UnavailableError) throw error;
      throw new ModelError(`The model ${JSON.stringify(model)} cannot be loaded.`, { cause: error });
    });
    const opened = { key, pipeline, users: 0 };
    // Whoever uses it hears of a failure; whoever comes next tries anew.
    pipeline.catch(() => {
      if (other === opened) other = undefined;
    });
    return opened;
  }

  async function closeUnused(opened: Opened): Promise<void> {
    if (opened.users === 0 && opened !== other) await (await opened.pipeline).close();
  }

  return {
    async use({ model = own.spec.model.name, exact = false }, run) {
      const isOwn = model === own.spec.model.name && !(exact && own.spec.stages.length > 1);
      if (isOwn) return run(own);
      const key = JSON.stringify([model, exact]);
      const before = other;
      const mine = before?.key === key ? before : openAnew(key, model, exact);
      other = mine;
      mine.users += 1;
      if (before && before !== mine) await closeUnused(before).catch(() => undefined);
      try {
        return await run(await mine.pipeline);
      } finally {
        mine.users -= 1;
        await closeUnused(mine).catch(() => undefined);
      }
    },
    async close() {
      const last = other;
      other = undefined;
      if (last) await closeUnused(last).catch(() => undefined);
    },
  };
}
