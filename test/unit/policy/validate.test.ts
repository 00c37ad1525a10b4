import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../src/policy/validate.js';

type Json = Record<string, unknown>;

const clause = (changes: Json = {}): Json => ({
  id: 'insult',
  title: 'Insults',
  text: 'Do not insult.',
  severity: 3,
  signals: ['insult'],
  review: 0.5,
  act: 0.9,
  ...changes,
});
const without = (object: Json, field: string): Json =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== field));
const alert = (changes: Json = {}): Json => ({
  ...without(without(clause(), 'review'), 'act'),
  alertOnly: true,
  alert: 0.5,
  ...changes,
});
const policy = (clauses: unknown, changes: Json = {}): Json => ({
  title: 'Rules',
  onUnavailable: 'allow',
  clauses,
  ...changes,
});
const when = (condition: unknown): Json => policy([clause({ when: condition })]);
const adjust = (...adjustments: unknown[]): Json => policy([clause({ adjust: adjustments })]);
const nested = (depth: number): unknown => {
  let condition: unknown = { solicited: true };
  for (let level = 0; level < depth; level++) condition = { not: condition };
  return condition;
};
const manyTags = Array.from({ length: 12 }, (_, index) => ({ channelTags: [`tag${index}`] }));
const DM = { channelType: ['dm'] };

function errorsOf(value: unknown): string[] {
  const parsed = parsePolicy(value);
  return parsed.ok ? [] : parsed.errors.map((error) => `${error.path}: ${error.message}`);
}

describe('a policy that is refused says where and why', () => {
  it.each<[string, unknown, RegExp]>([
    ['null', null, /^: must be an object with .*, not null$/],
    ['a list', [], /^: must be an object/],
    ['a text', 'policy', /^: must be an object.*not a string$/],
    ['a class instance', new Date(), /^: must be an object/],
    ['no title', without(policy([clause()]), 'title'), /^\/title: missing: a text$/],
    ['a blank title', policy([clause()], { title: ' \n' }), /^\/title: must not be blank$/],
    [
      'a title too long',
      policy([clause()], { title: 'x'.repeat(201) }),
      /^\/title: 201 characters: at most 200/,
    ],
    [
      'onUnavailable unknown',
      policy([clause()], { onUnavailable: 'act' }),
      /^\/onUnavailable: must be "allow" or "review"$/,
    ],
    ['no clauses', policy(undefined), /^\/clauses: missing: a list of clauses$/],
    ['clauses not a list', policy({}), /^\/clauses: must be a list of clauses, not an object$/],
    ['clauses empty', policy([]), /^\/clauses: empty list: a policy without clauses decides nothing$/],
    [
      '51 clauses',
      policy(Array.from({ length: 51 }, (_, i) => clause({ id: `c${i}` }))),
      /^\/clauses: 51 entries/,
    ],
    [
      'an unknown field',
      policy([clause()], { version: 1 }),
      /^\/version: unknown field "version": known here are title/,
    ],
    [
      'a field of the clause misspelt',
      policy([clause({ reveiw: 0.5 })]),
      /^\/clauses\/0\/reveiw: unknown field/,
    ],
    ['a field with a slash', policy([clause({ 'a/b~': 1 })]), /^\/clauses\/0\/a~1b~0: unknown field/],
    ['a clause that is null', policy([null]), /^\/clauses\/0: must be an object/],
    ['an id with capitals', policy([clause({ id: 'Insult' })]), /^\/clauses\/0\/id: must be 1 to 64/],
    [
      'an id used twice',
      policy([clause(), alert()]),
      /^\/clauses\/1\/id: "insult" is used by \/clauses\/0 already$/,
    ],
    [
      'severity 0',
      policy([clause({ severity: 0 })]),
      /^\/clauses\/0\/severity: must be a whole number from 1/,
    ],
    ['severity 2.5', policy([clause({ severity: 2.5 })]), /^\/clauses\/0\/severity: must be a whole number/],
    [
      'severity a text',
      policy([clause({ severity: 'high' })]),
      /^\/clauses\/0\/severity: must be .*not a string$/,
    ],
    [
      'no signals',
      policy([clause({ signals: [] })]),
      /^\/clauses\/0\/signals: empty list: name at least one of toxicity/,
    ],
    [
      'an unknown signal',
      policy([clause({ signals: ['insults'] })]),
      /^\/clauses\/0\/signals\/0: unknown signal "insults": known are/,
    ],
    [
      'a target as a signal',
      policy([clause({ signals: ['target_race'] })]),
      /^\/clauses\/0\/signals\/0: unknown signal/,
    ],
    [
      '__proto__ as a signal',
      policy([clause({ signals: ['__proto__'] })]),
      /^\/clauses\/0\/signals\/0: unknown signal/,
    ],
    [
      'a signal twice',
      policy([clause({ signals: ['insult', 'insult'] })]),
      /^\/clauses\/0\/signals\/1: "insult" is listed twice$/,
    ],
    [
      'a number as a signal',
      policy([clause({ signals: [1] })]),
      /^\/clauses\/0\/signals\/0: must be the name of a signal, not a number$/,
    ],
    [
      'no review',
      policy([without(clause(), 'review')]),
      /^\/clauses\/0\/review: missing: a number in \[0, 1\]$/,
    ],
    [
      'a threshold as text',
      policy([clause({ review: '0.5' })]),
      /^\/clauses\/0\/review: must be a number in \[0, 1\], not a string$/,
    ],
    [
      'a threshold null',
      policy([clause({ act: null })]),
      /^\/clauses\/0\/act: must be a number in \[0, 1\], not null$/,
    ],
    [
      'a threshold NaN',
      policy([clause({ act: NaN })]),
      /^\/clauses\/0\/act: must be a number in \[0, 1\], not NaN$/,
    ],
    [
      'a threshold below 0',
      policy([clause({ review: -0.1 })]),
      /^\/clauses\/0\/review: threshold -0.1 is not in \[0, 1\]$/,
    ],
    [
      'a threshold above 1',
      policy([clause({ act: 85 })]),
      /^\/clauses\/0\/act: threshold 85 is not in \[0, 1\]$/,
    ],
    [
      'review above act',
      policy([clause({ review: 0.95 })]),
      /^\/clauses\/0\/review: review 0.95 is above act 0.9/,
    ],
    [
      'alert without alertOnly',
      policy([clause({ alert: 0.5 })]),
      /^\/clauses\/0\/alert: belongs to alert-only clauses/,
    ],
    [
      'alertOnly with act',
      policy([alert({ act: 0.9 })]),
      /^\/clauses\/0\/act: an alert-only clause alerts and does nothing else/,
    ],
    ['alertOnly with adjust', policy([alert({ adjust: [] })]), /^\/clauses\/0\/adjust: an alert-only clause/],
    ['alertOnly without alert', policy([without(alert(), 'alert')]), /^\/clauses\/0\/alert: missing/],
    [
      'alertOnly a text',
      policy([clause({ alertOnly: 'yes' })]),
      /^\/clauses\/0\/alertOnly: must be true or false/,
    ],
    ['a condition that is a text', when('always'), /^\/clauses\/0\/when: must be an object/],
    [
      'a condition without a kind',
      when({ orUnknown: true }),
      /^\/clauses\/0\/when: a condition needs one of all, any/,
    ],
    [
      'a condition of two kinds',
      when({ solicited: true, channelType: ['dm'] }),
      /^\/clauses\/0\/when: .*not channelType and solicited: join them/,
    ],
    ['a condition unknown', when({ channel: 'dm' }), /^\/clauses\/0\/when\/channel: unknown field "channel"/],
    [
      'orUnknown a text',
      when({ solicited: true, orUnknown: 'yes' }),
      /^\/clauses\/0\/when\/orUnknown: must be true or false/,
    ],
    ['all empty', when({ all: [] }), /^\/clauses\/0\/when\/all: empty list/],
    [
      'any empty, deep inside',
      when({ not: { all: [{ any: [] }] } }),
      /^\/clauses\/0\/when\/not\/all\/0\/any: empty list/,
    ],
    [
      'all not a list',
      when({ all: { solicited: true } }),
      /^\/clauses\/0\/when\/all: must be a list of conditions/,
    ],
    ['channelType empty', when({ channelType: [] }), /^\/clauses\/0\/when\/channelType: empty list/],
    [
      'channelType unknown',
      when({ channelType: ['channel'] }),
      /^\/clauses\/0\/when\/channelType\/0: must be one of public, private/,
    ],
    [
      'channelType twice',
      when({ channelType: ['dm', 'dm'] }),
      /^\/clauses\/0\/when\/channelType\/1: "dm" is listed twice$/,
    ],
    ['channelTags empty', when({ channelTags: [] }), /^\/clauses\/0\/when\/channelTags: empty list/],
    [
      'channelTags blank',
      when({ channelTags: [''] }),
      /^\/clauses\/0\/when\/channelTags\/0: must not be blank$/,
    ],
    [
      'channelTags with an edge',
      when({ channelTags: ['offers '] }),
      /^\/clauses\/0\/when\/channelTags\/0: white space at the edge/,
    ],
    [
      'recipients empty',
      when({ recipients: {} }),
      /^\/clauses\/0\/when\/recipients: needs min, max or both$/,
    ],
    [
      'recipients min above max',
      when({ recipients: { min: 5, max: 2 } }),
      /^\/clauses\/0\/when\/recipients: can never hold: min 5 is above max 2$/,
    ],
    [
      'recipients max 0',
      when({ recipients: { max: 0 } }),
      /^\/clauses\/0\/when\/recipients\/max: must be a whole number of people, at least 1$/,
    ],
    [
      'recipients min 1.5',
      when({ recipients: { min: 1.5 } }),
      /^\/clauses\/0\/when\/recipients\/min: must be a whole number/,
    ],
    [
      'recipients a number',
      when({ recipients: 5 }),
      /^\/clauses\/0\/when\/recipients: must be an object with min, max, not a number$/,
    ],
    [
      'solicited a text',
      when({ solicited: 'no' }),
      /^\/clauses\/0\/when\/solicited: must be true or false, not a string$/,
    ],
    [
      'two channel types at once',
      when({ all: [DM, { channelType: ['public'] }] }),
      /^\/clauses\/0\/when: can never hold/,
    ],
    [
      'asked for and not',
      when({ all: [{ solicited: true, orUnknown: true }, { solicited: false }] }),
      /^\/clauses\/0\/when: can never hold/,
    ],
    [
      'bounds that exclude each other',
      when({ all: [{ recipients: { min: 5 } }, { recipients: { max: 4 } }] }),
      /can never hold/,
    ],
    [
      'a tag and its negation',
      when({ all: [{ channelTags: ['a', 'b'] }, { not: { channelTags: ['b', 'a', 'c'] } }] }),
      /can never hold/,
    ],
    [
      'the negation of every channel type',
      when({ not: { channelType: ['public', 'private', 'dm', 'group_dm'] } }),
      /can never hold/,
    ],
    [
      'a dead branch of any',
      when({ any: [DM, { all: [DM, { not: DM }] }] }),
      /^\/clauses\/0\/when\/any\/1: can never hold/,
    ],
    ['a nesting of 11', when(nested(10)), /nested deeper than 10/],
    ['a nesting of 20,000', when(nested(20_000)), /nested deeper than 10/],
    [
      '33 conditions',
      when({ any: Array.from({ length: 32 }, () => DM) }),
      /^\/clauses\/0\/when: 33 conditions within each other/,
    ],
    [
      '12 independent tags',
      when({ any: manyTags }),
      /^\/clauses\/0\/when: too many different tags and bounds/,
    ],
    ['adjust empty', adjust(), /^\/clauses\/0\/adjust: empty list: take adjust out$/],
    [
      'adjust without thresholds',
      adjust({ when: DM }),
      /^\/clauses\/0\/adjust\/0: an adjustment needs review, act or both$/,
    ],
    ['adjust without when', adjust({ review: 0.1 }), /^\/clauses\/0\/adjust\/0\/when: missing/],
    [
      'adjusted threshold 2',
      adjust({ when: DM, act: 2 }),
      /^\/clauses\/0\/adjust\/0\/act: threshold 2 is not in/,
    ],
    [
      'adjusted review above act',
      adjust({ when: DM, review: 0.8, act: 0.7 }),
      /^\/clauses\/0\/adjust\/0: review 0.8 is above act 0.7/,
    ],
    [
      "adjusted review above the clause's act",
      adjust({ when: DM, review: 0.95 }),
      /^\/clauses\/0\/adjust\/0: review 0.95 is above act 0.9/,
    ],
    [
      "adjusted act below the clause's review",
      adjust({ when: DM, act: 0.4 }),
      /^\/clauses\/0\/adjust\/0: review 0.5 is above act 0.4/,
    ],
    [
      'adjusted where the clause does not apply',
      policy([clause({ when: { channelType: ['public'] }, adjust: [{ when: DM, act: 0.8 }] })]),
      /^\/clauses\/0\/adjust\/0: can never hold where the clause applies/,
    ],
    [
      'an adjustment behind a wider one',
      adjust({ when: { recipients: { min: 3 } }, act: 0.8 }, { when: { recipients: { min: 10 } }, act: 0.7 }),
      /^\/clauses\/0\/adjust\/1: never reached, an earlier adjustment matches first/,
    ],
  ])('%s', (_name, value, expected) => {
    const errors = errorsOf(value);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(expected);
  });

  it('reports all faults at once', () => {
    const errors = errorsOf(
      policy([clause({ review: 2, severity: 9 }), clause({ id: 'b', signals: ['x'] })], { extra: 1 }),
    );
    expect(errors.map((error) => error.split(':')[0])).toStrictEqual([
      '/extra',
      '/clauses/0/severity',
      '/clauses/0/review',
      '/clauses/1/signals/0',
    ]);
  });

  it('reports at most 100', () => {
    const fields = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`field${index}`, 1]));
    expect(errorsOf(policy([clause()], fields))).toHaveLength(100);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'refuses a field called %s, wherever it stands',
    (name) => {
      const evil = `"${name}":{"review":0.1,"alertOnly":true}`;
      const text = JSON.stringify(policy([clause({ when: DM })]));
      for (const [from, to] of [
        ['{"title":"Rules"', `{${evil},"title":"Rules"`],
        ['[{"id"', `[{${evil},"id"`],
        ['{"channelType"', `{${evil},"channelType"`],
      ] as const) {
        const tampered = text.replace(from, to);
        expect(tampered).not.toBe(text);
        expect(errorsOf(JSON.parse(tampered))[0]).toMatch(new RegExp(`${name}: unknown field "${name}"`));
      }
      expect({}).not.toHaveProperty('alertOnly');
    },
  );

  it('reads own fields only', () => {
    const inherited: unknown = Object.create({ review: 0.5 });
    expect(
      errorsOf(policy([Object.assign(inherited as object, without(clause(), 'review'))])),
    ).not.toStrictEqual([]);
  });

  it('stays below a second on the worst that it accepts to look at', () => {
    const dead = (index: number): unknown => ({
      all: [{ recipients: { min: index + 2 } }, { recipients: { max: index + 1 } }, { solicited: true }, DM],
    });
    const heavy = { any: Array.from({ length: 6 }, (_, index) => dead(index)) };
    const clauses = Array.from({ length: 50 }, (_, index) => clause({ id: `c${index}`, when: heavy }));
    const begun = performance.now();
    expect(parsePolicy(policy(clauses)).ok).toBe(false);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe('a policy that is accepted', () => {
  it.each<[string, unknown]>([
    ['plain', policy([clause()])],
    ['thresholds at the ends', policy([clause({ review: 0, act: 1 })])],
    ['review equal to act', policy([clause({ review: 0.7, act: 0.7 })])],
    ['alert-only', policy([alert()])],
    ['alertOnly false', policy([clause({ alertOnly: false })])],
    [
      'a condition of every kind',
      when({
        all: [
          { any: [DM, { channelTags: ['a'] }] },
          { not: { solicited: true }, orUnknown: true },
          { recipients: { min: 1, max: 1 } },
        ],
      }),
    ],
    [
      'unknown does not contradict',
      when({
        all: [
          { channelType: ['dm'], orUnknown: true },
          { channelType: ['public'], orUnknown: true },
        ],
      }),
    ],
    [
      'what holds only where it is unknown',
      when({
        all: [
          { solicited: true, orUnknown: true },
          { solicited: false, orUnknown: true },
        ],
      }),
    ],
    [
      'what holds only where tags are unknown',
      when({
        all: [
          { channelTags: ['a'], orUnknown: true },
          { not: { channelTags: ['a'] }, orUnknown: true },
        ],
      }),
    ],
    ['what holds only below a bound', when({ not: { recipients: { min: 5 } } })],
    ['what holds only above a bound', when({ not: { recipients: { max: 5 } } })],
    [
      'what holds only between two bounds',
      when({ all: [{ recipients: { min: 2 } }, { not: { recipients: { min: 4 } } }] }),
    ],
    [
      'adjustments from narrow to wide',
      adjust({ when: { recipients: { min: 10 } }, act: 0.7 }, { when: { recipients: { min: 3 } }, act: 0.8 }),
    ],
  ])('comes back as it was: %s', (_name, value) => {
    const parsed = parsePolicy(value);
    expect(parsed).toStrictEqual({ ok: true, policy: value });
  });

  it('shares nothing with what was handed in', () => {
    const value = policy([clause({ when: { channelTags: ['a'] } })]);
    const parsed = parsePolicy(value);
    (value['clauses'] as { signals: string[] }[])[0]!.signals.push('spam');
    expect(parsed).toMatchObject({ ok: true, policy: { clauses: [{ signals: ['insult'] }] } });
  });
});

it('never throws, whatever it is handed', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, maxDepth: 4 }), (value) => {
      expect(typeof parsePolicy(value).ok).toBe('boolean');
      expect(typeof parsePolicy(policy([clause({ when: value })])).ok).toBe('boolean');
      expect(typeof parsePolicy(policy(value)).ok).toBe('boolean');
    }),
    { numRuns: 500 },
  );
});
