import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clause, Condition, Policy } from '../../../src/domain/policy.js';
import { loadDefaultPolicy } from '../../../src/policy/default-policy.js';
import { describeCondition } from '../../../src/policy/describe.js';
import { diffPolicies } from '../../../src/policy/diff.js';
import { policy as anyPolicy } from './arbitraries.js';

const clause = (changes: Partial<Clause> = {}): Clause =>
  ({
    id: 'insult',
    title: 'Insults',
    text: 'Do not insult.',
    severity: 3,
    signals: ['insult'],
    review: 0.55,
    act: 0.9,
    ...changes,
  }) as Clause;
const policy = (...clauses: Clause[]): Policy => ({ title: 'Rules', onUnavailable: 'allow', clauses });
const words = (from: Policy, to: Policy) => diffPolicies(from, to).map((difference) => difference.words);

describe('what changes from one policy to another, in words', () => {
  it('a threshold', () => {
    expect(diffPolicies(policy(clause()), policy(clause({ review: 0.62 })))).toStrictEqual([
      { clause: 'insult', field: 'review', from: 0.55, to: 0.62, words: 'insult: review 0.55 → 0.62' },
    ]);
  });

  it.each<[string, Partial<Clause>, string]>([
    ['signals', { signals: ['insult', 'toxicity'] }, 'insult: signals insult → insult, toxicity'],
    ['severity', { severity: 4 }, 'insult: severity 3 → 4'],
    ['a title', { title: 'Put-downs' }, 'insult: title "Insults" → "Put-downs"'],
    ['where it applies', { when: { channelType: ['dm'] } }, 'insult: when anywhere → channel type dm'],
    [
      'an adjustment',
      { adjust: [{ when: { recipients: { min: 10 } }, review: 0.3 }] },
      'insult: where recipients ≥ 10, none → review 0.3',
    ],
  ])('%s', (_, changes, expected) => {
    expect(words(policy(clause()), policy(clause(changes)))).toStrictEqual([expected]);
  });

  it('an adjustment that changes, and one that goes', () => {
    const before = clause({
      adjust: [
        { when: { recipients: { min: 10 } }, review: 0.3, act: 0.6 },
        { when: { solicited: false }, act: 0.8 },
      ],
    });
    const after = clause({ adjust: [{ when: { recipients: { min: 10 } }, review: 0.35, act: 0.6 }] });
    expect(words(policy(before), policy(after))).toStrictEqual([
      'insult: where not asked for, act 0.8 → none',
      'insult: where recipients ≥ 10, review 0.3, act 0.6 → review 0.35, act 0.6',
    ]);
  });

  it('clauses that come, go and change places', () => {
    const [a, b, c] = [clause({ id: 'a' }), clause({ id: 'b' }), clause({ id: 'c' })];
    expect(words(policy(a, b), policy(b, a, c))).toStrictEqual([
      'c: added (review 0.55, act 0.9)',
      'order of clauses: a, b → b, a',
    ]);
    expect(words(policy(a, b), policy(b))).toStrictEqual(['a: taken out (review 0.55, act 0.9)']);
  });

  it('a clause that only alerts from now on', () => {
    const alert = { ...clause(), alertOnly: true, alert: 0.5, review: undefined, act: undefined };
    expect(words(policy(clause()), policy(alert as unknown as Clause))).toStrictEqual([
      'insult: alertOnly false → true',
      'insult: review 0.55 → none',
      'insult: act 0.9 → none',
      'insult: alert none → 0.5',
    ]);
  });

  it('nothing between a policy and itself, whatever the order of its keys', () => {
    fc.assert(
      fc.property(anyPolicy, ({ title, onUnavailable, clauses }) => {
        fc.pre(clauses.every(conditionsOnce));
        const turned = JSON.parse(JSON.stringify({ clauses, onUnavailable, title })) as Policy;
        expect(diffPolicies({ title, onUnavailable, clauses }, turned)).toStrictEqual([]);
      }),
    );
  });

  it('names the clause in which two policies differ', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, fc.nat(), (given, other, pick) => {
        const index = pick % given.clauses.length;
        const before = given.clauses[index]!;
        const after = { ...other.clauses[0]!, id: before.id };
        fc.pre([after, ...given.clauses].every(conditionsOnce) && plain(before) !== plain(after));
        const changed = { ...given, clauses: given.clauses.with(index, after) };
        const named = diffPolicies(given, changed).map((difference) => difference.clause);
        expect(named.length).toBeGreaterThan(0);
        expect(new Set(named)).toStrictEqual(new Set([before.id]));
      }),
    );
  });
});

const plain = (value: unknown) =>
  JSON.stringify(value, (key, inner: unknown) =>
    key === 'orUnknown' && inner === false ? undefined : inner,
  );

/** Twice the same condition in a clause is refused before anything is compared. */
function conditionsOnce(given: Clause): boolean {
  const conditions = given.alertOnly === true ? [] : (given.adjust ?? []).map(({ when }) => plain(when));
  return new Set(conditions).size === conditions.length;
}

describe('a condition in words', () => {
  it.each<[Condition, string]>([
    [{ channelType: ['dm', 'group_dm'] }, 'channel type dm/group_dm'],
    [{ recipients: { min: 3, max: 20 } }, 'recipients 3 to 20'],
    [{ recipients: { max: 20 } }, 'recipients ≤ 20'],
    [{ solicited: false, orUnknown: true }, 'not asked for or unknown'],
    [
      { all: [{ channelType: ['dm'] }, { any: [{ solicited: true }, { channelTags: ['offers'] }] }] },
      'channel type dm and (asked for or tagged offers)',
    ],
    [{ not: { channelTags: ['offers'] }, orUnknown: true }, 'not (tagged offers) or unknown'],
  ])('%j', (condition, expected) => {
    expect(describeCondition(condition)).toBe(expected);
  });

  it('says something of every condition of the default policy', () => {
    const conditions = loadDefaultPolicy().clauses.flatMap(({ when }) => when ?? []);
    expect(conditions.length).toBeGreaterThan(0);
    for (const condition of conditions) expect(describeCondition(condition)).not.toMatch(/undefined|object/);
  });
});
