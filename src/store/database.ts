import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { UnavailableError } from '../domain/errors.js';

const CONNECT_TIMEOUT_MS = 1_500;
const QUERY_TIMEOUT_MS = 10_000;
const PROBE_INTERVAL_MS = 500;
/** Connections that read in bulk: few, for each keeps a processor of the server busy. */
const BULK_CONNECTIONS_MAX = 2;
/** SQLSTATE classes and codes that mean "the server is gone or not ready", not "the query is wrong". */
const GONE = /^(08|57P0[123]|53300|58)/;
const GONE_SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);
const GONE_MESSAGES = /timeout|terminated|Connection ended|not queryable/i;
/** What node-postgres says where all connections are in use, and where a statement takes longer than it may. */
const BUSY_MESSAGES = /^(?:timeout exceeded when trying to connect|Query read timeout)$/;

/** A pool that says at once when the database is gone, and comes back by itself. */
export interface Database {
  /**
   * Runs one statement.
   * @throws UnavailableError where the database is gone, at once while it is known to be; where it is too busy
   */
  readonly query: <Row extends pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ) => Promise<Row[]>;
  /** Runs a function on one connection within BEGIN … COMMIT; any error rolls back. */
  transaction<T>(run: (query: Database['query']) => Promise<T>): Promise<T>;
  /**
   * Streams what a query without parameters gives, in PostgreSQL's binary COPY format, as fast as it is read;
   * pieces end anywhere. It may take as long as it likes; whoever stops reading early ends the connection.
   * @param what the query, or a function that finds it by others, which see the same state of the database
   * @throws UnavailableError where the database is gone
   */
  copyOut(what: string | ((query: Database['query']) => Promise<string>)): AsyncGenerator<Buffer, void>;
  /** False from the first lost connection until a probe succeeds again. */
  readonly up: boolean;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly connectionsMax?: number;
  /**
   * False where a commit need not wait for the disk: a crash of the server then loses at most the last
   * 0.6 s of it, whole transactions each, and never its consistency. Somebody waits for such a commit, so its
   * statement is planned once for all values: they are few and large, and their rows are named by key.
   */
  readonly waitForDisk?: boolean;
  readonly onError: (error: Error) => void;
}

const LIVE_OPTIONS = '-c synchronous_commit=off -c plan_cache_mode=force_generic_plan';

export function openDatabase({
  url,
  connectionsMax = 10,
  waitForDisk = true,
  onError,
}: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    ...(!waitForDisk && { options: LIVE_OPTIONS }),
  });
  // Without the time limit: node-postgres would apply it to a COPY that has long come to its end.
  const bulk = new pg.Pool({
    connectionString: url,
    max: BULK_CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  let up = true;
  let probe: NodeJS.Timeout | undefined;
  let closed = false;
  let suspected = false;
  pool.on('error', markDown);
  bulk.on('error', markDown);

  function markDown(error: Error): void {
    onError(error);
    if (!up || closed) return;
    up = false;
    schedule();
  }

  // Without it every request would wait for a connection attempt of its own to a host that does
  // not answer; with it they fail at once, and one probe looks out for the return.
  function schedule(): void {
    probe = setTimeout(() => {
      ask().then(
        () => {
          up = true;
        },
        () => {
          if (!closed) schedule();
        },
      );
    }, PROBE_INTERVAL_MS);
    probe.unref();
  }

  /** Asks the server on a connection of its own: those of the pool may all be in use. */
  async function ask(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: CONNECT_TIMEOUT_MS,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** A server that is only busy answers others still; one that hangs answers nobody. */
  function suspect(error: Error): void {
    if (!up || closed || suspected) return;
    suspected = true;
    void ask()
      .catch(() => markDown(error))
      .finally(() => (suspected = false));
  }

  function translate(error: unknown): unknown {
    if (isBusy(error)) {
      suspect(error);
      return new UnavailableError('database', 'The database is too busy.', 1, { cause: error });
    }
    if (!isGone(error)) return error;
    markDown(error as Error);
    return unavailable(error);
  }

  async function guarded<T>(run: () => Promise<T>): Promise<T> {
    if (!up) throw unavailable();
    try {
      return await run();
    } catch (error) {
      throw translate(error);
    }
  }

  async function* copyOut(what: Parameters<Database['copyOut']>[0]): AsyncGenerator<Buffer, void> {
    const client = await guarded(() => bulk.connect());
    client.on('error', markDown);
    let ended = false;
    try {
      await client.query('begin isolation level repeatable read read only');
      const query = typeof what === 'string' ? what : await what(queryOn(client));
      const stream = client.query(copyTo(`copy (${query}) to stdout (format binary)`));
      for await (const piece of stream) yield piece as Buffer;
      await client.query('commit');
      ended = true;
    } catch (error) {
      throw translate(error);
    } finally {
      client.off('error', markDown);
      client.release(!ended);
    }
  }

  return {
    copyOut,
    get up() {
      return up;
    },
    query: (text, values) => guarded(async () => (await pool.query(prepared(text, values))).rows as never),
    transaction: (run) =>
      guarded(async () => {
        const client = await pool.connect();
        // A connection lost between two statements speaks up here, or it would end the process.
        client.on('error', markDown);
        let broken = false;
        try {
          await client.query('begin');
          const result = await run(queryOn(client));
          await client.query('commit');
          return result;
        } catch (error) {
          await client.query('rollback').catch(() => {
            broken = true;
          });
          throw error;
        } finally {
          client.off('error', markDown);
          client.release(broken);
        }
      }),
    close: async () => {
      closed = true;
      clearTimeout(probe);
      await Promise.all([pool.end(), bulk.end()]);
    },
  };
}

const queryOn =
  (client: pg.PoolClient): Database['query'] =>
  async (text, values) =>
    (await client.query(prepared(text, values))).rows as never;

const names = new Map<string, string>();

/**
 * A statement that each connection plans once: planning the larger ones takes longer than running
 * them. Every text is a constant of ours, so there are few.
 */
function prepared(text: string, values: readonly unknown[] = []): pg.QueryConfig {
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `conduct_${names.size}`));
  return { name, text, values: values as unknown[] };
}

const unavailable = (cause?: unknown) =>
  new UnavailableError('database', 'The database is not reachable.', 1, { cause });

const isBusy = (error: unknown): error is Error =>
  error instanceof Error && error.constructor === Error && BUSY_MESSAGES.test(error.message);

function isGone(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof UnavailableError) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') return GONE_SYSTEM_CODES.has(code) || GONE.test(code);
  // node-postgres reports lost connections and timeouts as plain errors without a code; errors of our
  // own that pass through a transaction may quote anything.
  return error.constructor === Error && GONE_MESSAGES.test(error.message);
}
