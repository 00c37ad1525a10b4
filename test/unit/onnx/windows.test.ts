import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupBySize, windows } from '../../../src/scoring/engines/windows.js';

const count = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('windows', () => {
  it('is one where everything fits', () => {
    expect(windows(count(10), 10, 4)).toEqual([count(10)]);
    expect(windows([], 10, 4)).toEqual([[]]);
  });

  it('covers every id in order, and neighbours share at least the overlap', () => {
    const cases = fc.record({
      length: fc.integer({ min: 0, max: 3_000 }),
      size: fc.integer({ min: 2, max: 200 }),
      share: fc.double({ min: 0, max: 0.9, noNaN: true }),
    });
    fc.assert(
      fc.property(cases, ({ length, size, share }) => {
        const overlap = Math.floor((size - 1) * share);
        const cut = windows(count(length), size, overlap);
        expect([...new Set(cut.flat())]).toEqual(count(length));
        expect(Math.max(0, ...cut.map((window) => window.length))).toBeLessThanOrEqual(size);
        cut.slice(1).forEach((window, i) => {
          expect(cut[i]!.at(-1)! - window[0]! + 1).toBeGreaterThanOrEqual(overlap);
        });
      }),
    );
  });
});

describe('groups by size', () => {
  it('holds every item once, within the budget and with little padding', () => {
    const sizes = fc.array(fc.integer({ min: 2, max: 128 }), { maxLength: 300 });
    fc.assert(
      fc.property(sizes, (items) => {
        const groups = groupBySize(items, (size) => size, 1_024);
        expect(groups.flat().toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b));
        for (const group of groups) {
          const longest = Math.max(...group);
          expect(group.length === 1 || longest * group.length <= 1_024).toBe(true);
          expect(longest).toBeLessThanOrEqual(Math.min(...group) * 1.3 + 4);
        }
      }),
    );
  });
});
