import type { ApiKey } from '../domain/keys.js';
import type { Database } from './database.js';

/** Who does something: a key, or the installation itself. */
export type Actor = Pick<ApiKey, 'owner'> & { readonly id: number | null };

/** What happens at start, without anybody's key. */
export const INSTALLATION: Actor = { id: null, owner: 'conduct' };

/** A change as the log tells it; never message text. */
export interface AuditEntry {
  /** Such as `policy.activate`. */
  readonly action: string;
  /** What was changed: the name of a policy, the id of a key. */
  readonly subject: string;
  /** In words; null where there was, or is, nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface AuditRecord extends AuditEntry {
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  readonly actor: { readonly owner: string; readonly keyId: number | null };
}

interface Row {
  id: string;
  at: Date;
  key_id: string | null;
  actor: string;
  action: string;
  subject: string;
  before: string | null;
  after: string | null;
}

/** Longer words are cut: a log is read line by line. */
const WORDS_LENGTH_MAX = 4_000;

export type AuditStore = ReturnType<typeof createAuditStore>;

/** Writes to the audit log, within the transaction of the change itself: neither is there without the other. */
export async function appendAudit(
  query: Database['query'],
  communityId: string,
  actor: Actor,
  { action, subject, before, after }: AuditEntry,
): Promise<void> {
  await query(
    `insert into audit_log (community_id, key_id, actor, action, subject, before, after)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [communityId, actor.id, actor.owner, action, subject, cut(before), cut(after)],
  );
}

export function createAuditStore(db: Database) {
  return {
    /** Latest first: entries with an id below `before`. */
    async list(communityId: string, limit: number, before?: number): Promise<AuditRecord[]> {
      const rows = await db.query<Row>(
        `select id, at, key_id, actor, action, subject, before, after from audit_log
         where community_id = $1 and id < coalesce($2::bigint, 9223372036854775807) order by id desc limit $3`,
        [communityId, before ?? null, limit],
      );
      return rows.map(toRecord);
    },
  };
}

const toRecord = (row: Row): AuditRecord => ({
  id: Number(row.id),
  at: row.at.toISOString(),
  actor: { owner: row.actor, keyId: row.key_id === null ? null : Number(row.key_id) },
  action: row.action,
  subject: row.subject,
  before: row.before,
  after: row.after,
});

const cut = (words: string | null) =>
  words !== null && words.length > WORDS_LENGTH_MAX ? `${words.slice(0, WORDS_LENGTH_MAX)}…` : words;
