import { isSignal, type Signal } from '../domain/signal.js';
import { bootstrap, type Interval } from './bootstrap.js';
import type { Plan } from './plan.js';
import { seededRandom } from './random.js';
import { rank, rankingFigures } from './ranking.js';
import { expectedCalibrationError, reliabilityBins } from './reliability.js';
import type { Row } from './rows.js';
import { COLUMNS, type Column } from './sets.js';
import type { Scored } from './system.js';

/** Smaller sets say nothing. */
const ROWS_MIN = 20;
const CLASS_MIN = 5;

/** What OLID calls offensive: whatever of these is the strongest. */
const OFFENSIVE: readonly Signal[] = ['toxicity', 'insult', 'identity_attack', 'profanity'];

/** How well a signal finds what a set labels. Shares are in [0, 1]. */
export interface SignalFigures {
  readonly rows: number;
  readonly positives: number;
  readonly auc: number;
  readonly averagePrecision: number;
  /** Recall at the threshold that 1 % of the negatives reach. */
  readonly recallAt1: number;
  readonly recallAt5: number;
  /** On the set as it is: sets with many positives make a calibrated model look wrong. Null for grounds. */
  readonly ece: number | null;
  /** Central 95 % of bootstrap resamples, by figure. */
  readonly interval: Readonly<Partial<Record<string, Interval>>>;
}

/** Labelled scores of one column on one set. */
export interface Annotated {
  readonly column: Column;
  readonly source: string;
  /** Places in the list of items. */
  readonly items: readonly number[];
  readonly truth: readonly boolean[];
  /** What the system ranks by. */
  readonly raw: Float64Array;
  /** In [0, 1], NaN where the signal was unavailable; null for a column that is no signal. */
  readonly calibrated: Float64Array | null;
}

/** Every column and set with at least 20 rows, 5 of each class, that the system gave scores of. */
export function* annotatedSets({ rows }: Plan, scored: Scored): Generator<Annotated> {
  for (const column of COLUMNS) {
    const raw = rawOf(column, scored);
    if (raw === null) continue;
    const calibrated = isSignal(column) ? scored.calibrated.get(column)! : null;
    for (const [source, items] of itemsBySource(rows, column, raw)) {
      const truth = items.map((item) => rows[item]!.labels[column]! >= 0.5);
      const positives = truth.filter(Boolean).length;
      if (items.length < ROWS_MIN || Math.min(positives, items.length - positives) < CLASS_MIN) continue;
      yield {
        column,
        source,
        items,
        truth,
        raw: Float64Array.from(items, (item) => raw[item]!),
        calibrated: calibrated && Float64Array.from(items, (item) => calibrated[item]!),
      };
    }
  }
}

/** What a system ranks a column by; null where it does not give it. */
export function rawOf(column: Column, scored: Scored): Float64Array | null {
  if (column !== 'offensive') return scored.raw.get(column) ?? null;
  // Raw outputs of different signals have no common scale.
  const columns = OFFENSIVE.flatMap((signal) => scored.calibrated.get(signal) ?? []);
  if (columns.length === 0) return null;
  // A message that was left unscored was not called offensive; one that was never asked about stays out.
  const least = (item: number) => (scored.outcomes[item] === undefined ? NaN : 0);
  return columns[0]!.map((_, item) =>
    columns.reduce((largest, values) => (values[item]! > largest ? values[item]! : largest), least(item)),
  );
}

function itemsBySource(rows: readonly Row[], column: Column, raw: Float64Array): Map<string, number[]> {
  const bySource = new Map<string, number[]>();
  rows.forEach(({ source, labels }, item) => {
    if (labels[column] === undefined || Number.isNaN(raw[item])) return;
    const items = bySource.get(source);
    if (items === undefined) bySource.set(source, [item]);
    else items.push(item);
  });
  return bySource;
}

/** @param resamples of the bootstrap; 0 leaves intervals out */
export function measure(set: Annotated, resamples: number, seed: string): SignalFigures {
  const ranked = rank(set.raw, set.truth);
  const figures = rankingFigures(ranked)!;
  const random = seededRandom(`${seed}/bootstrap/${set.column}/${set.source}`);
  const interval = bootstrap(set.items.length, resamples, random, (counts) => {
    const resampled = rankingFigures(ranked, counts);
    return resampled && { ...resampled, ece: calibrationError(set, counts) ?? NaN };
  });
  if (set.calibrated === null) delete interval.ece;
  return {
    rows: set.items.length,
    positives: set.truth.filter(Boolean).length,
    ...figures,
    ece: calibrationError(set),
    interval,
  };
}

function calibrationError({ calibrated, truth }: Annotated, counts?: Uint16Array): number | null {
  if (calibrated === null) return null;
  const [scores, positive, negative]: [number[], number[], number[]] = [[], [], []];
  calibrated.forEach((score, i) => {
    if (Number.isNaN(score)) return;
    const weight = counts === undefined ? 1 : counts[i]!;
    scores.push(score);
    positive.push(truth[i]! ? weight : 0);
    negative.push(truth[i]! ? 0 : weight);
  });
  return expectedCalibrationError(reliabilityBins(scores, positive, negative));
}
