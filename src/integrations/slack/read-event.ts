import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { isBlank, type ChannelType } from '../../domain/message.js';
import { withoutNulls } from '../without-nulls.js';

const text = Type.Optional(Type.String());
/** A message, as an event or inside one; of its fields those that are read. */
const MessageSchema = Type.Object({
  subtype: text,
  channel: text,
  channel_type: text,
  user: text,
  text,
  ts: text,
  thread_ts: text,
  bot_id: text,
  deleted_ts: text,
  edited: Type.Optional(Type.Object({ ts: text })),
});
type SlackMessage = Static<typeof MessageSchema>;

const EnvelopeSchema = Type.Union([
  Type.Object({ type: Type.Literal('url_verification'), challenge: Type.String() }),
  Type.Object({ type: Type.Literal('app_rate_limited'), minute_rate_limited: Type.Number() }),
  Type.Object({
    type: Type.Literal('event_callback'),
    team_id: Type.String({ pattern: '^[A-Z0-9]{1,32}$' }),
    context_team_id: Type.Optional(Type.Unknown()),
    event_id: Type.String({ minLength: 1, maxLength: 100 }),
    event: Type.Object({ type: Type.String() }),
  }),
]);
const MessageEventSchema = Type.Intersect([
  MessageSchema,
  Type.Object({ message: Type.Optional(MessageSchema), previous_message: Type.Optional(MessageSchema) }),
]);

const envelope = Compile(EnvelopeSchema);
const messageEvent = Compile(MessageEventSchema);

/** What a delivery of the Events API asks for. */
export type SlackDelivery =
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'rate_limited'; readonly minute: number }
  | { readonly kind: 'ignored'; readonly reason: string }
  | {
      readonly kind: 'said';
      readonly eventId: string;
      readonly source: string;
      readonly message: {
        readonly id: string;
        readonly text: string;
        readonly channelId: string;
        readonly channelType?: ChannelType;
        readonly authorId?: string;
        readonly threadId?: string;
        readonly sentAt: string;
        readonly editedAt?: string;
      };
      /** Id of the message that it answers. */
      readonly parentId?: string;
    }
  | {
      /** `emptied`: nothing is left of its text, as of a file whose comment was taken away. */
      readonly kind: 'deleted' | 'emptied';
      readonly eventId: string;
      readonly source: string;
      readonly id: string;
    };

/** Subtypes of what people say; all others are notices, and those of bots. */
const SAID = new Set([undefined, 'file_share', 'me_message', 'thread_broadcast']);
/** What stands in the place of a deleted message that has answers. */
const TOMBSTONE = 'tombstone';
const BY_A_BOT: SlackDelivery = { kind: 'ignored', reason: 'bot' };
const TS = /^[0-9]{1,12}\.[0-9]{1,9}$/;
const ID = /^[A-Z0-9]{1,32}$/;

const CHANNEL_TYPES: Readonly<Record<string, ChannelType>> = {
  channel: 'public',
  group: 'private',
  im: 'dm',
  mpim: 'group_dm',
  app_home: 'dm',
};

/**
 * Reads a delivery of Slack's Events API.
 * @param ignoredChannel a channel whose messages are nobody's business: where alerts go
 * @returns undefined where it is none
 */
export function readDelivery(body: unknown, ignoredChannel?: string): SlackDelivery | undefined {
  if (!envelope.Check(body)) return undefined;
  if (body.type === 'url_verification') return { kind: 'challenge', challenge: body.challenge };
  if (body.type === 'app_rate_limited') return { kind: 'rate_limited', minute: body.minute_rate_limited };
  if (body.event.type !== 'message') return { kind: 'ignored', reason: 'other_event' };
  // Signed and well-formed so far: were it refused, Slack would count that against the app.
  return readMessageEvent(body, ignoredChannel) ?? { kind: 'ignored', reason: 'unreadable' };
}

function readMessageEvent(
  body: Extract<Static<typeof EnvelopeSchema>, { event: unknown }>,
  ignoredChannel: string | undefined,
): SlackDelivery | undefined {
  const { event_id: eventId } = body;
  const event = withoutNulls(body.event);
  if (!messageEvent.Check(event)) return undefined;
  const { channel, channel_type: type } = event;
  if (channel === undefined || !ID.test(channel)) return undefined;
  if (channel === ignoredChannel) return { kind: 'ignored', reason: 'alert_channel' };
  const source = sourceOf(body);
  const place = { channelId: channel, ...(type !== undefined && channelType(type)) };
  switch (event.subtype) {
    case 'message_deleted':
      if (event.previous_message?.bot_id !== undefined) return BY_A_BOT;
      return deleted({ eventId, source, channel, ts: event.deleted_ts ?? event.previous_message?.ts });
    case 'message_changed':
      if (event.message === undefined) return undefined;
      return changed({ eventId, source, place }, event.message, event.previous_message?.text);
    default:
      return said({ eventId, source, place }, event);
  }
}

interface Circumstances {
  readonly eventId: string;
  readonly source: string;
  readonly place: { readonly channelId: string; readonly channelType?: ChannelType };
}

/** An edit; or what is left of a message with answers when it is deleted: a tombstone in its place. */
function changed(
  where: Circumstances,
  message: SlackMessage,
  before: string | undefined,
): SlackDelivery | undefined {
  if (message.subtype === TOMBSTONE) {
    return deleted({ ...where, channel: where.place.channelId, ts: message.ts });
  }
  // As when a link gets its preview.
  if (before !== undefined && message.text === before) return { kind: 'ignored', reason: 'same_text' };
  const outcome = said(where, message);
  if (outcome?.kind !== 'ignored' || outcome.reason !== 'no_text') return outcome;
  return deleted({ ...where, channel: where.place.channelId, ts: message.ts }, 'emptied');
}

function said({ eventId, source, place }: Circumstances, message: SlackMessage): SlackDelivery | undefined {
  const { subtype, bot_id: bot, user, ts, thread_ts: thread, edited } = message;
  // Newer posts of bots have no subtype.
  if (bot !== undefined) return BY_A_BOT;
  if (!SAID.has(subtype)) return { kind: 'ignored', reason: 'notice' };
  if (ts === undefined || !TS.test(ts)) return undefined;
  if (message.text === undefined || isBlank(message.text)) return { kind: 'ignored', reason: 'no_text' };
  const isReply = thread !== undefined && thread !== ts && TS.test(thread);
  return {
    kind: 'said',
    eventId,
    source,
    message: {
      id: idOf(place.channelId, ts),
      text: decodeEntities(message.text),
      ...place,
      ...(user !== undefined && ID.test(user) && { authorId: user }),
      ...(isReply && { threadId: thread }),
      sentAt: timeOf(ts),
      ...(edited?.ts !== undefined && TS.test(edited.ts) && { editedAt: timeOf(edited.ts) }),
    },
    ...(isReply && { parentId: idOf(place.channelId, thread) }),
  };
}

interface Gone {
  readonly eventId: string;
  readonly source: string;
  readonly channel: string;
  readonly ts: string | undefined;
}

function deleted(gone: Gone, kind: 'deleted' | 'emptied' = 'deleted'): SlackDelivery | undefined {
  const { eventId, source, channel, ts } = gone;
  if (ts === undefined || !TS.test(ts)) return undefined;
  return { kind, eventId, source, id: idOf(channel, ts) };
}

/**
 * The workspace that the app is installed in. In a channel shared with another one `team_id` may be that of
 * the author: then an edit by somebody else would seem to be about another message.
 */
function sourceOf(body: { team_id: string; context_team_id?: unknown }): string {
  const { context_team_id: context } = body;
  return `slack:${typeof context === 'string' && ID.test(context) ? context : body.team_id}`;
}

/** The identity of a message within its workspace: what an import of an export gives it too. */
const idOf = (channel: string, ts: string) => `${channel}:${ts}`;

const timeOf = (ts: string) => new Date(Number(ts) * 1_000).toISOString();

function channelType(type: string): { channelType?: ChannelType } {
  const known = CHANNEL_TYPES[type];
  return known === undefined ? {} : { channelType: known };
}

/** Slack escapes three characters, and no others. */
const decodeEntities = (escaped: string) =>
  escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
