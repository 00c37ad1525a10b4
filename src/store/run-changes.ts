import type { Action } from '../domain/decision.js';
import type { ClauseChange, RunChange } from '../domain/run.js';
import type { Database } from './database.js';

interface Row {
  message_id: string;
  external_id: string;
  source: string;
  ordinal: number;
  channel_id: string | null;
  sent_at: Date | null;
  before_action: Action | null;
  before_alert: boolean | null;
  after_action: Action;
  after_alert: boolean;
  clauses: ClauseChange[];
  text: string | null;
}

const MESSAGE = 'm.external_id, m.source, r.ordinal, m.channel_id, m.sent_at, t.text';

/** What a rescoring or a replay changed. */
const CHANGED = `select c.message_id, ${MESSAGE}, c.before_action, c.before_alert, c.after_action, c.after_alert, c.clauses
  from run_changes c join messages m on m.id = c.message_id join revisions r on r.id = c.revision_id
  left join texts t on t.revision_id = r.id
  where c.community_id = $1 and c.run_id = $2 and c.message_id > $3 order by c.message_id limit $4`;

/** What an import brought in and flagged, as it stands. */
const FLAGGED = `select m.id as message_id, ${MESSAGE}, null as before_action, null as before_alert,
    m.action as after_action, m.alert as after_alert, '[]'::jsonb as clauses
  from messages m join revisions r on r.message_id = m.id and r.ordinal = m.revisions
  left join texts t on t.revision_id = r.id
  where m.community_id = $1 and r.run_id = $2 and m.id > $3 and (m.action <> 'allow' or m.alert)
  order by m.id limit $4`;

export type RunChangeStore = ReturnType<typeof createRunChangeStore>;

/** Messages that runs decided otherwise. */
export function createRunChangeStore(db: Database) {
  return {
    /**
     * A page of a run's changes: messages with row ids beyond one.
     * @returns with `last`, the row id to go on from; undefined where the page is empty
     */
    async page(
      communityId: string,
      run: { readonly id: number; readonly isImport: boolean },
      after: number,
      limit: number,
    ): Promise<{ changes: RunChange[]; last: number | undefined }> {
      const rows = await db.query<Row>(run.isImport ? FLAGGED : CHANGED, [communityId, run.id, after, limit]);
      const last = rows.at(-1);
      return { changes: rows.map(toChange), last: last && Number(last.message_id) };
    },
  };
}

const toChange = (row: Row): RunChange => ({
  id: row.external_id,
  source: row.source,
  revision: row.ordinal,
  channelId: row.channel_id,
  sentAt: row.sent_at?.toISOString() ?? null,
  before: row.before_action === null ? null : { action: row.before_action, alert: row.before_alert === true },
  after: { action: row.after_action, alert: row.after_alert },
  clauses: row.clauses,
  text: row.text,
});
