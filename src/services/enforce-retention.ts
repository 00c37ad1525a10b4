import { setTimeout as pause } from 'node:timers/promises';
import type { RetentionStore } from '../store/retention.js';

const INTERVAL_MS = 10_000;
/** Few enough that a step takes some tens of milliseconds. */
const BATCH = 1_000;
/** After a step of 50 ms a pause of half a second: it never takes more than a tenth of a database's core. */
const PAUSE_SHARE = 10;

export interface RetentionDependencies {
  readonly retention: RetentionStore;
  readonly onError: (error: Error) => void;
}

/**
 * Removes texts and scores that are older than their community keeps them, in every worker, which take turns by
 * a lock in the database, until stopped. It needs no queue: what is to be removed is removed while that is lost.
 */
export function startRetention({ retention, onError }: RetentionDependencies): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const stopped = () => stopping.signal.aborted;
  const breathe = (ms: number) => pause(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

  async function run(): Promise<void> {
    while (!stopped()) {
      try {
        await retention.begin();
        for (let more = true; more && !stopped();) {
          const startedAt = performance.now();
          more = await retention.step(BATCH);
          if (more) await breathe((performance.now() - startedAt) * PAUSE_SHARE);
        }
      } catch (error) {
        onError(error as Error);
      }
      await breathe(INTERVAL_MS);
    }
  }
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
