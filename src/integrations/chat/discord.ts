import {
  InteractionResponseFlags,
  InteractionResponseType,
  InteractionType,
  verifyKey,
} from 'discord-interactions';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ChannelType } from '../../domain/message.js';
import type { ChatMessage } from '../../services/chat-intake.js';

/** An interaction has to be answered within three seconds: one from minutes ago is a replay. */
const AGE_MAX_S = 300;
/** Of a command on a message, in `data.type`. */
const MESSAGE_COMMAND = 3;

const Snowflake = Type.String({ pattern: '^[0-9]{1,20}$' });
const Interaction = Compile(
  Type.Object({
    type: Type.Integer(),
    guild_id: Type.Optional(Snowflake),
    channel: Type.Optional(Type.Object({ type: Type.Optional(Type.Integer()) })),
    data: Type.Optional(
      Type.Object({
        type: Type.Optional(Type.Integer()),
        target_id: Type.Optional(Snowflake),
        resolved: Type.Optional(
          Type.Object({ messages: Type.Optional(Type.Record(Type.String(), Type.Unknown())) }),
        ),
      }),
    ),
  }),
);
const Reported = Compile(
  Type.Object({
    id: Snowflake,
    channel_id: Snowflake,
    content: Type.String(),
    author: Type.Object({ id: Snowflake }),
    timestamp: Type.Optional(Type.String()),
    edited_timestamp: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  }),
);

/** Discord's kinds of channels of which we know who reads them. */
const CHANNEL_TYPES: Readonly<Record<number, ChannelType>> = { 1: 'dm', 3: 'group_dm' };

/** What somebody did with the application in Discord. */
export type DiscordInteraction =
  | { readonly kind: 'ping' }
  | { readonly kind: 'report'; readonly said: ChatMessage }
  | { readonly kind: 'other' };

export interface SignedInteraction {
  readonly publicKey: string;
  /** X-Signature-Timestamp: seconds since 1970. */
  readonly timestamp: string | undefined;
  /** X-Signature-Ed25519, in hexadecimal digits. */
  readonly signature: string | undefined;
  readonly body: Buffer;
  readonly nowMs: number;
}

/** Whether Discord sent it, and just now. */
export async function isGenuine(interaction: SignedInteraction): Promise<boolean> {
  const { publicKey, timestamp, signature, body, nowMs } = interaction;
  if (timestamp === undefined || !/^[0-9]{1,12}$/.test(timestamp)) return false;
  if (signature === undefined || !/^[0-9a-f]{128}$/i.test(signature)) return false;
  if (Math.abs(nowMs / 1_000 - Number(timestamp)) > AGE_MAX_S) return false;
  return verifyKey(body, signature, timestamp, publicKey);
}

/** @returns undefined where it is none */
export function readDiscord(body: unknown): DiscordInteraction | undefined {
  if (!Interaction.Check(body)) return undefined;
  const { type, data } = body;
  const isA = (kind: InteractionType) => type === (kind as number);
  if (isA(InteractionType.PING)) return { kind: 'ping' };
  if (!isA(InteractionType.APPLICATION_COMMAND) || data?.type !== MESSAGE_COMMAND) return { kind: 'other' };
  const reported = data.resolved?.messages?.[data.target_id ?? ''];
  if (!Reported.Check(reported)) return undefined;
  const channelType = CHANNEL_TYPES[body.channel?.type ?? -1];
  const sentAt = isoTime(reported.timestamp);
  const editedAt = isoTime(reported.edited_timestamp);
  return {
    kind: 'report',
    said: {
      source: `discord:${body.guild_id ?? 'direct'}`,
      message: {
        id: `${reported.channel_id}:${reported.id}`,
        text: reported.content,
        channelId: reported.channel_id,
        authorId: reported.author.id,
        ...(channelType && { channelType }),
        ...(sentAt !== undefined && { sentAt }),
        ...(editedAt !== undefined && { editedAt }),
      },
    },
  };
}

function isoTime(value: string | null | undefined): string | undefined {
  const ms = value == null ? NaN : Date.parse(value);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

export const PONG = { type: InteractionResponseType.PONG };

/** An answer that only whoever used the command can see. */
export const whisper = (content: string) => ({
  type: InteractionResponseType.CHANNEL_MESSAGE_WITH_SOURCE,
  data: { content, flags: InteractionResponseFlags.EPHEMERAL, allowed_mentions: { parse: [] } },
});
