import type { Engine } from './engine.js';
import { createScheduler, PRIORITIES, type Priority, type Scheduler } from './scheduler.js';

export interface BatcherOptions {
  readonly engine: Engine;
  /** Shared with whatever else computes on the same threads. */
  readonly scheduler?: Scheduler;
  /** Most tokens (longest text times number of texts) of one call of the engine. */
  readonly batchTokensMax?: number;
  /** Most tokens of one where nobody waits for the result: few, so that a live text never waits long. */
  readonly bulkTokensMax?: number;
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
/** Some 30 ms of an encoder of six layers on one processor. */
const BULK_TOKENS_MAX = 96;
/** English chat averages about four characters a token; an estimate is enough for a budget. */
const CHARS_PER_TOKEN = 4;

/**
 * Groups texts into calls of the engine by a token budget, waiting texts of a higher priority
 * first. An idle engine is called at once: batching adds no wait of its own.
 */
export function createBatcher(options: BatcherOptions): Batcher {
  const { engine, scheduler = createScheduler() } = options;
  const { batchTokensMax = BATCH_TOKENS_MAX, bulkTokensMax = BULK_TOKENS_MAX } = options;
  const lanes: Record<Priority, Item[]> = { single: [], batch: [], bulk: [] };

  function expired(group: Group): boolean {
    if (!group.dropped && Date.now() > group.deadlineAt) {
      group.dropped = true;
      group.resolve(null);
    }
    return group.dropped;
  }

  /** Takes items from a lane's front while the budget holds; at least one where the batch is empty. */
  function fill(batch: Item[], lane: Item[]): void {
    let longest = Math.max(0, ...batch.map(({ tokens }) => tokens));
    let taken = 0;
    for (const item of lane) {
      if (!expired(item.group)) {
        longest = Math.max(longest, item.tokens);
        if (batch.length > 0 && longest * (batch.length + 1) > batchTokensMax) break;
        batch.push(item);
      }
      taken++;
    }
    lane.splice(0, taken);
  }

  /** Takes the item that has waited longest, and those nearest to it in length while the budget holds. */
  function takeAlike(): Item[] {
    const valid = lanes.bulk.filter(({ group }) => !expired(group));
    const [oldest] = valid;
    const farness = ({ tokens }: Item) => Math.abs(tokens - oldest!.tokens);
    const batch: Item[] = [];
    let total = 0;
    for (const item of valid.toSorted((a, b) => farness(a) - farness(b))) {
      total += item.tokens;
      if (batch.length > 0 && total > bulkTokensMax) break;
      batch.push(item);
    }
    const taken = new Set(batch);
    lanes.bulk = valid.filter((item) => !taken.has(item));
    return batch;
  }

  function nextBatch(): Item[] {
    // Bulk never lengthens a batch that somebody waits for.
    if (caller.next === 'bulk') return takeAlike();
    const batch: Item[] = [];
    fill(batch, lanes.single);
    if (lanes.single.length === 0) fill(batch, lanes.batch);
    // Neighbours of like length waste least padding; results go back by index.
    return batch.sort((a, b) => a.tokens - b.tokens);
  }

  const caller = {
    get next() {
      return PRIORITIES.find((priority) => lanes[priority].length > 0);
    },
    async call() {
      const batch = nextBatch();
      if (batch.length === 0) return;
      try {
        const logits = await engine.score(batch.map((item) => item.text));
        batch.forEach((item, i) => deliver(item, logits[i]!));
      } catch (error) {
        for (const { group } of batch) {
          group.dropped = true;
          group.reject(error);
        }
      }
    },
  };

  function deliver({ group, index }: Item, logits: Float32Array): void {
    group.results[index] = logits;
    if (--group.missing === 0) group.resolve(group.results);
  }

  return {
    get waiting() {
      return PRIORITIES.reduce((sum, priority) => sum + lanes[priority].length, 0);
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
        scheduler.wake(caller);
      });
    },
  };
}
