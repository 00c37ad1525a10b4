/** Uniform numbers in [0, 1). */
export type Random = () => number;

/**
 * A seeded generator (mulberry32 over the FNV-1a hash of the seed): the same seed gives the same
 * numbers on every machine, and a name in the seed keeps what different tables draw apart.
 */
export function seededRandom(seed: string): Random {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` of the entries without replacement, in their order; all where there are no more. */
export function sample<T>(entries: readonly T[], count: number, random: Random): T[] {
  const chosen: T[] = [];
  entries.forEach((entry, i) => {
    // Selection sampling (Knuth, TAOCP 2, 3.4.2, algorithm S).
    if ((entries.length - i) * random() < count - chosen.length) chosen.push(entry);
  });
  return chosen;
}

/** One of the entries. */
export function pick<T>(entries: readonly T[], random: Random): T {
  return entries[Math.floor(random() * entries.length)]!;
}
