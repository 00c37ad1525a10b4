/** Labelled scores of one set, sorted once, so that every resample costs linear time. */
export interface Ranked {
  /** Rows by falling score. */
  readonly order: Uint32Array;
  /** By rank: 1 where the row is positive. */
  readonly positive: Uint8Array;
  /** By rank: 1 where the next score is lower, so that ties are taken together. */
  readonly last: Uint8Array;
}

export interface RankingFigures {
  readonly auc: number;
  readonly averagePrecision: number;
  readonly recallAt1: number;
  readonly recallAt5: number;
}

/** @param scores any finite or infinite numbers, larger for likelier positives; no NaN */
export function rank(scores: ArrayLike<number>, truth: ArrayLike<boolean>): Ranked {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => {
    const [x, y] = [scores[a]!, scores[b]!];
    return x === y ? a - b : x < y ? 1 : -1;
  });
  const positive = Uint8Array.from(order, (row) => (truth[row]! ? 1 : 0));
  const last = Uint8Array.from(order, (row, i) => (scores[row] === scores[order[i + 1] ?? NaN] ? 0 : 1));
  return { order, positive, last };
}

/**
 * - ROC AUC: the chance that a positive scores higher than a negative, ties counting half
 *   (Mann-Whitney U).
 * - Average precision: precision weighted by the rise of recall, no interpolation.
 * - Recall at 1 % and 5 %: the largest recall of a threshold whose false positive rate is no more.
 *
 * @param weights how often each row counts (by row, not by rank); once where absent
 * @returns null where positives or negatives have no weight
 */
export function rankingFigures(ranked: Ranked, weights?: ArrayLike<number>): RankingFigures | null {
  const { order, positive, last } = ranked;
  let positives = 0;
  let negatives = 0;
  for (let i = 0; i < order.length; i++) {
    const weight = weights === undefined ? 1 : weights[order[i]!]!;
    if (positive[i] === 1) positives += weight;
    else negatives += weight;
  }
  if (positives === 0 || negatives === 0) return null;
  let [tp, fp, tpBefore, fpBefore] = [0, 0, 0, 0];
  let [area, precision, recallAt1, recallAt5] = [0, 0, 0, 0];
  for (let i = 0; i < order.length; i++) {
    const weight = weights === undefined ? 1 : weights[order[i]!]!;
    if (positive[i] === 1) tp += weight;
    else fp += weight;
    if (last[i] === 0) continue;
    area += (fp - fpBefore) * ((tp + tpBefore) / 2);
    if (tp > tpBefore) precision += (tp - tpBefore) * (tp / (tp + fp));
    if (fp <= 0.01 * negatives) recallAt1 = tp;
    if (fp <= 0.05 * negatives) recallAt5 = tp;
    tpBefore = tp;
    fpBefore = fp;
  }
  return {
    auc: area / positives / negatives,
    averagePrecision: precision / positives,
    recallAt1: recallAt1 / positives,
    recallAt5: recallAt5 / positives,
  };
}

/** ROC AUC alone; null where a class is empty. */
export function rocAuc(scores: ArrayLike<number>, truth: ArrayLike<boolean>): number | null {
  return rankingFigures(rank(scores, truth))?.auc ?? null;
}

/** Corners of the ROC curve from (0, 0) to (1, 1): false positive rate, true positive rate. */
export function rocCurve({ order, positive, last }: Ranked): [number, number][] {
  const positives = positive.reduce((sum, value) => sum + value, 0);
  const negatives = order.length - positives;
  const corners: [number, number][] = [[0, 0]];
  let tp = 0;
  let fp = 0;
  for (let i = 0; i < order.length; i++) {
    if (positive[i] === 1) tp++;
    else fp++;
    if (last[i] === 1) corners.push([fp / negatives, tp / positives]);
  }
  return corners;
}
