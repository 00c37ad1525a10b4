import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLACES, type ModelManifest } from '../../../src/domain/model.js';
import type { Policy } from '../../../src/domain/policy.js';
import { projectRoot } from '../../../src/paths.js';
import { shippedPolicyVersion } from '../../../src/services/policy-versions.js';
import { lowestThresholds } from '../../../src/policy/lowest-thresholds.js';
import { logitOf } from '../../../src/scoring/calibrate.js';

const clause = { id: 'c', title: 'C', text: '', severity: 1, review: 0.6, act: 0.9 } as const;
const policyOf = (...clauses: object[]) =>
  ({
    title: 'P',
    onUnavailable: 'allow',
    clauses: clauses.map((each) => ({ ...clause, ...each })),
  }) as unknown as Policy;

describe('the lowest threshold of a signal in a place', () => {
  it('is that of the clause, adjustment or alert that asks least, wherever it may apply', () => {
    const policy = policyOf(
      {
        signals: ['spam', 'insult'],
        when: { channelType: ['dm'] },
        adjust: [
          { when: { recipients: { min: 3 } }, review: 0.4 },
          { when: { channelType: ['public'] }, review: 0.1 },
        ],
      },
      {
        signals: ['spam'],
        when: { any: [{ channelType: ['private'] }, { channelType: ['dm'] }] },
        review: 0.7,
      },
      { signals: ['threat'], alertOnly: true, alert: 0.5 },
      { signals: ['scam'], when: { all: [{ channelType: ['group_dm'], orUnknown: true }] }, review: 0.3 },
      {
        signals: ['toxicity'],
        when: { all: [{ channelType: ['dm'] }, { solicited: false }], orUnknown: true },
        review: 0.2,
      },
    );
    expect(Object.fromEntries(lowestThresholds(policy, 'channel'))).toEqual({
      spam: 0.7,
      threat: 0.5,
      scam: 0.3,
      // Of a message without a channel's type it may hold.
      toxicity: 0.2,
    });
    expect(Object.fromEntries(lowestThresholds(policy, 'direct'))).toEqual({
      spam: 0.4,
      insult: 0.4,
      threat: 0.5,
      scam: 0.3,
      // Of a message without a channel's type it may hold.
      toxicity: 0.2,
    });
  });

  it('of the shipped policy lies one margin above the cutoff of the shipped first stage', () => {
    const { calibration, handOver } = JSON.parse(
      readFileSync(join(projectRoot, 'models/swift-1/manifest.json'), 'utf8'),
    ) as ModelManifest;
    const { policy } = shippedPolicyVersion();
    for (const place of PLACES) {
      const thresholds = lowestThresholds(policy, place);
      expect(thresholds.size).toBeGreaterThan(8);
      for (const [signal, threshold] of thresholds) {
        const from = logitOf(calibration.signals[signal]!, threshold) - handOver!.margins[place][signal]!;
        expect(handOver!.cutoffs[place][signal]).toBeCloseTo(from, 2);
      }
    }
  });
});
