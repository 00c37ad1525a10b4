import type { SignalCalibration } from '../domain/model.js';
import { bootstrap, type Interval } from '../evaluation/bootstrap.js';
import { sample, seededRandom } from '../evaluation/random.js';
import { expectedCalibrationError, reliabilityBins } from '../evaluation/reliability.js';
import { isotonic, pooled, type Pool } from './isotonic.js';

/** A labelled message with the raw output that counts: the larger of the two views. */
export interface LabelledLogit {
  readonly id: number;
  readonly logit: number;
  readonly violates: boolean;
  readonly weight: number;
}

/** How well probabilities agree with labels; smaller is better. */
export interface CalibrationFigures {
  /** Expected calibration error (Naeini et al. 2015). */
  readonly ece: number;
  /** Mean squared distance (Brier 1950). */
  readonly brier: number;
  /** The central 95 % of each, by bootstrap, that of `ece` less its bias. */
  readonly intervals: { readonly ece: Interval; readonly brier: Interval };
}

export interface Recalibration {
  readonly map: SignalCalibration;
  readonly labels: { readonly fit: number; readonly shown: number };
  /** On labels that the map was not fitted to. */
  readonly before: CalibrationFigures;
  readonly after: CalibrationFigures;
}

const RECALIBRATION_LABELS_MIN = 100;
const RECALIBRATION_VERDICT_MIN = 20;
/** From so many labels to fit on, a form that is free may follow them without following chance. */
const ISOTONIC_MIN = 500;
const KNOTS_MAX = 32;
/** The rest is what the fit is shown on. */
const FIT_SHARE = 0.5;
const RESAMPLES = 500;

/** What is missing for a recalibration, in words; empty where nothing is. */
export function missingFor(labels: readonly LabelledLogit[]): string[] {
  const violating = labels.filter(({ violates }) => violates).length;
  const counted = [
    ['sampled labels', labels.length, RECALIBRATION_LABELS_MIN],
    ['that violate', violating, RECALIBRATION_VERDICT_MIN],
    ['that are ok', labels.length - violating, RECALIBRATION_VERDICT_MIN],
  ] as const;
  return counted.flatMap(([what, count, min]) =>
    count < min ? [`${count} of at least ${min} ${what}`] : [],
  );
}

/**
 * Fits a map to one half of the labels and shows what it does on the other; which half is which is
 * drawn by chance within each verdict, the same for the same labels.
 *
 * @param before the calibration in force, as a function of the logit
 * @param compile makes a function of a map
 * @returns null where the labels do not rise with the model's output
 */
export function recalibrate(
  labels: readonly LabelledLogit[],
  seed: string,
  before: (logit: number) => number,
  compile: (map: SignalCalibration) => (logit: number) => number,
): Recalibration | null {
  const random = seededRandom(seed);
  const halves = [true, false].map((verdict) => {
    const some = labels.filter(({ violates }) => violates === verdict);
    return sample(some, Math.round(some.length * FIT_SHARE), random);
  });
  const fit = halves.flat();
  const fitted = new Set(fit.map(({ id }) => id));
  const shown = labels.filter(({ id }) => !fitted.has(id));
  const map = (fit.length >= ISOTONIC_MIN ? fitPiecewise(fit) : null) ?? fitSigmoid(fit);
  if (map === null) return null;
  return {
    map,
    labels: { fit: fit.length, shown: shown.length },
    before: figuresOf(shown, before, seed),
    after: figuresOf(shown, compile(map), seed),
  };
}

/** Below this the labels say that the output means nothing, or the opposite. */
const SLOPE_MIN = 0.05;
const STEPS_MAX = 100;

/**
 * Platt's sigmoid (1999): the logistic curve of greatest likelihood, towards targets a little inside of
 * 0 and 1 so that few labels do not make it steep; by Newton's method with halved steps (Lin, Lin and
 * Weng 2007). Weights count as they are, scaled to a mean of 1.
 *
 * @returns null where it does not rise
 */
export function fitSigmoid(labels: readonly LabelledLogit[]): SignalCalibration | null {
  // Of one place no slope follows.
  if (labels.every(({ logit }) => logit === labels[0]!.logit)) return null;
  const scale = labels.length / labels.reduce((sum, { weight }) => sum + weight, 0);
  const rows = labels.map(({ logit, violates, weight }) => ({ logit, violates, weight: weight * scale }));
  const positive = rows.reduce((sum, { violates, weight }) => sum + (violates ? weight : 0), 0);
  const negative = labels.length - positive;
  const high = (positive + 1) / (positive + 2);
  const low = 1 / (negative + 2);
  const loss = (a: number, b: number) =>
    rows.reduce((sum, { logit, violates, weight }) => {
      const z = a * logit + b;
      // log(1 + exp(z)) without overflow.
      return (
        sum + weight * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - (violates ? high : low) * z)
      );
    }, 0);
  let [a, b] = [1, 0];
  let current = loss(a, b);
  for (let i = 0; i < STEPS_MAX; i++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-9, 0, 1e-9];
    for (const { logit, violates, weight } of rows) {
      const p = 1 / (1 + Math.exp(-(a * logit + b)));
      const slope = weight * (p - (violates ? high : low));
      const bend = weight * p * (1 - p);
      ga += slope * logit;
      gb += slope;
      haa += bend * logit * logit;
      hab += bend * logit;
      hbb += bend;
    }
    const determinant = haa * hbb - hab * hab;
    const [da, db] = [(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant];
    let step = 1;
    let next = loss(a - da, b - db);
    while (!(next <= current) && step > 1e-9) {
      step /= 2;
      next = loss(a - step * da, b - step * db);
    }
    if (!(next <= current)) break;
    [a, b] = [a - step * da, b - step * db];
    const gain = current - next;
    current = next;
    if (gain < 1e-10) break;
  }
  return a >= SLOPE_MIN && Number.isFinite(b) ? { method: 'sigmoid', a, b } : null;
}

/** Isotonic regression (Zadrozny and Elkan 2002), thinned to knots. @returns null where it does not rise */
export function fitPiecewise(labels: readonly LabelledLogit[]): SignalCalibration | null {
  const observations = [...labels]
    .sort((x, y) => x.logit - y.logit)
    .map(({ logit, violates, weight }) => ({ at: logit, value: violates ? 1 : 0, weight }));
  const pools = thin(isotonic(observations));
  if (pools.length < 2) return null;
  return { method: 'piecewise', knots: pools.map(({ at, value }) => [at, Math.min(1, value)] as const) };
}

/** Joins the neighbours that weigh least until there are few enough. */
function thin(pools: Pool[]): Pool[] {
  const rest = [...pools];
  while (rest.length > KNOTS_MAX) {
    let lightest = 0;
    for (let i = 1; i + 1 < rest.length; i++) {
      const weightAt = (n: number) => rest[n]!.weight + rest[n + 1]!.weight;
      if (weightAt(i) < weightAt(lightest)) lightest = i;
    }
    rest.splice(lightest, 2, pooled(rest[lightest]!, rest[lightest + 1]!));
  }
  return rest;
}

function figuresOf(
  labels: readonly LabelledLogit[],
  calibrate: (logit: number) => number,
  seed: string,
): CalibrationFigures {
  const scores = labels.map(({ logit }) => calibrate(logit));
  const figures = (times: (i: number) => number) => {
    const weight = labels.map((label, i) => label.weight * times(i));
    const positive = labels.map(({ violates }, i) => (violates ? weight[i]! : 0));
    const negative = labels.map(({ violates }, i) => (violates ? 0 : weight[i]!));
    const total = weight.reduce((sum, each) => sum + each, 0);
    if (total === 0) return null;
    const squares = labels.reduce(
      (sum, { violates }, i) => sum + weight[i]! * (scores[i]! - (violates ? 1 : 0)) ** 2,
      0,
    );
    const ece = expectedCalibrationError(reliabilityBins(scores, positive, negative));
    return { ece: round(ece), brier: round(squares / total) };
  };
  const random = seededRandom(`${seed} shown`);
  const whole = figures(() => 1) ?? { ece: NaN, brier: NaN };
  const resampled = (counts: Uint16Array) => figures((i) => counts[i]!);
  const intervals = bootstrap(labels.length, RESAMPLES, random, resampled, { ece: whole.ece });
  return { ...whole, intervals: { ece: intervals.ece!, brier: intervals.brier! } };
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;
