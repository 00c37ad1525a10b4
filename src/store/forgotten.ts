import { setTimeout as pause } from 'node:timers/promises';
import { UnavailableError } from '../domain/errors.js';
import type { Message } from '../domain/message.js';
import type { Database } from './database.js';

/** HMAC of a message's or author's name under the installation's local key. */
export type NameHmac = (
  kind: 'message' | 'author',
  communityId: string,
  source: string,
  id: string,
) => Buffer;

/**
 * Somebody is forgotten, and others' messages still bring along what they said before. Context is what was
 * said shortly before a message: that of messages sent up to a day later is taken to be from before.
 */
export const CONTEXT_REACH = "interval '1 day'";
const CONTEXT_REACH_MS = 86_400_000;

const DRAIN_INTERVAL_MS = 10;
const DRAIN_MAX_MS = 10_000;

/** Every name by which a forgotten message goes on begins with it: its own would tell whose it was. */
const PSEUDONYM = 'forgotten-';

export const pseudonymOf = (hmac: Buffer) => `${PSEUDONYM}${hmac.toString('hex')}`;

/** The names by which a message may be stored: its own, or the one it has since it was forgotten. */
export const storedNames = (
  nameHmac: NameHmac,
  communityId: string,
  source: string,
  externalId: string,
): [string, string] => [externalId, pseudonymOf(nameHmac('message', communityId, source, externalId))];

/** A message on its way into the store, with its id at its source. */
export type NamedMessage = Message & { readonly externalId: string };

export type ForgottenStore = ReturnType<typeof createForgottenStore>;

/** Tombstones: what was forgotten and is not to come back. */
export function createForgottenStore(nameHmac: NameHmac) {
  return {
    /**
     * For those who bring in what was said long ago: messages of one source but for forgotten ones, and for
     * those that a forgotten author sent before that or nobody knows when. What such an author said is missing
     * from the contexts of the others, too.
     *
     * @param query of the transaction that stores them: whoever forgets something meanwhile waits for its end
     */
    async sift<M extends NamedMessage>(
      query: Database['query'],
      communityId: string,
      source: string,
      messages: readonly M[],
    ): Promise<M[]> {
      await query('lock table messages in row exclusive mode');
      const some = await query('select 1 from forgotten where community_id = $1 limit 1', [communityId]);
      if (some.length === 0) return [...messages];
      const hmacOf = (kind: 'message' | 'author', id: string) =>
        nameHmac(kind, communityId, source, id).toString('hex');
      const authors = new Set(
        messages.flatMap(({ authorId, context = [] }) => [
          authorId,
          ...context.map((entry) => entry.authorId),
        ]),
      );
      const hmacs = new Map<string | undefined, string>();
      for (const id of authors) if (id !== undefined) hmacs.set(id, hmacOf('author', id));
      const names = messages.map(({ externalId }) => hmacOf('message', externalId));
      const at = await timesOf(query, communityId, [...names, ...hmacs.values()]);
      /** Whether an author was forgotten less than `reachMs` before a time, or after it. */
      const isForgotten = (authorId: string | undefined, sentAt: string | undefined, reachMs: number) => {
        const forgottenMs = at.get(hmacs.get(authorId) ?? '');
        if (forgottenMs === undefined) return false;
        return sentAt === undefined || Date.parse(sentAt) <= forgottenMs + reachMs;
      };
      return messages.flatMap((message, i) => {
        const { authorId, sentAt, context } = message;
        if (at.has(names[i]!) || isForgotten(authorId, sentAt, 0)) return [];
        if (context === undefined) return [message];
        const kept = context.filter((entry) => !isForgotten(entry.authorId, sentAt, CONTEXT_REACH_MS));
        return [kept.length === context.length ? message : { ...message, context: kept }];
      });
    },
  };
}

/** When they were forgotten, in milliseconds, by HMAC in hex; those that were not are left out. */
async function timesOf(
  query: Database['query'],
  communityId: string,
  hmacs: readonly string[],
): Promise<Map<string, number>> {
  const rows = await query<{ hmac: string; at: Date }>(
    `select encode(hmac, 'hex') as hmac, at from forgotten
     where community_id = $1 and hmac = any (array (select decode(h, 'hex') from unnest($2::text[]) as h))`,
    [communityId, hmacs],
  );
  return new Map(rows.map((row) => [row.hmac, row.at.getTime()]));
}

export interface Tombstone {
  readonly communityId: string;
  readonly kind: 'message' | 'author';
  readonly hmac: Buffer;
}

/**
 * Puts up a tombstone, a new one where there is one, and waits until no statement is under way that may not
 * have seen it: from then on what it stands for is not stored any more. Writers never wait for this.
 *
 * @returns whether there was none before
 * @throws UnavailableError where somebody writes for longer than 10 s; the tombstone stands then
 */
export async function bury(db: Database, { communityId, kind, hmac }: Tombstone): Promise<boolean> {
  const [row] = await db.query<{ is_new: boolean }>(
    `insert into forgotten (community_id, kind, hmac) values ($1, $2, $3)
     on conflict (community_id, hmac) do update set at = case when $2 = 'author' then now() else forgotten.at end
     returning xmax = 0 as is_new`,
    [communityId, kind, hmac],
  );
  // A statement takes its locks before it looks at the data: whoever missed the tombstone has one by now.
  const writers = await writersUnderWay(db);
  const until = performance.now() + DRAIN_MAX_MS;
  for (let left = writers; left.length > 0;) {
    if (performance.now() > until) {
      throw new UnavailableError(
        'database',
        'Messages are being stored that may be among them: try again.',
        5,
      );
    }
    await pause(DRAIN_INTERVAL_MS);
    const now = await writersUnderWay(db);
    left = left.filter((writer) => now.includes(writer));
  }
  return row!.is_new;
}

/** Transactions that store messages now. */
async function writersUnderWay(db: Database): Promise<string[]> {
  const rows = await db.query<{ writer: string }>(
    `select distinct virtualtransaction as writer from pg_locks
     where locktype = 'relation' and relation = 'messages'::regclass and mode = 'RowExclusiveLock' and granted
       and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows.map(({ writer }) => writer);
}
