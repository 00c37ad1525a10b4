import Type, { type Static } from 'typebox';

/** Fields that are not known are let pass, as proto3 clients of other versions may send them. */
const object = Type.Object;
/** Any: the default pattern of a record lets names with a line feed pass it, with whatever is in them. */
const AttributeName = Type.String({ pattern: '^[\\s\\S]*$' });
const oneOf = <const T extends string>(values: readonly T[]) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values] });

const TextEntry = object({
  text: Type.Optional(Type.String()),
  type: Type.Optional(oneOf(['TEXT_TYPE_UNSPECIFIED', 'PLAIN_TEXT', 'HTML'])),
});

const Context = object({
  entries: Type.Optional(Type.Array(TextEntry)),
  articleAndParentComment: Type.Optional(
    object({ article: Type.Optional(TextEntry), parentComment: Type.Optional(TextEntry) }),
  ),
});

const ScoreType = oneOf(['SCORE_TYPE_UNSPECIFIED', 'PROBABILITY', 'STD_DEV_SCORE', 'PERCENTILE', 'RAW']);

const shared = {
  comment: Type.Optional(TextEntry),
  context: Type.Optional(Context),
  languages: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 100 })),
  clientToken: Type.Optional(Type.String()),
  sessionId: Type.Optional(Type.String()),
  communityId: Type.Optional(
    Type.String({
      maxLength: 255,
      pattern: '^[^\\u0000-\\u001f\\u007f]*$',
      description: 'Names a policy, or a channel that a policy is assigned to.',
    }),
  ),
};

export const AnalyzeBody = object({
  ...shared,
  requestedAttributes: Type.Optional(
    Type.Record(
      AttributeName,
      object({
        scoreType: Type.Optional(ScoreType),
        scoreThreshold: Type.Optional(Type.Number({ description: 'Lower scores are left out.' })),
      }),
    ),
  ),
  spanAnnotations: Type.Optional(Type.Boolean({ description: 'Scores each sentence too.' })),
  doNotStore: Type.Optional(
    Type.Boolean({ description: 'Nothing is stored unless this is false.', default: true }),
  ),
  dropUnsupportedAttributes: Type.Optional(Type.Boolean()),
});
export type AnalyzeRequest = Static<typeof AnalyzeBody>;

const SuggestedScore = object({
  value: Type.Optional(Type.Number()),
  type: Type.Optional(ScoreType),
});

export const SuggestScoreBody = object({
  ...shared,
  attributeScores: Type.Optional(
    Type.Record(
      AttributeName,
      object({
        summaryScore: Type.Optional(SuggestedScore),
        spanScores: Type.Optional(Type.Array(object({ score: Type.Optional(SuggestedScore) }))),
      }),
    ),
  ),
});
export type SuggestScoreRequest = Static<typeof SuggestScoreBody>;

const Score = object({ value: Type.Number(), type: Type.Literal('PROBABILITY') });

export const AnalyzeAnswer = object({
  attributeScores: Type.Record(
    Type.String(),
    object({
      spanScores: Type.Array(
        object({
          begin: Type.Integer({ description: 'UTF-16 code units.' }),
          end: Type.Integer({ description: 'Exclusive.' }),
          score: Score,
        }),
      ),
      summaryScore: Score,
    }),
  ),
  languages: Type.Array(Type.String()),
  detectedLanguages: Type.Array(Type.String()),
  clientToken: Type.Optional(Type.String()),
});
export type AnalyzeResponse = Static<typeof AnalyzeAnswer>;

export const SuggestScoreAnswer = object({
  clientToken: Type.Optional(Type.String()),
  detectedLanguages: Type.Array(Type.String()),
  requestedLanguages: Type.Array(Type.String()),
});

/** Google's error envelope. */
const GoogleError = object({
  error: object({
    code: Type.Integer(),
    message: Type.String(),
    status: Type.String(),
    details: Type.Optional(Type.Array(Type.Record(Type.String(), Type.Unknown()))),
  }),
});

const FAILURES = {
  400: 'INVALID_ARGUMENT: what is wrong is told by errorType; or the key is not known.',
  403: 'PERMISSION_DENIED: no key, or one without the scope.',
  404: 'NOT_FOUND: there is no such policy any more.',
  413: 'INVALID_ARGUMENT: the body is over 1 MiB.',
  415: 'INVALID_ARGUMENT: the body is not application/json.',
  429: 'RESOURCE_EXHAUSTED: Retry-After says when to try again.',
  500: 'INTERNAL',
  503: 'UNAVAILABLE: database, queue or workers are gone; Retry-After says when to try again.',
} as const;

export const failures = Object.fromEntries(
  Object.entries(FAILURES).map(([status, description]) => [status, { ...GoogleError, description }]),
);
