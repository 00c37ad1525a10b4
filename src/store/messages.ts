import type { Action } from '../domain/decision.js';
import type { ContextEntry, Message, StoreSetting } from '../domain/message.js';
import type { ScoredText } from '../domain/model.js';
import type { PolicyRef } from '../domain/policy.js';
import type { Database } from './database.js';
import type { NameHmac } from './forgotten.js';
import { ACCEPT, SAVE_ANSWERED, SAVE_SCORED } from './message-statements.js';

/** A message on its way into the store, named by (community, source, externalId). */
export interface NewMessage {
  readonly communityId: string;
  readonly source: string;
  readonly externalId: string;
  readonly createdBy: number;
  readonly message: Message;
  readonly contentHmac: Buffer;
}

/** What was decided about a revision. `answer` holds no text. */
export interface Outcome {
  readonly action: Action;
  readonly alert: boolean;
  readonly incomplete: boolean;
  readonly answer: object;
  /** Which policy decided. */
  readonly policy: PolicyRef;
  readonly scored: ScoredText;
  readonly pipelineId: string;
}

export interface PendingRevision {
  readonly revisionId: number;
  readonly communityId: string;
  readonly policyName: string;
  readonly store: StoreSetting;
  readonly message: Message;
}

/** What is known of a message that comes in again. */
export interface KnownMessage {
  /** Of the latest revision's text; null once forgotten. */
  readonly contentHmac: Buffer | null;
  /** The latest decision on the latest revision; null while pending. */
  readonly answer: unknown;
}

interface PendingRow {
  id: string;
  community_id: string;
  policy_name: string;
  store: StoreSetting;
  text: string;
  context: ContextEntry[] | null;
  channel_type: Message['channelType'] | null;
  channel_tags: string[] | null;
  author_id: string | null;
  recipients: number | null;
  solicited: boolean | null;
}

/** Key of the advisory lock by which sweepers take turns; any constant of our own. */
const SWEEP_LOCK = 0x636f6e64;

export type MessageStore = ReturnType<typeof createMessageStore>;

/** Messages with their revisions, texts, raw scores and decisions. */
export function createMessageStore(db: Database, nameHmac: NameHmac) {
  return {
    /** The messages of these names, by external id; unknown ones are left out. */
    async findMany(
      communityId: string,
      source: string,
      externalIds: readonly string[],
    ): Promise<Map<string, KnownMessage>> {
      const rows = await db.query<{ external_id: string; content_hmac: Buffer | null; answer: unknown }>(
        `select m.external_id, m.content_hmac, d.answer
         from messages m
         join revisions r on r.message_id = m.id and r.ordinal = m.revisions
         left join lateral (
           select answer from decisions where message_id = m.id and revision_id = r.id order by id desc limit 1) d on true
         where m.community_id = $1 and m.source = $2 and m.external_id = any ($3)`,
        [communityId, source, externalIds],
      );
      return new Map(
        rows.map((row) => [row.external_id, { contentHmac: row.content_hmac, answer: row.answer }]),
      );
    },

    /**
     * Stores messages that have been answered, in one statement. No two may have the same name.
     * A message whose latest revision has the same content already is left alone, unless nobody would score it
     * any more: then this is its outcome. What was forgotten stays so.
     */
    async saveAnswered(messages: readonly (NewMessage & Outcome)[]): Promise<void> {
      const input = messages.map((entry) => ({ ...messageInput(entry, nameHmac), ...outcomeInput(entry) }));
      await db.query(SAVE_ANSWERED, [JSON.stringify(input)]);
    },

    /**
     * Commits messages as pending: from here on none is lost. No two may have the same name.
     * @returns ids of the revisions to score; a message already known with this text adds none, but where nobody
     *   would score it any more, nor does one that was forgotten
     */
    async accept(
      messages: readonly (NewMessage & { readonly policyName: string; readonly store: StoreSetting })[],
    ): Promise<number[]> {
      const input = messages.map((entry) => ({
        ...messageInput(entry, nameHmac),
        policy_name: entry.policyName,
        store: entry.store,
      }));
      const rows = await db.query<{ id: string }>(ACCEPT, [JSON.stringify(input)]);
      return rows.map((row) => Number(row.id));
    },

    /** Revisions within [from, to] that still wait for their scores; those of a run are its own business. */
    async pendingBetween(from: number, to: number): Promise<PendingRevision[]> {
      const rows = await db.query<PendingRow>(
        `select r.id, r.community_id, r.policy_name, r.store, t.text, t.context,
           m.channel_type, m.channel_tags, m.author_id, m.recipients, m.solicited
         from revisions r join texts t on t.revision_id = r.id join messages m on m.id = r.message_id
         where r.id between $1 and $2 and r.status = 'pending' and r.run_id is null order by r.id`,
        [from, to],
      );
      return rows.map(toPending);
    },

    /**
     * Stores the outcome of pending revisions, in one statement. One that was scored meanwhile is
     * left alone, so that a job done twice counts once.
     * @returns ids of the revisions that were stored now
     */
    async saveScored(
      outcomes: readonly (Outcome & { readonly revisionId: number; readonly keep: boolean })[],
    ): Promise<number[]> {
      const input = outcomes.map((entry) => ({
        revision_id: entry.revisionId,
        keep: entry.keep,
        ...outcomeInput(entry),
      }));
      const rows = await db.query<{ revision_id: string }>(SAVE_SCORED, [JSON.stringify(input)]);
      return rows.map((row) => Number(row.revision_id));
    },

    /** Runs a function unless another process is running one; 0 then. */
    async withSweepLock(run: () => Promise<number>): Promise<number> {
      return db.transaction(async (query) => {
        const [row] = await query<{ locked: boolean }>('select pg_try_advisory_xact_lock($1) as locked', [
          SWEEP_LOCK,
        ]);
        return row!.locked ? run() : 0;
      });
    },

    /**
     * Revisions that have been pending for `ageS` seconds, since they were enqueued again if they were, lowest id
     * first, with how often their jobs were lost.
     */
    async overdue(ageS: number, limit: number): Promise<{ id: number; sweeps: number }[]> {
      const rows = await db.query<{ id: string; sweeps: number }>(
        `select id, sweeps from revisions
         where status = 'pending' and run_id is null and coalesce(swept_at, created_at) < now() - make_interval(secs => $1)
         order by id limit $2`,
        [ageS, limit],
      );
      return rows.map((row) => ({ id: Number(row.id), sweeps: row.sweeps }));
    },

    /**
     * Notes that revisions were enqueued again.
     * @param lost whether their jobs are known to be gone: only then it counts, and those whose jobs were lost
     *   `sweepsMax` times before are given up
     */
    async swept(ids: readonly number[], lost: boolean, sweepsMax: number): Promise<void> {
      await db.query(
        `update revisions set swept_at = now(), sweeps = sweeps + $2::boolean::int,
           status = case when $2 and sweeps >= $3 then 'failed' else status end
         where id = any ($1) and status = 'pending'`,
        [ids, lost, sweepsMax],
      );
    },

    /** How many messages wait for their scores, and the age of the oldest in seconds (0 where none waits). */
    async backlog(): Promise<{ pending: number; oldestS: number }> {
      const rows = await db.query<{ pending: string; oldest: number }>(
        `select count(*) as pending, coalesce(extract(epoch from now() - min(created_at)), 0)::float as oldest
         from revisions where status = 'pending' and run_id is null`,
      );
      return { pending: Number(rows[0]!.pending), oldestS: rows[0]!.oldest };
    },
  };
}

function messageInput(entry: NewMessage, nameHmac: NameHmac): Record<string, unknown> {
  const { message, communityId, source } = entry;
  const hmacOf = (kind: 'message' | 'author', id: string) =>
    nameHmac(kind, communityId, source, id).toString('hex');
  const authorHmac = (id: string | undefined) => (id === undefined ? null : hmacOf('author', id));
  return {
    name_hmac: hmacOf('message', entry.externalId),
    author_hmac: authorHmac(message.authorId),
    context_hmacs: message.context?.map(({ authorId }) => authorHmac(authorId)),
    ...messageFacts(entry),
  };
}

/** A message by the names of the database's columns. */
export function messageFacts(entry: NewMessage): Record<string, unknown> {
  const { message } = entry;
  return {
    community_id: entry.communityId,
    source: entry.source,
    external_id: entry.externalId,
    created_by: entry.createdBy,
    content_hmac: entry.contentHmac.toString('hex'),
    text: message.text,
    context: message.context,
    channel_type: message.channelType,
    channel_id: message.channelId,
    channel_tags: message.channelTags,
    author_id: message.authorId,
    thread_id: message.threadId,
    sent_at: message.sentAt,
    edited_at: message.editedAt,
    bot: message.bot,
    recipients: message.recipients,
    solicited: message.solicited,
  };
}

function outcomeInput(outcome: Outcome): Record<string, unknown> {
  const { scored } = outcome;
  return {
    action: outcome.action,
    alert: outcome.alert,
    incomplete: outcome.incomplete,
    answer: outcome.answer,
    policy_name: outcome.policy.name,
    policy_version: outcome.policy.version,
    language: scored.language.code,
    language_confidence: scored.language.confidence,
    english: scored.english ?? 'all',
    pipeline_id: outcome.pipelineId,
    stage: scored.stage,
    original: [...scored.raw.original],
    folded: scored.raw.folded && [...scored.raw.folded],
  };
}

function toPending(row: PendingRow): PendingRevision {
  return {
    revisionId: Number(row.id),
    communityId: row.community_id,
    policyName: row.policy_name,
    store: row.store,
    message: {
      text: row.text,
      ...(row.context && { context: row.context }),
      ...(row.channel_type && { channelType: row.channel_type }),
      ...(row.channel_tags && { channelTags: row.channel_tags }),
      ...(row.author_id !== null && { authorId: row.author_id }),
      ...(row.recipients !== null && { recipients: row.recipients }),
      ...(row.solicited !== null && { solicited: row.solicited }),
    },
  };
}
