import Type, { type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { ENGLISH_PARTS, type RawScores, type ScoredText } from '../domain/model.js';

/**
 * What travels through the queue. Every payload carries its version and is checked when written and
 * when read; each version that ever shipped stays in test/fixtures/queue.
 */

/** Most texts one live job carries: its reply stays within one NOTIFY of 8,000 bytes. */
export const LIVE_TEXTS_MAX = 24;

const LiveJobSchema = Type.Object(
  {
    v: Type.Literal(1),
    /** The API process that waits for the reply. */
    replyTo: Type.String({ pattern: '^[a-z0-9_]{1,60}$' }),
    /** Epoch milliseconds; past it nobody waits any more. */
    deadlineAt: Type.Integer(),
    enqueuedAt: Type.Integer(),
    /** A person waits for `single`; `batch` gives way to it. */
    priority: Type.Union([Type.Literal('single'), Type.Literal('batch')]),
    /** Whether each text is scored again without each of its pieces. */
    explain: Type.Boolean(),
    /** JSON array of texts with their channel types, encrypted. */
    sealed: Type.String(),
  },
  { additionalProperties: false },
);
export type LiveJob = Static<typeof LiveJobSchema>;

const DurableJobSchema = Type.Object(
  {
    v: Type.Literal(1),
    /** Range of revision ids, both inclusive; those of them that are still pending are scored. */
    fromRevisionId: Type.Integer({ minimum: 1 }),
    toRevisionId: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
);

const HistoryJobSchema = Type.Object(
  {
    v: Type.Literal(1),
    runId: Type.Integer({ minimum: 1 }),
    /** The slice of the run, ids both inclusive: of revisions, of messages in a replay. */
    fromId: Type.Integer({ minimum: 1 }),
    toId: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
);

const rawScores = {
  /** Float32 logits of the original and the folded view, little-endian, base64. */
  o: Type.String(),
  f: Type.Union([Type.String(), Type.Null()]),
};

const ScoredTextSchema = Type.Object(
  {
    ...rawScores,
    stage: Type.String(),
    lang: Type.Union([Type.String(), Type.Null()]),
    langP: Type.Number(),
    /** How much of the text is English; absent: all, as in replies from before this field. */
    en: Type.Optional(Type.Enum(ENGLISH_PARTS)),
    pieces: Type.Optional(
      Type.Array(
        Type.Object({ b: Type.Integer(), e: Type.Integer(), ...rawScores }, { additionalProperties: false }),
      ),
    ),
  },
  { additionalProperties: false },
);

const LiveReplySchema = Type.Union([
  Type.Object({
    v: Type.Literal(1),
    job: Type.String(),
    pipeline: Type.String(),
    queueMs: Type.Number(),
    inferMs: Type.Number(),
    items: Type.Array(ScoredTextSchema),
  }),
  /** The worker could not score; nothing of the text is in `failed`. */
  Type.Object({ v: Type.Literal(1), job: Type.String(), failed: Type.Literal(true) }),
]);
export type LiveReply = Static<typeof LiveReplySchema>;

/** The payload is not of a form this version knows: it is failed unretried, never guessed at. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
}

function parser<S extends TSchema>(name: string, schema: S): (value: unknown) => Static<S> {
  const check = Compile(schema);
  return (value) => {
    if (check.Check(value)) return value;
    throw new PayloadError(`A ${name} payload is malformed or of an unknown version.`);
  };
}

export const parseLiveJob = parser('live job', LiveJobSchema);
export const parseDurableJob = parser('durable job', DurableJobSchema);
export const parseHistoryJob = parser('history job', HistoryJobSchema);
const checkLiveReply = parser('live reply', LiveReplySchema);

/** @throws PayloadError */
export function parseLiveReply(json: string): LiveReply {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new PayloadError('A live reply is not JSON.');
  }
  return checkLiveReply(value);
}

const encodeFloats = (values: Float32Array) =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');

function decodeFloats(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

const encodeRaw = ({ original, folded }: RawScores) => ({
  o: encodeFloats(original),
  f: folded && encodeFloats(folded),
});

const decodeRaw = ({ o, f }: { o: string; f: string | null }): RawScores => ({
  original: decodeFloats(o),
  folded: f === null ? null : decodeFloats(f),
});

export function encodeScoredText(scored: ScoredText): Static<typeof ScoredTextSchema> {
  return {
    ...encodeRaw(scored.raw),
    stage: scored.stage,
    lang: scored.language.code,
    langP: scored.language.confidence,
    // Left out where it says nothing, so that API processes of before understand most replies.
    ...(scored.english !== undefined && scored.english !== 'all' && { en: scored.english }),
    ...(scored.pieces && {
      pieces: scored.pieces.map(({ begin, end, raw }) => ({ b: begin, e: end, ...encodeRaw(raw) })),
    }),
  };
}

export function decodeScoredText(item: Static<typeof ScoredTextSchema>): ScoredText {
  return {
    raw: decodeRaw(item),
    stage: item.stage,
    language: { code: item.lang, confidence: item.langP },
    ...(item.en !== undefined && { english: item.en }),
    ...(item.pieces && {
      pieces: item.pieces.map((piece) => ({ begin: piece.b, end: piece.e, raw: decodeRaw(piece) })),
    }),
  };
}
