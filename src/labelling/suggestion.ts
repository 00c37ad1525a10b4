import { quantile } from '../evaluation/bootstrap.js';
import type { Random } from '../evaluation/random.js';
import type { Basis } from './census.js';
import type { Estimate } from './intervals.js';
import { fittedAt, isotonic } from './isotonic.js';
import { binOf, THRESHOLDS, type LabelledScore } from './precision-recall.js';

/** With fewer labels nothing is suggested: the interval would be most of [0, 1]. */
export const LABELS_MIN = 20;

const RESAMPLES = 1_000;
/** An interval this wide is narrow enough to act upon. */
const WIDTH_WANTED = 0.1;
const CENTRES = Array.from({ length: THRESHOLDS }, (_, i) => Math.min(1, (i + 0.5) / (THRESHOLDS - 1)));

export interface Goal {
  readonly goal: 'precision' | 'recall';
  /** In (0, 1]. */
  readonly at: number;
}

export interface Suggestion {
  /** Null where there are too few labels, or where no threshold reaches the goal. */
  readonly threshold: Estimate | null;
  readonly reason: 'too_few_labels' | 'not_reachable' | null;
  /** How many more would narrow the interval; null where it is narrow, or where none would help for sure. */
  readonly moreLabels: number | null;
}

/**
 * The lowest threshold at which precision is as wanted, or the highest at which recall still is, with its
 * central 95 % interval.
 *
 * The share of violations is fitted as a function of the score that never falls, which bridges scores
 * without labels and keeps a lucky label from moving the threshold, and is spread over the scores of all
 * messages. The interval is that of a bootstrap (Efron 1979) within strata, n − 1 draws of n with weights
 * n / (n − 1), so that small strata vary as much as they should (Rao and Wu 1988). Yields after each few
 * resamples.
 *
 * @param messages how many messages have a score of i/100 up to (i + 1)/100, for i from 0 to 100
 */
export function* suggestThreshold(
  { labelled, from }: Basis,
  messages: readonly number[],
  goal: Goal,
  random: Random,
): Generator<void, Suggestion> {
  if (labelled.length < LABELS_MIN) {
    return { threshold: null, reason: 'too_few_labels', moreLabels: LABELS_MIN - labelled.length };
  }
  const [weights, hits] = [new Float64Array(THRESHOLDS), new Float64Array(THRESHOLDS)];
  const draw = ({ score, violates, weight }: LabelledScore, factor: number) => {
    weights[binOf(score)]! += weight * factor;
    if (violates) hits[binOf(score)]! += weight * factor;
  };
  const settle = () => {
    const threshold = thresholdFor(weights, hits, messages, goal, from);
    weights.fill(0);
    hits.fill(0);
    return threshold;
  };
  for (const label of labelled) draw(label, 1);
  const value = settle();
  if (value === null) return { threshold: null, reason: 'not_reachable', moreLabels: null };

  const strata = strataOf(labelled);
  const resampled = new Float64Array(RESAMPLES);
  for (let i = 0; i < RESAMPLES; i++) {
    for (const stratum of strata) {
      const { length } = stratum;
      for (let n = 1; n < length; n++) {
        draw(stratum[Math.floor(random() * length)]!, length / (length - 1));
      }
    }
    // Where no threshold would do, the highest comes nearest to precision and the lowest to recall.
    resampled[i] = settle() ?? (goal.goal === 'precision' ? 1 : 0);
    if (i % 16 === 0) yield;
  }
  resampled.sort();
  const low = Math.min(value, round(quantile(resampled, 0.025)));
  const high = Math.max(value, round(quantile(resampled, 0.975)));
  return { threshold: { value, low, high }, reason: null, moreLabels: labelsToNarrow(high - low, labelled) };
}

/** Strata as they were drawn; what has one label only cannot vary by itself and goes together. */
function strataOf(labelled: readonly LabelledScore[]): LabelledScore[][] {
  const byName = new Map<string, LabelledScore[]>();
  for (const label of labelled) {
    const stratum = byName.get(label.stratum);
    if (stratum === undefined) byName.set(label.stratum, [label]);
    else stratum.push(label);
  }
  const strata = [...byName.values()];
  const single = strata.filter(({ length }) => length === 1).flat();
  const others = strata.filter(({ length }) => length > 1);
  if (single.length === 1 && others.length > 0) others[0]!.push(...single);
  else if (single.length > 0) others.push(single);
  return others;
}

/** @returns null where no threshold reaches the goal */
function thresholdFor(
  weights: Float64Array,
  hits: Float64Array,
  messages: readonly number[],
  { goal, at }: Goal,
  from: number,
): number | null {
  // What lies below the labels may hold any number of violations.
  if (goal === 'recall' && from > 0) return null;
  const observations = CENTRES.map((place, i) => ({
    at: place,
    value: weights[i]! > 0 ? hits[i]! / weights[i]! : 0,
    weight: weights[i]!,
  }));
  const rates = fittedAt(isotonic(observations), CENTRES);
  const violating = rates.map((rate, i) => rate * messages[i]!);
  const all = violating.reduce((sum, count) => sum + count, 0);
  if (!(all > 0)) return null;
  let [above, found] = [0, 0];
  let best: number | null = null;
  for (let i = THRESHOLDS - 1; i >= from; i--) {
    above += messages[i]!;
    found += violating[i]!;
    if (goal === 'recall') {
      if (found / all >= at - 1e-9) return i / (THRESHOLDS - 1);
    } else if (above > 0) {
      // It falls with the threshold: the rates rise with the score.
      if (found / above < at - 1e-9) return best;
      best = i / (THRESHOLDS - 1);
    }
  }
  return best;
}

/** An interval narrows with the square root of the number of labels. */
function labelsToNarrow(width: number, { length }: readonly LabelledScore[]): number | null {
  return width <= WIDTH_WANTED + 1e-9 ? null : Math.ceil(length * ((width / WIDTH_WANTED) ** 2 - 1));
}

const round = (threshold: number) => Math.round(threshold * 100) / 100;

/** What was found, for people: "review ≥ 0.71 [0.64, 0.78]". */
export function describeSuggestion(
  { threshold, reason, moreLabels }: Suggestion,
  { goal, at }: Goal,
  labels: number,
  field: 'review' | 'alert' | 'score',
): string {
  const percent = `${Math.round(at * 1_000) / 10} %`;
  const wish =
    goal === 'precision' ? `You want at least ${percent} precision` : `You want to find at least ${percent}`;
  if (reason === 'too_few_labels') {
    const missing = moreLabels === 1 ? '1 more is' : `${moreLabels} more are`;
    return `${wish}: ${labels === 1 ? '1 label is' : `${labels} labels are`} too few to say where; ${missing} needed.`;
  }
  if (threshold === null) return `${wish}: by these ${labels} labels no threshold reaches it.`;
  const [value, low, high] = [threshold.value, threshold.low, threshold.high].map((n) => n.toFixed(2));
  const more =
    moreLabels === null
      ? ''
      : `; ${moreLabels} more ${moreLabels === 1 ? 'label' : 'labels'} would narrow it`;
  return `${wish}: ${field} ≥ ${value} [${low}, ${high}]${more}.`;
}
