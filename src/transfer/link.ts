import { bootstrap } from '../evaluation/bootstrap.js';
import type { Random } from '../evaluation/random.js';
import type { Estimate } from '../labelling/intervals.js';

/** A message as two systems scored it. */
export interface Pair {
  readonly id: string;
  /** The old system's score, in [0, 1]. */
  readonly old: number;
  /** Ours, in [0, 1], rounded to 4 decimals. */
  readonly score: number;
}

/** With fewer messages flagged no threshold is proposed: where it lies would be chance. */
export const FLAGGED_MIN = 5;
const RESAMPLES = 500;
/** Scores are rounded to this. */
const GRID = 10_000;

/**
 * The threshold on our scores that flags as many messages as the old one does on the old scores: the
 * equipercentile link of two scales (Angoff 1971). With tied scores no threshold may flag exactly as many;
 * the nearest is taken, and never none. Its interval is the central 95 % over resamples of the messages.
 *
 * @param pairs in any order
 * @param threshold the old one
 * @returns null where fewer than 5 messages were flagged
 */
export function linkThreshold(pairs: readonly Pair[], threshold: number, random: Random): Estimate | null {
  const sorted = pairs.toSorted((x, y) => y.score - x.score);
  const scores = Float64Array.from(sorted, ({ score }) => score);
  const flagged = Uint8Array.from(sorted, ({ old }) => (old >= threshold ? 1 : 0));
  const once = new Uint16Array(sorted.length).fill(1);
  if (flagged.reduce((sum, flag) => sum + flag, 0) < FLAGGED_MIN) return null;
  const value = cut(scores, flagged, once)!;
  const { at } = bootstrap(sorted.length, RESAMPLES, random, (counts) => {
    const at = cut(scores, flagged, counts);
    return at === null ? null : { at };
  });
  const [low, high] = at ?? [value, value];
  // The best guess lies within but for chance among few resamples.
  return { value, low: Math.min(low, value), high: Math.max(high, value) };
}

/**
 * @param scores falling
 * @param counts how often each message was drawn
 * @returns null where none that was flagged was drawn
 */
function cut(scores: Float64Array, flagged: Uint8Array, counts: Uint16Array): number | null {
  let wanted = 0;
  for (let i = 0; i < counts.length; i++) wanted += flagged[i]! * counts[i]!;
  if (wanted === 0) return null;
  let above = 0;
  let last = Infinity;
  for (let i = 0; i < scores.length;) {
    const score = scores[i]!;
    let tied = 0;
    for (; i < scores.length && scores[i] === score; i++) tied += counts[i]!;
    if (tied === 0) continue;
    if (above + tied < wanted) {
      above += tied;
      last = score;
      continue;
    }
    const isIncluded = above === 0 || above + tied - wanted <= wanted - above;
    if (!isIncluded) return between(score, last);
    while (i < scores.length && counts[i] === 0) i++;
    return i === scores.length ? score : between(scores[i]!, score);
  }
  return null;
}

/** Half-way, on the grid of scores: above `low`, and not above `high`. */
function between(low: number, high: number): number {
  const steps = Math.round(low * GRID) + Math.round(high * GRID);
  return Math.ceil(steps / 2) / GRID;
}
