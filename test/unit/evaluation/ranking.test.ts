import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rank, rankingFigures, rocAuc, rocCurve } from '../../../src/evaluation/ranking.js';

/** Few values, so that ties are common. */
const labelled = fc.array(fc.record({ score: fc.integer({ min: -4, max: 4 }), positive: fc.boolean() }), {
  minLength: 2,
  maxLength: 40,
});

type Rows = readonly { score: number; positive: boolean }[];
const scoresOf = (rows: Rows) => rows.map(({ score }) => score);
const truthOf = (rows: Rows) => rows.map(({ positive }) => positive);

/** Over all pairs of a positive and a negative. */
function mannWhitney(rows: Rows): number | null {
  const positives = rows.filter(({ positive }) => positive);
  const negatives = rows.filter(({ positive }) => !positive);
  if (positives.length === 0 || negatives.length === 0) return null;
  let wins = 0;
  for (const { score } of positives) {
    for (const negative of negatives) {
      if (score > negative.score) wins += 1;
      else if (score === negative.score) wins += 0.5;
    }
  }
  return wins / positives.length / negatives.length;
}

/** Straight from the definitions, threshold by threshold. */
function byThresholds(rows: Rows) {
  const thresholds = [...new Set(scoresOf(rows))].sort((a, b) => b - a);
  const positives = rows.filter(({ positive }) => positive).length;
  const negatives = rows.length - positives;
  let averagePrecision = 0;
  let recallBefore = 0;
  const recallAt = { 0.01: 0, 0.05: 0 };
  for (const threshold of thresholds) {
    const found = rows.filter(({ score }) => score >= threshold);
    const tp = found.filter(({ positive }) => positive).length;
    const recall = tp / positives;
    averagePrecision += (recall - recallBefore) * (tp / found.length);
    recallBefore = recall;
    for (const rate of [0.01, 0.05] as const) {
      if ((found.length - tp) / negatives <= rate) recallAt[rate] = Math.max(recallAt[rate], recall);
    }
  }
  return { averagePrecision, recallAt };
}

describe('ROC AUC', () => {
  it('is the share of pairs in the right order, ties counting half', () => {
    expect(rocAuc([0.9, 0.8, 0.4, 0.3], [true, false, true, false])).toBe(0.75);
    expect(rocAuc([1, 1, 1], [true, false, false])).toBe(0.5);
    expect(rocAuc([2, 1], [false, true])).toBe(0);
    fc.assert(
      fc.property(labelled, (rows) => {
        const auc = rocAuc(scoresOf(rows), truthOf(rows));
        const expected = mannWhitney(rows);
        if (expected === null) expect(auc).toBeNull();
        else expect(auc).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('is not defined without both classes', () => {
    expect(rocAuc([1, 2], [true, true])).toBeNull();
    expect(rocAuc([], [])).toBeNull();
  });

  it('takes infinite scores', () => {
    expect(rocAuc([Infinity, -Infinity, Infinity], [true, false, false])).toBe(0.75);
  });
});

describe('average precision and recall at a false positive rate', () => {
  it('come out as worked by hand', () => {
    // By falling score: +, -, +, -. Precision at the positives 1/1 and 2/3.
    const figures = rankingFigures(rank([4, 3, 2, 1], [true, false, true, false]))!;
    expect(figures.averagePrecision).toBeCloseTo((1 + 2 / 3) / 2, 10);
    expect(figures.recallAt1).toBe(0.5);
  });

  it('agree with their definitions, ties included', () => {
    fc.assert(
      fc.property(labelled, (rows) => {
        const figures = rankingFigures(rank(scoresOf(rows), truthOf(rows)));
        fc.pre(figures !== null);
        const expected = byThresholds(rows);
        expect(figures.averagePrecision).toBeCloseTo(expected.averagePrecision, 10);
        expect(figures.recallAt1).toBeCloseTo(expected.recallAt[0.01], 10);
        expect(figures.recallAt5).toBeCloseTo(expected.recallAt[0.05], 10);
      }),
    );
  });

  it('count a row as often as its weight says', () => {
    const weighted = fc.array(
      fc.record({
        score: fc.integer({ min: -3, max: 3 }),
        positive: fc.boolean(),
        weight: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: 2, maxLength: 20 },
    );
    fc.assert(
      fc.property(weighted, (rows) => {
        const repeated = rows.flatMap((row) => Array.from({ length: row.weight }, () => row));
        const figures = rankingFigures(
          rank(scoresOf(rows), truthOf(rows)),
          rows.map(({ weight }) => weight),
        );
        const expected = rankingFigures(rank(scoresOf(repeated), truthOf(repeated)));
        expect(figures === null).toBe(expected === null);
        if (figures === null || expected === null) return;
        for (const name of ['auc', 'averagePrecision', 'recallAt1', 'recallAt5'] as const) {
          expect(figures[name]).toBeCloseTo(expected[name], 10);
        }
      }),
    );
  });
});

describe('the ROC curve', () => {
  it('has one corner a threshold and the area of the AUC under it', () => {
    expect(rocCurve(rank([3, 2, 2, 1], [true, true, false, false]))).toEqual([
      [0, 0],
      [0, 0.5],
      [0.5, 1],
      [1, 1],
    ]);
    fc.assert(
      fc.property(labelled, (rows) => {
        const auc = rocAuc(scoresOf(rows), truthOf(rows));
        fc.pre(auc !== null);
        const curve = rocCurve(rank(scoresOf(rows), truthOf(rows)));
        let area = 0;
        curve.slice(1).forEach(([x, y], i) => (area += ((x - curve[i]![0]) * (y + curve[i]![1])) / 2));
        expect(area).toBeCloseTo(auc, 10);
      }),
    );
  });
});
