import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../src/domain/decision.js';
import type { Policy, PolicyContext } from '../../../src/domain/policy.js';
import { SIGNALS, type Signal, type SignalScores } from '../../../src/domain/signal.js';
import { projectRoot } from '../../../src/paths.js';
import { loadDefaultPolicy, policySha256 } from '../../../src/policy/default-policy.js';
import { evaluate } from '../../../src/policy/evaluate.js';
import * as arbitrary from './arbitraries.js';

const policy = loadDefaultPolicy();

const distressClause = policy.clauses.find((clause) => clause.id === 'distress');
const alertThreshold = distressClause?.alertOnly === true ? distressClause.alert : NaN;

/** All signals at 0.01 but those given; `null` is unavailable. */
function decide(given: Partial<Record<Signal, number | null>>, context: PolicyContext = {}): Evaluation {
  const signals = Object.fromEntries(
    SIGNALS.map((name) => {
      const score = given[name] === undefined ? 0.01 : given[name];
      return [name, score === null ? null : { score, view: 'original' }];
    }),
  ) as SignalScores;
  return evaluate(signals, context, policy);
}

/** Ids of the clauses that fired, with what they propose. */
function fired(decision: Evaluation): Record<string, string> {
  const firing = decision.clauses.filter((clause) => clause.action !== 'allow');
  return Object.fromEntries(firing.map((clause) => [clause.id, clause.action]));
}

describe('the default policy', () => {
  it('is what the file holds, and has the nine clauses', () => {
    const file: unknown = JSON.parse(
      readFileSync(join(projectRoot, 'src/policy/default-policy.json'), 'utf8'),
    );
    expect(policy).toStrictEqual(file);
    expect(policy.clauses.map((clause) => clause.id)).toStrictEqual([
      'harassment',
      'insult',
      'discriminatory_joke',
      'disruption',
      'unprofessional',
      'promotion',
      'unsolicited_contact',
      'scam',
      'distress',
    ]);
  });

  const ad = { solicitation: 0.99, spam: 0.99 };
  it.each<[string, Partial<Record<Signal, number | null>>, PolicyContext, Record<string, string>]>([
    ['an ordinary message', {}, {}, {}],
    ['an ordinary direct message', {}, { channelType: 'dm', recipients: 50 }, {}],
    ['a swear word among friends', { profanity: 1, toxicity: 0.3 }, { channelType: 'public' }, {}],
    ['an insult', { insult: 0.95, toxicity: 0.6 }, {}, { insult: 'act', unprofessional: 'review' }],
    [
      'an attack on a group',
      { identity_attack: 0.98 },
      {},
      { harassment: 'act', discriminatory_joke: 'act' },
    ],
    ['an unwelcome advance', { sexual_advance: 0.96 }, { channelType: 'dm' }, { harassment: 'act' }],
    ['sexual material', { sexually_explicit: 0.72 }, {}, { harassment: 'review' }],
    ['a threat: harassment, and an alert', { threat: 0.96 }, {}, { harassment: 'act', distress: 'alert' }],
    ['distress', { distress: 1 }, {}, { distress: 'alert' }],
    ['open hostility', { toxicity: 0.97 }, {}, { disruption: 'act', unprofessional: 'act' }],
    ['open hostility between two', { toxicity: 0.97 }, { channelType: 'dm' }, { unprofessional: 'act' }],
    ['an advert, nothing known of the place', ad, {}, { promotion: 'act' }],
    ['an advert in a channel', ad, { channelType: 'public' }, { promotion: 'act' }],
    [
      'an advert in a private channel',
      ad,
      { channelType: 'private', channelTags: ['random'] },
      { promotion: 'act' },
    ],
    ['an advert in an offers channel', ad, { channelType: 'public', channelTags: ['offers'] }, {}],
    ['an advert in a jobs channel of unknown type', ad, { channelTags: ['team', 'jobs'] }, {}],
    ['an advert that somebody asked for', ad, { channelType: 'public', solicited: true }, {}],
    [
      'an advert that nobody asked for',
      ad,
      { channelType: 'public', solicited: false },
      { promotion: 'act' },
    ],
    ['an unasked direct offer', ad, { channelType: 'dm' }, { unsolicited_contact: 'act' }],
    [
      'an unasked group message',
      ad,
      { channelType: 'group_dm', solicited: false },
      { unsolicited_contact: 'act' },
    ],
    ['a direct offer that was asked for', ad, { channelType: 'dm', solicited: true }, {}],
    [
      'an offers tag does not open the inbox',
      ad,
      { channelType: 'dm', channelTags: ['offers'] },
      { unsolicited_contact: 'act' },
    ],
    ['a mild direct offer to one', { solicitation: 0.65 }, { channelType: 'dm', recipients: 1 }, {}],
    [
      'the same to three',
      { solicitation: 0.65 },
      { channelType: 'dm', recipients: 3 },
      { unsolicited_contact: 'review' },
    ],
    [
      'a likely offer to one',
      { solicitation: 0.8 },
      { channelType: 'dm', recipients: 1 },
      { unsolicited_contact: 'review' },
    ],
    [
      'the same to ten',
      { solicitation: 0.8 },
      { channelType: 'dm', recipients: 10 },
      { unsolicited_contact: 'act' },
    ],
    [
      'a scam, asked for or not',
      { scam: 0.9 },
      { channelTags: ['offers'], solicited: true },
      { scam: 'act' },
    ],
  ])('%s', (_name, signals, context, expected) => {
    expect(fired(decide(signals, context))).toStrictEqual(expected);
  });

  it('distress alone never leads to a review or a sanction, whoever and wherever', () => {
    fc.assert(
      fc.property(arbitrary.probability, arbitrary.context, (distress, context) => {
        const decision = decide({ distress }, context);
        expect(decision.action).toBe('allow');
        expect(decision.alert).toBe(distress >= alertThreshold);
      }),
    );
  });

  it('an offer counts under one of promotion and unsolicited contact at most', () => {
    fc.assert(
      fc.property(arbitrary.context, arbitrary.probability, (context, spam) => {
        const firing = Object.keys(fired(decide({ spam }, context)));
        expect(firing.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('without a scam signal that clause is unavailable and asks for nothing', () => {
    const decision = decide({ scam: null, severe_toxicity: null, sexually_explicit: null });
    expect(decision).toMatchObject({ action: 'allow', alert: false, incomplete: true });
    expect(decision.clauses.find((clause) => clause.id === 'scam')).toMatchObject({ status: 'unavailable' });
    expect(decision.clauses.filter((clause) => clause.status === 'unavailable')).toHaveLength(1);
  });
});

describe('policySha256', () => {
  it('does not depend on the order of keys', () => {
    const reversed = JSON.parse(JSON.stringify(policy), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as Policy;
    expect(JSON.stringify(reversed)).not.toBe(JSON.stringify(policy));
    expect(policySha256(reversed)).toBe(policySha256(policy));
  });

  it('changes with a threshold, with the order of clauses and with a text', () => {
    const changed: Policy[] = [
      { ...policy, onUnavailable: 'review' },
      { ...policy, clauses: policy.clauses.toReversed() },
      { ...policy, title: `${policy.title}.` },
    ];
    const hashes = new Set([policy, ...changed].map(policySha256));
    expect(hashes.size).toBe(4);
  });

  it('is sha256 over canonical JSON', () => {
    // printf '%s' '{"clauses":[],"onUnavailable":"allow","title":"é"}' | sha256sum
    expect(policySha256({ title: 'é', onUnavailable: 'allow', clauses: [] })).toBe(
      '450cc4c524cbafc31b07ad93fd16ed41bc942095f523c8547e2cff8354c0ccef',
    );
  });
});
