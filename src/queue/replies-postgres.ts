import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Replies } from './replies.js';

/** PostgreSQL refuses a NOTIFY payload of 8,000 bytes and more. */
const NOTIFY_BYTES_MAX = 7_900;
const ROW_PREFIX = 'row:';
const RECONNECT_MS = 250;
const UNCLAIMED_ROWS_KEPT = '1 minute';

export interface PostgresRepliesOptions {
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  readonly onError: (error: Error) => void;
}

/** Replies by LISTEN/NOTIFY; one that is too large goes through a row of `live_replies`. */
export function createPostgresReplies({ databaseUrl, pool, onError }: PostgresRepliesOptions): Replies {
  let closed = false;
  let listener: pg.Client | undefined;
  let reconnect: NodeJS.Timeout | undefined;

  async function take(payload: string): Promise<string | undefined> {
    if (!payload.startsWith(ROW_PREFIX)) return payload;
    const { rows } = await pool.query<{ payload: string }>(
      'delete from public.live_replies where id = $1 returning payload',
      [payload.slice(ROW_PREFIX.length)],
    );
    return rows[0]?.payload;
  }

  async function listen(channel: string, onPayload: (payload: string) => void): Promise<void> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: 2_000,
    });
    client.on('notification', (message) => {
      take(message.payload ?? '').then(
        (payload) => {
          if (payload !== undefined) onPayload(payload);
        },
        (error: unknown) => onError(error as Error),
      );
    });
    const again = (error?: Error) => {
      if (error) onError(error);
      if (closed || listener !== client) return;
      listener = undefined;
      void client.end().catch(() => undefined);
      retry(channel, onPayload);
    };
    client.on('error', again);
    client.on('end', () => again());
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    listener = client;
    if (closed) await client.end();
  }

  function retry(channel: string, onPayload: (payload: string) => void): void {
    reconnect = setTimeout(() => {
      listen(channel, onPayload).catch((error: unknown) => {
        onError(error as Error);
        if (!closed) retry(channel, onPayload);
      });
    }, RECONNECT_MS);
  }

  return {
    async publish(replyTo, payload) {
      if (Buffer.byteLength(payload) <= NOTIFY_BYTES_MAX) {
        await pool.query('select pg_notify($1, $2)', [replyTo, payload]);
        return;
      }
      const id = randomUUID();
      // Rows whose reader died are cleared by whoever writes next.
      await pool.query(
        `with stale as (delete from public.live_replies where created_at < now() - interval '${UNCLAIMED_ROWS_KEPT}'),
              kept as (insert into public.live_replies (id, payload) values ($1, $2))
         select pg_notify($3, $4)`,
        [id, payload, replyTo, ROW_PREFIX + id],
      );
    },
    subscribe: listen,
    async close() {
      closed = true;
      clearTimeout(reconnect);
      await listener?.end();
    },
  };
}
