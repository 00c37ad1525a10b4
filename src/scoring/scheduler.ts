/** Who waits: a person (`single`), a caller with many messages (`batch`), or nobody right now (`bulk`). */
export const PRIORITIES = ['single', 'batch', 'bulk'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Something that has calls to make, the most urgent first. */
export interface Caller {
  /** What its next call is for; undefined where there is nothing to do. */
  readonly next: Priority | undefined;
  /** Makes its next call. Never rejects. */
  call(): Promise<void>;
}

export interface Scheduler {
  /** Tells that a caller has something to do: it is called as soon as its turn comes. */
  wake(caller: Caller): void;
}

/** One call runs, the next is ready. */
const IN_FLIGHT_MAX = 2;

/**
 * Shares what computes among the models that run on it: whoever is waited for most goes first, those that are waited
 * for alike take turns. What a caller does is decided when its turn has come, so that what came last is in it.
 * @param inFlightMax calls at once
 */
export function createScheduler(inFlightMax = IN_FLIGHT_MAX): Scheduler {
  /** In the order of their turns. */
  const awake: Caller[] = [];
  let inFlight = 0;

  /** Takes whoever is to be called next, and drops those that have nothing to do. */
  function take(): Caller | undefined {
    for (let i = awake.length - 1; i >= 0; i--) if (awake[i]!.next === undefined) awake.splice(i, 1);
    const [first] = PRIORITIES.flatMap((priority) => awake.find(({ next }) => next === priority) ?? []);
    if (first) awake.push(...awake.splice(awake.indexOf(first), 1));
    return first;
  }

  function pump(): void {
    while (inFlight < inFlightMax) {
      const caller = take();
      if (caller === undefined) return;
      inFlight++;
      void caller.call().then(() => {
        inFlight--;
        soon();
      });
    }
  }

  /**
   * When all that is ready to go on has done so: what is asked for together travels together, and a person whose text
   * goes on from one model to the next comes before bulk.
   */
  const soon = () => process.nextTick(pump);

  return {
    wake(caller) {
      if (!awake.includes(caller)) awake.push(caller);
      soon();
    },
  };
}
