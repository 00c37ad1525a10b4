import type { Database } from './database.js';
import { keepWhatWasAsked, type DeriveSolicited } from './kept-circumstances.js';

type Query = Database['query'];

/** What a community can keep for a limited time, and the name of its setting. */
const SUBJECTS = { texts: 'textDays', scores: 'scoreDays' } as const;
type Subject = keyof typeof SUBJECTS;

interface Pass {
  readonly community_id: string;
  readonly subject: Subject;
  readonly days: number;
  readonly cursor: string;
}

/** A new pass begins so long after the last one has ended: what is kept for days may stay an hour longer. */
const PASS_INTERVAL = "interval '1 hour'";

const BEGIN = `
  insert into retention_passes (community_id, subject, days)
  select c.id, s.subject, (c.settings ->> s.setting)::int
  from communities c cross join (values ${Object.entries(SUBJECTS)
    .map(([subject, setting]) => `('${subject}', '${setting}')`)
    .join(', ')}) as s (subject, setting)
  where c.settings ->> s.setting is not null
  on conflict (community_id, subject) do update set days = excluded.days, cursor = 0, finished_at = null
  where retention_passes.days <> excluded.days or retention_passes.finished_at < now() - ${PASS_INTERVAL}`;

const END_UNWANTED = `
  delete from retention_passes p using communities c
  where c.id = p.community_id
    and c.settings ->> case p.subject when 'texts' then '${SUBJECTS.texts}' else '${SUBJECTS.scores}' end is null`;

/**
 * The next revisions that have a text, or scores, and which of them are too old: by when the message was sent, or
 * came in where that is not known or said to be later. What still waits for its scores keeps its text, unless
 * the run that it waits for has ended without it.
 */
const lookAt = (subject: Subject) => `
  with looked as (
    select revision_id from ${subject} where community_id = $1 and revision_id > $2 order by revision_id limit $4)
  select max(looked.revision_id) as last, count(*)::int as looked,
    array_agg(looked.revision_id order by looked.revision_id) filter (
      where least(m.sent_at, r.created_at) < now() - make_interval(days => $3)
        and (r.status <> 'pending' or runs.status in ('cancelled', 'failed'))) as due
  from looked join revisions r on r.id = looked.revision_id join messages m on m.id = r.message_id
  left join runs on runs.id = r.run_id`;
const LOOK_AT = { texts: lookAt('texts'), scores: lookAt('scores') };

export type RetentionStore = ReturnType<typeof createRetentionStore>;

/** Removes texts and scores that are older than a community keeps them, a few at a time. */
export function createRetentionStore(db: Database, deriveSolicited: DeriveSolicited) {
  const remove = {
    /** Like forgetting a message, but for the tombstone: notes go with their text. */
    async texts(query: Query, due: readonly string[]): Promise<void> {
      const messages = await query<{ message_id: string }>(
        'select distinct message_id from revisions where id = any ($1)',
        [due],
      );
      await keepWhatWasAsked(
        query,
        messages.map((row) => row.message_id),
        deriveSolicited,
      );
      await query(
        `update revisions set status = 'failed', policy_name = null, store = null
         where id = any ($1) and status = 'pending'`,
        [due],
      );
      await query('delete from texts where revision_id = any ($1)', [due]);
      await query(
        `update messages set content_hmac = null from revisions r
         where r.id = any ($1) and messages.id = r.message_id and messages.revisions = r.ordinal`,
        [due],
      );
    },

    /** Without them nothing is decided again: no version of a policy waits for its turn with the message. */
    async scores(query: Query, due: readonly string[]): Promise<void> {
      await query('delete from scores where revision_id = any ($1)', [due]);
      await query(
        `update messages set policy_version = null from revisions r
         where r.id = any ($1) and messages.id = r.message_id and messages.revisions = r.ordinal`,
        [due],
      );
    },
  };

  return {
    /** Begins the passes that are due, and ends those of communities that keep everything now. */
    async begin(): Promise<void> {
      await db.query(END_UNWANTED);
      await db.query(BEGIN);
    },

    /**
     * Looks at the next texts or scores of a pass under way and removes those that are too old, in one
     * transaction. Several processes take turns: a pass that another one is at is left to it.
     * @returns false where no pass is left for this process
     */
    step: (limit: number): Promise<boolean> =>
      db.transaction(async (query) => {
        const [pass] = await query<Pass>(
          `select community_id, subject, days, cursor from retention_passes where finished_at is null
           order by community_id, subject limit 1 for update skip locked`,
        );
        if (pass === undefined) return false;
        const { community_id: communityId, subject } = pass;
        const [found] = await query<{ last: string | null; looked: number; due: string[] | null }>(
          LOOK_AT[subject],
          [communityId, pass.cursor, pass.days, limit],
        );
        if (found!.due !== null) await remove[subject](query, found!.due);
        await query(
          `update retention_passes set cursor = coalesce($3, cursor),
             finished_at = case when $4 then now() end
           where community_id = $1 and subject = $2`,
          [communityId, subject, found!.last, found!.looked < limit],
        );
        return true;
      }),
  };
}
