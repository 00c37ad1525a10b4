import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIGNALS, type Signal } from '../../../src/domain/signal.js';
import { seededRandom } from '../../../src/evaluation/random.js';
import { policySha256 } from '../../../src/policy/default-policy.js';
import { parsePolicy } from '../../../src/policy/validate.js';
import { linkThreshold, type Pair } from '../../../src/transfer/link.js';
import { writePolicy } from '../../../src/transfer/policy.js';
import { transfer, type TransferRow } from '../../../src/transfer/transfer.js';

const round = (value: number) => Math.round(value * 10_000) / 10_000;
const noSignals = Object.fromEntries(SIGNALS.map((name) => [name, null])) as Record<Signal, null>;

/** Messages of a community whose old scores are the square roots of ours, give or take some noise. */
function community(count: number, seed: string, noise = 0): TransferRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const score = random() ** 3;
    const old = Math.min(1, Math.max(0, Math.sqrt(score) + noise * (random() - 0.5)));
    return {
      id: `m${i}`,
      old: new Map([['INSULT', old]]),
      signals: { ...noSignals, insult: round(score) },
    };
  });
}
const usual = () => ({ review: 0.7, act: 0.9 });

describe('a threshold that flags as many as the old one did', () => {
  const pairs = fc.array(
    fc.record({
      id: fc.constant(''),
      old: fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
      score: fc.integer({ min: 0, max: 10_000 }).map((n) => n / 10_000),
    }),
    { minLength: 5, maxLength: 60 },
  );

  it('flags exactly as many where no scores are tied', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 10_000 }), { minLength: 10, maxLength: 60 }),
        fc.integer({ min: 5, max: 9 }),
        (scores, flagged) => {
          const tied: Pair[] = scores.map((score, i) => ({
            id: '',
            old: i < flagged ? 0.9 : 0.1,
            score: score / 10_000,
          }));
          const { value } = linkThreshold(tied, 0.5, seededRandom('x'))!;
          expect(tied.filter(({ score }) => score >= value)).toHaveLength(flagged);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('comes as near as tied scores let it, and never flags none', () => {
    fc.assert(
      fc.property(pairs, (some) => {
        const wanted = some.filter(({ old }) => old >= 0.5).length;
        const threshold = linkThreshold(some, 0.5, seededRandom('x'));
        if (wanted < 5) {
          expect(threshold).toBeNull();
          return;
        }
        const reached = (from: number) => some.filter(({ score }) => score >= from).length;
        const missed = Math.abs(reached(threshold!.value) - wanted);
        expect(reached(threshold!.value)).toBeGreaterThan(0);
        for (const { score } of some)
          expect(Math.abs(reached(score) - wanted)).toBeGreaterThanOrEqual(missed);
        expect(threshold!.low).toBeLessThanOrEqual(threshold!.value);
        expect(threshold!.high).toBeGreaterThanOrEqual(threshold!.value);
      }),
      { numRuns: 60 },
    );
  });

  it('has an interval that holds the true one in about 95 of 100 communities', () => {
    const pairsOf = (count: number, seed: string): Pair[] =>
      community(count, seed, 0.4).map(({ id, old, signals }) => ({
        id,
        old: old.get('INSULT')!,
        score: signals.insult!,
      }));
    const truth = linkThreshold(pairsOf(20_000, 'everybody'), 0.7, seededRandom('x'))!.value;
    const held = Array.from({ length: 60 }, (_, i) => {
      const { low, high } = linkThreshold(pairsOf(400, `some ${i}`), 0.7, seededRandom(`${i}`))!;
      return low <= truth && truth <= high;
    });
    expect(held.filter(Boolean).length).toBeGreaterThanOrEqual(53);
  });
});

describe('carrying thresholds over', () => {
  it('finds the map between two scales, and the thresholds on it', () => {
    const { messages, attributes } = transfer(community(2_000, 'many', 0.1), usual);
    expect(messages).toBe(2_000);
    const [insult] = attributes;
    expect(insult).toMatchObject({ attribute: 'INSULT', signals: ['insult'], messages: 2_000 });
    expect(insult!.review.proposed!.value).toBeCloseTo(0.49, 1);
    expect(insult!.act.proposed!.value).toBeCloseTo(0.81, 1);
    expect(Math.abs(insult!.review.flags - insult!.review.flagged)).toBeLessThanOrEqual(1);
    for (const [score, old] of insult!.map) expect(old).toBeCloseTo(Math.sqrt(score), 1);
    const rising = insult!.map.map(([, old]) => old);
    expect(rising).toEqual(rising.toSorted((x, y) => x - y));
  });

  it('names the messages first that differ most from what was to be expected', () => {
    const rows = [
      ...community(500, 'agreeing'),
      { id: 'missed', old: new Map([['INSULT', 0.99]]), signals: { ...noSignals, insult: 0.01 } },
      { id: 'new', old: new Map([['INSULT', 0.02]]), signals: { ...noSignals, insult: 0.97 } },
    ];
    const { disagreements } = transfer(rows, usual).attributes[0]!;
    expect(
      disagreements
        .slice(0, 2)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['missed', 'new']);
    expect(disagreements.length).toBeLessThanOrEqual(10);
    for (const { old, score } of disagreements) expect(old >= 0.7).not.toBe(score >= 0.7);
  });

  it('gives the same again for the same messages', () => {
    const rows = community(300, 'again', 0.2);
    expect(transfer(rows, usual)).toEqual(transfer(rows, usual));
  });

  it('proposes nothing below 200 messages, and says how many there are', () => {
    expect(transfer(community(200, 'enough'), usual).attributes).toHaveLength(1);
    expect(transfer(community(199, 'few'), usual)).toMatchObject({
      attributes: [],
      tooFew: [{ attribute: 'INSULT', messages: 199 }],
    });
  });

  it('leaves out messages that could not be scored, and attributes that no signal serves', () => {
    const rows = community(250, 'mixed').map((row, i) => ({
      ...row,
      old: new Map([...row.old, ['INCOHERENT', 0.5]]),
      ...(i < 20 && { signals: noSignals }),
    }));
    const result = transfer(rows, usual);
    expect(result).toMatchObject({ messages: 230, tooFew: [] });
    expect(result.attributes.map(({ attribute }) => attribute)).toEqual(['INSULT']);
  });

  it('takes the larger of two signals where two serve an attribute', () => {
    const rows = community(300, 'spam').map(({ id, old, signals }, i) => {
      const score = signals.insult;
      const which = i % 2 === 0 ? { spam: score, solicitation: 0 } : { spam: 0, solicitation: score };
      return { id, old: new Map([['SPAM', old.get('INSULT')!]]), signals: { ...noSignals, ...which } };
    });
    const { review } = transfer(rows, usual).attributes[0]!;
    expect(review.kept.value).toBe(1);
  });
});

describe('the policy that is written', () => {
  it('is one, and holds a clause an attribute with the thresholds proposed', () => {
    const result = transfer(community(1_000, 'policy'), usual);
    const policy = writePolicy(result)!;
    const parsed = parsePolicy(JSON.parse(JSON.stringify(policy)));
    expect(parsed).toMatchObject({ ok: true });
    expect(policySha256(policy)).toMatch(/^[0-9a-f]{64}$/);
    const { review, act } = result.attributes[0]!;
    expect(policy.clauses).toMatchObject([
      { id: 'insult', signals: ['insult'], review: review.proposed!.value, act: act.proposed!.value },
    ]);
  });

  it('never acts where too few messages were acted on, and is none without any threshold', () => {
    const rare = transfer(community(1_000, 'rare'), () => ({ review: 0.7, act: 0.9999 }));
    expect(rare.attributes[0]!.act.proposed).toBeNull();
    expect(writePolicy(rare)!.clauses).toMatchObject([{ act: 1 }]);
    const never = transfer(community(1_000, 'never'), () => ({ review: 1, act: 1 }));
    expect(writePolicy(never)).toBeNull();
  });
});
