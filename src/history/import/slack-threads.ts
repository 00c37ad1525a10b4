import { LRUCache } from 'lru-cache';
import type { ContextEntry } from '../../domain/message.js';
import type { ContextOrigin } from './read.js';

/** How many UTF-16 code units of threads are remembered, those touched last. */
const REMEMBERED_MAX = 4_000_000;
/** Besides the beginning of the thread. */
const LATEST_MAX = 3;
/** UTF-16 code units of context that go with a reply. An entry is taken whole or left out, so that it is found again. */
const CONTEXT_LENGTH_MAX = 4_096;
/** What an entry costs besides its text. */
const ENTRY_COST = 200;

export interface ThreadEntry extends ContextEntry {
  readonly origin: ContextOrigin;
}

interface Thread {
  readonly root: ThreadEntry | undefined;
  readonly latest: readonly ThreadEntry[];
}

export type SlackThreads = ReturnType<typeof createSlackThreads>;

/** What was said in threads so far, within bounds. */
export function createSlackThreads() {
  const remembered = new LRUCache<string, Thread>({
    maxSize: REMEMBERED_MAX,
    sizeCalculation: ({ root, latest }) =>
      [root, ...latest].reduce((sum, entry) => sum + (entry?.text.length ?? 0) + ENTRY_COST, 0),
  });

  return {
    /**
     * Notes a message of a thread.
     * @returns what was said before it, oldest first: the beginning of the thread and the latest replies
     */
    add(channelId: string, thread: string, entry: ThreadEntry, isRoot: boolean): readonly ThreadEntry[] {
      const key = `${channelId}:${thread}`;
      const known = remembered.get(key) ?? { root: undefined, latest: [] };
      const rememberable = entry.text.length <= CONTEXT_LENGTH_MAX ? entry : undefined;
      if (isRoot) {
        remembered.set(key, { root: rememberable, latest: known.latest });
        return [];
      }
      const latest = [...known.latest, ...(rememberable ? [rememberable] : [])].slice(-LATEST_MAX);
      remembered.set(key, { root: known.root, latest });
      return withinLength(known);
    },
  };
}

/** The beginning first; of the latest as many as there is room for, the newest before others. */
function withinLength({ root, latest }: Thread): readonly ThreadEntry[] {
  let room = CONTEXT_LENGTH_MAX - (root?.text.length ?? 0);
  const taken: ThreadEntry[] = [];
  for (const entry of latest.toReversed()) {
    room -= entry.text.length;
    if (room < 0) break;
    taken.unshift(entry);
  }
  return root === undefined ? taken : [root, ...taken];
}
