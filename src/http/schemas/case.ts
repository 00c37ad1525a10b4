import Type, { type Static, type TSchema } from 'typebox';
import { CASE_STATUSES } from '../../domain/case.js';
import { CHANNEL_TYPES } from '../../domain/message.js';
import { VERDICTS } from '../../domain/label.js';
import type { CaseDetail, CasePage, VersionedCase } from '../../services/cases.js';
import { ContextSchema, Decision } from './answer.js';
import { LabelBody } from './label.js';

/** What goes out of a case: its entity tag in place of the number behind it. */
export type CaseView = Omit<VersionedCase, 'revision'> & { readonly etag: string };
export type CaseDetailView = Omit<CaseDetail, 'revision'> & { readonly etag: string };
export type CaseListView = Omit<CasePage, 'cases'> & { readonly cases: readonly CaseView[] };

/** As a type list, not a union: for a union the serialiser runs a validator on every value. */
const Nullable = <S extends TSchema & { type: string }>(schema: S) =>
  Type.Unsafe<Static<S> | null>({ ...schema, type: [schema.type, 'null'] });
const oneOf = (values: readonly string[], description?: string) =>
  Type.Unsafe<string>({
    type: 'string',
    enum: [...values],
    ...(description !== undefined && { description }),
  });
const Count = Type.Integer({ minimum: 0 });
const Text = Type.String();
const Time = Type.String({ format: 'date-time' });
const Score = Type.Number({ minimum: 0, maximum: 1, description: 'Of the first of the clauses.' });
const Resolution = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  enum: [...VERDICTS, null],
  description: 'The strongest verdict that was given: violates, then unsure, then ok.',
});

const outcome = {
  action: oneOf(['allow', 'review', 'act'], 'As decided when it was stored; allow only with an alert.'),
  alert: Type.Boolean(),
  clauses: Type.Array(Text, {
    description: 'Those that fired: alerts, then act, then review, in each the highest score first.',
  }),
};

const Case = Type.Object(
  {
    id: Type.Integer(),
    etag: Type.String({ description: 'For If-Match.' }),
    status: oneOf(CASE_STATUSES),
    ...outcome,
    score: Nullable(Score),
    openedAt: Time,
    claimedBy: Nullable(Type.String({ description: 'Owner of the key.' })),
    claimedAt: Nullable(Time),
    resolvedBy: Nullable(Text),
    resolvedAt: Nullable(Time),
    resolution: Resolution,
    message: Type.Object({
      id: Text,
      source: Text,
      revision: Type.Integer({ minimum: 1, description: 'What the case, and its labels, are about.' }),
      latestRevision: Type.Integer({
        minimum: 1,
        description: 'Higher than `revision` where the text was edited since.',
      }),
      text: Nullable(Type.String({ description: 'Null once forgotten.' })),
      context: ContextSchema,
      channelId: Nullable(Text),
      channelType: Nullable(Type.String({ description: CHANNEL_TYPES.join(', ') })),
      authorId: Nullable(Text),
      sentAt: Nullable(Time),
    }),
  },
  { title: 'Case' },
);
export const CaseSchema = Type.Unsafe<CaseView>(Case);

export const CaseListSchema = Type.Unsafe<CaseListView>(
  Type.Object({
    cases: Type.Array(Case),
    next: Nullable(Type.String({ description: '`cursor` of the next page; null on the last one.' })),
    counts: Type.Object(
      {
        open: Count,
        claimed: Count,
        resolved: Count,
        alerts: Type.Integer({ minimum: 0, description: 'Unresolved ones with an alert.' }),
      },
      { description: 'Of all cases that the filters let through, whatever the status asked for.' },
    ),
  }),
);

export const CaseDetailSchema = Type.Unsafe<CaseDetailView>(
  Type.Object(
    {
      ...Case.properties,
      // Without a schema of alternatives the serialiser writes it as it is.
      decision: Type.Unsafe<CaseDetail['decision']>({
        ...Decision,
        type: ['object', 'null'],
        description: 'What was answered about this revision.',
      }),
      author: Type.Object({
        cases: Type.Integer({
          minimum: 0,
          description: "How many cases there are of the author's messages, this one included.",
        }),
        earlier: Type.Array(
          Type.Object({
            messageId: Text,
            source: Text,
            ...outcome,
            at: Time,
            resolution: Resolution,
          }),
          { description: 'The others, latest first, at most ten.' },
        ),
      }),
    },
    { title: 'CaseDetail' },
  ),
);

/** Nothing, or an empty object. */
export const EmptyBody = Type.Unsafe<Record<string, never> | null>({
  type: ['object', 'null'],
  additionalProperties: false,
});

export const ClaimBody = Type.Unsafe<{ readonly force?: boolean } | null>({
  type: ['object', 'null'],
  properties: {
    force: { type: 'boolean', description: 'Takes it from whoever has it; for admins.' },
  },
  additionalProperties: false,
});

const { target, verdict, note } = LabelBody.properties;
export const ResolveBody = Type.Object(
  {
    labels: Type.Array(Type.Object({ target, verdict }, { additionalProperties: false }), {
      minItems: 1,
      maxItems: 60,
      description: 'No target twice.',
    }),
    note,
  },
  { additionalProperties: false, title: 'CaseResolution' },
);
