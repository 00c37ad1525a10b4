import type { ContextEntry } from '../domain/message.js';
import type { Database } from './database.js';

/** Whether somebody asked for what a message offers, by what was said before; undefined where it is not known. */
export type DeriveSolicited = (
  context: readonly ContextEntry[] | undefined,
  authorId: string | undefined,
) => boolean | undefined;

/**
 * Writes down of messages whose context is about to go whether they were asked for: decided again later, they
 * come out as they did.
 */
export async function keepWhatWasAsked(
  query: Database['query'],
  messageIds: readonly string[],
  derive: DeriveSolicited,
): Promise<void> {
  const rows = await query<{ id: string; author_id: string | null; context: ContextEntry[] }>(
    `select m.id, m.author_id, t.context from messages m
     join revisions r on r.message_id = m.id and r.ordinal = m.revisions
     join texts t on t.revision_id = r.id
     where m.id = any ($1) and m.solicited is null and t.context is not null order by m.id`,
    [messageIds],
  );
  const known = rows.flatMap(({ id, author_id, context }) => {
    const solicited = derive(context, author_id ?? undefined);
    return solicited === undefined ? [] : [{ id, solicited }];
  });
  if (known.length === 0) return;
  await query(
    `update messages set solicited = e.solicited from unnest($1::bigint[], $2::boolean[]) as e (id, solicited)
     where messages.id = e.id`,
    [known.map(({ id }) => id), known.map(({ solicited }) => solicited)],
  );
}
