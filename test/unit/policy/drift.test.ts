import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementOf, stabilityIndex } from '../../../src/policy/drift.js';

/** A histogram of 100 steps with these counts in the first step of each band of 0.1. */
const banded = (...bands: number[]) =>
  Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? (bands[i / 10] ?? 0) : 0));
const histogram = fc.array(fc.nat({ max: 100_000 }), { minLength: 100, maxLength: 100 });
const nonEmpty = histogram.filter((steps) => steps.some((count) => count > 0));

describe('the population stability index', () => {
  it('is what its definition says, worked out by hand', () => {
    // 90 and 10 of 100 become 80 and 20, with ½ added to each of the ten bands.
    const share = (count: number) => (count + 0.5) / 105;
    const expected =
      (share(80) - share(90)) * Math.log(share(80) / share(90)) +
      (share(20) - share(10)) * Math.log(share(20) / share(10));
    expect(stabilityIndex(banded(90, 10), banded(80, 20))).toBeCloseTo(expected, 12);
    expect(expected).toBeCloseTo(0.0749, 4);
  });

  it('is 0 of equal histograms, positive of others, and the same in both directions', () => {
    fc.assert(
      fc.property(nonEmpty, nonEmpty, (before, after) => {
        expect(stabilityIndex(before, before)).toBeCloseTo(0, 12);
        const shift = stabilityIndex(before, after)!;
        expect(shift).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(shift)).toBe(true);
        expect(stabilityIndex(after, before)).toBeCloseTo(shift, 9);
      }),
    );
  });

  it('does not see what moves within a band, and sees a band that empties', () => {
    const within = Array.from({ length: 100 }, (_, i) => (i === 9 ? 1_000 : 0));
    expect(stabilityIndex(banded(1_000), within)).toBeCloseTo(0, 12);
    expect(stabilityIndex(banded(900, 0, 100), banded(1_000))!).toBeGreaterThan(0.25);
  });

  it('is not known where one side has no score', () => {
    expect(stabilityIndex(banded(), banded(5))).toBeNull();
    expect(stabilityIndex(banded(5), banded())).toBeNull();
  });

  it('refuses histograms that cannot be compared', () => {
    expect(() => stabilityIndex([1, 2], [1])).toThrow(RangeError);
    expect(() => stabilityIndex([1, 2], [1, 2])).toThrow(RangeError);
  });
});

describe('agreement with labels', () => {
  it('counts a flag on a violation and no flag on anything else', () => {
    const judged = [
      { violates: true, before: true, after: true },
      { violates: true, before: false, after: true },
      { violates: false, before: true, after: true },
      { violates: false, before: false, after: false },
    ];
    expect(agreementOf(judged)).toEqual({ agreementBefore: 0.5, agreementAfter: 0.75, count: 4 });
  });

  it('is not known without labels', () => {
    expect(agreementOf([])).toEqual({ agreementBefore: null, agreementAfter: null, count: 0 });
  });
});
