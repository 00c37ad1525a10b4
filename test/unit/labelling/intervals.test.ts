import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveSize, shareWithin, weightedShare, wilson } from '../../../src/labelling/intervals.js';

/** Sums of unweighted observations. */
const counts = (positive: number, all: number) => ({ total: all, squares: all, positive });

describe("Wilson's interval", () => {
  // Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d as published', (positive, all, low, high) => {
    const interval = wilson(positive / all, all);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('is symmetric, holds its share, narrows with the size and says nothing without any', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.5, max: 1e6, noNaN: true }),
        (share, size) => {
          const { low, high } = wilson(share, size);
          const mirrored = wilson(1 - share, size);
          expect(low).toBeLessThanOrEqual(share);
          expect(high).toBeGreaterThanOrEqual(share);
          expect(low).toBeCloseTo(1 - mirrored.high, 9);
          const narrower = wilson(share, 2 * size);
          expect(narrower.high - narrower.low).toBeLessThanOrEqual(high - low + 1e-12);
        },
      ),
    );
    expect(wilson(0.3, 0)).toEqual({ value: 0.3, low: 0, high: 1 });
  });
});

describe("Kish's effective size", () => {
  it('is the number of equal weights, and smaller for unequal ones', () => {
    expect(effectiveSize({ total: 12, squares: 36, positive: 0 })).toBe(4);
    // Kish 1965: weights 1, 1, 1, 3 are worth (6² / 12) = 3.
    expect(effectiveSize({ total: 6, squares: 12, positive: 0 })).toBe(3);
    expect(effectiveSize(counts(0, 0))).toBe(0);
    expect(weightedShare(counts(0, 0))).toBeNull();
  });
});

describe('the share of all positives in one of two groups', () => {
  it('holds its value, for whatever counts', () => {
    const group = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => counts(Math.min(a, b), Math.max(a, b)));
    fc.assert(
      fc.property(group, group, (inside, outside) => {
        const share = shareWithin(inside, outside);
        if (inside.positive + outside.positive === 0) {
          expect(share).toBeNull();
          return;
        }
        expect(share!.low).toBeGreaterThanOrEqual(0);
        expect(share!.high).toBeLessThanOrEqual(1);
        expect(share!.low).toBeLessThanOrEqual(share!.value + 1e-9);
        expect(share!.high).toBeGreaterThanOrEqual(share!.value - 1e-9);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not call everything found where nothing was found elsewhere by chance', () => {
    const share = shareWithin(counts(18, 20), counts(0, 20))!;
    expect(share.value).toBe(1);
    expect(share.high).toBe(1);
    expect(share.low).toBeLessThan(0.9);
    expect(shareWithin(counts(3, 4), counts(0, 0))).toEqual({ value: 1, low: 1, high: 1 });
  });
});
