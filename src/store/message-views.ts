import type { Message } from '../domain/message.js';
import type { Action } from '../domain/decision.js';
import type { ContextEntry } from '../domain/message.js';
import type { PolicyRef } from '../domain/policy.js';
import type { Database } from './database.js';
import { storedNames, type NameHmac } from './forgotten.js';

export type MessageStatus = 'pending' | 'scored' | 'failed';

/** The action of a message as it stands, rewritten when another policy version is activated. */
export interface CurrentAction {
  readonly action: Action;
  readonly alert: boolean;
  readonly policy: PolicyRef;
}

/** One revision of a message, as it can be read. */
export interface MessageRevision {
  readonly createdBy: number | null;
  readonly revision: number;
  readonly status: MessageStatus;
  /** Its text and context; null where they were not kept or have been forgotten. */
  readonly text: string | null;
  readonly context: readonly ContextEntry[];
  /** The latest decision on the revision; null while pending. */
  readonly answer: unknown;
  /** What the policy that is active now says of the message; null while nothing is decided. */
  readonly current: CurrentAction | null;
  /** Where and by whom, as the latest revision said. */
  readonly channelId: string | null;
  readonly channelType: Message['channelType'] | null;
  readonly channelTags: readonly string[] | null;
  readonly authorId: string | null;
  readonly sentAt: string | null;
  readonly recipients: number | null;
  readonly solicited: boolean | null;
}

interface Row {
  created_by: string | null;
  ordinal: number;
  status: MessageStatus;
  text: string | null;
  context: ContextEntry[] | null;
  answer: unknown;
  action: Action | null;
  alert: boolean | null;
  policy_name: string | null;
  policy_version: number | null;
  channel_id: string | null;
  channel_type: Message['channelType'] | null;
  channel_tags: string[] | null;
  author_id: string | null;
  sent_at: Date | null;
  recipients: number | null;
  solicited: boolean | null;
}

export type MessageViewStore = ReturnType<typeof createMessageViewStore>;

/** Stored messages as people read them. */
export function createMessageViewStore(db: Database, nameHmac: NameHmac) {
  return {
    /**
     * A message by its name, also by the one it had before it was forgotten, with one of its revisions.
     * @param revision the latest where absent
     * @returns undefined where there is no such message or revision
     */
    async find(
      communityId: string,
      source: string,
      externalId: string,
      revision?: number,
    ): Promise<MessageRevision | undefined> {
      const [row] = await db.query<Row>(
        `select m.created_by, r.ordinal, r.status, t.text, t.context, d.answer, m.action, m.alert, m.policy_name,
           m.policy_version, m.channel_id, m.channel_type, m.channel_tags, m.author_id, m.sent_at, m.recipients, m.solicited
         from messages m
         join revisions r on r.message_id = m.id and r.ordinal = coalesce($4::int, m.revisions)
         left join texts t on t.revision_id = r.id
         left join lateral (
           select answer from decisions where message_id = m.id and revision_id = r.id order by id desc limit 1) d on true
         where m.community_id = $1 and m.source = $2 and m.external_id = any ($3)`,
        [communityId, source, storedNames(nameHmac, communityId, source, externalId), revision ?? null],
      );
      return row && toRevision(row);
    },
  };
}

const toRevision = (row: Row): MessageRevision => ({
  createdBy: row.created_by === null ? null : Number(row.created_by),
  revision: row.ordinal,
  status: row.status,
  text: row.text,
  context: row.context ?? [],
  answer: row.answer,
  current: toCurrent(row),
  channelId: row.channel_id,
  channelType: row.channel_type,
  channelTags: row.channel_tags,
  authorId: row.author_id,
  sentAt: row.sent_at?.toISOString() ?? null,
  recipients: row.recipients,
  solicited: row.solicited,
});

function toCurrent(row: Row): CurrentAction | null {
  if (row.action === null || row.policy_name === null || row.policy_version === null) return null;
  return {
    action: row.action,
    alert: row.alert === true,
    policy: { name: row.policy_name, version: row.policy_version },
  };
}
