import { binOf, THRESHOLDS, type LabelledScore } from './precision-recall.js';

/** Labelled messages with weights, and from which threshold on they speak for all messages. */
export interface Basis {
  readonly labelled: readonly LabelledScore[];
  /** Index of the lowest of the 101 thresholds at which something can be said. */
  readonly from: number;
}

const CENSUS = 'all';

/**
 * Gives each labelled message weight 1 from the score on from which all messages are labelled, however
 * they came to be: where a queue has been worked off nothing is left to chance. Below it samples speak, and
 * together stand for as many messages as there are; where there is none, nothing can be said below.
 *
 * @param messages how many there are with a score of i/100 up to (i + 1)/100
 * @param weighted those with an inclusion probability
 * @param others those that somebody labelled without being drawn; their weights are not looked at
 * @param unsure scores of messages that were labelled, and left undecided
 * @param blind index of the threshold below which samples say nothing
 */
export function withCensus(
  messages: readonly number[],
  weighted: readonly LabelledScore[],
  others: readonly LabelledScore[],
  unsure: readonly number[],
  blind = 0,
): Basis {
  const missing = [...messages];
  for (const { score } of [...weighted, ...others]) missing[binOf(score)]! -= 1;
  for (const score of unsure) missing[binOf(score)]! -= 1;
  const from = missing.findLastIndex((count) => count > 0) + 1;
  const isIn = ({ score }: LabelledScore) => binOf(score) >= from;
  const census = [...weighted, ...others].filter(isIn);
  if (census.length === 0) return { labelled: weighted, from: weighted.length === 0 ? THRESHOLDS : blind };
  const below = weighted.filter((label) => !isIn(label) && binOf(label.score) >= blind);
  const stoodFor = below.reduce((sum, { weight }) => sum + weight, 0);
  const left = messages.slice(blind, from).reduce((sum, count) => sum + count, 0);
  const isAll = messages.slice(0, from).every((count) => count === 0);
  return {
    labelled: [
      ...census.map((label) => ({ ...label, weight: 1, stratum: CENSUS })),
      ...below.map((label) => ({ ...label, weight: (label.weight * left) / stoodFor })),
    ],
    from: isAll ? 0 : below.length === 0 ? from : blind,
  };
}
