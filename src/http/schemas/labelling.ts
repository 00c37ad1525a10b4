import Type from 'typebox';
import { SIGNALS, type Signal } from '../../domain/signal.js';
import { SAMPLE_SIZE_MAX, type SampleAnswer } from '../../services/labelling.js';
import type { PrecisionRecallAnswer, SuggestionAnswer } from '../../services/thresholds.js';
import { NameSchema } from './policy.js';
import { PipelineField, WindowFields } from './simulation.js';

const Count = (description?: string) =>
  Type.Integer({ minimum: 0, ...(description !== undefined && { description }) });
const OrNull = (type: 'string' | 'integer' | 'number', description: string) =>
  Type.Unsafe<never>({ type: [type, 'null'], description });

/** Which scores are meant; in query strings and in bodies. */
export const ScoreFields = {
  signal: Type.Optional(Type.Unsafe<Signal>({ type: 'string', enum: [...SIGNALS] })),
  clause: Type.Optional(Type.String({ maxLength: 64, description: 'Instead of `signal`.' })),
  policy: Type.Optional(NameSchema),
  ...WindowFields,
  pipeline: PipelineField,
  channelId: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
};

const estimate = {
  value: Type.Number(),
  low: Type.Number({ description: 'Of the central 95 % interval.' }),
  high: Type.Number(),
};
const EstimateOrNull = (description: string) =>
  Type.Unsafe<never>({
    type: ['object', 'null'],
    properties: estimate,
    required: Object.keys(estimate),
    description,
  });

const labelled = {
  pipeline: OrNull('string', 'What scored the messages; null where nothing has been scored.'),
  labels: Type.Object({
    violates: Count('Messages of which most people say so.'),
    ok: Count(),
    unsure: Count('Or people disagree.'),
    sampled: Count('Of the decided ones those whose inclusion probability is known: they count below.'),
    other: Count('The other decided ones: nothing can be concluded from them about other messages.'),
  }),
  minimumLabels: Count('With fewer sampled ones nothing is said.'),
};

export const PrecisionRecallSchema = Type.Unsafe<PrecisionRecallAnswer>(
  Type.Object({
    ...labelled,
    effectiveSampleSize: Type.Number({ description: 'How many labels of equal weight would tell as much.' }),
    points: Type.Array(
      Type.Object({
        threshold: Type.Number(),
        messages: Count('How many of all messages are at or above it.'),
        precision: EstimateOrNull('Of these the share that violates; null where no label tells.'),
        recall: EstimateOrNull('Of all violations the share that is among these; null where no label tells.'),
      }),
      { description: '101: 0, 0.01 … 1.' },
    ),
    basis: Type.Unsafe<never>({ type: 'string', enum: ['sampled', 'insufficient'] }),
  }),
);

export const SuggestionSchema = Type.Unsafe<SuggestionAnswer>(
  Type.Object({
    ...labelled,
    threshold: EstimateOrNull('Null where there are too few labels or the goal cannot be reached.'),
    precision: EstimateOrNull('At that threshold.'),
    recall: EstimateOrNull('At that threshold.'),
    expectedReviewsPerWeek: OrNull(
      'number',
      'Messages at or above it in a week; null where the window is under a day.',
    ),
    moreLabels: OrNull('integer', 'How many would narrow the interval to 0.1; null where it is.'),
    reason: OrNull('string', '`too_few_labels` or `not_reachable`; null where there is a threshold.'),
    sentence: Type.String({ description: 'For people.' }),
  }),
);

export const SampleBody = Type.Object(
  {
    ...ScoreFields,
    size: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: SAMPLE_SIZE_MAX,
        description: 'How many messages at most; 40 unless given.',
      }),
    ),
  },
  { additionalProperties: false },
);

export const SampleSchema = Type.Unsafe<SampleAnswer>(
  Type.Object({
    sampleId: OrNull('integer', 'Null where there is nothing to label.'),
    clause: OrNull('string', 'What to label, or `signal`.'),
    signal: OrNull('string', 'What to label, or `clause`.'),
    pipeline: OrNull('string', 'What scored the messages; null where nothing has been scored.'),
    drawnFrom: Count('How many messages could have been drawn.'),
    messages: Type.Array(
      Type.Object({
        id: Type.String(),
        source: Type.String(),
        revision: Type.Integer(),
        text: Type.String(),
        context: Type.Array(Type.Object({ authorId: Type.Optional(Type.String()), text: Type.String() })),
        channelId: OrNull('string', 'Null where the caller gave none.'),
        sentAt: OrNull('string', 'Null where the caller gave none.'),
        score: Type.Number(),
        stratum: Type.String({ description: 'For the label: sampling.stratum.' }),
        probability: Type.Number({ description: 'For the label: sampling.probability.' }),
        reason: Type.Unsafe<never>({
          type: 'string',
          enum: ['spread', 'near_threshold', 'views_disagree', 'shadow_disagrees'],
        }),
      }),
      { description: 'In a random order: whoever stops early has labelled a sample, too.' },
    ),
  }),
);
