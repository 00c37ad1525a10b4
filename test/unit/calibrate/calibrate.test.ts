import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calibration, ModelManifest, SignalCalibration } from '../../../src/domain/model.js';
import { projectRoot } from '../../../src/paths.js';
import { compileCalibration, validateCalibration } from '../../../src/scoring/calibrate.js';

const of = (map: SignalCalibration): Calibration => ({ id: 'test', signals: { toxicity: map } });
const calibrated = (map: SignalCalibration, logit: number): number =>
  compileCalibration(of(map))('toxicity', logit);

const sigmoids = fc.record({
  method: fc.constant('sigmoid' as const),
  a: fc.double({ min: 1e-3, max: 50, noNaN: true }),
  b: fc.double({ min: -50, max: 50, noNaN: true }),
});
const piecewises = fc
  .record({
    logits: fc.uniqueArray(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 32 }),
    probabilities: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 32, maxLength: 32 }),
  })
  // Zero and minus zero are one logit.
  .filter(({ logits }) => new Set(logits).size === logits.length)
  .map(({ logits, probabilities }) => {
    const ascending = probabilities.slice(0, logits.length).sort((left, right) => left - right);
    const knots = logits
      .sort((left, right) => left - right)
      .map((logit, at) => [logit, ascending[at]!] as const);
    return { method: 'piecewise' as const, knots };
  });
const maps: fc.Arbitrary<SignalCalibration> = fc.oneof(sigmoids, piecewises);
const logits = fc.oneof(
  fc.double({ noNaN: true }),
  fc.double({ min: -20, max: 20, noNaN: true }),
  fc.constantFrom(Infinity, -Infinity, 0, -0),
);

describe('calibration, by property', () => {
  it('never falls where the logit rises', () => {
    fc.assert(
      fc.property(maps, logits, logits, (map, first, second) => {
        const calibrate = compileCalibration(of(map));
        const [low, high] = first <= second ? [first, second] : [second, first];
        expect(calibrate('toxicity', low)).toBeLessThanOrEqual(calibrate('toxicity', high));
      }),
    );
  });

  it('stays within [0, 1] and within 4 decimals', () => {
    fc.assert(
      fc.property(maps, logits, (map, logit) => {
        const score = calibrated(map, logit);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(Math.round(score * 10_000) / 10_000).toBe(score);
      }),
    );
  });

  it('refuses NaN', () => {
    fc.assert(
      fc.property(maps, (map) => {
        expect(() => calibrated(map, NaN)).toThrow(RangeError);
      }),
    );
  });
});

describe('calibration, by table', () => {
  const knots = [
    [-2, 0.1],
    [0, 0.5],
    [1, 0.5],
    [3, 0.9],
  ] as const;

  it.each([
    [-Infinity, 0.1],
    [-2.5, 0.1],
    [-2, 0.1],
    [-1, 0.3],
    [0, 0.5],
    [0.7, 0.5],
    [2, 0.7],
    [3, 0.9],
    [99, 0.9],
  ])('piecewise: logit %d gives %d', (logit, expected) => {
    expect(calibrated({ method: 'piecewise', knots }, logit)).toBe(expected);
  });

  it.each([
    [1, 0, 0, 0.5],
    [1, 0, 2, 0.8808],
    [2, -1, 1, 0.7311],
    [1, 0, Infinity, 1],
    [1, 0, -Infinity, 0],
    [1, 0, 800, 1],
  ])('sigmoid: a %d, b %d, logit %d gives %d', (a, b, logit, expected) => {
    expect(calibrated({ method: 'sigmoid', a, b }, logit)).toBe(expected);
  });

  it('throws for a signal that has no map', () => {
    expect(() => compileCalibration(of({ method: 'sigmoid', a: 1, b: 0 }))('spam', 0)).toThrow(
      'calibration test has no map for spam',
    );
  });
});

describe('validateCalibration names what is wrong', () => {
  it.each<[SignalCalibration, string]>([
    [{ method: 'sigmoid', a: 0, b: 0 }, 'a must be'],
    [{ method: 'sigmoid', a: -1, b: 0 }, 'a must be'],
    [{ method: 'sigmoid', a: NaN, b: 0 }, 'a must be'],
    [{ method: 'sigmoid', a: 1, b: Infinity }, 'b must be'],
    [{ method: 'piecewise', knots: [[0, 0.5]] }, '2 to 32 knots'],
    [
      {
        method: 'piecewise',
        knots: [
          [0, 0.5],
          [0, 0.6],
        ],
      },
      'logit of knot 1',
    ],
    [
      {
        method: 'piecewise',
        knots: [
          [0, 0.5],
          [1, 0.4],
        ],
      },
      'probability of knot 1',
    ],
    [
      {
        method: 'piecewise',
        knots: [
          [0, NaN],
          [1, 0.4],
        ],
      },
      'probability of knot 0',
    ],
    [
      {
        method: 'piecewise',
        knots: [
          [0, 0.1],
          [1, 1.1],
        ],
      },
      'probability of knot 1',
    ],
    [
      {
        method: 'piecewise',
        knots: [
          [NaN, 0.1],
          [1, 1],
        ],
      },
      'logit of knot 0',
    ],
    [{ method: 'magic' } as unknown as SignalCalibration, 'method must be'],
  ])('%j', (map, message) => {
    expect(() => {
      validateCalibration(of(map));
    }).toThrow(message);
  });

  it('a name that is no signal', () => {
    const signals = { anger: { method: 'sigmoid', a: 1, b: 0 } } as unknown as Calibration['signals'];
    expect(() => {
      validateCalibration({ id: 'test', signals });
    }).toThrow('anger: not a signal');
  });
});

describe.each(['blend-1', 'encoder-1', 'linear-1'])('the calibration of %s', (model) => {
  it('rises everywhere between 1 and 99 %, so that every threshold there can be told from the next', () => {
    const manifest = readFileSync(join(projectRoot, 'models', model, 'manifest.json'), 'utf8');
    const { calibration } = JSON.parse(manifest) as ModelManifest;
    const calibrate = compileCalibration(calibration);
    for (const signal of Object.keys(calibration.signals) as (keyof typeof calibration.signals)[]) {
      const scores = Array.from({ length: 401 }, (_, at) => calibrate(signal, at / 10 - 20));
      const flat = scores.filter((score, at) => score > 0.01 && score < 0.99 && score === scores[at + 1]);
      expect({ signal, flat }).toEqual({ signal, flat: [] });
    }
  });
});
