import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/evaluation/random.js';
import { allocate, roundAtRandom } from '../../../src/labelling/allocation.js';
import { blindUpTo, REASONS } from '../../../src/labelling/draw.js';
import { community, POLICY, sampleOf, SHADOW } from './community.js';

const groups = fc.array(
  fc.record({
    messages: fc.integer({ min: 1, max: 100_000 }),
    quota: fc.constantFrom({ name: 'spread', share: 0.5 }, { name: 'near', share: 0.25 }),
  }),
  { minLength: 1, maxLength: 40 },
);
const allHad = <T extends { messages: number }>(group: T) => ({ ...group, available: group.messages });
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('allocation', () => {
  it('gives every group some chance, none more than it has, and uses all places', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 1, max: 200 }), (some, size) => {
        const expected = allocate(some.map(allHad), size);
        expected.forEach((value, i) => {
          expect(value).toBeGreaterThan(0);
          expect(value).toBeLessThanOrEqual(some[i]!.messages);
        });
        const all = sum(some.map(({ messages }) => messages));
        expect(sum(expected)).toBeCloseTo(Math.min(size, all), 6);
        const rounded = roundAtRandom(expected, seededRandom(`${size}`));
        expect(sum(rounded)).toBe(Math.min(size, all));
        rounded.forEach((count, i) => {
          expect(count).toBeGreaterThanOrEqual(Math.floor(expected[i]! - 1e-6));
          expect(count).toBeLessThanOrEqual(Math.min(Math.ceil(expected[i]! + 1e-6), some[i]!.messages));
        });
      }),
    );
  });

  it('keeps the shares of the reasons, and gives a small group more than its proportion', () => {
    const some = [
      { messages: 90_000, quota: { name: 'spread', share: 0.5 } },
      { messages: 100, quota: { name: 'spread', share: 0.5 } },
      { messages: 1_000, quota: { name: 'near', share: 0.5 } },
    ];
    const [large, small, near] = allocate(some.map(allHad), 40);
    expect(near).toBeCloseTo(20, 9);
    expect(large! / small!).toBeCloseTo((90_000 / 100) ** 0.25, 9);
  });

  it('rounds to what is expected in the mean', () => {
    const expected = [0.3, 1.6, 2, 0.1, 5];
    const random = seededRandom('rounding');
    const means = expected.map(() => 0);
    for (let i = 0; i < 20_000; i++) {
      roundAtRandom(expected, random).forEach((count, n) => (means[n]! += count / 20_000));
    }
    means.forEach((mean, n) => expect(mean).toBeCloseTo(expected[n]!, 1.5));
  });
});

describe('a drawn sample', () => {
  const draw = (seed: string, { size = 40, shadow = SHADOW, without = new Set<number>() } = {}) => {
    const of = { clause: 'insult' };
    const random = seededRandom(seed);
    return sampleOf(small.table, { of, policy: POLICY, shadow, size, without, random });
  };
  const small = community(600, seededRandom('a small community'));

  it('is of the size asked for, without doubles, strata adding up to all messages', () => {
    const { messages, strata } = draw('one');
    expect(messages).toHaveLength(40);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(40);
    expect(sum(strata.map((stratum) => stratum.messages))).toBe(600);
    expect(new Set(strata.map(({ reason }) => reason))).toEqual(new Set(REASONS));
    for (const { id, score, stratum } of messages) {
      expect(score).toBe(small.scores[id - 1]);
      expect(stratum.probability).toBeGreaterThan(0);
    }
  });

  it('puts each message where it belongs', () => {
    for (let seed = 0; seed < 20; seed++) {
      for (const { id, score, stratum } of draw(`reasons ${seed}`, { size: 200 }).messages) {
        const views = (id - 1) % 20 === 0 && score >= 0.2;
        const near = Math.abs(score - 0.6) <= 0.05 || Math.abs(score - 0.9) <= 0.05;
        const reason =
          score >= 0.5 && score < 0.6 ? 'shadow_disagrees' : views ? 'views_disagree' : near ? 'near_threshold' : 'spread'; // prettier-ignore
        expect(stratum.reason).toBe(reason);
        const [low, high] = stratum.name.split('/')[1]!.split('-').map(Number);
        expect(score).toBeGreaterThanOrEqual(low!);
        expect(score).toBeLessThan(high! + 1e-9);
      }
    }
  });

  it('draws each message as often as its inclusion probability says', () => {
    const draws = 6_000;
    const seen = new Float64Array(601);
    const chance = new Float64Array(601);
    const without = new Set([1, 2, 3]);
    for (let i = 0; i < draws; i++) {
      const { messages } = draw(`frequency ${i}`, { without });
      for (const { id, stratum } of messages) {
        seen[id]! += 1;
        chance[id] = stratum.probability;
      }
    }
    let squares = 0;
    let counted = 0;
    for (let id = 1; id <= 600; id++) {
      if (without.has(id)) {
        expect(seen[id]).toBe(0);
        continue;
      }
      const p = chance[id]!;
      expect(p).toBeGreaterThan(0);
      if (p === 1) expect(seen[id]).toBe(draws);
      else {
        squares += (seen[id]! - draws * p) ** 2 / (draws * p * (1 - p));
        counted++;
      }
    }
    // Squares of standard normal numbers have the mean 1; that of 600 hardly leaves 0.75 to 1.25.
    expect(squares / counted).toBeGreaterThan(0.75);
    expect(squares / counted).toBeLessThan(1.25);
  });

  it('takes all where there are no more, each with certainty', () => {
    const tiny = community(30, seededRandom('tiny'));
    const of = { clause: 'insult' };
    const options = { of, policy: POLICY, shadow: undefined, size: 40, without: new Set([7]) };
    const { messages } = sampleOf(tiny.table, { ...options, random: seededRandom('all') });
    expect(messages).toHaveLength(29);
    for (const { stratum } of messages) expect(stratum.probability).toBe(1);
  });

  it('is the same for the same seed, and another for another', () => {
    const ids = (seed: string) => draw(seed).messages.map(({ id }) => id);
    expect(ids('x')).toEqual(ids('x'));
    expect(ids('x')).not.toEqual(ids('y'));
  });

  it('takes only what can be read, and says where nothing can', () => {
    const of = { clause: 'insult' };
    const options = { of, policy: POLICY, shadow: undefined, size: 40, without: new Set<number>() };
    const random = seededRandom('kept');
    // As of direct messages of which only what is flagged is kept, and a third of the rest all the same.
    const isKept = (id: number) =>
      small.scores[id - 1]! >= 0.6 || (small.scores[id - 1]! >= 0.3 && id % 3 === 0);
    const { messages, strata } = sampleOf(small.table, { ...options, random }, isKept);
    expect(messages).toHaveLength(40);
    expect(messages.every(({ id }) => isKept(id))).toBe(true);
    expect(sum(strata.map((stratum) => stratum.messages))).toBe(600);
    const byName = Object.fromEntries(strata.map((stratum) => [stratum.name, stratum]));
    expect(byName['spread/0-0.1']).toMatchObject({ drawn: 0, probability: 0 });
    expect(byName['spread/0.3-0.4']!.probability).toBeGreaterThan(0);
    expect(blindUpTo(byName)).toBeCloseTo(0.3, 9);
  });

  it('says nothing of scores at which most are in groups that nobody could read', () => {
    const read = { messages: 90, probability: 0.1 };
    expect(blindUpTo({ 'spread/0-0.1': read, 'spread/0.9-1': read })).toBe(0);
    const unread = { messages: 89, probability: 0 };
    expect(blindUpTo({ 'spread/0.4-0.5': read, 'views_disagree/0.4-0.5': unread })).toBe(0);
    expect(blindUpTo({ 'spread/0.4-0.5': { ...unread, messages: 91 }, 'near_threshold/0.4-0.5': read })).toBe(
      0.5,
    );
  });

  it('of a signal knows no thresholds', () => {
    const options = { of: { signal: 'insult' as const }, policy: POLICY, shadow: SHADOW, size: 40 };
    const random = seededRandom('signal');
    const { strata } = sampleOf(small.table, { ...options, without: new Set(), random });
    expect(new Set(strata.map(({ reason }) => reason))).toEqual(new Set(['spread', 'views_disagree']));
  });
});
