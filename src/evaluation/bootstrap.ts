import type { Random } from './random.js';

export type Interval = readonly [low: number, high: number];

const LOW = 0.025;
const HIGH = 0.975;
/** A resample without both classes has no AUC and is drawn again, up to this many times in all. */
const DRAWS_PER_RESAMPLE_MAX = 4;

/**
 * Percentile bootstrap (Efron 1979): figures of resamples of the rows with replacement.
 *
 * @param rows how many there are
 * @param centres values of figures that resampling moves, such as sums of distances, which it makes larger: their
 *   intervals are moved back by as much as the mean of the resamples is off, not below 0, and hold the value
 * @param figuresOf figures at the given number of times each row was drawn; null where undefined
 * @returns the central 95 % of each figure; empty where no resample gave any
 */
export function bootstrap<Name extends string>(
  rows: number,
  resamples: number,
  random: Random,
  figuresOf: (counts: Uint16Array) => Readonly<Record<Name, number>> | null,
  centres: Partial<Record<Name, number>> = {},
): Partial<Record<Name, Interval>> {
  const drawn: Readonly<Record<Name, number>>[] = [];
  const counts = new Uint16Array(rows);
  for (let draw = 0; drawn.length < resamples && draw < resamples * DRAWS_PER_RESAMPLE_MAX; draw++) {
    counts.fill(0);
    for (let i = 0; i < rows; i++) counts[Math.floor(random() * rows)]!++;
    const figures = figuresOf(counts);
    if (figures !== null) drawn.push(figures);
  }
  const intervals: Partial<Record<Name, Interval>> = {};
  for (const name of Object.keys(drawn[0] ?? {}) as Name[]) {
    const values = Float64Array.from(drawn, (figures) => figures[name]).sort();
    const [low, high]: Interval = [quantile(values, LOW), quantile(values, HIGH)];
    const centre = centres[name];
    if (centre === undefined) intervals[name] = [low, high];
    else {
      const bias = values.reduce((sum, value) => sum + value, 0) / values.length - centre;
      intervals[name] = [Math.max(0, Math.min(centre, low - bias)), Math.max(centre, high - bias)];
    }
  }
  return intervals;
}

/** Linear between order statistics (Hyndman and Fan 1996, type 7); NaN where there are none. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return NaN;
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}
