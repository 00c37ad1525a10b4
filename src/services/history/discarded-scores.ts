import { setTimeout as pause } from 'node:timers/promises';
import type { RunOutcomeStore } from '../../store/run-outcomes.js';

const INTERVAL_MS = 5_000;
/** After each batch, so that live traffic has the database to itself now and then. */
const BREATH_MS = 20;

/**
 * Deletes the scores of discarded runs, batch by batch. What is left when the process ends is taken up by the
 * next one.
 */
export function startDiscarding(
  outcomes: Pick<RunOutcomeStore, 'sweepDiscarded'>,
  onError: (error: Error) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function sweepAll(): Promise<void> {
    while (!signal.aborted && (await outcomes.sweepDiscarded())) await pause(BREATH_MS);
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await sweepAll();
      } catch (error) {
        onError(error as Error);
      }
      await pause(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
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
