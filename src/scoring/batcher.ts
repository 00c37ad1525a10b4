import type { Engine } from './engine.js';

/** Who waits: a person (`single`), a caller with many messages (`batch`), or nobody right now (`bulk`). */
export const PRIORITIES = ['single', 'batch', 'bulk'] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface BatcherOptions {
  readonly engine: Engine;
  /** Most tokens (longest text times number of texts) of one call of the engine. */
  readonly batchTokensMax?: number;
  /** The same where nobody waits for the result: short, so that a live text never waits long. */
  readonly bulkTokensMax?: number;
  /** Calls handed to the engine at once: one runs, the next is ready. */
  readonly inFlightMax?: number;
}

export interface Batcher {
  /**
   * Queues texts for the engine.
   * @param deadlineAt epoch milliseconds past which nobody needs the result
   * @returns logits per text, in order; `null` where the deadline passed before the engine was called
   */
  score(texts: readonly string[], priority: Priority, deadlineAt?: number): Promise<Float32Array[] | null>;
  /** Texts waiting for the engine. */
  readonly waiting: number;
}

interface Item {
  readonly text: string;
  readonly tokens: number;
  readonly group: Group;
  readonly index: number;
}

interface Group {
  readonly results: Float32Array[];
  readonly deadlineAt: number;
  missing: number;
  /** Set once the group has failed or expired: its other items are dropped unscored. */
  dropped: boolean;
  readonly resolve: (results: Float32Array[] | null) => void;
  readonly reject: (reason: unknown) => void;
}

const BATCH_TOKENS_MAX = 2_048;
const BULK_TOKENS_MAX = 512;
const IN_FLIGHT_MAX = 2;
/** English chat averages about four characters a token; an estimate is enough for a budget. */
const CHARS_PER_TOKEN = 4;

/**
 * Groups texts into calls of the engine by a token budget, waiting texts of a higher priority
 * first. An idle engine is called at once: batching adds no wait of its own.
 */
export function createBatcher(options: BatcherOptions): Batcher {
  const { engine, inFlightMax = IN_FLIGHT_MAX } = options;
  const batchTokensMax = options.batchTokensMax ?? BATCH_TOKENS_MAX;
  const bulkTokensMax = options.bulkTokensMax ?? BULK_TOKENS_MAX;
  const lanes: Record<Priority, Item[]> = { single: [], batch: [], bulk: [] };
  let inFlight = 0;
  let waiting = 0;

  /** Takes items from a lane's front while the budget holds; at least one where the batch is empty. */
  function fill(batch: Item[], lane: Item[], longest: number, tokensMax: number): number {
    let taken = 0;
    for (const item of lane) {
      if (expired(item.group)) {
        taken++;
        continue;
      }
      const nextLongest = Math.max(longest, item.tokens);
      if (batch.length > 0 && nextLongest * (batch.length + 1) > tokensMax) break;
      longest = nextLongest;
      batch.push(item);
      taken++;
    }
    lane.splice(0, taken);
    waiting -= taken;
    return longest;
  }

  function expired(group: Group): boolean {
    if (!group.dropped && Date.now() > group.deadlineAt) {
      group.dropped = true;
      group.resolve(null);
    }
    return group.dropped;
  }

  function nextBatch(): Item[] {
    const batch: Item[] = [];
    const onlyBulk = lanes.single.length === 0 && lanes.batch.length === 0;
    let longest = 0;
    for (const priority of PRIORITIES) {
      // Bulk never lengthens a batch that somebody waits for.
      if (priority === 'bulk' && !onlyBulk) break;
      longest = fill(batch, lanes[priority], longest, priority === 'bulk' ? bulkTokensMax : batchTokensMax);
    }
    return batch;
  }

  async function run(batch: Item[]): Promise<void> {
    // Neighbours of like length waste least padding; results go back by index.
    batch.sort((a, b) => a.tokens - b.tokens);
    try {
      const logits = await engine.score(batch.map((item) => item.text));
      batch.forEach((item, i) => deliver(item, logits[i]!));
    } catch (error) {
      for (const { group } of batch) {
        group.dropped = true;
        group.reject(error);
      }
    } finally {
      inFlight--;
      pump();
    }
  }

  function deliver({ group, index }: Item, logits: Float32Array): void {
    group.results[index] = logits;
    if (--group.missing === 0) group.resolve(group.results);
  }

  function pump(): void {
    while (inFlight < inFlightMax && waiting > 0) {
      const batch = nextBatch();
      if (batch.length === 0) continue;
      inFlight++;
      void run(batch);
    }
  }

  return {
    get waiting() {
      return waiting;
    },
    score(texts, priority, deadlineAt = Infinity) {
      if (texts.length === 0) return Promise.resolve([]);
      return new Promise((resolve, reject) => {
        const group: Group = {
          results: new Array<Float32Array>(texts.length),
          deadlineAt,
          missing: texts.length,
          dropped: false,
          resolve,
          reject,
        };
        texts.forEach((text, index) => {
          const tokens = Math.ceil(text.length / CHARS_PER_TOKEN) + 2;
          lanes[priority].push({ text, tokens, group, index });
        });
        waiting += texts.length;
        // After this turn of the event loop, so that calls made together travel together.
        queueMicrotask(pump);
      });
    },
  };
}
