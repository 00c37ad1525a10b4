/**
 * Groups calls that arrive while earlier ones are under way (Nagle's idea): an idle coalescer runs
 * the first item at once and alone, a busy one fills the next group. Costs no latency when idle and
 * amortises round trips under load.
 *
 * @param run handles a group in one go and returns one result per item, in order, or rejects and has done nothing
 * @param options.groupMax most items a group may hold
 * @param options.concurrency most groups under way at once
 * @param options.apart whether after this failure of a group its items are run one by one, so that only those at fault
 *   are rejected; otherwise, and by default, all of them are
 * @param options.conflicts items for which this key is equal never share a group
 */
export function createCoalescer<Item, Result>(
  run: (items: Item[]) => Promise<Result[]>,
  options: {
    groupMax: number;
    concurrency: number;
    apart?: (failure: unknown) => boolean;
    conflicts?: (item: Item) => string | undefined;
  },
): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item;
    resolve: (result: Result) => void;
    reject: (reason: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let underWay = 0;

  function nextGroup(): Waiting[] {
    const group: Waiting[] = [];
    const kept: Waiting[] = [];
    const keys = new Set<string>();
    for (const entry of waiting) {
      const key = options.conflicts?.(entry.item);
      if (group.length >= options.groupMax || (key !== undefined && keys.has(key))) {
        kept.push(entry);
        continue;
      }
      if (key !== undefined) keys.add(key);
      group.push(entry);
    }
    waiting = kept;
    return group;
  }

  async function settle(group: Waiting[]): Promise<void> {
    try {
      const results = await run(group.map((entry) => entry.item));
      if (results.length !== group.length) throw new Error('A coalesced call must give one result per item.');
      group.forEach((entry, i) => entry.resolve(results[i]!));
    } catch (error) {
      if (group.length > 1 && options.apart?.(error) === true)
        for (const entry of group) await settle([entry]);
      else for (const entry of group) entry.reject(error);
    }
  }

  async function runGroup(group: Waiting[]): Promise<void> {
    await settle(group);
    underWay--;
    pump();
  }

  function pump(): void {
    while (waiting.length > 0 && underWay < options.concurrency) {
      underWay++;
      void runGroup(nextGroup());
    }
  }

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      pump();
    });
}
