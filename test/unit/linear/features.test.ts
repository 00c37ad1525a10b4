import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeatureExtractor, type FeatureSettings } from '../../../src/scoring/engines/linear/features.js';

const SETTINGS: FeatureSettings = {
  wordBucketsLog2: 16,
  charBucketsLog2: 16,
  charGramMin: 3,
  charGramMax: 5,
  normPower: 1,
};
const WORD_BUCKETS = 2 ** SETTINGS.wordBucketsLog2;
const extractor = new FeatureExtractor(SETTINGS);

function features(text: string, by = extractor): Map<number, number> {
  const size = by.extract(text);
  return new Map(Array.from({ length: size }, (_, at) => [by.indices[at]!, by.values[at]!]));
}

const words = (text: string): number[] =>
  [...features(text).keys()].filter((bucket) => bucket < WORD_BUCKETS);

describe('features', () => {
  it('has a norm of 1 in each space, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        let wordSquares = 0;
        let charSquares = 0;
        for (const [bucket, value] of features(text)) {
          expect(value).toBeGreaterThan(0);
          if (bucket < WORD_BUCKETS) wordSquares += value * value;
          else charSquares += value * value;
        }
        expect(wordSquares).toBeCloseTo(1, 4);
        if (charSquares > 0) expect(charSquares).toBeCloseTo(1, 4);
      }),
    );
  });

  it('lists no bucket twice and leaves nothing behind for the next text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (first, second) => {
        const expected = features(second, new FeatureExtractor(SETTINGS));
        const size = extractor.extract(first);
        expect(new Set(extractor.indices.subarray(0, size)).size).toBe(size);
        expect(features(second)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['case, but for shouting', 'You are Late', 'you are late'],
    ['digits', 'room 4711', 'room 1234'],
    ['mentions', 'thanks @maria for this', 'thanks @u0123 for this'],
    ['the kind of apostrophe', 'don’t do that', "don't do that"],
    ['full stops and commas', 'well, that is all.', 'well that is all'],
    ['the path of a URL', 'see https://a.example/x/1 now', 'see https://a.example/y?z=2 now'],
    ['Cyrillic case', 'Привет всем', 'привет всем'],
  ])('does not see %s', (_what, first, second) => {
    expect(features(first)).toEqual(features(second));
  });

  it.each([
    ['word order', 'you stop me', 'me stop you'],
    ['shouting', 'STOP that', 'stop that'],
    ['the host of a URL', 'https://a.example/', 'https://b.example/'],
    ['exclamation marks', 'free money', 'free money!'],
    ['emoji', 'nice 🎉', 'nice 🖕'],
    ['an emoji beside text', 'nice', 'nice 🎉'],
  ])('sees %s', (_what, first, second) => {
    expect(words(first)).not.toEqual(words(second));
  });

  it('shares character n-grams between a word and its misspelling', () => {
    const right = features('idiot');
    const wrong = [...features('idioot').keys()].filter(
      (bucket) => bucket >= WORD_BUCKETS && right.has(bucket),
    );
    expect(wrong.length).toBeGreaterThanOrEqual(5);
  });

  it('reads ids as one token and not as words', () => {
    expect(features('job 7f3a9c21d4e8b6f0a1 failed')).toEqual(features('job 00ff9c21d4e8b6f0a1bb failed'));
  });

  it('weighs a repeated word by the logarithm of its count', () => {
    const plain = new FeatureExtractor({ ...SETTINGS, normPower: 0 });
    const [once] = features('spam', plain).entries().next().value!;
    expect(features('spam spam spam spam', plain).get(once)).toBeCloseTo(1 + Math.log(4), 5);
  });

  it('takes time linear in the length of the text', () => {
    const text = (length: number): string => 'a1 b'.repeat(length / 4);
    const time = (length: number): number => {
      const runs = Array.from({ length: 7 }, () => {
        const begin = performance.now();
        extractor.extract(text(length));
        return performance.now() - begin;
      });
      return Math.min(...runs);
    };
    time(20_000);
    // Linear is a factor of 10; quadratic would be 100.
    expect(time(200_000)).toBeLessThan(40 * time(20_000));
  });
});
