import { setImmediate } from 'node:timers/promises';

/** The longest that one computation keeps the thread from others, in milliseconds. */
const SLICE_MS = 5;

/** Runs a generator to its end, with pauses in which the event loop turns. */
export async function inSlices<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (performance.now() < until);
    await setImmediate();
  }
}

/**
 * For a computation whose steps wait for something too.
 * @returns a function to await between the steps, which lets the event loop turn where it is due
 */
export function createBreather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    await setImmediate();
    since = performance.now();
  };
}
