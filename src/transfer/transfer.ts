import { PERSPECTIVE_ATTRIBUTES, largestSignal } from '../domain/perspective.js';
import type { Signal } from '../domain/signal.js';
import { seededRandom } from '../evaluation/random.js';
import { wilson, type Estimate } from '../labelling/intervals.js';
import { fittedAt, isotonic, type Pool } from '../labelling/isotonic.js';
import { FLAGGED_MIN, linkThreshold, type Pair } from './link.js';

/** Below this a threshold would be chance rather than a proposal. */
export const MESSAGES_MIN = 200;
/** Those that differ most are enough to see why. */
const DISAGREEMENTS_MAX = 10;
/** Scores of ours at which the fitted map is shown. */
const SHOWN_SCORES = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/** A message with the scores that a community saved and ours. */
export interface TransferRow {
  readonly id: string;
  /** By attribute, as it was called; in [0, 1]. */
  readonly old: ReadonlyMap<string, number>;
  readonly signals: Readonly<Record<Signal, number | null>>;
}

/** Thresholds that a community used on an attribute. */
export interface OldThresholds {
  readonly review: number;
  readonly act: number;
}

/** An old threshold and the one that flags as many. */
export interface ThresholdTransfer {
  readonly old: number;
  /** How many messages reached it. */
  readonly flagged: number;
  /** Null where fewer than 5 did. */
  readonly proposed: Estimate | null;
  /** How many messages reach the proposed one. */
  readonly flags: number;
  /** Share of those that were flagged which still are. */
  readonly kept: Estimate;
}

/** A message that one system flags and the other does not. */
export interface Disagreement {
  readonly id: string;
  readonly old: number;
  readonly score: number;
  /** What the old score usually was at this score of ours. */
  readonly expected: number;
}

export interface AttributeTransfer {
  readonly attribute: string;
  readonly signals: readonly Signal[];
  /** Messages with a score of either system. */
  readonly messages: number;
  /** Our score and what the old one usually was there: rising, by isotonic regression. */
  readonly map: readonly (readonly [score: number, old: number])[];
  readonly review: ThresholdTransfer;
  readonly act: ThresholdTransfer;
  /** About `review`; those furthest from what was to be expected first. */
  readonly disagreements: readonly Disagreement[];
}

export interface Transfer {
  /** Messages that we could score, whatever was saved of them. */
  readonly messages: number;
  readonly attributes: readonly AttributeTransfer[];
  /** Attributes with fewer than 200 messages, and how many they have. */
  readonly tooFew: readonly { readonly attribute: string; readonly messages: number }[];
}

/** The signals for an attribute as it was called, its version included; undefined where none serve it. */
export const signalsFor = (attribute: string): readonly Signal[] | undefined =>
  PERSPECTIVE_ATTRIBUTES.get(attribute.split('@', 1)[0]!);

/**
 * Carries thresholds over from the Perspective API's scores to ours, by messages that have both.
 *
 * @param thresholdsOf what the community used on an attribute
 * @param seed the same gives the same intervals
 */
export function transfer(
  rows: readonly TransferRow[],
  thresholdsOf: (attribute: string) => OldThresholds,
  seed = 'transfer',
): Transfer {
  const scored = rows.filter(({ signals }) => Object.values(signals).some((score) => score !== null));
  const names = [...new Set(scored.flatMap(({ old }) => [...old.keys()]))].sort();
  const paired = names.flatMap((attribute) => {
    const signals = signalsFor(attribute);
    return signals === undefined ? [] : [{ attribute, signals, pairs: pairsOf(scored, attribute, signals) }];
  });
  return {
    messages: scored.length,
    attributes: paired
      .filter(({ pairs }) => pairs.length >= MESSAGES_MIN)
      .map(({ attribute, signals, pairs }) => ({
        attribute,
        signals,
        ...transferPairs(pairs, thresholdsOf(attribute), `${seed} ${attribute}`),
      })),
    tooFew: paired
      .filter(({ pairs }) => pairs.length < MESSAGES_MIN)
      .map(({ attribute, pairs }) => ({ attribute, messages: pairs.length })),
  };
}

function pairsOf(rows: readonly TransferRow[], attribute: string, names: readonly Signal[]): Pair[] {
  return rows.flatMap(({ id, old, signals }) => {
    const saved = old.get(attribute);
    const score = largestSignal(signals, names);
    return saved === undefined || score === null ? [] : [{ id, old: saved, score }];
  });
}

function transferPairs(pairs: readonly Pair[], thresholds: OldThresholds, seed: string) {
  const fit = fitMap(pairs);
  const link = (kind: 'review' | 'act'): ThresholdTransfer => {
    const old = thresholds[kind];
    const proposed = linkThreshold(pairs, old, seededRandom(`${seed} ${kind}`));
    const flagged = pairs.filter((pair) => pair.old >= old);
    const reaches = ({ score }: Pair) => proposed !== null && score >= proposed.value;
    const kept = flagged.length === 0 ? 0 : flagged.filter(reaches).length / flagged.length;
    return {
      old,
      flagged: flagged.length,
      proposed,
      flags: pairs.filter(reaches).length,
      kept: wilson(kept, flagged.length),
    };
  };
  const review = link('review');
  const expected = fittedAt(fit, SHOWN_SCORES);
  return {
    messages: pairs.length,
    map: SHOWN_SCORES.map((score, i) => [score, round(expected[i]!)] as const),
    review,
    act: link('act'),
    disagreements: disagreementsOf(pairs, fit, review),
  };
}

/** What the old score usually is at each of ours. */
function fitMap(pairs: readonly Pair[]): Pool[] {
  return isotonic(
    [...pairs]
      .sort((x, y) => x.score - y.score)
      .map(({ score, old }) => ({ at: score, value: old, weight: 1 })),
  );
}

function disagreementsOf(
  pairs: readonly Pair[],
  fit: readonly Pool[],
  { old: threshold, proposed }: ThresholdTransfer,
): Disagreement[] {
  if (proposed === null) return [];
  const differing = pairs
    .filter(({ old, score }) => old >= threshold !== score >= proposed.value)
    .sort((x, y) => x.score - y.score);
  const expected = fittedAt(
    fit,
    differing.map(({ score }) => score),
  );
  return differing
    .map((pair, i) => ({ ...pair, expected: round(expected[i]!) }))
    .sort((x, y) => Math.abs(y.old - y.expected) - Math.abs(x.old - x.expected))
    .slice(0, DISAGREEMENTS_MAX);
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;

/** Why an attribute got no threshold, in words; undefined where it got one. */
export const whyNone = ({ flagged, proposed }: ThresholdTransfer): string | undefined =>
  proposed === null
    ? `${flagged} messages were flagged; from ${FLAGGED_MIN} on a threshold is proposed`
    : undefined;
