import Type from 'typebox';
import { LABEL_ORIGINS, VERDICTS, type Label, type LabelTarget } from '../../domain/label.js';
import { SIGNALS } from '../../domain/signal.js';
import { LABEL_NOTE_LENGTH_MAX } from '../../services/labels.js';

const oneOf = <const T extends string>(values: readonly T[], description?: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], ...(description !== undefined && { description }) });

const target = {
  description: 'A clause of the policy, a signal, or the message as a whole.',
  anyOf: [
    { type: 'string', enum: ['message'] },
    {
      type: 'object',
      properties: { clause: { type: 'string', minLength: 1, maxLength: 64 } },
      required: ['clause'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: { signal: { type: 'string', enum: [...SIGNALS] } },
      required: ['signal'],
      additionalProperties: false,
    },
  ],
};

const Sampling = Type.Object(
  {
    stratum: Type.String({ minLength: 1, maxLength: 100, description: 'The group it was drawn from.' }),
    probability: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      description: 'The chance that this message had to be drawn.',
    }),
  },
  { additionalProperties: false },
);

export const LabelBody = Type.Object(
  {
    target: Type.Unsafe<LabelTarget>(target),
    verdict: oneOf(VERDICTS),
    note: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: LABEL_NOTE_LENGTH_MAX,
        description: "Free text; kept as long as the message's own text is, and no longer.",
      }),
    ),
    origin: Type.Optional(oneOf(LABEL_ORIGINS, '"queue" if absent.')),
    sampling: Type.Optional(Sampling),
    revision: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'The revision that was read; 409 where there is a later one.',
      }),
    ),
  },
  { additionalProperties: false, title: 'NewLabel' },
);

export const LabelSchema = Type.Unsafe<Label>(
  Type.Object(
    {
      id: Type.Integer(),
      message: Type.Object({ id: Type.String(), source: Type.String(), revision: Type.Integer() }),
      // Without a schema of alternatives the serialiser writes it as it is.
      target: Type.Unsafe<LabelTarget>({ description: target.description }),
      verdict: oneOf(VERDICTS),
      note: Type.Optional(Type.String()),
      origin: oneOf(LABEL_ORIGINS),
      sampling: Type.Optional(Sampling),
      actor: Type.Object({ owner: Type.String(), keyId: Type.Integer() }),
      pipeline: Type.String(),
      score: Type.Unsafe<number | null>({
        type: ['number', 'null'],
        description: 'Calibrated, at the time; null for the whole message and where there was none.',
      }),
      policy: Type.Object({ name: Type.String(), version: Type.Integer() }),
      createdAt: Type.String({ format: 'date-time' }),
      counts: Type.Boolean({ description: "Whether it is this person's latest on revision and target." }),
    },
    { title: 'Label' },
  ),
);
