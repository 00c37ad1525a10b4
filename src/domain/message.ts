export const CHANNEL_TYPES = ['public', 'private', 'dm', 'group_dm'] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];

export const STORE_SETTINGS = ['all', 'flagged', 'none'] as const;
/** What is kept of a message: everything, only what was flagged, or nothing but anonymous counts. */
export type StoreSetting = (typeof STORE_SETTINGS)[number];

/** Longest text (and longest context, all entries together) in UTF-16 code units. */
export const TEXT_LENGTH_MAX = 20_480;
export const CONTEXT_ENTRIES_MAX = 20;
export const CHANNEL_TAGS_MAX = 16;
export const BATCH_ITEMS_MAX = 1000;

/** A stored message within its community. */
export interface MessageName {
  /** What handed it in. */
  readonly source: string;
  /** Its id there. */
  readonly id: string;
}

/** An earlier message of the same conversation, oldest first. */
export interface ContextEntry {
  /** The same authorId means the same person; absent means unknown. */
  readonly authorId?: string;
  readonly text: string;
}

/** A chat message as an integration hands it in. */
export interface Message {
  readonly text: string;
  /** The caller's own id; (community, source, externalId) names a message. */
  readonly id?: string;
  readonly channelType?: ChannelType;
  readonly channelId?: string;
  readonly channelTags?: readonly string[];
  readonly authorId?: string;
  readonly threadId?: string;
  /** ISO 8601 with offset. */
  readonly sentAt?: string;
  readonly editedAt?: string;
  readonly bot?: boolean;
  readonly context?: readonly ContextEntry[];
  /** To how many people the message went, at least 1. */
  readonly recipients?: number;
  /** Whether somebody asked for the offer, help or contact; derived from the context where absent. */
  readonly solicited?: boolean;
}

// Zero-width, bidi and other default-ignorable marks carry no visible text.
const INVISIBLE = /[\s\p{Default_Ignorable_Code_Point}\p{Cc}]+/gu;

/** True where nothing visible remains: such a text is refused rather than scored. */
export function isBlank(text: string): boolean {
  return text.replace(INVISIBLE, '') === '';
}
