import type { LiveClient } from '../queue/live-client.js';

const PROBE_TEXT = 'readiness probe';
const PROBE_INTERVAL_MS = 5_000;
const PROBE_RETRY_MS = 250;
/** Ready means that a worker has scored something within this time. */
const FRESH_MS = 15_000;

export interface Readiness {
  /** Whether a worker has scored something lately. */
  readonly ready: boolean;
  /** Resolves at the first score. */
  readonly first: Promise<void>;
  stop(): void;
}

/** Sends a text of its own through the live lane now and then: the proof that a worker scores. */
export function createReadiness(live: LiveClient, deadlineMs: number): Readiness {
  let lastScoredAt = -Infinity;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let announce: () => void;
  const first = new Promise<void>((resolve) => {
    announce = resolve;
  });

  async function probe(): Promise<void> {
    const startedAt = performance.now();
    try {
      await live.score([{ text: PROBE_TEXT }], {
        priority: 'single',
        deadlineMs: Math.min(deadlineMs, PROBE_INTERVAL_MS),
      });
      lastScoredAt = performance.now();
      announce();
    } catch {
      // Not ready yet, or not any more: /readyz says so.
    }
    if (stopped) return;
    const fresh = performance.now() - lastScoredAt < PROBE_INTERVAL_MS;
    const pauseMs = fresh ? PROBE_INTERVAL_MS : Math.max(0, PROBE_RETRY_MS - (performance.now() - startedAt));
    timer = setTimeout(() => void probe(), pauseMs);
    timer.unref();
  }
  void probe();

  return {
    get ready() {
      return performance.now() - lastScoredAt < FRESH_MS;
    },
    first,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
