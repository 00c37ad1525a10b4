/** Equal-width bins, as in Naeini et al. 2015. */
const BINS = 15;

export interface ReliabilityBin {
  /** Share of all weight in this bin. */
  readonly share: number;
  /** Mean calibrated score. */
  readonly confidence: number;
  /** Share of positives. */
  readonly accuracy: number;
}

/**
 * Mean score against share of positives, by score.
 * @param probabilities in [0, 1]
 * @param positive weight of each row as a positive
 * @param negative weight of each row as a negative
 * @returns the bins that hold weight, by rising score
 */
export function reliabilityBins(
  probabilities: ArrayLike<number>,
  positive: ArrayLike<number>,
  negative: ArrayLike<number>,
): ReliabilityBin[] {
  const [mass, hits, scores] = [new Float64Array(BINS), new Float64Array(BINS), new Float64Array(BINS)];
  let total = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const probability = probabilities[i]!;
    const bin = Math.min(BINS - 1, Math.floor(probability * BINS));
    const weight = positive[i]! + negative[i]!;
    mass[bin]! += weight;
    hits[bin]! += positive[i]!;
    scores[bin]! += weight * probability;
    total += weight;
  }
  const bins: ReliabilityBin[] = [];
  for (let bin = 0; bin < BINS; bin++) {
    const weight = mass[bin]!;
    if (weight === 0) continue;
    bins.push({ share: weight / total, confidence: scores[bin]! / weight, accuracy: hits[bin]! / weight });
  }
  return bins;
}

/** Expected calibration error (Naeini et al. 2015): mean distance of the bins from the diagonal, by weight. */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  return bins.reduce((sum, bin) => sum + bin.share * Math.abs(bin.accuracy - bin.confidence), 0);
}
