import Type from 'typebox';
import { NOTE_LENGTH_MAX, POLICY_NAME, type PolicyFile } from '../../services/policy-file.js';
import type { ShadowStats } from '../../services/policies.js';

const Time = Type.String({ format: 'date-time' });
const VersionNumber = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const OrNull = (type: 'integer' | 'string', description?: string) =>
  Type.Unsafe<never>({ type: [type, 'null'], ...(description !== undefined && { description }) });

export const NameSchema = Type.String({ pattern: POLICY_NAME, description: 'Name of a policy.' });
export const NameParams = Type.Object({ name: NameSchema });
export const VersionText = Type.String({ pattern: '^[1-9][0-9]{0,8}$' });
export const VersionBody = Type.Object({ version: VersionNumber }, { additionalProperties: false });

const ChannelId = Type.String({
  minLength: 1,
  maxLength: 255,
  pattern: '^[^\\u0000-\\u001f\\u007f]*$',
});
const Tag = Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\u0000-\\u001f\\u007f]*$' });
export const ChannelsSchema = Type.Object(
  {
    ids: Type.Array(ChannelId, {
      maxItems: 1_000,
      uniqueItems: true,
      description: 'Your ids of channels, as in `channelId`. An id goes before a tag.',
    }),
    tags: Type.Array(Tag, {
      maxItems: 100,
      uniqueItems: true,
      description: "Tags, as in `channelTags`: the first of a message's tags that is assigned counts.",
    }),
  },
  { additionalProperties: false, title: 'Channels' },
);

export interface PolicyView {
  readonly name: string;
  readonly activeVersion: number;
  readonly shadowVersion: number | null;
  readonly shadowSince: string | null;
  readonly latestVersion: number;
  readonly rollbackVersion: number | null;
  readonly channels: { readonly ids: readonly string[]; readonly tags: readonly string[] };
  readonly etag: string;
}

const View = Type.Object(
  {
    name: Type.String(),
    activeVersion: VersionNumber,
    shadowVersion: OrNull('integer', 'Evaluated beside the active version and only counted.'),
    shadowSince: OrNull('string'),
    latestVersion: VersionNumber,
    rollbackVersion: OrNull('integer', 'Which version rollback would activate.'),
    channels: ChannelsSchema,
    etag: Type.String({ description: 'What If-Match takes, as in the ETag header.' }),
  },
  { title: 'Policy' },
);
export const PolicyViewSchema = Type.Unsafe<PolicyView>(View);
export const PolicyListSchema = Type.Unsafe<{ policies: PolicyView[] }>(
  Type.Object({ policies: Type.Array(View) }),
);

const summary = {
  name: Type.String(),
  version: VersionNumber,
  sha256: Type.String({ description: 'Over the rules as canonical JSON.' }),
  author: Type.String({ description: 'Owner of the key that added it.' }),
  note: Type.String(),
  createdAt: Time,
};
export const VersionListSchema = Type.Object({
  versions: Type.Array(Type.Object({ ...summary, title: Type.String() }), { description: 'Latest first.' }),
});

/** The rules are shown as they were taken: docs/policy.md describes them, and the service checks them. */
const Rules = Type.Unsafe<PolicyFile['policy']>({
  type: 'object',
  additionalProperties: true,
  description: 'The rules: {title, onUnavailable, clauses}, see docs/policy.md.',
});
export const PolicyFileSchema = Type.Unsafe<PolicyFile>(
  Type.Object({ ...summary, policy: Rules }, { title: 'PolicyFile' }),
);

/** What a body may hold besides the rules: a file that was exported is taken as it is. */
const imported = {
  policy: Type.Unknown({ description: 'The rules: {title, onUnavailable, clauses}, see docs/policy.md.' }),
  note: Type.Optional(Type.String({ maxLength: NOTE_LENGTH_MAX, description: 'Why; for people.' })),
  version: Type.Optional(Type.Unknown({ description: 'Of an exported file; not looked at.' })),
  sha256: Type.Optional(Type.Unknown({ description: 'Of an exported file; not looked at.' })),
  author: Type.Optional(Type.Unknown({ description: 'Of an exported file; the author is whoever imports.' })),
  createdAt: Type.Optional(Type.Unknown({ description: 'Of an exported file; not looked at.' })),
};
export const NewPolicyBody = Type.Object({ name: NameSchema, ...imported }, { additionalProperties: false });
export const NewVersionBody = Type.Object(
  { name: Type.Optional(Type.Unknown({ description: 'Of an exported file; not looked at.' })), ...imported },
  { additionalProperties: false },
);

const Value = Type.Unsafe<unknown>({ description: 'As it stands in the rules; absent where there is none.' });
export const DiffSchema = Type.Object({
  from: VersionNumber,
  to: VersionNumber,
  changes: Type.Array(
    Type.Object({
      words: Type.String({ description: 'For people: "insult: review 0.55 → 0.62".' }),
      clause: Type.Unsafe<string | null>({
        type: ['string', 'null'],
        description: 'null: the whole policy.',
      }),
      field: Type.String({ description: 'A field of the rules; `clause` where it came or went, `order`.' }),
      from: Type.Optional(Value),
      to: Type.Optional(Value),
    }),
  ),
});

const pair = {
  active: Type.String({ description: 'allow, review, act, alert; none where it has no such clause.' }),
  shadow: Type.String({ description: 'What the shadow would have said.' }),
  count: Type.Integer({ minimum: 0 }),
};
export const ShadowStatsSchema = Type.Unsafe<ShadowStats>(
  Type.Object({
    activeVersion: VersionNumber,
    shadowVersion: VersionNumber,
    since: Time,
    messages: Type.Integer({ description: 'Decisions compared, live and durable ones.' }),
    changed: Type.Integer({ description: 'Of them those whose action the shadow would have changed.' }),
    decision: Type.Array(Type.Object(pair)),
    clauses: Type.Array(Type.Object({ clause: Type.String(), ...pair })),
  }),
);
