import type { ApiKey, Scope } from '../domain/keys.js';
import { appendAudit, INSTALLATION, type Actor } from './audit.js';
import type { Database } from './database.js';

export interface ApiKeyRow extends ApiKey {
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

interface Row {
  id: string;
  community_id: string;
  prefix: string;
  owner: string;
  scopes: Scope[];
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

const COLUMNS = 'id, community_id, prefix, owner, scopes, created_at, last_used_at, revoked_at';

const toKey = (row: Row): ApiKeyRow => ({
  id: Number(row.id),
  communityId: row.community_id,
  prefix: row.prefix,
  owner: row.owner,
  scopes: row.scopes,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
});

const words = ({ owner, scopes }: Row) =>
  `${owner}: ${scopes.length === 0 ? 'no scopes' : scopes.join(', ')}`;

const createdEntry = (row: Row) => ({
  action: 'key.create',
  subject: row.id,
  before: null,
  after: words(row),
});

export type KeyStore = ReturnType<typeof createKeyStore>;

/** API keys, by the SHA-256 of their secret. */
export function createKeyStore(db: Database) {
  return {
    /** The key of this hash unless it is revoked. */
    async find(sha256: Buffer): Promise<ApiKeyRow | undefined> {
      const rows = await db.query<Row>(
        `select ${COLUMNS} from api_keys where key_sha256 = $1 and revoked_at is null`,
        [sha256],
      );
      return rows[0] && toKey(rows[0]);
    },

    /** Adds a key; one with the same hash is left as it is and `undefined` is returned. */
    async add(
      key: {
        communityId: string;
        sha256: Buffer;
        prefix: string;
        owner: string;
        scopes: readonly Scope[];
      },
      actor: Actor,
    ): Promise<ApiKeyRow | undefined> {
      return db.transaction(async (query) => {
        const [row] = await query<Row>(
          `insert into api_keys (community_id, key_sha256, prefix, owner, scopes) values ($1, $2, $3, $4, $5)
           on conflict (key_sha256) do nothing returning ${COLUMNS}`,
          [key.communityId, key.sha256, key.prefix, key.owner, key.scopes],
        );
        if (row === undefined) return undefined;
        await appendAudit(query, key.communityId, actor, createdEntry(row));
        return toKey(row);
      });
    },

    /**
     * Adds the first admin key of a community, unless it already has an admin key that works.
     * Processes that start together add one between them.
     */
    async addFirstAdmin(
      key: { communityId: string; sha256: Buffer; prefix: string; owner: string },
      actor: Actor,
    ): Promise<boolean> {
      return db.transaction(async (query) => {
        await query('select 1 from communities where id = $1 for update', [key.communityId]);
        const [row] = await query<Row>(
          `insert into api_keys (community_id, key_sha256, prefix, owner, scopes)
           select $1, $2, $3, $4, array['admin']
           where not exists (
             select 1 from api_keys where community_id = $1 and 'admin' = any (scopes) and revoked_at is null)
           returning ${COLUMNS}`,
          [key.communityId, key.sha256, key.prefix, key.owner],
        );
        if (row !== undefined) await appendAudit(query, key.communityId, actor, createdEntry(row));
        return row !== undefined;
      });
    },

    /**
     * The key by which a part of the service itself hands in messages and labels them: made where there is none,
     * without scopes, and under a hash that no secret is known for. Revoking it stops nothing.
     */
    async ensureOwn(communityId: string, owner: string, sha256: Buffer): Promise<ApiKeyRow> {
      return db.transaction(async (query) => {
        const [added] = await query<Row>(
          `insert into api_keys (community_id, key_sha256, prefix, owner, scopes) values ($1, $2, '', $3, '{}')
           on conflict (key_sha256) do nothing returning ${COLUMNS}`,
          [communityId, sha256, owner],
        );
        if (added !== undefined) await appendAudit(query, communityId, INSTALLATION, createdEntry(added));
        const [row] = await query<Row>(
          `select ${COLUMNS} from api_keys where community_id = $1 and key_sha256 = $2`,
          [communityId, sha256],
        );
        return toKey(row!);
      });
    },

    async list(communityId: string): Promise<ApiKeyRow[]> {
      const rows = await db.query<Row>(
        `select ${COLUMNS} from api_keys where community_id = $1 order by id`,
        [communityId],
      );
      return rows.map(toKey);
    },

    /** @returns the key, also where it was revoked before; undefined where this community has none of that id */
    async revoke(communityId: string, id: number, actor: Actor): Promise<ApiKeyRow | undefined> {
      return db.transaction(async (query) => {
        const [revoked] = await query<Row>(
          `update api_keys set revoked_at = now()
           where community_id = $1 and id = $2 and revoked_at is null returning ${COLUMNS}`,
          [communityId, id],
        );
        if (revoked !== undefined) {
          const entry = { action: 'key.revoke', subject: revoked.id, before: words(revoked), after: null };
          await appendAudit(query, communityId, actor, entry);
          return toKey(revoked);
        }
        const [row] = await query<Row>(
          `select ${COLUMNS} from api_keys where community_id = $1 and id = $2`,
          [communityId, id],
        );
        return row && toKey(row);
      });
    },

    async touch(ids: readonly number[]): Promise<void> {
      await db.query('update api_keys set last_used_at = now() where id = any ($1)', [ids]);
    },
  };
}
