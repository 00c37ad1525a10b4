import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/evaluation/random.js';
import { precisionRecall, THRESHOLDS } from '../../../src/labelling/precision-recall.js';
import { encodeScore, ScoreTable } from '../../../src/policy/score-table.js';
import { stratumName, targetsOf, weighLabels } from '../../../src/services/labelled-scores.js';
import { shippedPolicyVersion } from '../../../src/services/policy-versions.js';
import type { StoredSample, TargetLabel } from '../../../src/store/labelling-samples.js';
import { sampleOf } from '../labelling/community.js';

const { policy } = shippedPolicyVersion();
const CLAUSE = { clause: 'insult' };
const SIGNAL = { signal: 'insult' } as const;

/** 2,000 messages under some policies in turn, and a labelled sample of those of `default`. */
function drawn(
  policies: readonly string[],
  about: TargetLabel['about'],
  isKept: (score: number) => boolean = () => true,
) {
  const random = seededRandom('labelled scores');
  const table = new ScoreTable(['insult']);
  const scores: number[] = [];
  for (let id = 1; id <= 2_000; id++) {
    const policyName = policies[id % policies.length]!;
    const circumstances = table.numberOf(policyName, () => ({
      context: { channelType: 'public' },
      english: 'all',
      channelId: null,
      policyName,
    }));
    const row = { id, atS: id, action: 'allow', alert: false, circumstances, viewsDisagree: false } as const;
    table.put(row, [encodeScore((scores[id] = random()))]);
  }
  const draw = sampleOf(
    table,
    {
      of: CLAUSE,
      policy,
      shadow: undefined,
      size: 100,
      without: new Set(),
      random,
      policyName: 'default',
    },
    (id) => isKept(scores[id]!),
  );
  const samples: StoredSample[] = [
    {
      id: 1,
      person: 'a',
      policyName: 'default',
      channelId: null,
      fromS: null,
      toS: null,
      pipelineId: 'p',
      labelsUntil: 0,
      strata: Object.fromEntries(draw.strata.map((stratum) => [stratum.name, stratum])),
      drawn: Object.fromEntries(draw.messages.map(({ id, stratum }) => [id, stratum.name])),
    },
  ];
  const labels = draw.messages.map(({ id, stratum: { name, probability } }, i): TargetLabel => ({
    id: i + 1,
    messageId: id,
    person: 'a',
    about,
    verdict: 'ok',
    origin: 'suggested',
    sampling: { stratum: stratumName(1, name), probability },
  }));
  return { table, labels, samples };
}

const sampledOf = (
  { table, labels, samples }: ReturnType<typeof drawn>,
  of: typeof CLAUSE | typeof SIGNAL,
  policyName?: string,
) =>
  weighLabels(
    table,
    { of, policy, shadow: undefined, filter: { policyName } } as Parameters<typeof weighLabels>[1],
    { labels, samples },
    null,
  ).sampled;

describe('a sample of one policy’s messages', () => {
  it('speaks for them, and for all where there are no others', () => {
    expect(targetsOf(SIGNAL, policy)).toContainEqual(CLAUSE);
    expect(sampledOf(drawn(['default'], 'target'), CLAUSE, 'default')).toBe(100);
    expect(sampledOf(drawn(['default'], 'target'), SIGNAL)).toBe(100);
  });

  it('does not speak for those of all policies', () => {
    const both = drawn(['default', 'strict'], 'target');
    expect(sampledOf(both, CLAUSE, 'default')).toBe(100);
    expect(sampledOf(both, SIGNAL)).toBe(0);
  });
});

it('a sample of messages whose text is kept says nothing of scores at which none is', () => {
  const flagged = drawn(['default'], 'target', (score) => score >= 0.6);
  const messages = new Array<number>(THRESHOLDS).fill(20);
  const weighed = (all: readonly number[] | null) =>
    weighLabels(
      flagged.table,
      { of: CLAUSE, policy, shadow: undefined, filter: { policyName: 'default' } } as Parameters<
        typeof weighLabels
      >[1],
      flagged,
      all,
    );
  const { basis, sampled } = weighed(messages);
  expect(sampled).toBe(100);
  expect(basis.from).toBe(60);
  const points = precisionRecall(basis.labelled, basis.from, messages);
  expect(points[59]).toMatchObject({ precision: null, recall: null });
  expect(points[60]).toMatchObject({ precision: { value: 0 }, recall: null });
});

it('labels on whole messages, of which only harmless ones are known here, never count as drawn', () => {
  expect(sampledOf(drawn(['default'], 'message'), CLAUSE, 'default')).toBe(0);
});
