import type { ApiKey, Scope } from '../domain/keys.js';
import type { Database } from './database.js';

/** A session that has not expired, of a key that works. */
export interface StoredSession {
  readonly key: ApiKey;
  /** ISO 8601. */
  readonly expiresAt: string;
}

interface Row {
  id: string;
  community_id: string;
  prefix: string;
  owner: string;
  scopes: Scope[];
  expires_at: Date;
}

export type SessionStore = ReturnType<typeof createSessionStore>;

/** Sessions, by the SHA-256 of their token: every process knows the same ones. */
export function createSessionStore(db: Database) {
  return {
    /**
     * Adds a session of a key, and removes what has expired.
     * @param lifeS seconds until it expires, by the database's clock
     * @returns when it expires, ISO 8601
     */
    async add(tokenSha256: Buffer, key: ApiKey, lifeS: number): Promise<string> {
      const [row] = await db.query<{ expires_at: Date }>(
        `with expired as (delete from sessions where expires_at <= now())
         insert into sessions (token_sha256, community_id, key_id, expires_at)
         values ($1, $2, $3, now() + make_interval(secs => $4)) returning expires_at`,
        [tokenSha256, key.communityId, key.id, lifeS],
      );
      return row!.expires_at.toISOString();
    },

    /** The session of this token; undefined once it has expired, ended, or its key was revoked. */
    async find(tokenSha256: Buffer): Promise<StoredSession | undefined> {
      const [row] = await db.query<Row>(
        `select k.id, k.community_id, k.prefix, k.owner, k.scopes, s.expires_at
         from sessions s join api_keys k on k.id = s.key_id
         where s.token_sha256 = $1 and s.expires_at > now() and k.revoked_at is null`,
        [tokenSha256],
      );
      return row && toSession(row);
    },

    async remove(tokenSha256: Buffer): Promise<void> {
      await db.query('delete from sessions where token_sha256 = $1', [tokenSha256]);
    },
  };
}

const toSession = ({ expires_at: expiresAt, ...row }: Row): StoredSession => ({
  key: {
    id: Number(row.id),
    communityId: row.community_id,
    prefix: row.prefix,
    owner: row.owner,
    scopes: row.scopes,
  },
  expiresAt: expiresAt.toISOString(),
});
