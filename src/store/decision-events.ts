import type { Action } from '../domain/decision.js';
import type { DecisionEvent, Outcome } from '../domain/decision-event.js';
import type { ChannelType } from '../domain/message.js';
import type { Database } from './database.js';

interface Row {
  id: string;
  community_id: string;
  type: DecisionEvent['type'];
  attempts: number;
  created_at: Date;
  decision_id: string;
  action: Action | null;
  alert: boolean;
  incomplete: boolean;
  answer: unknown;
  external_id: string;
  source: string;
  ordinal: number;
  revisions: number;
  text: string | null;
  channel_id: string | null;
  channel_type: ChannelType | null;
  author_id: string | null;
  thread_id: string | null;
  sent_at: Date;
  edited_at: Date | null;
  message_id: string;
  revision_id: string;
  case_id: string | null;
}

export type DecisionEventStore = ReturnType<typeof createDecisionEventStore>;

/** Events of decisions, each until its listener has dealt with it. A trigger writes them. */
export function createDecisionEventStore(db: Database) {
  return {
    /** From the next decision on a listener hears of a community's decisions of these outcomes. */
    async subscribe(communityId: string, listener: string, outcomes: readonly Outcome[]): Promise<void> {
      await db.query(
        `insert into event_listeners (community_id, listener, outcomes) values ($1, $2, $3)
         on conflict (community_id, listener) do update set outcomes = excluded.outcomes
         where event_listeners.outcomes is distinct from excluded.outcomes`,
        [communityId, listener, outcomes],
      );
    },

    /** Ends that, and drops what the listener has not dealt with. */
    async unsubscribe(communityId: string, listener: string): Promise<void> {
      await db.query(
        `with gone as (delete from event_listeners where community_id = $1 and listener = $2)
         delete from decision_events where community_id = $1 and listener = $2`,
        [communityId, listener],
      );
    },

    /**
     * Events of a listener that are due, oldest first; nobody else gets them for `leaseS` seconds. Those whose
     * decision is gone are dropped.
     */
    async claim(listener: string, limit: number, leaseS: number): Promise<DecisionEvent[]> {
      const rows = await db.query<Row>(CLAIM, [listener, limit, leaseS]);
      const orphans = rows.filter((row) => row.action === null);
      if (orphans.length > 0)
        await remove(
          db,
          orphans.map((row) => Number(row.id)),
        );
      return rows.filter((row) => row.action !== null).map(toEvent);
    },

    /** The listener has dealt with them. */
    done: (ids: readonly number[]): Promise<void> => remove(db, ids),

    /** The listener gets the event again, not before `afterS` seconds. */
    async putBack(id: number, afterS: number): Promise<void> {
      await db.query('update decision_events set due_at = now() + make_interval(secs => $2) where id = $1', [
        id,
        afterS,
      ]);
    },

    /** How many events wait for each listener, and the age of the oldest in seconds. */
    async backlog(): Promise<{ listener: string; pending: number; oldestS: number }[]> {
      const rows = await db.query<{ listener: string; pending: string; oldest: number }>(
        `select listener, count(*) as pending, extract(epoch from now() - min(created_at))::float as oldest
         from decision_events group by listener`,
      );
      return rows.map(({ listener, pending, oldest }) => ({
        listener,
        pending: Number(pending),
        oldestS: oldest,
      }));
    },
  };
}

const CLAIM = `
  with due as (
    select id from decision_events where listener = $1 and due_at <= now()
    order by due_at, id limit $2 for update skip locked),
  claimed as (
    update decision_events e set due_at = now() + make_interval(secs => $3), attempts = attempts + 1
    from due where e.id = due.id
    returning e.id, e.community_id, e.type, e.attempts, e.created_at, e.decision_id)
  select c.*, d.action, d.alert, d.incomplete, d.answer, m.external_id, m.source, m.revisions, m.channel_id,
    m.channel_type, m.author_id, m.thread_id, coalesce(m.sent_at, m.created_at) as sent_at, m.edited_at,
    m.id as message_id,
    r.id as revision_id, r.ordinal, t.text,
    (select max(id) from cases where revision_id = r.id) as case_id
  from claimed c
  left join (decisions d join messages m on m.id = d.message_id join revisions r on r.id = d.revision_id)
    on d.id = c.decision_id
  left join texts t on t.revision_id = r.id
  order by c.id`;

async function remove(db: Database, ids: readonly number[]): Promise<void> {
  await db.query('delete from decision_events where id = any ($1)', [ids]);
}

const toEvent = (row: Row): DecisionEvent => ({
  id: Number(row.id),
  communityId: row.community_id,
  type: row.type,
  attempts: row.attempts,
  createdAt: row.created_at.toISOString(),
  decision: {
    id: Number(row.decision_id),
    action: row.action!,
    alert: row.alert,
    incomplete: row.incomplete,
    answer: row.answer,
  },
  message: {
    id: row.external_id,
    source: row.source,
    revision: row.ordinal,
    latestRevision: row.revisions,
    text: row.text,
    channelId: row.channel_id,
    channelType: row.channel_type,
    authorId: row.author_id,
    threadId: row.thread_id,
    sentAt: row.sent_at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
    rowId: Number(row.message_id),
    revisionId: Number(row.revision_id),
  },
  caseId: row.case_id === null ? null : Number(row.case_id),
});
