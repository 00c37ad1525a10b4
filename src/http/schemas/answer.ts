import Type, { type Static, type TSchema } from 'typebox';
import { SIGNALS } from '../../domain/signal.js';
import type { ClassifyAnswer } from '../../services/classify.js';
import type { Explanation } from '../../services/explanations.js';
import type { MessageView } from '../../services/submissions.js';

/** As a type list, not a union: for a union the serialiser runs a validator on every value. */
const Nullable = <S extends TSchema & { type: string }>(schema: S) =>
  Type.Unsafe<Static<S> | null>({ ...schema, type: [schema.type, 'null'] });
const Probability = (description?: string) =>
  Type.Number({ minimum: 0, maximum: 1, ...(description !== undefined && { description }) });

const Signals = Type.Object(Object.fromEntries(SIGNALS.map((name) => [name, Nullable(Probability())])), {
  description:
    'Calibrated probabilities, 4 decimals; null where the model does not give the signal, all of them where the text is not English.',
});

const Spans = Type.Array(
  Type.Object({
    begin: Type.Integer({ minimum: 0 }),
    end: Type.Integer({ minimum: 0 }),
    remaining: Probability('The score of the clause that would remain without this part.'),
  }),
  { description: 'With `explain`: UTF-16 code units of the text, `end` exclusive, in its order.' },
);

const Clause = Type.Object({
  id: Type.String(),
  title: Type.String(),
  action: Type.Unsafe<string>({ type: 'string', enum: ['allow', 'review', 'act', 'alert'] }),
  score: Nullable(Probability('The largest available signal of the clause.')),
  review: Type.Optional(Probability('Threshold in force.')),
  act: Type.Optional(Probability('Threshold in force.')),
  alert: Type.Optional(Probability('Threshold of an alert-only clause.')),
  status: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: ['notApplicable', 'unavailable'] })),
  signals: Type.Array(
    Type.Object({
      name: Type.String(),
      score: Probability(),
      view: Type.Unsafe<string>({
        type: 'string',
        enum: ['original', 'folded'],
        description: 'folded: the hit shows only once evasions such as look-alike letters are undone.',
      }),
    }),
    { description: 'Strongest first.' },
  ),
  spans: Type.Optional(Spans),
  unavailable: Type.Optional(
    Type.Array(Type.String(), { description: 'Signals of the clause that have no score.' }),
  ),
});

export const ContextSchema = Type.Array(
  Type.Object({ authorId: Type.Optional(Type.String()), text: Type.String() }),
  { description: 'Earlier messages that came along, oldest first.' },
);

export const Decision = Type.Object({
  action: Type.Unsafe<string>({
    type: 'string',
    enum: ['allow', 'review', 'act'],
    description: 'A proposal to a human: the service never deletes and never expels.',
  }),
  alert: Type.Boolean({ description: 'Whether a clause that only alerts has fired, such as distress.' }),
  incomplete: Type.Boolean({ description: 'Whether some clause could not be scored at all.' }),
  // Stored answers from before this field lack it; the default is what they meant.
  languageUncertain: Type.Boolean({
    default: false,
    description:
      'Whether the scores are to be read with care: detection says that the text, or all but the part that was scored, is not English.',
  }),
  clauses: Type.Array(Clause, { description: "Every clause, in the policy's order." }),
});

const Receipt = Type.Object({
  pipeline: Type.Object({ id: Type.String(), sha256: Type.String() }),
  model: Type.Object({ name: Type.String(), sha256: Type.String() }),
  calibration: Type.String(),
  policy: Type.Object({ name: Type.String(), version: Type.Integer(), sha256: Type.String() }),
  clauses: Type.Array(
    Type.Object({
      id: Type.String(),
      score: Nullable(Type.Number()),
      review: Type.Optional(Type.Number()),
      act: Type.Optional(Type.Number()),
      alert: Type.Optional(Type.Number()),
    }),
  ),
  runtime: Type.Object({ conduct: Type.String(), node: Type.String() }),
});

const verdict = {
  signals: Signals,
  language: Type.Object({
    code: Nullable(Type.String({ description: 'ISO 639-1; null where it cannot be told.' })),
    confidence: Probability(),
  }),
  decision: Decision,
  receipt: Receipt,
};

const Answer = Type.Object({
  id: Type.String(),
  ...verdict,
  timings: Type.Object(
    {
      queueMs: Type.Number({ description: 'From the API to a worker.' }),
      inferMs: Type.Number({ description: 'In the worker, waiting for the batch included.' }),
      totalMs: Type.Number({ description: 'In the API process, storing included.' }),
    },
    { description: 'Milliseconds; queueMs and inferMs are 0 where the stored answer was given again.' },
  ),
});

// The schemas describe what the services give; the services' types say so to the compiler.
export const ClassifyAnswerSchema = Type.Unsafe<ClassifyAnswer>(Answer);
export const BatchAnswerSchema = Type.Unsafe<{ items: ClassifyAnswer[] }>(
  Type.Object({ items: Type.Array(Answer) }),
);

export const ExplanationSchema = Type.Unsafe<Explanation>(
  Type.Object({
    clauses: Type.Array(Type.Object({ id: Type.String(), score: Clause.properties.score, spans: Spans }), {
      description: "Every clause, in the policy's order; without spans where no part carries the score.",
    }),
  }),
);

export const MessageViewSchema = Type.Unsafe<MessageView>(
  Type.Object({
    id: Type.String(),
    status: Type.Unsafe<string>({ type: 'string', enum: ['pending', 'scored', 'failed'] }),
    revision: Type.Integer({ minimum: 1 }),
    text: Type.Optional(
      Type.String({ description: 'Only for keys with the scope review or admin, while it is kept.' }),
    ),
    context: Type.Optional(ContextSchema),
    channelId: Type.Optional(Type.String()),
    channelType: Type.Optional(Type.String()),
    authorId: Type.Optional(Type.String()),
    sentAt: Type.Optional(Type.String({ format: 'date-time' })),
    signals: Type.Optional(verdict.signals),
    language: Type.Optional(verdict.language),
    decision: Type.Optional(verdict.decision),
    receipt: Type.Optional(verdict.receipt),
    current: Type.Optional(
      Type.Object(
        {
          action: Decision.properties.action,
          alert: Type.Boolean(),
          policy: Type.Object({ name: Type.String(), version: Type.Integer() }),
        },
        {
          description:
            'What the policy says that is active now, or was until it is rewritten; decision and receipt stay as they were answered.',
        },
      ),
    ),
  }),
);
