import Type from 'typebox';
import {
  BATCH_ITEMS_MAX,
  CHANNEL_TAGS_MAX,
  CHANNEL_TYPES,
  CONTEXT_ENTRIES_MAX,
  STORE_SETTINGS,
  TEXT_LENGTH_MAX,
} from '../domain/message.js';

/** Ids of foreign systems: anything printable, short enough for an index. */
const Id = (description: string) =>
  Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\u0000-\\u001f\\u007f]*$', description });
const Time = (description: string) => Type.String({ format: 'date-time', description });
const oneOf = <const T extends string>(values: readonly T[], description: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], description });

export const ClassifyBody = Type.Object(
  {
    text: Type.String({
      description: `The message, at most ${TEXT_LENGTH_MAX} UTF-16 code units, not blank.`,
    }),
    id: Type.Optional(
      Id(
        'Your id of the message. The same id and text give the stored answer again; another text is a new revision.',
      ),
    ),
    channelType: Type.Optional(oneOf(CHANNEL_TYPES, 'Where it was said; unknown if absent.')),
    channelId: Type.Optional(Id('Your id of the channel.')),
    channelTags: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
        maxItems: CHANNEL_TAGS_MAX,
        description: 'What the channel is for, as the policy knows it (say, "offers").',
      }),
    ),
    authorId: Type.Optional(Id('Your id of the author.')),
    threadId: Type.Optional(Id('Your id of the thread.')),
    sentAt: Type.Optional(Time('When it was sent.')),
    editedAt: Type.Optional(Time('When it was last edited.')),
    bot: Type.Optional(Type.Boolean({ description: 'Whether a program wrote it.' })),
    context: Type.Optional(
      Type.Array(
        Type.Object(
          { authorId: Type.Optional(Id('The same id means the same person.')), text: Type.String() },
          { additionalProperties: false },
        ),
        {
          maxItems: CONTEXT_ENTRIES_MAX,
          description: `Earlier messages, oldest first, together at most ${TEXT_LENGTH_MAX} UTF-16 code units.`,
        },
      ),
    ),
    recipients: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'To how many people it went.' }),
    ),
    solicited: Type.Optional(
      Type.Boolean({ description: 'Whether somebody asked for it; derived from the context if absent.' }),
    ),
    policy: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'Name of the policy; that of the channel or its tags if absent, else "default".',
      }),
    ),
    explain: Type.Optional(
      Type.Boolean({
        description:
          'Whether each clause names the spans of the text that carry its score. Up to 33 times the work: live messages ' +
          'go first, and the answer may take as long as one to a batch.',
      }),
    ),
    store: Type.Optional(
      oneOf(
        STORE_SETTINGS,
        "What is kept: all, only what is flagged, or nothing; the community's setting if absent.",
      ),
    ),
  },
  { additionalProperties: false, title: 'Message' },
);

export const BatchBody = Type.Object(
  { items: Type.Array(ClassifyBody, { minItems: 1, maxItems: BATCH_ITEMS_MAX }) },
  { additionalProperties: false },
);
