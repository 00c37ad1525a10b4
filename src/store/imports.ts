import type { ContextEntry, StoreSetting } from '../domain/message.js';
import type { ImportCounts } from '../domain/run.js';
import type { Database } from './database.js';
import type { ForgottenStore } from './forgotten.js';
import { IMPORT } from './message-statements.js';
import { messageFacts, type NewMessage } from './messages.js';
import { countImported } from './runs.js';

/** A message that an import takes in. */
export interface ImportedMessage extends NewMessage {
  readonly policyName: string;
  readonly store: StoreSetting;
  /** Where it begins in its file. */
  readonly sourceOffset: number;
  readonly authorName?: string;
  /** Where the entries of its context come from, one by one, where that is known. */
  readonly contextOrigins?: readonly { readonly externalId: string; readonly sentAt: string }[];
}

/** Of one source: some messages, no two of one name, and what else was met with between them. */
export interface ImportBatch {
  readonly communityId: string;
  readonly source: string;
  readonly runId: number;
  readonly messages: readonly ImportedMessage[];
  readonly skipped: number;
  readonly errors: ImportCounts['errors'];
}

type Sift = ForgottenStore['sift'];

export type ImportStore = ReturnType<typeof createImportStore>;

/** Takes files in: their messages become pending revisions of a run. */
export function createImportStore(db: Database, { sift }: Pick<ForgottenStore, 'sift'>) {
  return {
    /**
     * Commits a batch and counts it, all or nothing. Skipped are messages known with this text or forgotten;
     * a name that a person goes by replaces the one known.
     * @throws ConflictError where the run was ended meanwhile; nothing is stored then
     */
    async take({ communityId, source, runId, messages, skipped, errors }: ImportBatch): Promise<void> {
      await db.transaction(async (query) => {
        const kept = await withoutForgotten(query, sift, communityId, source, messages);
        const accepted = kept.length === 0 ? 0 : await store(query, runId, kept);
        await storeNames(query, communityId, source, kept);
        await countImported(query, communityId, runId, {
          accepted,
          skipped: skipped + messages.length - accepted,
          errors,
        });
      });
    },
  };
}

/** Whether the database refused a value: which one, it does not say. */
export function isRefusedValue(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.startsWith('22');
}

async function store(
  query: Database['query'],
  runId: number,
  messages: readonly ImportedMessage[],
): Promise<number> {
  const [row] = await query<{ accepted: number }>(IMPORT, [JSON.stringify(messages.map(inputOf)), runId]);
  return row!.accepted;
}

const inputOf = (entry: ImportedMessage) =>
  Object.assign(messageFacts(entry), {
    policy_name: entry.policyName,
    store: entry.store,
    source_offset: entry.sourceOffset,
  });

async function storeNames(
  query: Database['query'],
  communityId: string,
  source: string,
  messages: readonly ImportedMessage[],
): Promise<void> {
  const names = new Map(
    messages.flatMap(({ message: { authorId }, authorName }) =>
      authorId === undefined || authorName === undefined ? [] : [[authorId, authorName]],
    ),
  );
  if (names.size === 0) return;
  await query(
    `insert into author_names (community_id, source, author_id, name)
     select $1, $2, author_id, name from unnest($3::text[], $4::text[]) as n (author_id, name)
     order by author_id collate "C"
     on conflict (community_id, source, author_id) do update set name = excluded.name
       where author_names.name <> excluded.name`,
    [communityId, source, [...names.keys()], [...names.values()]],
  );
}

/**
 * An entry of a context whose origin is known is a message itself: it is sifted as one, for the beginning of a
 * thread may be much older than the reply that brings it along.
 */
async function withoutForgotten(
  query: Database['query'],
  sift: Sift,
  communityId: string,
  source: string,
  messages: readonly ImportedMessage[],
): Promise<ImportedMessage[]> {
  const origins = new Map(messages.flatMap((entry) => contextMessages(entry)));
  const known = new Set(
    (await sift(query, communityId, source, [...origins.values()])).map(({ externalId }) => externalId),
  );
  const named = messages.map((entry) => {
    const { message, externalId, contextOrigins } = entry;
    const context =
      contextOrigins === undefined
        ? message.context
        : message.context?.filter((_, i) => known.has(contextOrigins[i]?.externalId ?? ''));
    return { ...message, ...(context && { context }), externalId, entry };
  });
  const kept = await sift(query, communityId, source, named);
  return kept.map(({ entry, externalId, ...message }) => ({ ...entry, externalId, message }));
}

function contextMessages({
  message,
  contextOrigins = [],
}: ImportedMessage): [string, ContextEntry & { externalId: string; sentAt: string }][] {
  return contextOrigins.flatMap((origin, i) => {
    const entry = message.context?.[i];
    return entry === undefined ? [] : [[origin.externalId, { ...entry, ...origin }]];
  });
}
