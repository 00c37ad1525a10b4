import { isBlank } from '../../domain/message.js';
import type { SlackThreads, ThreadEntry } from './slack-threads.js';
import {
  isObject,
  nonEmpty,
  personName,
  type JsonObject,
  type SlackChannel,
  type SlackDirectory,
} from './slack-directory.js';
import type { ContextOrigin } from './read.js';

/**
 * Subtypes under which people's (and programs') own words stand; everything else tells of joins, topics,
 * deletions and the like. From Slack's "message event" reference.
 */
const SPOKEN = new Set([
  'bot_message',
  'me_message',
  'file_share',
  'file_comment',
  'thread_broadcast',
  'reply_broadcast',
]);
const SLACKBOT = 'USLACKBOT';

export type SlackRead =
  | { readonly kind: 'noise' }
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'row';
      readonly value: JsonObject;
      readonly contextOrigins: readonly ContextOrigin[];
    };

const NOISE: SlackRead = { kind: 'noise' };

/**
 * A message of a Slack export in the fields of POST /v1/classify. Mark-up is left as it is, the three escapes are
 * undone. A reply takes the beginning of its thread and what was last said in it along as context.
 */
export function readSlackMessage(
  value: unknown,
  channel: SlackChannel,
  { directory, threads }: { readonly directory: SlackDirectory; readonly threads: SlackThreads },
): SlackRead {
  if (!isObject(value)) return { kind: 'refused', reason: 'is not an object' };
  const subtype = value['subtype'];
  if (value['type'] !== 'message' || value['hidden'] === true) return NOISE;
  if (subtype !== undefined && !(typeof subtype === 'string' && SPOKEN.has(subtype))) return NOISE;
  const raw = value['text'] ?? '';
  if (typeof raw !== 'string') return { kind: 'refused', reason: '/text must be string' };
  // A file or a card without a word.
  if (isBlank(raw)) return NOISE;
  const { ts } = value;
  const sentAt = slackTime(ts);
  if (sentAt === undefined) return { kind: 'refused', reason: '/ts must be seconds since 1970 as a text' };

  const text = unescapeSlack(raw);
  const author = whoWrote(value, directory);
  const entry: ThreadEntry = {
    text,
    ...(author.authorId !== undefined && { authorId: author.authorId }),
    origin: { externalId: `${channel.id}:${ts as string}`, sentAt },
  };
  const thread = nonEmpty(value['thread_ts']);
  const context = thread === undefined ? [] : threads.add(channel.id, thread, entry, thread === ts);
  const edited = isObject(value['edited']) ? slackTime(value['edited']['ts']) : undefined;
  return {
    kind: 'row',
    contextOrigins: context.map(({ origin }) => origin),
    value: {
      text,
      id: entry.origin.externalId,
      channelId: channel.id,
      ...(channel.type !== undefined && { channelType: channel.type }),
      ...author,
      ...(thread !== undefined && { threadId: thread }),
      sentAt,
      ...(edited !== undefined && { editedAt: edited }),
      ...(context.length > 0 && { context: context.map(withoutOrigin) }),
      ...(channel.members !== undefined && { recipients: Math.max(1, channel.members - 1) }),
    },
  };
}

const withoutOrigin = ({ text, authorId }: ThreadEntry) => ({
  text,
  ...(authorId !== undefined && { authorId }),
});

function whoWrote(
  value: JsonObject,
  directory: SlackDirectory,
): { authorId?: string; authorName?: string; bot?: true } {
  const user = nonEmpty(value['user']);
  const bot = nonEmpty(value['bot_id']);
  const person = user === undefined ? undefined : directory.person(user);
  const isBot =
    bot !== undefined || value['subtype'] === 'bot_message' || person?.bot === true || user === SLACKBOT;
  const authorId = user ?? bot;
  const profile = value['user_profile'];
  const name = person?.name ?? (isObject(profile) ? personName(profile) : undefined);
  return {
    ...(authorId !== undefined && { authorId }),
    ...(user !== undefined && name !== undefined && { authorName: name }),
    ...(isBot && { bot: true }),
  };
}

/** `1700000000.000200` as ISO 8601 with microseconds; undefined where it is no such time. */
function slackTime(ts: unknown): string | undefined {
  const match = typeof ts === 'string' ? /^(\d{1,11})(?:\.(\d{1,6}))?$/.exec(ts) : null;
  if (match === null) return undefined;
  const [, seconds, fraction = ''] = match;
  return new Date(Number(seconds) * 1_000).toISOString().replace('.000Z', `.${fraction.padEnd(6, '0')}Z`);
}

const CHARACTERS: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

function unescapeSlack(text: string): string {
  return text.includes('&') ? text.replace(/&(?:amp|lt|gt);/g, (escape) => CHARACTERS[escape]!) : text;
}
