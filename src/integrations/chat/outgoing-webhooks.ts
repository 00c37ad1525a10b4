import { createHash, timingSafeEqual } from 'node:crypto';
import Type, { type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ChatMessage } from '../../services/chat-intake.js';

/** What a platform delivered: who it says it is, and what was said; null where nobody needs to look at it. */
export interface OutgoingDelivery {
  readonly token: string;
  readonly said: ChatMessage | null;
}

/** How a platform writes its outgoing webhooks, and what it takes as "nothing to say to that". */
export interface OutgoingFormat {
  readonly contentTypes: readonly string[];
  /** @returns undefined where it has not the platform's form */
  read(body: unknown): OutgoingDelivery | undefined;
  readonly silence: object;
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

const id = Type.String({ minLength: 1, maxLength: 120 });
/** Ids that some platforms send as numbers. */
const anyId = Type.Union([id, Type.Integer()]);

function format<S extends TSchema>(
  schema: S,
  read: (body: Static<S>) => OutgoingDelivery,
  silence: object,
  contentTypes: readonly string[] = [JSON_TYPE],
): OutgoingFormat {
  const checker = Compile(schema);
  return {
    contentTypes,
    silence,
    read: (body) => (checker.Check(body) ? read(body) : undefined),
  };
}

/** Mattermost: posts in public channels, as a form or as JSON. */
export const mattermost = format(
  Type.Object({
    token: Type.String(),
    team_id: id,
    channel_id: id,
    post_id: id,
    user_id: Type.Optional(Type.String()),
    text: Type.String(),
    // Milliseconds in JSON, seconds as text in a form (Mattermost: OutgoingWebhookPayload.ToFormValues).
    timestamp: Type.Optional(Type.Union([Type.Integer(), Type.String({ pattern: '^[0-9]{1,15}$' })])),
  }),
  ({ token, team_id: team, channel_id: channelId, post_id: post, user_id: user, text, timestamp }) => ({
    token,
    said: {
      source: `mattermost:${team}`,
      message: {
        id: post,
        text,
        channelId,
        channelType: 'public',
        ...(user && { authorId: user }),
        ...sentAt(typeof timestamp === 'string' ? Number(timestamp) * 1_000 : timestamp),
      },
    },
  }),
  {},
  [JSON_TYPE, FORM],
);

/** Rocket.Chat: messages as they are sent, and again when they are edited. */
export const rocketchat = format(
  Type.Object({
    token: Type.String(),
    channel_id: id,
    message_id: id,
    user_id: Type.Optional(Type.String()),
    text: Type.Optional(Type.String()),
    timestamp: Type.Optional(Type.String()),
    tmid: Type.Optional(Type.String()),
    // Whom a program's message is from; false for people's.
    bot: Type.Optional(Type.Unknown()),
  }),
  ({ token, channel_id: channelId, message_id: message, user_id: user, text, timestamp, tmid, bot }) => ({
    token,
    said:
      text === undefined || (bot !== undefined && bot !== false && bot !== null)
        ? null
        : {
            source: 'rocketchat',
            message: {
              id: message,
              text,
              channelId,
              ...(user && { authorId: user }),
              ...(tmid && { threadId: tmid }),
              ...sentAt(timestamp === undefined ? undefined : Date.parse(timestamp)),
            },
            ...(tmid && { parentId: tmid }),
          },
  }),
  {},
);

/** Zulip: messages that mention the bot, and those sent to it; its own "generic" form. */
export const zulip = format(
  Type.Object({
    token: Type.String(),
    bot_email: Type.Optional(Type.String()),
    message: Type.Object({
      id: anyId,
      type: Type.String(),
      sender_id: Type.Optional(anyId),
      sender_email: Type.Optional(Type.String()),
      stream_id: Type.Optional(Type.Union([anyId, Type.Null()])),
      content: Type.String(),
      timestamp: Type.Optional(Type.Number()),
    }),
  }),
  ({ token, bot_email: bot, message }) => ({
    token,
    said:
      bot !== undefined && message.sender_email === bot
        ? null
        : {
            source: 'zulip',
            message: {
              id: String(message.id),
              text: message.content,
              // Of a stream nothing says whether everybody may read it.
              ...(message.type === 'private' && { channelType: 'dm' as const }),
              ...(message.stream_id != null && { channelId: String(message.stream_id) }),
              ...(message.sender_id !== undefined && { authorId: String(message.sender_id) }),
              ...sentAt(message.timestamp === undefined ? undefined : message.timestamp * 1_000),
            },
          },
  }),
  { response_not_required: true },
);

/** Whether it is one of the tokens, in a time that says nothing about them. */
export function isToken(given: string, tokens: readonly string[]): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  const hash = digest(given);
  return tokens.map((token) => timingSafeEqual(digest(token), hash)).includes(true);
}

/** Up to the year 9999: what a time may be here. */
const TIME_MAX_MS = 253_402_300_799_000;

/** A time that makes no sense is left out: the message counts for more than when it was sent. */
function sentAt(ms: number | undefined): { sentAt?: string } {
  if (ms === undefined || !(ms >= 0 && ms <= TIME_MAX_MS)) return {};
  return { sentAt: new Date(ms).toISOString() };
}
