import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action, ClauseAction } from '../../../src/domain/decision.js';
import type { Clause, Policy, ThresholdClause } from '../../../src/domain/policy.js';
import { SIGNALS, type Signal, type SignalScore, type SignalScores } from '../../../src/domain/signal.js';
import { evaluate } from '../../../src/policy/evaluate.js';
import * as arbitrary from './arbitraries.js';

const RANK: Readonly<Record<ClauseAction, number>> = { allow: 0, alert: 0, review: 1, act: 2 };

function scoresOf(given: Partial<Record<Signal, number | SignalScore>>): SignalScores {
  return Object.fromEntries(
    SIGNALS.map((name) => {
      const value = given[name];
      return [name, typeof value === 'number' ? { score: value, view: 'original' } : (value ?? null)];
    }),
  ) as SignalScores;
}

const ordinary = (changes: Partial<ThresholdClause> = {}): ThresholdClause => ({
  id: 'insult',
  title: 'Insults',
  text: 'Do not insult.',
  severity: 3,
  signals: ['insult', 'toxicity'],
  review: 0.5,
  act: 0.9,
  ...changes,
});
const alertOnly: Clause = {
  id: 'distress',
  title: 'Distress',
  text: 'Look after each other.',
  severity: 5,
  signals: ['distress'],
  alertOnly: true,
  alert: 0.5,
};
const policyOf = (clauses: Clause[], onUnavailable: Policy['onUnavailable'] = 'allow'): Policy => ({
  title: 'Test',
  clauses,
  onUnavailable,
});

describe('thresholds', () => {
  it.each<[number, number, number, Action]>([
    [0, 0.5, 0.9, 'allow'],
    [0.4999, 0.5, 0.9, 'allow'],
    [0.5, 0.5, 0.9, 'review'],
    [0.8999, 0.5, 0.9, 'review'],
    [0.9, 0.5, 0.9, 'act'],
    [1, 0.5, 0.9, 'act'],
    [0, 0, 0.9, 'review'],
    [0, 0, 0, 'act'],
    [0.9999, 1, 1, 'allow'],
    [1, 1, 1, 'act'],
    [1, 0.5, 1, 'act'],
    [0.9999, 0.5, 1, 'review'],
    [0.7, 0.7, 0.7, 'act'],
  ])('a score of %d with review %d and act %d gives %s', (score, review, act, action) => {
    const decision = evaluate(scoresOf({ insult: score }), {}, policyOf([ordinary({ review, act })]));
    expect(decision.action).toBe(action);
    expect(decision.clauses[0]).toMatchObject({ action, score, review, act });
  });

  it.each<[number, number, ClauseAction]>([
    [0.4999, 0.5, 'allow'],
    [0.5, 0.5, 'alert'],
    [1, 1, 'alert'],
    [0, 0, 'alert'],
    [0.9999, 1, 'allow'],
  ])('a score of %d with alert %d gives %s and leaves the action alone', (score, alert, action) => {
    const decision = evaluate(scoresOf({ distress: score }), {}, policyOf([{ ...alertOnly, alert }]));
    expect(decision).toMatchObject({ action: 'allow', alert: action === 'alert', incomplete: false });
    expect(decision.clauses[0]).toStrictEqual({
      id: 'distress',
      title: 'Distress',
      action,
      score,
      alert,
      signals: [{ name: 'distress', score, view: 'original' }],
    });
  });

  it.each([NaN, -0.0001, 1.0001, Infinity, -Infinity])(
    'a score of %d is refused, wherever it stands',
    (score) => {
      const policy = policyOf([ordinary()]);
      expect(() => evaluate(scoresOf({ insult: score }), {}, policy)).toThrow(RangeError);
      // No clause reads this one.
      expect(() => evaluate(scoresOf({ spam: score }), {}, policy)).toThrow(
        /^signal spam: score .* not in \[0, 1\]$/,
      );
    },
  );
});

describe('a clause', () => {
  it('takes its strongest signal and lists all, strongest first, with their views', () => {
    const clause = ordinary({ signals: ['insult', 'toxicity', 'profanity', 'threat'] });
    const signals = scoresOf({ insult: 0.2, toxicity: { score: 0.7, view: 'folded' }, threat: 0.4, spam: 1 });
    expect(evaluate(signals, {}, policyOf([clause])).clauses).toStrictEqual([
      {
        id: 'insult',
        title: 'Insults',
        action: 'review',
        score: 0.7,
        review: 0.5,
        act: 0.9,
        signals: [
          { name: 'toxicity', score: 0.7, view: 'folded' },
          { name: 'threat', score: 0.4, view: 'original' },
          { name: 'insult', score: 0.2, view: 'original' },
        ],
        unavailable: ['profanity'],
      },
    ]);
  });

  it("keeps the clause's order among equal signals", () => {
    const clause = ordinary({ signals: ['threat', 'spam', 'insult', 'toxicity'] });
    const signals = scoresOf({ insult: 0.3, toxicity: 0.8, spam: 0.3, threat: 0.3 });
    const names = evaluate(signals, {}, policyOf([clause])).clauses[0]!.signals.map((signal) => signal.name);
    expect(names).toStrictEqual(['toxicity', 'threat', 'spam', 'insult']);
  });

  it('does nothing where it does not apply, and still shows its score', () => {
    const clause = ordinary({ when: { channelType: ['dm'] } });
    const decision = evaluate(scoresOf({ insult: 1 }), { channelType: 'public' }, policyOf([clause]));
    expect(decision).toMatchObject({ action: 'allow', incomplete: false });
    expect(decision.clauses[0]).toMatchObject({
      status: 'notApplicable',
      action: 'allow',
      score: 1,
      review: 0.5,
    });
  });

  it('does not apply where its condition is unknown, but does with orUnknown', () => {
    const signals = scoresOf({ insult: 1 });
    const actionUnder = (orUnknown: boolean): Action =>
      evaluate(signals, {}, policyOf([ordinary({ when: { solicited: false, orUnknown } })])).action;
    expect(actionUnder(false)).toBe('allow');
    expect(actionUnder(true)).toBe('act');
  });

  it('an alert-only clause that does not apply does not alert', () => {
    const clause: Clause = { ...alertOnly, when: { channelType: ['dm'] } };
    const decision = evaluate(scoresOf({ distress: 1 }), { channelType: 'public' }, policyOf([clause]));
    expect(decision).toMatchObject({ alert: false, clauses: [{ status: 'notApplicable', action: 'allow' }] });
  });

  it('the first adjustment that matches replaces the thresholds it names, and only those', () => {
    const clause = ordinary({
      adjust: [
        { when: { recipients: { min: 10 } }, review: 0.2, act: 0.3 },
        { when: { recipients: { min: 3 } }, act: 0.6 },
        { when: { solicited: true }, review: 0.1 },
      ],
    });
    const inForce = (context: Parameters<typeof evaluate>[1]): unknown => {
      const result = evaluate(scoresOf({ insult: 0.55 }), context, policyOf([clause])).clauses[0]!;
      return [result.review, result.act];
    };
    expect(inForce({})).toStrictEqual([0.5, 0.9]);
    expect(inForce({ recipients: 2 })).toStrictEqual([0.5, 0.9]);
    expect(inForce({ recipients: 3, solicited: true })).toStrictEqual([0.5, 0.6]);
    expect(inForce({ recipients: 10 })).toStrictEqual([0.2, 0.3]);
    expect(inForce({ recipients: 1, solicited: true })).toStrictEqual([0.1, 0.9]);
  });
});

describe('unavailable signals', () => {
  it.each(['allow', 'review'] as const)(
    'none available: the action is the policy\'s onUnavailable, "%s"',
    (action) => {
      const decision = evaluate(scoresOf({ spam: 0.1 }), {}, policyOf([ordinary()], action));
      expect(decision).toStrictEqual({
        action,
        alert: false,
        incomplete: true,
        clauses: [
          {
            id: 'insult',
            title: 'Insults',
            action,
            score: null,
            review: 0.5,
            act: 0.9,
            status: 'unavailable',
            signals: [],
            unavailable: ['insult', 'toxicity'],
          },
        ],
      });
    },
  );

  it('an alert-only clause without a score neither alerts nor asks for a review', () => {
    const decision = evaluate(scoresOf({}), {}, policyOf([alertOnly], 'review'));
    expect(decision).toMatchObject({ action: 'allow', alert: false, incomplete: true });
    expect(decision.clauses[0]).toMatchObject({ action: 'allow', score: null, status: 'unavailable' });
  });

  it('a clause that does not apply needs no score', () => {
    const clause = ordinary({ when: { solicited: true } });
    const decision = evaluate(scoresOf({}), { solicited: false }, policyOf([clause], 'review'));
    expect(decision).toMatchObject({
      action: 'allow',
      incomplete: false,
      clauses: [{ status: 'notApplicable' }],
    });
  });

  it('a score of 0 is a score', () => {
    const decision = evaluate(scoresOf({ insult: 0 }), {}, policyOf([ordinary()], 'review'));
    expect(decision).toMatchObject({ action: 'allow', incomplete: false, clauses: [{ score: 0 }] });
  });
});

describe('properties', () => {
  const { allScored, context, policy, probability, scores } = arbitrary;

  it('raising scores never lowers an action or silences an alert', () => {
    fc.assert(
      fc.property(allScored, allScored, context, policy, (left, right, where, rules) => {
        const higher = Object.fromEntries(
          SIGNALS.map((name) => {
            const score = Math.max(left[name]!.score, right[name]!.score);
            return [name, { ...left[name]!, score }];
          }),
        ) as SignalScores;
        const before = evaluate(left, where, rules);
        const after = evaluate(higher, where, rules);
        expect(RANK[after.action]).toBeGreaterThanOrEqual(RANK[before.action]);
        expect(Number(after.alert)).toBeGreaterThanOrEqual(Number(before.alert));
        for (const [index, clause] of before.clauses.entries()) {
          expect(RANK[after.clauses[index]!.action]).toBeGreaterThanOrEqual(RANK[clause.action]);
        }
      }),
    );
  });

  it('raising thresholds never raises an action', () => {
    fc.assert(
      fc.property(scores, context, policy, probability, (signals, where, rules, floor) => {
        const raised: Policy = {
          ...rules,
          clauses: rules.clauses.map((clause) =>
            clause.alertOnly === true
              ? { ...clause, alert: Math.max(clause.alert, floor) }
              : {
                  ...clause,
                  review: Math.max(clause.review, floor),
                  act: Math.max(clause.act, floor),
                  ...(clause.adjust && {
                    adjust: clause.adjust.map((each) => ({
                      when: each.when,
                      review: Math.max(each.review!, floor),
                      act: Math.max(each.act!, floor),
                    })),
                  }),
                },
          ),
        };
        const before = evaluate(signals, where, rules);
        const after = evaluate(signals, where, raised);
        expect(RANK[after.action]).toBeLessThanOrEqual(RANK[before.action]);
        expect(Number(after.alert)).toBeLessThanOrEqual(Number(before.alert));
      }),
    );
  });

  it('the context changes neither scores nor signals, and the order is that of the policy', () => {
    fc.assert(
      fc.property(scores, context, context, policy, (signals, here, there, rules) => {
        const scoredHere = evaluate(signals, here, rules).clauses;
        const scoredThere = evaluate(signals, there, rules).clauses;
        const scoreOf = ({ id, score, signals: evidence }: (typeof scoredHere)[number]): unknown => ({
          id,
          score,
          evidence,
        });
        expect(scoredHere.map(scoreOf)).toStrictEqual(scoredThere.map(scoreOf));
        expect(scoredHere.map((clause) => clause.id)).toStrictEqual(rules.clauses.map((clause) => clause.id));
      }),
    );
  });

  it('alert-only clauses never raise the action, and ordinary ones never alert', () => {
    fc.assert(
      fc.property(scores, context, policy, (signals, where, rules) => {
        const decision = evaluate(signals, where, rules);
        const without = rules.clauses.filter((clause) => clause.alertOnly !== true);
        expect(decision.action).toBe(evaluate(signals, where, { ...rules, clauses: without }).action);
        for (const [index, clause] of rules.clauses.entries()) {
          const allowed = clause.alertOnly === true ? ['allow', 'alert'] : ['allow', 'review', 'act'];
          expect(allowed).toContain(decision.clauses[index]!.action);
        }
      }),
    );
  });

  it('the decision is the maximum over its clauses', () => {
    fc.assert(
      fc.property(scores, context, policy, (signals, where, rules) => {
        const decision = evaluate(signals, where, rules);
        const actions = decision.clauses.map((clause) => clause.action);
        expect(RANK[decision.action]).toBe(Math.max(...actions.map((action) => RANK[action])));
        expect(decision.alert).toBe(actions.includes('alert'));
        expect(decision.incomplete).toBe(decision.clauses.some((clause) => clause.status === 'unavailable'));
      }),
    );
  });

  it('without any score, what applies is unavailable and the policy says what follows', () => {
    fc.assert(
      fc.property(context, policy, (where, rules) => {
        const decision = evaluate(scoresOf({}), where, rules);
        for (const [index, clause] of decision.clauses.entries()) {
          expect(clause).toMatchObject({ score: null, signals: [] });
          const waits = clause.status === 'unavailable' && rules.clauses[index]!.alertOnly !== true;
          expect(clause.action).toBe(waits ? rules.onUnavailable : 'allow');
        }
      }),
    );
  });
});
