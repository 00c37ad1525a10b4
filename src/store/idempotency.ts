import type { Database } from './database.js';

/** Names a request: whose, to which route, under which key of theirs. */
export interface IdempotencyName {
  readonly communityId: string;
  readonly keyId: number;
  readonly route: string;
  /** HMAC of the client's Idempotency-Key. */
  readonly idempotencyHmac: Buffer;
}

/** What was answered; holds no message text. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is known of a name: nothing, so that it is the caller's now; or what somebody did with it before. */
export type Begun =
  | { readonly state: 'new' }
  | {
      readonly state: 'under_way' | 'done';
      readonly requestHmac: Buffer;
      readonly answer: StoredAnswer | null;
    };

interface Row {
  fresh: boolean;
  request_hmac: Buffer;
  status: number | null;
  headers: Record<string, string> | null;
  answer: string | null;
}

export type IdempotencyStore = ReturnType<typeof createIdempotencyStore>;

/** Requests with an Idempotency-Key and their answers, each for `keptS` seconds. */
export function createIdempotencyStore(db: Database, keptS: number) {
  const values = ({ communityId, keyId, route, idempotencyHmac }: IdempotencyName) => [
    communityId,
    keyId,
    route,
    idempotencyHmac,
  ];
  const WHERE = 'community_id = $1 and key_id = $2 and route = $3 and idempotency_hmac = $4';

  return {
    /**
     * Takes a name for a request, for `lockS` seconds unless it is finished or given back before: of several
     * at once one gets it.
     */
    async begin(name: IdempotencyName, requestHmac: Buffer, lockS: number): Promise<Begun> {
      const rows = await db.query<Row>(
        `with taken as (
           insert into idempotency_keys as k
             (community_id, key_id, route, idempotency_hmac, request_hmac, locked_until)
           values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
           on conflict (community_id, key_id, route, idempotency_hmac) do update set
             request_hmac = excluded.request_hmac, locked_until = excluded.locked_until, status = null, headers = null,
             answer = null, created_at = now()
           where k.created_at < now() - make_interval(secs => $7)
             or k.status is null and k.locked_until < now() and k.request_hmac = excluded.request_hmac
           returning true as fresh, request_hmac, status, headers, answer)
         select * from taken
         union all
         select false, request_hmac, status, headers, answer from idempotency_keys
         where ${WHERE} and not exists (select 1 from taken)`,
        [...values(name), requestHmac, lockS, keptS],
      );
      const [row] = rows;
      // Whoever had it gave it back between the two halves of the statement: as good as under way.
      if (row === undefined) return { state: 'under_way', requestHmac, answer: null };
      if (row.fresh) return { state: 'new' };
      if (row.status === null) return { state: 'under_way', requestHmac: row.request_hmac, answer: null };
      const answer = { status: row.status, headers: row.headers ?? {}, body: row.answer ?? '' };
      return { state: 'done', requestHmac: row.request_hmac, answer };
    },

    async finish(name: IdempotencyName, { status, headers, body }: StoredAnswer): Promise<void> {
      await db.query(
        `update idempotency_keys set status = $5, headers = $6, answer = $7 where ${WHERE} and status is null`,
        [...values(name), status, JSON.stringify(headers), body],
      );
    },

    /** The request came to nothing: another may try under the same name. */
    async giveBack(name: IdempotencyName): Promise<void> {
      await db.query(`delete from idempotency_keys where ${WHERE} and status is null`, values(name));
    },

    /** Forgets what is older than it is kept, at most `limit`. @returns how many */
    async clear(limit: number): Promise<number> {
      const rows = await db.query(
        `delete from idempotency_keys where (community_id, key_id, route, idempotency_hmac) in (
           select community_id, key_id, route, idempotency_hmac from idempotency_keys
           where created_at < now() - make_interval(secs => $1) limit $2)
         returning 1`,
        [keptS, limit],
      );
      return rows.length;
    },
  };
}
