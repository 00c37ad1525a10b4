import { shareWithin, weightedShare, type Estimate, type WeightSums } from './intervals.js';

/** Thresholds 0, 0.01 … 1. */
export const THRESHOLDS = 101;
/** Thresholds in one unit of an encoded score, which has four decimals. */
const UNITS = 10_000 / (THRESHOLDS - 1);

/** A labelled message. */
export interface LabelledScore {
  /** Row id of the message. */
  readonly id: number;
  /** Calibrated, in [0, 1], with four decimals. */
  readonly score: number;
  readonly violates: boolean;
  readonly weight: number;
  readonly stratum: string;
}

/** The highest threshold that a score reaches, as an index of the 101. */
export const binOf = (score: number): number => Math.floor(Math.round(score * 10_000) / UNITS);

export interface CurvePoint {
  readonly threshold: number;
  /** Null where nothing at or above the threshold is labelled. */
  readonly precision: Estimate | null;
  /** Null where no labelled message violates, too. */
  readonly recall: Estimate | null;
}

export const noWeight = (): WeightSums => ({ total: 0, squares: 0, positive: 0 });

export function addWeight(sums: WeightSums, weight: number, positive: boolean): void {
  sums.total += weight;
  sums.squares += weight * weight;
  if (positive) sums.positive += weight;
}

/**
 * Precision and recall at every threshold: of all messages, not of the labelled ones. Precision has
 * Wilson's interval on Kish's effective size, recall one that is recovered from two such.
 *
 * @param from index of the lowest threshold from which on the labels speak for all messages; below it there
 *   is no precision, and above 0 there is no recall
 * @param messages how many have a score of i/100 up to (i + 1)/100: where some lie below a threshold of which none is
 *   labelled, nobody knows what it misses, and there is no recall
 */
export function precisionRecall(
  labelled: readonly LabelledScore[],
  from = 0,
  messages: readonly number[] = [],
): CurvePoint[] {
  const bins = Array.from({ length: THRESHOLDS }, noWeight);
  for (const { score, violates, weight } of labelled) addWeight(bins[binOf(score)]!, weight, violates);
  const above = cumulate(bins.toReversed()).toReversed();
  const below = [noWeight(), ...cumulate(bins)];
  const first = messages.findIndex((count) => count > 0);
  return bins.map((_, i) => {
    const isBlind = first >= 0 && first < i && below[i]!.total === 0;
    return {
      threshold: i / (THRESHOLDS - 1),
      precision: i < from ? null : rounded(weightedShare(above[i]!)),
      recall:
        from > 0 || isBlind || above[i]!.total === 0 ? null : rounded(shareWithin(above[i]!, below[i]!)),
    };
  });
}

function cumulate(bins: readonly WeightSums[]): WeightSums[] {
  const sum = noWeight();
  return bins.map(({ total, squares, positive }) => {
    sum.total += total;
    sum.squares += squares;
    sum.positive += positive;
    return { ...sum };
  });
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;

function rounded(estimate: Estimate | null): Estimate | null {
  return estimate && { value: round(estimate.value), low: round(estimate.low), high: round(estimate.high) };
}
