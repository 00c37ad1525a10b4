import Type from 'typebox';
import type { SimulationAnswer } from '../../services/simulation.js';
import { FirstStageReachSchema } from './first-stage.js';

const Time = (description: string) => Type.String({ format: 'date-time', description });
const Count = Type.Integer({ minimum: 0 });
const Action = Type.Unsafe<string>({ type: 'string', enum: ['allow', 'review', 'act'] });
const Outcome = Type.Object({ action: Action, alert: Type.Boolean() });
const TextOrNull = (description: string) => Type.Unsafe<never>({ type: ['string', 'null'], description });
const ObjectOrNull = (properties: object, description: string) =>
  Type.Unsafe<never>({
    type: ['object', 'null'],
    properties,
    required: Object.keys(properties),
    description,
  });

export const WindowFields = {
  from: Type.Optional(Time('Messages sent at this time or later; to the second.')),
  to: Type.Optional(Time('Messages sent before this time; to the second.')),
};
export const PipelineField = Type.Optional(
  Type.String({
    maxLength: 255,
    description: 'What scored them; by default what was promoted, else what scored the latest message first.',
  }),
);

export const SimulationBody = Type.Object(
  {
    policy: Type.Optional(
      Type.Unknown({ description: 'The rules to try: {title, onUnavailable, clauses}. Or `version`.' }),
    ),
    version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
    ...WindowFields,
    channelIds: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
        minItems: 1,
        maxItems: 1_000,
        description: 'Only messages of these channels.',
      }),
    ),
    clause: Type.Optional(
      Type.String({
        maxLength: 64,
        description:
          "Look at this clause alone: a message changes where the clause's own action does, between the active version and the candidate.",
      }),
    ),
    allPolicies: Type.Optional(
      Type.Boolean({ description: 'Messages that other policies decide, too; false unless given.' }),
    ),
    pipeline: PipelineField,
    limit: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 500, description: 'At most so many messages; 50 unless given.' }),
    ),
  },
  { additionalProperties: false },
);

const transitions = Type.Object({ allow: Count, review: Count, act: Count });
const clauseCounts = {
  allow: Count,
  review: Count,
  act: Count,
  alert: Count,
  notApplicable: Count,
  unavailable: Type.Integer({
    minimum: 0,
    description: 'Without a score although the clause applied; counted by their action as well.',
  }),
};
const beforeAfter = { before: Type.Number(), after: Type.Number() };

export const SimulationSchema = Type.Unsafe<SimulationAnswer>(
  Type.Object({
    activeVersion: Type.Integer(),
    pipeline: TextOrNull('What scored the messages; null where nothing has been scored.'),
    window: ObjectOrNull(
      { from: Time('Inclusive.'), to: Time('Exclusive.') },
      'As asked for, else from the first to the last message; null where there is none.',
    ),
    reviewsPerWeek: ObjectOrNull(
      beforeAfter,
      'Messages for people to look at (review, act or alert) in a week; null where the window is under a day.',
    ),
    messages: Type.Integer({ minimum: 0, description: 'How many were looked at.' }),
    changed: Count,
    transitions: Type.Object(
      { allow: transitions, review: transitions, act: transitions },
      { description: 'transitions.review.allow: from review to allow. The unchanged are counted, too.' },
    ),
    alerts: Type.Object({ before: Count, after: Count, raised: Count, cleared: Count }),
    flagged: Type.Object(
      { before: Count, after: Count },
      { description: 'Messages at review or act, or with an alert.' },
    ),
    clauses: Type.Array(
      Type.Object({
        id: Type.String(),
        title: Type.String(),
        before: ObjectOrNull(clauseCounts, 'Under the active version; null where it has no such clause.'),
        after: ObjectOrNull(clauseCounts, 'Under the candidate; null where it has no such clause.'),
      }),
    ),
    firstStage: Type.Unsafe<SimulationAnswer['firstStage']>({
      ...FirstStageReachSchema,
      type: ['object', 'null'],
    }),
    mostChanged: Type.Array(
      Type.Object({
        id: Type.String(),
        source: Type.String(),
        channelId: TextOrNull('Null where the caller gave none.'),
        sentAt: TextOrNull('Null where the caller gave none.'),
        from: Outcome,
        to: Outcome,
        clause: TextOrNull(
          'The clause that brings the change about; null where none of the two policies does.',
        ),
        score: Type.Unsafe<number | null>({ type: ['number', 'null'], description: "That clause's score." }),
        margin: Type.Number({ description: "How far the score is beyond the candidate's threshold." }),
        text: Type.Optional(Type.String({ description: 'While it is kept.' })),
      }),
      { description: 'Largest change of action first, then largest margin.' },
    ),
  }),
);
