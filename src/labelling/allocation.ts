import type { Random } from '../evaluation/random.js';

/** Some of the messages that a sample is drawn from. */
export interface Group {
  /** How many messages; at least 1. */
  readonly messages: number;
  /** How many of them can be had at most; at least 1. */
  readonly available: number;
  /** The share of the sample that groups of this name have together. */
  readonly quota: { readonly name: string; readonly share: number };
}

/**
 * Within a quota, groups get places in proportion to their size to this power: between the same number
 * for each, which tells most about small ones, and proportion, which tells most about the whole (power
 * allocation, Bankier 1988).
 */
const POWER = 0.25;

/**
 * How many messages of each group a sample should hold: a real number, so that chances can be exact
 * where groups are many and places few. No group gets more than can be had; what is left goes to the others.
 *
 * @returns numbers that sum up to `size`, or to all that can be had if that is less; each above 0
 */
export function allocate(groups: readonly Group[], size: number): number[] {
  const quotaSums = new Map<string, number>();
  const power = ({ messages }: Group) => messages ** POWER;
  for (const group of groups) {
    quotaSums.set(group.quota.name, (quotaSums.get(group.quota.name) ?? 0) + power(group));
  }
  const wish = groups.map((group) => (group.quota.share * power(group)) / quotaSums.get(group.quota.name)!);
  const expected = groups.map(() => 0);
  const open = new Set(groups.keys());
  let left = Math.min(
    size,
    groups.reduce((sum, { available }) => sum + available, 0),
  );
  while (open.size > 0) {
    const wished = [...open].reduce((sum, i) => sum + wish[i]!, 0);
    const full = [...open].filter((i) => (left * wish[i]!) / wished >= groups[i]!.available);
    if (full.length === 0) {
      for (const i of open) expected[i] = (left * wish[i]!) / wished;
      break;
    }
    for (const i of full) {
      expected[i] = groups[i]!.available;
      left -= groups[i]!.available;
      open.delete(i);
    }
  }
  return expected;
}

/**
 * Whole numbers in place of real ones, each the one below or above, such that each is as expected in the
 * mean and the sum, if whole, is kept (systematic sampling, Madow 1949).
 */
export function roundAtRandom(expected: readonly number[], random: Random): number[] {
  const start = random();
  const total = Math.round(expected.reduce((sum, value) => sum + value, 0));
  // Whole ones first: nothing that has been added up can then tip them over.
  const order = [...expected.keys()].sort(
    (a, b) => Number(Number.isInteger(expected[b])) - Number(Number.isInteger(expected[a])),
  );
  const rounded = expected.map(() => 0);
  let sum = 0;
  let taken = 0;
  order.forEach((i, at) => {
    sum += expected[i]!;
    const upTo = at === order.length - 1 ? total : Math.floor(sum + start);
    rounded[i] = upTo - taken;
    taken = upTo;
  });
  return rounded;
}

/** In a random order (Durstenfeld 1964), in place. */
export function shuffle<T>(entries: T[], random: Random): T[] {
  for (let i = entries.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [entries[i], entries[j]] = [entries[j]!, entries[i]!];
  }
  return entries;
}
