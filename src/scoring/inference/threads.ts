import '../engines/onnx/telemetry-off.js';
import { Tinypool } from 'tinypool';
import type { Engine } from '../engine.js';
import type { ModelFolders } from '../engines/index.js';
import { createScheduler } from '../scheduler.js';
import type { Inference } from './index.js';
import type * as thread from './thread.js';

interface Thread {
  readonly pool: Tinypool;
  calls: number;
}

type Work = typeof thread;

interface Loaded {
  readonly engine: Promise<Engine>;
  users: number;
}

/**
 * Computes on threads beside the one that asks, each with the models of its own: what comes and goes over queue and
 * database does not wait for a model, and texts of several calls are computed at once. A model that is loaded twice
 * is there once.
 * @param count threads, at least 1; each takes some 200 MB for the default models
 */
export function inferInThreads(folders: ModelFolders, count: number): Inference {
  const threads = Array.from({ length: count }, (): Thread => ({ pool: startThread(), calls: 0 }));
  const loaded = new Map<string, Loaded>();

  async function run<Name extends keyof Work>(
    on: Thread,
    name: Name,
    request: Parameters<Work[Name]>[0],
  ): Promise<Awaited<ReturnType<Work[Name]>>> {
    on.calls++;
    try {
      return (await on.pool.run(request, { name })) as Awaited<ReturnType<Work[Name]>>;
    } finally {
      on.calls--;
    }
  }

  async function open(model: string): Promise<Engine> {
    const request = { model, folders };
    const loads = threads.map((each) => () => run(each, 'load', request));
    // While others are in use, one thread after another: live texts go to those that are free.
    if (loaded.size > 1) for (const load of loads) await load();
    const [described] = await Promise.all(loads.map((load) => load()));
    const { manifest, sha256 } = described!;
    const columns = manifest.labels.length;
    return {
      manifest,
      sha256,
      async score(texts) {
        const free = threads.reduce((least, each) => (each.calls < least.calls ? each : least));
        const logits = await run(free, 'score', { ...request, texts });
        return texts.map((_, i) => logits.subarray(i * columns, (i + 1) * columns));
      },
      async close() {
        const mine = loaded.get(model)!;
        if (--mine.users > 0) return;
        loaded.delete(model);
        await Promise.all(threads.map((each) => run(each, 'release', request)));
      },
    };
  }

  return {
    async load(model) {
      let mine = loaded.get(model);
      if (mine === undefined) {
        loaded.set(model, (mine = { engine: Promise.resolve().then(() => open(model)), users: 0 }));
        mine.engine.catch(() => loaded.delete(model));
      }
      mine.users++;
      return mine.engine;
    },
    scheduler: createScheduler(count),
    async close() {
      await Promise.all(threads.map(({ pool }) => pool.destroy()));
    },
  };
}

function startThread(): Tinypool {
  return new Tinypool({
    filename: new URL('./thread.js', import.meta.url).href,
    runtime: 'worker_threads',
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 1,
  });
}
