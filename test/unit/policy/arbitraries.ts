import fc from 'fast-check';
import { CHANNEL_TYPES } from '../../../src/domain/message.js';
import type { Clause, Condition, Policy, PolicyContext } from '../../../src/domain/policy.js';
import { SIGNALS, type Signal, type SignalScore, type SignalScores } from '../../../src/domain/signal.js';

const TAGS = ['offers', 'help', 'random'];

/** A probability with four decimals, the ends and round values included often enough. */
export const probability = fc.oneof(
  fc.constantFrom(0, 0.5, 1),
  fc.integer({ min: 0, max: 10_000 }).map((tenThousandths) => tenThousandths / 10_000),
);

const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(values, { nil: undefined });

export const context: fc.Arbitrary<PolicyContext> = fc.record({
  channelType: maybe(fc.constantFrom(...CHANNEL_TYPES)),
  channelTags: maybe(fc.subarray(TAGS)),
  recipients: maybe(fc.integer({ min: 1, max: 30 })),
  solicited: maybe(fc.boolean()),
});

const orUnknown = fc.constantFrom({}, { orUnknown: true }, { orUnknown: false });
const range = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 10 }))
  .map(([min, width]) => ({ min, max: min + width }));
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(fc.subarray([...CHANNEL_TYPES], { minLength: 1 }), orUnknown)
    .map(([channelType, or]) => ({ channelType, ...or })),
  fc
    .tuple(fc.subarray(TAGS, { minLength: 1 }), orUnknown)
    .map(([channelTags, or]) => ({ channelTags, ...or })),
  fc.tuple(range, orUnknown).map(([recipients, or]) => ({ recipients, ...or })),
  fc.tuple(fc.boolean(), orUnknown).map(([solicited, or]) => ({ solicited, ...or })),
);

export const condition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('node').map((not) => ({ not })),
  ),
})).node;

const score: fc.Arbitrary<SignalScore> = fc.record({
  score: probability,
  view: fc.constantFrom('original', 'folded'),
});

function signalScores(value: fc.Arbitrary<SignalScore | null>): fc.Arbitrary<SignalScores> {
  return fc
    .tuple(...SIGNALS.map(() => value))
    .map((scores) => Object.fromEntries(SIGNALS.map((name, index) => [name, scores[index]])) as SignalScores);
}

export const scores = signalScores(fc.option(score, { nil: null }));
export const allScored = signalScores(score);

const ordered = fc
  .tuple(probability, probability)
  .map(([left, right]) => ({ review: Math.min(left, right), act: Math.max(left, right) }));
const signals: fc.Arbitrary<Signal[]> = fc.shuffledSubarray([...SIGNALS], { minLength: 1, maxLength: 5 });
const base = { title: 'Title', text: 'Text', severity: 3 };

/** A clause, its id left to the policy. */
const clause: fc.Arbitrary<Clause> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({
        signals,
        thresholds: ordered,
        when: maybe(condition),
        adjust: maybe(fc.array(fc.tuple(condition, ordered), { minLength: 1, maxLength: 2 })),
      })
      .map(({ signals: names, thresholds, when, adjust }) => ({
        id: 'clause',
        ...base,
        signals: names,
        ...thresholds,
        ...(when && { when }),
        ...(adjust && { adjust: adjust.map(([onlyWhen, changed]) => ({ when: onlyWhen, ...changed })) }),
      })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ signals, alert: probability, when: maybe(condition) }).map((parts) => ({
      id: 'clause',
      ...base,
      signals: parts.signals,
      alertOnly: true as const,
      alert: parts.alert,
      ...(parts.when && { when: parts.when }),
    })),
  },
);

export const policy: fc.Arbitrary<Policy> = fc
  .tuple(
    fc.array(clause, { minLength: 1, maxLength: 6 }),
    fc.constantFrom('allow' as const, 'review' as const),
  )
  .map(([clauses, onUnavailable]) => ({
    title: 'Policy',
    clauses: clauses.map((each, index) => ({ ...each, id: `clause_${index}` })),
    onUnavailable,
  }));
