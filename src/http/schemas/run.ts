import Type, { type Static, type TSchema } from 'typebox';
import type { LogitsByPlace } from '../../domain/model.js';
import { SIGNALS } from '../../domain/signal.js';
import { CHANNEL_TYPES, type ChannelType } from '../../domain/message.js';
import {
  RUN_KINDS,
  RUN_OUTCOMES,
  RUN_STATUSES,
  type ReplayRequest,
  type RescoreRequest,
  type RunChange,
  type RunError,
  type VersionedRun,
} from '../../domain/run.js';
import { FirstStageReachSchema } from './first-stage.js';
import type { DriftReport } from '../../services/history/drift-report.js';

/** What goes out of a run: its entity tag in place of the number behind it. */
export type RunView = Omit<VersionedRun, 'revision'> & { readonly etag: string };

const Nullable = <S extends TSchema & { type: string }>(schema: S) =>
  Type.Unsafe<Static<S> | null>({ ...schema, type: [schema.type, 'null'] });
const oneOf = <V extends string>(values: readonly V[], description?: string) =>
  Type.Unsafe<V>({
    type: 'string',
    enum: [...values],
    ...(description !== undefined && { description }),
  });
/** A value or null; written as it is, without a schema of alternatives. */
const orNull = (properties: object, description: string, optional: object = {}) =>
  Type.Unsafe<never>({
    type: ['object', 'null'],
    properties: { ...properties, ...optional },
    required: Object.keys(properties),
    description,
  });
const Count = Type.Integer({ minimum: 0 });
const Text = Type.String();
const Time = Type.String({ format: 'date-time' });
const Id = '^[1-9][0-9]{0,14}$';

export const RunParams = Type.Object({ id: Type.String({ pattern: Id }) });

const Run = Type.Object(
  {
    id: Type.Integer(),
    etag: Type.String({ description: 'For If-Match.' }),
    kind: oneOf(RUN_KINDS),
    status: oneOf(RUN_STATUSES, 'cancelled, done and failed are final.'),
    params: Type.Unsafe<VersionedRun['params']>({
      type: 'object',
      additionalProperties: true,
      description: 'What was asked for.',
    }),
    plan: orNull(
      { messages: Count, perSecond: Type.Number(), seconds: Type.Number() },
      'What was estimated before the start; null while the file of an import is being received.',
      { firstStage: FirstStageReachSchema },
    ),
    progress: Type.Object({
      total: Type.Integer({ description: 'Messages to do; of an import those taken in so far.' }),
      done: Count,
      failed: Count,
      changed: Type.Integer({
        description: 'Messages whose action or alert comes out otherwise than before.',
      }),
      skipped: Type.Integer({
        description:
          'Of an import: known before with the same text, forgotten, notices, and what has no words.',
      }),
      perSecond: Nullable(Type.Number({ description: 'Lately; on the whole when it is done.' })),
      secondsLeft: Nullable(Type.Number({ description: 'Null unless it is running.' })),
    }),
    pipeline: Nullable(Type.String({ description: 'What it scores with.' })),
    earlierPipeline: Nullable(
      Type.String({ description: 'What scored its messages before; null where that is not one.' }),
    ),
    policy: orNull(
      { name: Text, version: Type.Unsafe({ type: ['integer', 'null'] }) },
      'By which policy it decides.',
    ),
    outcome: Type.Unsafe<VersionedRun['outcome']>({
      type: ['string', 'null'],
      enum: [...RUN_OUTCOMES, null],
    }),
    error: Nullable(Type.String({ description: 'In words.' })),
    actor: Type.String({ description: 'Owner of the key that made it.' }),
    createdAt: Time,
    startedAt: Nullable(Time),
    finishedAt: Nullable(Time),
  },
  { title: 'Run' },
);
export const RunSchema = Type.Unsafe<RunView>(Run);
export const RunListSchema = Type.Unsafe<{ runs: readonly RunView[]; next: string | null }>(
  Type.Object({
    runs: Type.Array(Run, { description: 'Latest first.' }),
    next: Nullable(Type.String({ description: '`cursor` of the next page; null on the last one.' })),
  }),
);

export const pageFields = (defaultLimit: number, limitMax: number) => ({
  limit: Type.Optional(
    Type.String({ pattern: '^[1-9][0-9]{0,2}$', description: `${defaultLimit}; at most ${limitMax}.` }),
  ),
  cursor: Type.Optional(Type.String({ maxLength: 40, description: '`next` of the page before.' })),
});

const RATE_WORDS = 'At most so many messages a second.';
const RateMax = Type.Integer({ minimum: 1, maximum: 999_999, description: RATE_WORDS });
const When = (description: string) => Type.Optional(Type.String({ format: 'date-time', description }));
const ChannelId = Type.String({ minLength: 1, maxLength: 255 });

const cutoffs = Type.Object(
  Object.fromEntries(SIGNALS.map((signal) => [signal, Type.Optional(Type.Number())])),
  { additionalProperties: false, description: 'Raw output by signal.' },
);

/** Fields of one kind only: told apart where they are read, so that each fault is named. */
export const NewRunBody = Type.Unsafe<RescoreRequest | ReplayRequest>(
  Type.Object(
    {
      kind: oneOf(['rescore', 'replay'], 'An import sends its file as the body instead.'),
      from: When('Messages sent at this time or later.'),
      to: When('Messages sent before this time.'),
      channelId: Type.Optional(ChannelId),
      onlyPipeline: Type.Optional(
        Type.String({ maxLength: 255, description: 'rescore: only what this pipeline scored.' }),
      ),
      model: Type.Optional(
        Type.String({
          pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
          description: "rescore: name of a shipped model; the worker's own unless given.",
        }),
      ),
      exact: Type.Optional(Type.Boolean({ description: 'rescore: without a first stage.' })),
      reach: Type.Optional(
        Type.Unsafe<LogitsByPlace>({
          ...Type.Object({ channel: cutoffs, direct: cutoffs }, { additionalProperties: false }),
          description:
            'rescore: only messages that the first stage of `onlyPipeline` decided with at least one of these raw outputs; they get the scores of its last stage. As simulations and replays offer it.',
        }),
      ),
      openCases: Type.Optional(
        Type.Boolean({ description: 'rescore: flagged messages get a review case; false unless given.' }),
      ),
      policy: Type.Optional(Type.String({ maxLength: 64, description: 'replay: "default" unless given.' })),
      version: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 2_147_483_647,
          description: 'replay: the active one unless given.',
        }),
      ),
      rateMax: Type.Optional(RateMax),
      start: Type.Optional(Type.Boolean({ description: 'Starts at once; else the run is only planned.' })),
    },
    { additionalProperties: false, title: 'NewRun' },
  ),
);

/** Fields of a body that belong to one of its kinds. */
export const FIELDS_OF_KIND = {
  rescore: ['onlyPipeline', 'model', 'exact', 'reach', 'openCases'],
  replay: ['policy', 'version'],
} as const;

/** What each type of body is. */
export const IMPORT_TYPES = {
  'application/zip': 'slack',
  'application/x-ndjson': 'ndjson',
  'text/csv': 'csv',
} as const;
export type ImportType = keyof typeof IMPORT_TYPES;

const Flag = (description: string) => Type.Optional(oneOf(['true', 'false'], description));
export const ImportQuery = Type.Object(
  {
    kind: Type.Optional(oneOf(['import'])),
    format: Type.Optional(oneOf(Object.values(IMPORT_TYPES), 'By the content type unless given.')),
    source: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,63}$',
        description:
          'What handed the messages in: with their ids it names them. "import" unless given; of a Slack export its workspace ("export").',
      }),
    ),
    columns: Type.Optional(
      Type.String({ maxLength: 2_000, description: 'csv: fields and their columns, `id:ID,text:Message`.' }),
    ),
    policy: Type.Optional(
      Type.String({ maxLength: 64, description: 'Of all messages; that of their channels unless given.' }),
    ),
    channelType: Type.Optional(oneOf<ChannelType>(CHANNEL_TYPES, 'Of messages that do not say.')),
    rateMax: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,5}$', description: RATE_WORDS })),
    exact: Flag('Without a first stage.'),
    openCases: Flag('Flagged messages get a review case.'),
    start: Flag('Scoring begins while the file is still being received.'),
  },
  { additionalProperties: false },
);
export type ImportQuery = Static<typeof ImportQuery>;

export const RunErrorsSchema = Type.Unsafe<{ errors: readonly RunError[]; next: string | null }>(
  Type.Object({
    errors: Type.Array(
      Type.Object({
        id: Type.Integer(),
        file: Nullable(Type.String({ description: 'Inside an archive.' })),
        line: Nullable(
          Type.Integer({ description: "From 1 on; in Slack's files the ordinal of the message." }),
        ),
        reason: Text,
      }),
    ),
    next: Nullable(Text),
  }),
);

const Action = oneOf(['allow', 'review', 'act']);
const outcome = { action: Action, alert: Type.Boolean() };
const Outcome = Type.Object(outcome);
const clauseSide = {
  action: oneOf(['allow', 'review', 'act', 'alert']),
  score: Type.Unsafe({ type: ['number', 'null'] }),
};
const Before = orNull(outcome, 'Null where the message had no decision before.');
const Change = Type.Object(
  {
    id: Text,
    source: Text,
    revision: Type.Integer(),
    channelId: Nullable(Text),
    sentAt: Nullable(Time),
    before: Before,
    after: Outcome,
    clauses: Type.Array(
      Type.Object({
        id: Text,
        before: orNull(clauseSide, 'Null where that side has no such clause.'),
        after: orNull(clauseSide, 'Null where that side has no such clause.'),
      }),
      { description: 'Those that differ.' },
    ),
    text: Type.Optional(
      Nullable(
        Type.String({ description: 'For keys with the scope review or admin; null where it is not kept.' }),
      ),
    ),
  },
  { title: 'RunChange' },
);
/** A line of the results. */
export const RunChangeSchema = Type.Unsafe<RunChange>(Change);

const Histogram = Type.Array(Count, { description: '100 of 0.01 each.' });
const Share = Nullable(Type.Number({ minimum: 0, maximum: 1 }));
export const DriftSchema = Type.Unsafe<DriftReport>(
  Type.Object(
    {
      signals: Type.Array(
        Type.Object({
          signal: Text,
          before: Histogram,
          after: Histogram,
          psi: Nullable(
            Type.Number({
              description:
                'Population stability index over ten bands of 0.1: below 0.1 little shift, above 0.25 much.',
            }),
          ),
        }),
        { description: 'Calibrated scores of the same messages; empty of a replay, which keeps them.' },
      ),
      decisions: Type.Array(Type.Object({ before: Before, after: Outcome, count: Count }), {
        description:
          'What became of what, the most frequent first; messages that did not change are left out.',
      }),
      samples: Type.Array(Change, { description: 'At most five of each of them, drawn at random.' }),
      labels: Type.Object(
        { agreementBefore: Share, agreementAfter: Share, count: Count },
        {
          description:
            'How often the decisions say what most people say of a message or one of its clauses, as shares of what is labelled.',
        },
      ),
    },
    { title: 'Drift' },
  ),
);
