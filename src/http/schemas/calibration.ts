import Type from 'typebox';
import { SIGNALS, type Signal } from '../../domain/signal.js';
import type { Calibrations, ShownRecalibration } from '../../services/calibrations.js';
import { NOTE_LENGTH_MAX } from '../../services/policy-file.js';

const SignalName = Type.Unsafe<Signal>({ type: 'string', enum: [...SIGNALS] });

const Interval = Type.Array(Type.Number(), { minItems: 2, maxItems: 2 });
const Figures = Type.Object({
  ece: Type.Number({ description: 'Expected calibration error.' }),
  brier: Type.Number({ description: 'Mean squared distance.' }),
  intervals: Type.Object({ ece: Interval, brier: Interval }, { description: 'The central 95 % of each.' }),
});

const recalibration = Type.Object(
  {
    id: Type.Integer(),
    signal: SignalName,
    pipeline: Type.String(),
    createdAt: Type.String({ format: 'date-time' }),
    author: Type.String(),
    note: Type.String(),
    labels: Type.Object(
      { fit: Type.Integer(), shown: Type.Integer() },
      { description: 'On how many it was fitted, and on how many others the figures are.' },
    ),
    before: Figures,
    after: Figures,
    // Without a schema of alternatives the serialiser writes it as it is.
    map: Type.Unsafe<ShownRecalibration['map']>({
      description:
        'From raw output to probability: {method: "sigmoid", a, b} or {method: "piecewise", knots}.',
    }),
    status: Type.Unsafe<ShownRecalibration['status']>({
      type: 'string',
      enum: ['proposed', 'active', 'retired'],
    }),
  },
  { title: 'Recalibration' },
);
export const RecalibrationSchema = Type.Unsafe<ShownRecalibration>(recalibration);

export const CalibrationsSchema = Type.Unsafe<Omit<Calibrations, 'revision'>>(
  Type.Object({
    pipeline: Type.Unsafe<never>({
      type: ['string', 'null'],
      description: 'What it is about; null where nothing has been scored.',
    }),
    active: Type.Record(Type.String(), Type.Unsafe<never>({ type: ['integer', 'null'] }), {
      description: 'By signal the id of its map; null where it has the one that the model came with.',
    }),
    versions: Type.Array(recalibration, { description: 'Latest first.' }),
  }),
);

export const NewCalibrationBody = Type.Object(
  { signal: SignalName, note: Type.Optional(Type.String({ maxLength: NOTE_LENGTH_MAX })) },
  { additionalProperties: false },
);
