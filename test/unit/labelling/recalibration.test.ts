import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/evaluation/random.js';
import { fittedAt, isotonic } from '../../../src/labelling/isotonic.js';
import {
  fitPiecewise,
  fitSigmoid,
  missingFor,
  recalibrate,
  type LabelledLogit,
} from '../../../src/labelling/recalibration.js';
import { compileCalibration, validateCalibration } from '../../../src/scoring/calibrate.js';
import type { SignalCalibration } from '../../../src/domain/model.js';

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const compile = (map: SignalCalibration) => {
  const calibrate = compileCalibration({ id: 'test', signals: { insult: map } });
  return (logit: number) => calibrate('insult', logit);
};

/** Labels that violate as often as `rate` says; low outputs are drawn less often and weigh more. */
function draw(count: number, seed: string, rate: (logit: number) => number): LabelledLogit[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, id) => {
    const logit = 8 * random() - 5;
    return { id, logit, violates: random() < rate(logit), weight: logit < 0 ? 20 : 1 };
  });
}

describe('isotonic regression', () => {
  // The worked example of Barlow et al. 1972, as it stands in many textbooks.
  it('gives neighbours that fall their common mean', () => {
    const values = [1, 3, 2, 4, 3.5, 5].map((value, at) => ({ at, value, weight: 1 }));
    expect(isotonic(values).map(({ value, weight }) => [value, weight])).toEqual([
      [1, 1],
      [2.5, 2],
      [3.75, 2],
      [5, 1],
    ]);
  });

  it('takes what was observed at one place for one observation', () => {
    const [negative, positive, other] = [0, 0, 1].map((at, i) => ({ at, value: i > 0 ? 1 : 0, weight: 1 }));
    expect(isotonic([negative!, positive!, other!])).toEqual([
      { at: 0, value: 0.5, weight: 2 },
      { at: 1, value: 1, weight: 1 },
    ]);
  });

  it('rises, keeps the weighted mean, and is nearer than any other rising fit of the same blocks', () => {
    const rows = fc.array(
      fc.record({ value: fc.constantFrom(0, 1), weight: fc.integer({ min: 0, max: 9 }) }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(rows, (some) => {
        const observations = some.map((row, at) => ({ ...row, at }));
        const pools = isotonic(observations);
        pools.forEach(({ value }, i) => {
          if (i > 0) expect(value).toBeGreaterThan(pools[i - 1]!.value);
        });
        const sum = (rows_: readonly { value: number; weight: number }[]) =>
          rows_.reduce((total, { value, weight }) => total + value * weight, 0);
        expect(sum(pools)).toBeCloseTo(sum(observations), 6);
        const fitted = fittedAt(
          pools,
          observations.map(({ at }) => at),
        );
        fitted.forEach((value, i) => {
          if (i > 0 && pools.length > 0) expect(value).toBeGreaterThanOrEqual(fitted[i - 1]! - 1e-12);
        });
      }),
    );
  });
});

describe('a fitted map', () => {
  it('finds the sigmoid that the labels were drawn from', () => {
    const map = fitSigmoid(draw(20_000, 'sigmoid', (logit) => sigmoid(1.7 * logit - 0.8)))!;
    expect(map.method).toBe('sigmoid');
    if (map.method !== 'sigmoid') return;
    expect(map.a).toBeCloseTo(1.7, 1);
    expect(map.b).toBeCloseTo(-0.8, 0.5);
  });

  it('finds none where labels do not rise with the output', () => {
    expect(fitSigmoid(draw(2_000, 'flat', () => 0.3))).toBeNull();
    expect(fitSigmoid(draw(2_000, 'falling', (logit) => sigmoid(-logit)))).toBeNull();
    expect(fitPiecewise(draw(1, 'one', () => 1))).toBeNull();
    expect(fitSigmoid(draw(200, 'constant', () => 0.5).map((label) => ({ ...label, logit: 1 })))).toBeNull();
  });

  it('follows another form from many labels, in few knots', () => {
    const rate = (logit: number) => (logit < 0 ? 0.05 : 0.6);
    const map = fitPiecewise(draw(5_000, 'step', rate))!;
    validateCalibration({ id: 'test', signals: { insult: map } });
    const calibrate = compile(map);
    for (const logit of [-4, -1, 1, 2.5]) expect(Math.abs(calibrate(logit) - rate(logit))).toBeLessThan(0.1);
  });

  it('is valid for whatever labels', () => {
    const label = fc.record({
      id: fc.nat(),
      // Texts alike have one logit, and others may differ by rounding alone.
      logit: fc.oneof(
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.constantFrom(-2, 0, 3, 3 + 2 ** -51, 3 + 2 ** -50),
      ),
      violates: fc.boolean(),
      weight: fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(label, { minLength: 2, maxLength: 60 }), (labels) => {
        for (const map of [fitSigmoid(labels), fitPiecewise(labels)]) {
          if (map !== null) validateCalibration({ id: 'test', signals: { insult: map } });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a recalibration', () => {
  const rate = (logit: number) => sigmoid(0.9 * logit - 2);
  const before = (logit: number) => sigmoid(logit);

  it('lowers the error on labels that it was not fitted to', () => {
    let better = 0;
    for (let i = 0; i < 40; i++) {
      const found = recalibrate(draw(300, `community ${i}`, rate), 'seed', before, compile)!;
      expect(found.labels.fit + found.labels.shown).toBe(300);
      expect(found.before.intervals.brier[0]).toBeLessThanOrEqual(found.before.brier);
      expect(found.before.intervals.brier[1]).toBeGreaterThanOrEqual(found.before.brier);
      if (found.after.brier < found.before.brier) better++;
    }
    expect(better).toBeGreaterThan(36);
  });

  it('does not promise what is not there: where the map was right it gains nothing', () => {
    let gained = 0;
    for (let i = 0; i < 40; i++) {
      const found = recalibrate(draw(300, `right ${i}`, before), 'seed', before, compile)!;
      gained += found.before.brier - found.after.brier;
    }
    expect(gained / 40).toBeLessThan(0.001);
  });

  it('is the same for the same labels, and bends only with many', () => {
    const labels = draw(300, 'same', rate);
    expect(recalibrate(labels, 'seed', before, compile)).toEqual(
      recalibrate(labels, 'seed', before, compile),
    );
    expect(recalibrate(draw(1_200, 'many', rate), 'seed', before, compile)!.map.method).toBe('piecewise');
  });

  it('needs enough labels of both kinds', () => {
    const some = (violating: number, ok: number) =>
      Array.from({ length: violating + ok }, (_, id) => ({
        id,
        logit: 0,
        weight: 1,
        violates: id < violating,
      }));
    expect(missingFor(some(20, 80))).toEqual([]);
    expect(missingFor(some(19, 60))).toEqual([
      '79 of at least 100 sampled labels',
      '19 of at least 20 that violate',
    ]);
    expect(missingFor(some(120, 3))).toEqual(['3 of at least 20 that are ok']);
  });
});
