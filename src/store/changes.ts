import pg from 'pg';
import type { Database } from './database.js';

const CHANNEL = 'conduct_changes';
const RECONNECT_MS = 250;
const CONNECT_TIMEOUT_MS = 2_000;

/** What has changed: what decides (policies, calibrations, which pipeline counts), or which runs are at work. */
export type Changed = 'judges' | 'runs';

/** Tells every process, once the transaction commits, that something has changed. */
export async function announceChange(query: Database['query'], changed: Changed = 'judges'): Promise<void> {
  await query('select pg_notify($1, $2)', [CHANNEL, changed]);
}

export interface Changes {
  close(): Promise<void>;
}

export interface ChangesOptions {
  readonly databaseUrl: string;
  /** Called after each change, and for all when the connection is back: some may have been missed. */
  readonly onChange: Readonly<Record<Changed, () => void>>;
  readonly onError: (error: Error) => void;
}

/**
 * Listens for changes by other processes on a connection of its own (LISTEN/NOTIFY). Where that
 * connection is gone it comes back by itself; caches must not rest on it alone.
 *
 * @returns once it listens, or once the first attempt has failed
 */
export async function listenForChanges({ databaseUrl, onChange, onError }: ChangesOptions): Promise<Changes> {
  let closed = false;
  let listener: pg.Client | undefined;
  let reconnect: NodeJS.Timeout | undefined;

  async function listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    let lost = false;
    const again = (error?: Error) => {
      if (error && !closed) onError(error);
      if (lost || closed) return;
      lost = true;
      listener = undefined;
      void client.end().catch(() => undefined);
      reconnect = setTimeout(() => void listen(), RECONNECT_MS);
      reconnect.unref();
    };
    client.on('notification', ({ payload }) => onChange[payload === 'runs' ? 'runs' : 'judges']());
    client.on('error', again);
    client.on('end', () => again());
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      again(error as Error);
      return;
    }
    listener = client;
    if (closed) await client.end();
    else for (const changed of Object.values(onChange)) changed();
  }

  await listen();
  return {
    async close() {
      closed = true;
      clearTimeout(reconnect);
      await listener?.end();
    },
  };
}
