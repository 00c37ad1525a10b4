import type { Ranked } from './ranking.js';

/** Mean of the F1 of both classes; F1 is 0 where nothing was right. */
export function macroF1(truth: ArrayLike<boolean>, predicted: ArrayLike<boolean>): number {
  let [tp, fp, fn, tn] = [0, 0, 0, 0];
  for (let i = 0; i < truth.length; i++) {
    if (truth[i]!) {
      if (predicted[i]!) tp++;
      else fn++;
    } else if (predicted[i]!) fp++;
    else tn++;
  }
  return macroF1Of(tp, fp, fn, tn);
}

/** The best macro-F1 any threshold could reach on this very set: an upper bound, not a result. */
export function oracleMacroF1({ positive, last }: Ranked): number {
  const positives = positive.reduce((sum, value) => sum + value, 0);
  const negatives = positive.length - positives;
  let best = macroF1Of(0, 0, positives, negatives);
  let [tp, fp] = [0, 0];
  for (let i = 0; i < positive.length; i++) {
    if (positive[i] === 1) tp++;
    else fp++;
    if (last[i] === 1) best = Math.max(best, macroF1Of(tp, fp, positives - tp, negatives - fp));
  }
  return best;
}

function macroF1Of(tp: number, fp: number, fn: number, tn: number): number {
  const f1 = (right: number, wrong: number) => (right === 0 ? 0 : (2 * right) / (2 * right + wrong));
  return (f1(tp, fp + fn) + f1(tn, fp + fn)) / 2;
}
