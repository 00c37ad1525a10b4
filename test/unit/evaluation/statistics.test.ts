import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrap, quantile } from '../../../src/evaluation/bootstrap.js';
import { macroF1, oracleMacroF1 } from '../../../src/evaluation/classification.js';
import { sample, seededRandom } from '../../../src/evaluation/random.js';
import { rank } from '../../../src/evaluation/ranking.js';
import { presence, streamReliability, type StreamRow } from '../../../src/evaluation/reference-stream.js';
import { expectedCalibrationError, reliabilityBins } from '../../../src/evaluation/reliability.js';

describe('expected calibration error', () => {
  it('is the mean distance of the bins from the diagonal, by weight', () => {
    // Two scores in the bin [0, 1/15), one of them positive; two in the last one, both positive.
    const bins = reliabilityBins([0.01, 0.03, 1, 0.98], [1, 0, 1, 1], [0, 1, 0, 0]);
    expect(bins).toEqual([
      { share: 0.5, confidence: 0.02, accuracy: 0.5 },
      { share: 0.5, confidence: 0.99, accuracy: 1 },
    ]);
    expect(expectedCalibrationError(bins)).toBeCloseTo(0.5 * 0.48 + 0.5 * 0.01, 10);
  });

  it('is 0 where every score is the share of positives, and 1 where all is wrong', () => {
    const right = reliabilityBins([0.25], [1], [3]);
    expect(expectedCalibrationError(right)).toBe(0);
    expect(expectedCalibrationError(reliabilityBins([0, 1], [1, 0], [0, 1]))).toBe(1);
  });
});

describe('calibration on the reference stream', () => {
  const rows = (source: string, positive: boolean | undefined, score: number, count: number): StreamRow[] =>
    Array.from({ length: count }, () => ({ source, positive, score }));

  it('weighs ordinary chat, annotated negatives and positives as the stream does', () => {
    // One set of each kind: positives 0.05, chat 0.95 * 0.95, annotated negatives 0.95 * 0.05.
    const stream = [
      ...rows('a', true, 1, 10),
      ...rows('irc-ubuntu', false, 0, 7),
      ...rows('a', false, 1, 30),
    ];
    const { ece, rows: count, positives } = streamReliability('insult', stream)!;
    expect([count, positives]).toEqual([47, 10]);
    const annotated = 0.95 * 0.05;
    const accuracy = 0.05 / (0.05 + annotated);
    expect(ece).toBeCloseTo((0.05 + annotated) * (1 - accuracy), 10);
  });

  it('leaves out rows that nobody labelled and says nothing on few positives', () => {
    const stream = [...rows('a', true, 1, 4), ...rows('a', false, 0, 9)];
    expect(streamReliability('insult', stream)).toBeNull();
    expect(streamReliability('insult', [...stream, ...rows('a', true, NaN, 1)])).toBeNull();
    expect(streamReliability('insult', [...stream, ...rows('a', undefined, 0.5, 1)])).toBeNull();
    expect(streamReliability('insult', [...stream, ...rows('a', true, 1, 1)])?.positives).toBe(5);
  });

  it('assumes zeros only where they follow from what is known', () => {
    expect(presence('insult', 'jigsaw-predibase', { insult: 0.7 })).toBe(true);
    expect(presence('insult', 'wiki-talk-cat', { toxicity: 0 })).toBe(false);
    expect(presence('insult', 'wiki-talk-cat', { toxicity: 1 })).toBeUndefined();
    expect(presence('distress', 'wiki-talk-cat', { toxicity: 0 })).toBeUndefined();
    expect(presence('distress', 'clinc150', { toxicity: 0 })).toBe(false);
  });
});

describe('the bootstrap', () => {
  const mean = (values: readonly number[]) => (counts: Uint16Array) => ({
    mean: values.reduce((sum, value, i) => sum + value * counts[i]!, 0) / values.length,
  });

  it('draws as many rows as there are, with replacement', () => {
    bootstrap(50, 20, seededRandom('draws'), (counts) => {
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(50);
      expect(counts.some((count) => count > 1)).toBe(true);
      return { any: 0 };
    });
  });

  it('covers the mean of the population about as often as it says', () => {
    let covered = 0;
    for (let trial = 0; trial < 200; trial++) {
      const random = seededRandom(`trial ${trial}`);
      const values = Array.from({ length: 60 }, random);
      const [low, high] = bootstrap(values.length, 200, random, mean(values)).mean!;
      if (low <= 0.5 && 0.5 <= high) covered++;
    }
    // 95 % of 200 is 190; below 178 or above 199 lies less than one run in a thousand.
    expect(covered).toBeGreaterThanOrEqual(178);
    expect(covered).toBeLessThanOrEqual(199);
  });

  it('moves the interval of a distance back by what resampling adds to it, around its value', () => {
    for (let trial = 0; trial < 20; trial++) {
      const random = seededRandom(`distance ${trial}`);
      const values = Array.from({ length: 40 }, () => random() - 0.5);
      const distance = (counts: Uint16Array) => {
        const parts = [0, 0, 0, 0];
        values.forEach((value, i) => (parts[i % 4]! += value * counts[i]!));
        return { distance: parts.reduce((sum, part) => sum + Math.abs(part), 0) / values.length };
      };
      const { distance: value } = distance(new Uint16Array(40).fill(1));
      const [raw] = bootstrap(40, 200, seededRandom('d'), distance).distance!;
      const [low, high] = bootstrap(40, 200, seededRandom('d'), distance, { distance: value }).distance!;
      expect(low).toBeLessThanOrEqual(Math.min(raw, value));
      expect(high).toBeGreaterThan(value);
      expect(low).toBeGreaterThanOrEqual(0);
    }
  });

  it('gives the same interval for the same seed, and none where nothing is defined', () => {
    const values = [1, 2, 3, 4, 10];
    const once = bootstrap(5, 100, seededRandom('same'), mean(values));
    expect(bootstrap(5, 100, seededRandom('same'), mean(values))).toEqual(once);
    expect(bootstrap(5, 100, seededRandom('other'), mean(values))).not.toEqual(once);
    expect(bootstrap(5, 100, seededRandom('same'), () => null)).toEqual({});
  });

  it('takes quantiles between order statistics', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 0)).toBe(1);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
    expect(quantile([7], 0.975)).toBe(7);
  });
});

describe('macro-F1', () => {
  it('is the mean of the F1 of both classes', () => {
    // Positives: 1 found, 1 missed, 1 false; F1 = 2/4. Negatives: 2 right; F1 = 4/6.
    expect(macroF1([true, true, false, false, false], [true, false, true, false, false])).toBeCloseTo(
      (0.5 + 4 / 6) / 2,
      10,
    );
    expect(macroF1([true, false], [true, false])).toBe(1);
    expect(macroF1([true, false], [false, true])).toBe(0);
  });

  it('has as oracle the best over all thresholds', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(rows, (pairs) => {
        const scores = pairs.map(([score]) => score);
        const truth = pairs.map(([, positive]) => positive);
        const thresholds = [...scores, 6];
        const best = Math.max(
          ...thresholds.map((threshold) =>
            macroF1(
              truth,
              scores.map((score) => score >= threshold),
            ),
          ),
        );
        expect(oracleMacroF1(rank(scores, truth))).toBeCloseTo(best, 10);
      }),
    );
  });
});

describe('seeded sampling', () => {
  it('takes the number asked for, in order, without repeats', () => {
    const entries = Array.from({ length: 100 }, (_, i) => i);
    const chosen = sample(entries, 10, seededRandom('a'));
    expect(chosen).toHaveLength(10);
    expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
    expect(sample(entries, 10, seededRandom('a'))).toEqual(chosen);
    expect(sample(entries, 200, seededRandom('a'))).toEqual(entries);
  });

  it('takes every entry equally often', () => {
    const counts = new Array<number>(5).fill(0);
    for (let i = 0; i < 5_000; i++)
      for (const entry of sample([0, 1, 2, 3, 4], 2, seededRandom(`${i}`))) counts[entry]!++;
    // 2,000 each; five standard deviations are 173.
    for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(173);
  });
});
