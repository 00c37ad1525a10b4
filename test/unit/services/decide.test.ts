import { describe, expect, it } from 'vitest';
import type { EnglishPart, PipelineSpec, ScoredText } from '../../../src/domain/model.js';
import type { Policy } from '../../../src/domain/policy.js';
import { createJudge, decide } from '../../../src/services/decide.js';

const spec: PipelineSpec = {
  id: 'p',
  sha256: 's',
  normaliser: '1',
  model: { name: 'm', sha256: 's' },
  stages: ['m'],
  labels: ['insult', 'distress'],
  calibration: {
    id: 'as-it-is',
    signals: Object.fromEntries(
      (['insult', 'distress'] as const).map((signal) => [
        signal,
        { method: 'piecewise', knots: [[0, 0], [1, 1]] as const }, // prettier-ignore
      ]),
    ),
  },
};

const clauses: Policy['clauses'] = [
  { id: 'insult', title: 'Insult', text: '', severity: 2, signals: ['insult'], review: 0.5, act: 0.9,
    adjust: [{ when: { channelType: ['dm'] }, review: 0.3 }] }, // prettier-ignore
  { id: 'scam', title: 'Scam', text: '', severity: 2, signals: ['scam'], review: 0.5, act: 0.9 },
  {
    id: 'distress',
    title: 'Distress',
    text: '',
    severity: 1,
    signals: ['distress'],
    alertOnly: true,
    alert: 0.6,
  },
];

interface Given {
  readonly english?: EnglishPart;
  readonly insult?: number;
  readonly distress?: number;
  readonly onUnavailable?: Policy['onUnavailable'];
  readonly channelType?: 'dm';
}

function decided({ english, insult = 0.1, distress = 0.1, onUnavailable = 'allow', channelType }: Given) {
  const scored: ScoredText = {
    raw: { original: Float32Array.of(insult, distress), folded: null },
    stage: 'm',
    language: { code: 'de', confidence: 0.8 },
    ...(english !== undefined && { english }),
  };
  const policy = { name: 'default', version: 1, sha256: 's', policy: { title: 'T', onUnavailable, clauses } };
  const message = { text: 'x', ...(channelType && { channelType }) };
  const { signals, decision, receipt } = decide(scored, message, createJudge(spec, spec.calibration, policy));
  return { ...decision, signals, receipt };
}

describe('decide by how much of a text is English', () => {
  it.each([undefined, 'all'] as const)('%s: scored, nothing uncertain', (english) => {
    const given = english === undefined ? {} : { english };
    expect(decided(given)).toMatchObject({
      action: 'allow',
      languageUncertain: false,
      signals: { insult: 0.1 },
    });
    expect(decided({ ...given, insult: 0.95 })).toMatchObject({ action: 'act', languageUncertain: false });
  });

  it('unsure: scored whatever comes out, and flagged', () => {
    expect(decided({ english: 'unsure' })).toMatchObject({
      action: 'allow',
      languageUncertain: true,
      signals: { insult: 0.1 },
    });
  });

  it('none: every signal unavailable, however high, and the policy says what then', () => {
    const given = { english: 'none', insult: 0.99, distress: 0.99 } as const;
    const allowed = decided(given);
    expect(Object.values(allowed.signals).every((score) => score === null)).toBe(true);
    expect(allowed).toMatchObject({
      action: 'allow',
      alert: false,
      incomplete: true,
      languageUncertain: false,
    });
    expect(allowed.clauses.map(({ status }) => status)).toEqual([
      'unavailable',
      'unavailable',
      'unavailable',
    ]);
    expect(allowed.receipt.clauses.map(({ score }) => score)).toEqual([null, null, null]);
    expect(decided({ ...given, onUnavailable: 'review' })).toMatchObject({ action: 'review', alert: false });
  });

  it.each<[string, Given, boolean]>([
    ['below the threshold', { insult: 0.4999 }, false],
    ['at the threshold', { insult: 0.5 }, true],
    ['at the threshold in force', { insult: 0.3, channelType: 'dm' }, true],
    ['below an alert', { distress: 0.59 }, false],
    ['at an alert', { distress: 0.6 }, true],
    // The clause without a score goes to review by the policy: no score of the English part fired.
    ['below, where what has no score is reviewed', { insult: 0.4, onUnavailable: 'review' }, false],
  ])('part, %s', (_, given, kept) => {
    const { signals, languageUncertain } = decided({ ...given, english: 'part' });
    expect(languageUncertain).toBe(kept);
    expect(signals.insult !== null).toBe(kept);
    expect(signals.distress !== null).toBe(kept);
  });
});
