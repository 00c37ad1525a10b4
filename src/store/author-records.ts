import type { MessageName } from '../domain/message.js';
import type { Database } from './database.js';

/** Messages read at once: each may come with many texts. */
const PAGE = 100;

/**
 * A message as one line of JSON. What others said before it is theirs: of its context only the author's own
 * words; and labels say what was said of the message, not who said it.
 */
const MESSAGES = `
  select m.id, json_build_object('type', 'message', 'id', m.external_id, 'source', m.source,
    'channelType', m.channel_type, 'channelId', m.channel_id, 'channelTags', m.channel_tags, 'threadId', m.thread_id,
    'sentAt', m.sent_at, 'editedAt', m.edited_at, 'receivedAt', m.created_at, 'bot', m.bot,
    'recipients', m.recipients, 'solicited', m.solicited, 'action', m.action, 'alert', m.alert,
    'revisions', (
      select json_agg(json_build_object('revision', r.ordinal, 'status', r.status, 'receivedAt', r.created_at,
        'scoredAt', r.scored_at, 'language', r.language, 'text', t.text, 'context', (
          select json_agg(e.entry order by e.n) from jsonb_array_elements(t.context) with ordinality as e (entry, n)
          where e.entry ->> 'authorId' = $3),
        'scores', (
          select json_agg(json_build_object('pipeline', s.pipeline_id, 'labels', p.spec -> 'labels', 'stage', s.stage,
            'original', s.original, 'folded', s.folded, 'scoredAt', s.created_at) order by s.created_at)
          from scores s join pipelines p on p.id = s.pipeline_id where s.revision_id = r.id)) order by r.ordinal)
      from revisions r left join texts t on t.revision_id = r.id where r.message_id = m.id),
    'decisions', (
      select json_agg(json_build_object('revision', r.ordinal, 'at', d.created_at, 'answer', d.answer) order by d.id)
      from decisions d left join revisions r on r.id = d.revision_id where d.message_id = m.id),
    'labels', (
      select json_agg(json_build_object('revision', r.ordinal, 'target', case l.target_kind when 'message'
          then to_json('message'::text) else json_build_object(l.target_kind, l.target) end,
        'verdict', l.verdict, 'origin', l.origin, 'note', n.note, 'at', l.created_at) order by l.id)
      from revisions r join labels l on l.revision_id = r.id left join label_notes n on n.label_id = l.id
      where r.message_id = m.id),
    'cases', (
      select json_agg(json_build_object('status', c.status, 'action', c.action, 'alert', c.alert,
        'clauses', c.clauses, 'score', c.score, 'openedAt', c.opened_at, 'resolution', c.resolution,
        'resolvedAt', c.resolved_at) order by c.id)
      from cases c where c.message_id = m.id))::text as line
  from messages m
  where m.community_id = $1 and m.source = $2 and m.author_id = $3 and m.id > $4 order by m.id limit ${PAGE}`;

const QUOTES = `
  select t.revision_id as id, json_build_object('type', 'quote',
    'in', json_build_object('id', m.external_id, 'source', m.source, 'revision', r.ordinal),
    'texts', (select json_agg(e.entry ->> 'text' order by e.n)
      from jsonb_array_elements(t.context) with ordinality as e (entry, n) where e.entry ->> 'authorId' = $3))::text as line
  from texts t join revisions r on r.id = t.revision_id join messages m on m.id = r.message_id
  where t.community_id = $1 and m.source = $2 and t.context @> jsonb_build_array(jsonb_build_object('authorId', $3::text))
    and m.author_id is distinct from $3 and t.revision_id > $4
  order by t.revision_id limit ${PAGE}`;

export type AuthorRecordStore = ReturnType<typeof createAuthorRecordStore>;

/** Everything that is kept about a person, as lines of JSON. */
export function createAuthorRecordStore(db: Database) {
  async function* lines(sql: string, author: readonly string[]): AsyncGenerator<string[]> {
    for (let after = '0'; ;) {
      const page = await db.query<{ id: string; line: string }>(sql, [...author, after]);
      if (page.length > 0) yield page.map(({ line }) => line);
      if (page.length < PAGE) return;
      after = page.at(-1)!.id;
    }
  }

  return {
    /** The name that came with an author's messages; null where none did. */
    async name(communityId: string, { source, id }: MessageName): Promise<string | null> {
      const [row] = await db.query<{ name: string }>(
        'select name from author_names where community_id = $1 and source = $2 and author_id = $3',
        [communityId, source, id],
      );
      return row?.name ?? null;
    },

    /** An author's messages in the order in which they came, page by page. */
    messages: (communityId: string, { source, id }: MessageName): AsyncGenerator<string[]> =>
      lines(MESSAGES, [communityId, source, id]),

    /** What the author said as it was copied into the context of others' messages, page by page. */
    quotes: (communityId: string, { source, id }: MessageName): AsyncGenerator<string[]> =>
      lines(QUOTES, [communityId, source, id]),
  };
}
