import type { ContextEntry, MessageName } from '../domain/message.js';
import { appendAudit, type Actor } from './audit.js';
import type { Database } from './database.js';
import { bury, pseudonymOf, type NameHmac } from './forgotten.js';
import { keepWhatWasAsked, type DeriveSolicited } from './kept-circumstances.js';

type Query = Database['query'];

/** Rows changed by one statement: few enough that none takes longer than a connection waits. */
const CHUNK = 1_000;
/** Texts looked for at once: each is a search of its own. */
const TEXTS_CHUNK = 100;
const ATTEMPTS_MAX = 3;
const DEADLOCK = '40P01';
/** Of an HMAC, in hex: enough to tell one deletion from another in the log. */
const SUBJECT_LENGTH = 16;

/** Messages and authors within a community's source. */
interface Scope {
  readonly communityId: string;
  readonly source: string;
}

interface MessageRow {
  id: string;
  external_id: string;
  author_id: string | null;
}

/** Entries of contexts that are like one of some parts, unless it is known that somebody else said them. */
interface Quotes {
  readonly like: readonly Partial<ContextEntry>[];
  /** Who said them; null where that is not known. */
  readonly authorId: string | null;
}

export type ForgettingStore = ReturnType<typeof createForgettingStore>;

/**
 * Removes what was said and by whom, and leaves a tombstone. Scores, decisions, labels and cases stay, under a
 * name from which nobody without the local key can tell whose they were.
 *
 * The tombstone is committed first, so that nothing can come back while the rest is being removed; the rest goes
 * in one transaction. Both may be done again.
 */
export function createForgettingStore(db: Database, nameHmac: NameHmac, deriveSolicited: DeriveSolicited) {
  async function scrub(query: Query, scope: Scope, messages: readonly MessageRow[]): Promise<Buffer[]> {
    const ids = messages.map(({ id }) => id);
    const hmacs = messages.map(({ external_id: id }) =>
      nameHmac('message', scope.communityId, scope.source, id),
    );
    await keepWhatWasAsked(query, ids, deriveSolicited);
    // In the order in which workers write, so that they and this wait for each other rather than lock up.
    await query(
      `update revisions set source_offset = null, policy_name = null, store = null,
         status = case status when 'pending' then 'failed' else status end
       where message_id = any ($1) and (status = 'pending' or source_offset is not null)`,
      [ids],
    );
    await query(
      'delete from texts where revision_id in (select id from revisions where message_id = any ($1))',
      [ids],
    );
    // What waits to be sent still needs its name, and goes without text.
    await query(
      `delete from webhook_deliveries where status <> 'pending'
         and revision_id in (select id from revisions where message_id = any ($1))`,
      [ids],
    );
    // The id of a thread is that of its first message, and a time to the microsecond is as good as an id.
    await query(
      `update messages set content_hmac = null, thread_id = null, sent_at = date_trunc('minute', sent_at),
         edited_at = date_trunc('minute', edited_at), external_id = e.external_id
       from unnest($1::bigint[], $2::text[]) as e (id, external_id) where messages.id = e.id`,
      [ids, messages.map((message, i) => newNameOf(message, hmacs[i]!))],
    );
    return hmacs;
  }

  /** Takes entries out of the contexts of some revisions. @returns how many contexts had any */
  async function removeQuotes(query: Query, scope: Scope, quotes: Quotes): Promise<number> {
    const quoting = await query<{ revision_id: string }>(QUOTING, [
      scope.communityId,
      scope.source,
      JSON.stringify(quotes.like),
      quotes.authorId,
    ]);
    let changed = 0;
    for (const chunk of chunksOf(quoting.map((row) => row.revision_id))) {
      await keepWhatWasAsked(
        query,
        (
          await query<{ message_id: string }>('select message_id from revisions where id = any ($1)', [chunk])
        ).map((row) => row.message_id),
        deriveSolicited,
      );
      const rows = await query<{ revision_id: string; context: ContextEntry[] | null }>(
        'select revision_id, context from texts where revision_id = any ($1) order by 1 for update',
        [chunk],
      );
      const cleaned = rows.flatMap(({ revision_id, context }) => {
        const kept = (context ?? []).filter((entry) => !isAmong(quotes, entry));
        if (kept.length === (context ?? []).length) return [];
        return [{ revision_id, context: kept.length > 0 ? kept : null }];
      });
      await query(
        `update texts set context = e.context from jsonb_to_recordset($1) as e
           (revision_id bigint, context jsonb)
         where texts.revision_id = e.revision_id`,
        [JSON.stringify(cleaned)],
      );
      changed += cleaned.length;
    }
    return changed;
  }

  /** Entries that say what messages of one author say, unless it is known that somebody else said it. */
  async function removeQuotesOf(
    query: Query,
    scope: Scope,
    messages: readonly MessageRow[],
    authorId: string | null,
  ): Promise<number> {
    const rows = await query<{ text: string }>(
      `select distinct t.text from texts t join revisions r on r.id = t.revision_id
       where r.message_id = any ($1)`,
      [messages.map(({ id }) => id)],
    );
    let changed = 0;
    for (const like of chunksOf(rows, TEXTS_CHUNK))
      changed += await removeQuotes(query, scope, { like, authorId });
    return changed;
  }

  async function forgetAllOf(
    query: Query,
    scope: Scope,
    authorId: string,
  ): Promise<{ messages: number; contexts: number }> {
    const { communityId, source } = scope;
    const count = { messages: 0, contexts: 0 };
    for (;;) {
      const messages = await query<MessageRow>(
        `select id, external_id, author_id from messages
         where community_id = $1 and source = $2 and author_id = $3 order by id limit ${CHUNK} for update`,
        [communityId, source, authorId],
      );
      if (messages.length === 0) return count;
      // What was written lately waits to be put in order, and each look into the index would read all of it.
      await query(`select gin_clean_pending_list('texts_by_context')`);
      // While their texts are there: copies that do not say whose they are.
      count.contexts += await removeQuotesOf(query, scope, messages, authorId);
      const hmacs = await scrub(query, scope, messages);
      await query(
        `insert into forgotten (community_id, kind, hmac) select $1, 'message', decode(h, 'hex')
         from unnest($2::text[]) as h on conflict do nothing`,
        [communityId, hmacs.map((hmac) => hmac.toString('hex'))],
      );
      // A channel of two people names the other one's partner.
      await query(
        `update messages set author_id = null,
           channel_id = case when channel_type in ('dm', 'group_dm') then null else channel_id end
         where id = any ($1)`,
        [messages.map(({ id }) => id)],
      );
      count.messages += messages.length;
    }
  }

  /** @param hmac of the author, where one that was forgotten counts as known */
  async function isKnown(communityId: string, author: MessageName, hmac: Buffer | null): Promise<boolean> {
    const [found] = await db.query<{ known: boolean }>(AUTHOR_KNOWN, [
      communityId,
      author.source,
      author.id,
      JSON.stringify([{ authorId: author.id }]),
      hmac,
    ]);
    return found!.known;
  }

  return {
    /**
     * Forgets a message, known or not: it may be about to come.
     * @throws UnavailableError where the database is gone or busy; to be done again then
     */
    async forgetMessage(actor: Actor, communityId: string, { source, id }: MessageName): Promise<void> {
      const scope = { communityId, source };
      const hmac = nameHmac('message', communityId, source, id);
      const isNew = await bury(db, { communityId, kind: 'message', hmac });
      await inTransaction(db, async (query) => {
        const [message] = await query<MessageRow>(
          `select id, external_id, author_id from messages
           where community_id = $1 and source = $2 and external_id = $3 for update`,
          [communityId, source, id],
        );
        if (message === undefined && !isNew) return;
        let contexts = 0;
        if (message !== undefined) {
          contexts = await removeQuotesOf(query, scope, [message], message.author_id);
          await scrub(query, scope, [message]);
        }
        await appendAudit(query, communityId, actor, {
          action: 'message.forget',
          subject: subjectOf(hmac),
          before: message === undefined ? 'not stored' : 'stored',
          after: `forgotten; copied into ${contexts} contexts`,
        });
      });
    },

    /**
     * Forgets an author: all messages so far, the name, and what was copied into others' contexts.
     * @returns false where nothing is known of any such author, nor was before
     * @throws UnavailableError where the database is gone or busy; to be done again then
     */
    async forgetAuthor(
      actor: Actor,
      communityId: string,
      { source, id: authorId }: MessageName,
    ): Promise<boolean> {
      const hmac = nameHmac('author', communityId, source, authorId);
      const author = [communityId, source, authorId];
      if (!(await isKnown(communityId, { source, id: authorId }, hmac))) return false;
      await bury(db, { communityId, kind: 'author', hmac });
      await inTransaction(db, async (query) => {
        const scope = { communityId, source };
        const named = await removeQuotes(query, scope, { like: [{ authorId }], authorId });
        const { messages, contexts } = await forgetAllOf(query, scope, authorId);
        await query(
          'update cases set author_id = null where community_id = $1 and source = $2 and author_id = $3',
          author,
        );
        await query(
          'delete from author_names where community_id = $1 and source = $2 and author_id = $3',
          author,
        );
        await appendAudit(query, communityId, actor, {
          action: 'author.forget',
          subject: subjectOf(hmac),
          before: `${messages} messages`,
          after: `forgotten; copied into ${named + contexts} contexts`,
        });
      });
      return true;
    },

    /**
     * Notes in the log that somebody is given all that is kept about an author.
     * @returns false where nothing is; nothing is noted then
     */
    async noteExport(actor: Actor, communityId: string, author: MessageName): Promise<boolean> {
      if (!(await isKnown(communityId, author, null))) return false;
      await appendAudit(db.query, communityId, actor, {
        action: 'author.export',
        subject: subjectOf(nameHmac('author', communityId, author.source, author.id)),
        before: null,
        after: null,
      });
      return true;
    },
  };
}

/**
 * Revisions with a context that has such entries. The planner cannot tell how few there are: `offset 0` and scalar
 * queries, so that each part is one look into the index of contexts, and each context found one into the others.
 */
const QUOTING = `
  select distinct t.revision_id from jsonb_array_elements($3) as l (part)
  cross join lateral (select * from texts where context @> jsonb_build_array(l.part) offset 0) t
  where t.community_id = $1
    and (select m.source from revisions r join messages m on m.id = r.message_id where r.id = t.revision_id) = $2
    and (select bool_or(c.entry @> l.part and ($4::text is null or coalesce(c.entry ->> 'authorId', $4) = $4))
      from jsonb_array_elements(t.context) as c (entry))
  order by t.revision_id`;

const isAmong = ({ like, authorId }: Quotes, entry: ContextEntry) =>
  (authorId === null || (entry.authorId ?? authorId) === authorId) &&
  like.some(
    (part) =>
      (part.text ?? entry.text) === entry.text && (part.authorId ?? entry.authorId) === entry.authorId,
  );

const AUTHOR_KNOWN = `
  select exists (select 1 from messages where community_id = $1 and source = $2 and author_id = $3)
    or exists (select 1 from author_names where community_id = $1 and source = $2 and author_id = $3)
    or exists (select 1 from cases where community_id = $1 and source = $2 and author_id = $3)
    or exists (select 1 from texts t join revisions r on r.id = t.revision_id join messages m on m.id = r.message_id
      where t.community_id = $1 and m.source = $2 and t.context @> $4::jsonb)
    or exists (select 1 from forgotten where community_id = $1 and hmac = $5) as known`;

/** How the log names what was forgotten: the same each time, and nothing to those who lack the local key. */
const subjectOf = (hmac: Buffer) => hmac.toString('hex').slice(0, SUBJECT_LENGTH);

/** A message that was forgotten before has its new name already. */
const newNameOf = ({ external_id: id }: MessageRow, hmac: Buffer) =>
  /^forgotten-[0-9a-f]{64}$/.test(id) ? id : pseudonymOf(hmac);

/** Runs a transaction again where it and another one waited for each other and it had to give way. */
async function inTransaction(db: Database, run: (query: Query) => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await db.transaction(run);
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== DEADLOCK || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

function chunksOf<T>(items: readonly T[], size = CHUNK): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
