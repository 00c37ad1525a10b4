import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/evaluation/random.js';
import { precisionRecall, THRESHOLDS } from '../../../src/labelling/precision-recall.js';
import { suggestThreshold } from '../../../src/labelling/suggestion.js';
import { community, finish, labelInTurn, truth } from './community.js';

const COMMUNITIES = 500;
const MESSAGES = 4_000;
const AT = [0.3, 0.5, 0.7, 0.85];
const TRUE = AT.map((threshold) => truth(threshold, seededRandom('truth')));

/** Labels invented communities and says how often the intervals held the truth, and the mean figures. */
function tally(name: string, sizes: readonly number[], options: Parameters<typeof labelInTurn>[3] = {}) {
  const sums = AT.map(() => ({ n: 0, precision: 0, recall: 0, precisionHeld: 0, recallHeld: 0 }));
  for (let i = 0; i < COMMUNITIES; i++) {
    const random = seededRandom(`${name} ${i}`);
    const { labels } = labelInTurn(community(MESSAGES, random), sizes, random, options);
    const points = precisionRecall(labels);
    AT.forEach((threshold, k) => {
      const { precision, recall } = points[Math.round(threshold * 100)]!;
      if (precision === null || recall === null) return;
      const [sum, real] = [sums[k]!, TRUE[k]!];
      sum.n++;
      sum.precision += precision.value;
      sum.recall += recall.value;
      if (precision.low <= real.precision && real.precision <= precision.high) sum.precisionHeld++;
      if (recall.low <= real.recall && real.recall <= recall.high) sum.recallHeld++;
    });
  }
  return sums.map(({ n, precision, recall, precisionHeld, recallHeld }) => ({
    n,
    precision: precision / n,
    recall: recall / n,
    precisionHeld: precisionHeld / n,
    recallHeld: recallHeld / n,
  }));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('over 500 invented communities', { timeout: 240_000 }, () => {
  it.each([
    ['two samples of 100', [100, 100], {}],
    ['five samples of 200, half of each labelled', [200, 200, 200, 200, 200], { labelled: 100 }],
  ])(
    '%s: intervals hold the truth as often as they say, and figures lean to no side',
    (name, sizes, options) => {
      const results = tally(name, sizes, options);
      // The share of 500 that holds has a standard error of 1 %.
      expect(mean(results.map(({ precisionHeld }) => precisionHeld))).toBeGreaterThan(0.93);
      expect(mean(results.map(({ precisionHeld }) => precisionHeld))).toBeLessThan(0.975);
      results.forEach(({ n, precision, recall, precisionHeld, recallHeld }, k) => {
        expect(n).toBeGreaterThan(COMMUNITIES * 0.98);
        expect(precisionHeld).toBeGreaterThan(0.92);
        // It rests on what few labels far below say of very many messages: wide rather than wrong.
        expect(recallHeld).toBeGreaterThan(0.93);
        expect(Math.abs(precision - TRUE[k]!.precision)).toBeLessThan(0.015);
        expect(Math.abs(recall - TRUE[k]!.recall)).toBeLessThan(0.03);
      });
    },
  );

  it('a queue that was worked off first does not bend the figures', () => {
    const name = 'queue first';
    const sums = AT.map(() => ({ precision: 0, recall: 0 }));
    for (let i = 0; i < 200; i++) {
      const random = seededRandom(`${name} ${i}`);
      const people = community(MESSAGES, random);
      // Somebody labelled a hundred violations that they came upon, and no innocent message.
      const before = people.violates.flatMap((violates, n) => (violates ? [n + 1] : [])).slice(0, 100);
      const { labels } = labelInTurn(people, [100, 100], random, { before });
      const points = precisionRecall(labels);
      AT.forEach((threshold, k) => {
        sums[k]!.precision += (points[Math.round(threshold * 100)]!.precision?.value ?? 0) / 200;
        sums[k]!.recall += (points[Math.round(threshold * 100)]!.recall?.value ?? 0) / 200;
      });
    }
    sums.forEach(({ precision, recall }, k) => {
      expect(Math.abs(precision - TRUE[k]!.precision)).toBeLessThan(0.02);
      expect(Math.abs(recall - TRUE[k]!.recall)).toBeLessThan(0.03);
    });
  });

  it.each([
    ['precision', 0.7],
    ['recall', 0.6],
  ] as const)('the interval of the threshold for %s of %d holds the true one', (goal, at) => {
    const random = seededRandom('true threshold');
    const grid = Array.from({ length: 100 }, (_, i) => i / 100);
    // The same drawn messages for each threshold, so that the curve is smooth.
    const curve = grid.map((threshold) => truth(threshold, seededRandom('curve'), 100_000));
    const real =
      goal === 'precision'
        ? grid.find((_, i) => curve[i]!.precision >= at)!
        : grid.findLast((_, i) => curve[i]!.recall >= at)!;
    let [held, found, sum] = [0, 0, 0];
    const runs = 200;
    for (let i = 0; i < runs; i++) {
      const people = community(MESSAGES, random);
      const { labels } = labelInTurn(people, [100, 100], random);
      const messages = new Array<number>(THRESHOLDS).fill(0);
      for (const score of people.scores) messages[Math.floor(Math.round(score * 10_000) / 100)]! += 1;
      const { threshold } = finish(
        suggestThreshold({ labelled: labels, from: 0 }, messages, { goal, at }, random),
      );
      if (threshold === null) continue;
      found++;
      sum += threshold.value;
      if (threshold.low <= real && real <= threshold.high) held++;
    }
    expect(found).toBeGreaterThan(runs * 0.97);
    expect(held / found).toBeGreaterThan(0.9);
    expect(Math.abs(sum / found - real)).toBeLessThan(0.05);
  });
});
