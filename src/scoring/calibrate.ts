import type { Calibration, SignalCalibration } from '../domain/model.js';
import { isSignal, type Signal } from '../domain/signal.js';

/** A monotone map from a logit to a calibrated probability in [0, 1], rounded to 4 decimals. */
export type Calibrate = (signal: Signal, logit: number) => number;

const KNOTS_MAX = 32;

/**
 * Prepares a calibration for use. Scores are rounded to 4 decimals here and nowhere else, so that
 * policy, answer and receipt see the same number.
 *
 * @returns a function that throws a RangeError for NaN and for a signal without calibration; infinite
 *   logits give the ends of the map
 * @throws Error where the calibration is invalid (see `validateCalibration`)
 */
export function compileCalibration(calibration: Calibration): Calibrate {
  validateCalibration(calibration);
  const maps = new Map<Signal, (logit: number) => number>();
  for (const [name, map] of Object.entries(calibration.signals)) {
    if (isSignal(name)) maps.set(name, compileMap(map));
  }
  return (signal, logit) => {
    const map = maps.get(signal);
    if (map === undefined) throw new RangeError(`calibration ${calibration.id} has no map for ${signal}`);
    if (Number.isNaN(logit)) throw new RangeError(`the logit of ${signal} is NaN`);
    return Math.round(map(logit) * 10_000) / 10_000;
  };
}

/**
 * Checks that every map is monotone and stays within [0, 1].
 * @throws Error that names the calibration, the signal and what is wrong
 */
export function validateCalibration(calibration: Calibration): void {
  for (const [name, map] of Object.entries(calibration.signals)) {
    const where = `calibration ${calibration.id}, ${name}`;
    if (!isSignal(name)) throw new Error(`${where}: not a signal`);
    const flaw = flawOf(map);
    if (flaw !== null) throw new Error(`${where}: ${flaw}`);
  }
}

function flawOf(map: SignalCalibration): string | null {
  switch (map.method) {
    case 'sigmoid':
      if (!Number.isFinite(map.a) || map.a <= 0) return 'a must be a finite number above 0';
      return Number.isFinite(map.b) ? null : 'b must be a finite number';
    case 'piecewise':
      return flawOfKnots(map.knots);
    default:
      return 'method must be sigmoid or piecewise';
  }
}

function flawOfKnots(knots: readonly (readonly [number, number])[]): string | null {
  if (knots.length < 2 || knots.length > KNOTS_MAX) return `needs 2 to ${KNOTS_MAX} knots`;
  for (const [at, [logit, probability]] of knots.entries()) {
    if (!Number.isFinite(logit)) return `logit of knot ${at} must be finite`;
    if (!(probability >= 0 && probability <= 1)) return `probability of knot ${at} must be in [0, 1]`;
    const before = knots[at - 1];
    if (before === undefined) continue;
    if (logit <= before[0]) return `logit of knot ${at} must be above the one before`;
    if (probability < before[1]) return `probability of knot ${at} must not be below the one before`;
  }
  return null;
}

/** The smallest logit whose probability is at least so much; infinite where none is. */
export function logitOf(map: SignalCalibration, probability: number): number {
  if (map.method === 'sigmoid') return (Math.log(probability / (1 - probability)) - map.b) / map.a;
  const above = map.knots.findIndex(([, reached]) => reached >= probability);
  if (above <= 0) return above === 0 ? map.knots[0]![0] : Infinity;
  const [[x0, y0], [x1, y1]] = [map.knots[above - 1]!, map.knots[above]!];
  return x0 + ((x1 - x0) * (probability - y0)) / (y1 - y0);
}

function compileMap(map: SignalCalibration): (logit: number) => number {
  if (map.method === 'sigmoid') {
    const { a, b } = map;
    return (logit) => 1 / (1 + Math.exp(-(a * logit + b)));
  }
  const logits = Float64Array.from(map.knots, ([logit]) => logit);
  const probabilities = Float64Array.from(map.knots, ([, probability]) => probability);
  return (logit) => interpolate(logits, probabilities, logit);
}

/** Linear between the knots, constant outside them. */
function interpolate(logits: Float64Array, probabilities: Float64Array, logit: number): number {
  const last = logits.length - 1;
  if (logit <= logits[0]!) return probabilities[0]!;
  if (logit >= logits[last]!) return probabilities[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (logits[middle]! <= logit) low = middle;
    else high = middle;
  }
  const share = (logit - logits[low]!) / (logits[high]! - logits[low]!);
  // Weights that sum to 1 keep the result between the two knots, so that rounding cannot break monotonicity.
  return probabilities[low]! * (1 - share) + probabilities[high]! * share;
}
