import type { Database } from './database.js';

/** An alert that stands in the admins' channel. */
export interface PostedAlert {
  readonly decisionId: number;
  readonly communityId: string;
  readonly messageId: number;
  readonly revisionId: number;
  /** Where Slack has it. */
  readonly channel: string;
  readonly ts: string;
  readonly showsText: boolean;
}

/** What an alert is about, as the tables have it now. */
export interface AlertSubject extends PostedAlert {
  readonly name: { readonly source: string; readonly id: string };
  readonly revision: number;
  /** What was answered: holds no text. */
  readonly answer: unknown;
  /** The unresolved case about this revision, and its entity tag. */
  readonly openCase: { readonly id: number; readonly revision: number } | null;
}

interface Row {
  decision_id: string;
  community_id: string;
  message_id: string;
  revision_id: string;
  channel: string;
  ts: string;
  shows_text: boolean;
}

interface SubjectRow extends Row {
  source: string;
  external_id: string;
  ordinal: number;
  answer: unknown;
  case_id: string | null;
  case_revision: string | null;
}

export type SlackAlertStore = ReturnType<typeof createSlackAlertStore>;

/** Which decisions were posted to Slack, and where. */
export function createSlackAlertStore(db: Database) {
  return {
    async isPosted(communityId: string, decisionId: number): Promise<boolean> {
      const rows = await db.query('select 1 from slack_alerts where community_id = $1 and decision_id = $2', [
        communityId,
        decisionId,
      ]);
      return rows.length > 0;
    },

    async add(alert: PostedAlert): Promise<void> {
      await db.query(
        `insert into slack_alerts (decision_id, community_id, message_id, revision_id, channel, ts, shows_text)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (decision_id) do nothing`,
        [
          alert.decisionId,
          alert.communityId,
          alert.messageId,
          alert.revisionId,
          alert.channel,
          alert.ts,
          alert.showsText,
        ],
      );
    },

    /** The alert that stands in this place, with what it is about; undefined where there is none of that decision. */
    async find(
      communityId: string,
      decisionId: number,
      place: { readonly channel: string; readonly ts: string },
    ): Promise<AlertSubject | undefined> {
      const [row] = await db.query<SubjectRow>(
        `select a.*, m.source, m.external_id, r.ordinal, d.answer, c.id as case_id, c.revision as case_revision
         from slack_alerts a join messages m on m.id = a.message_id join revisions r on r.id = a.revision_id
         join decisions d on d.id = a.decision_id
         left join cases c on c.revision_id = a.revision_id and c.status <> 'resolved'
         where a.community_id = $1 and a.decision_id = $2 and a.channel = $3 and a.ts = $4`,
        [communityId, decisionId, place.channel, place.ts],
      );
      return row && toSubject(row);
    },

    /** Alerts that show a text which is not kept any more, of decisions after one, in their order. */
    async outliving(communityId: string, afterDecision: number, limit: number): Promise<PostedAlert[]> {
      const rows = await db.query<Row>(
        `select a.* from slack_alerts a where a.community_id = $1 and a.shows_text and a.decision_id > $2
           and not exists (select 1 from texts t where t.revision_id = a.revision_id)
         order by a.decision_id limit $3`,
        [communityId, afterDecision, limit],
      );
      return rows.map(toPosted);
    },

    /** The alert shows no text any more. */
    async cleared({ communityId, decisionId }: PostedAlert): Promise<void> {
      await db.query(
        'update slack_alerts set shows_text = false where community_id = $1 and decision_id = $2',
        [communityId, decisionId],
      );
    },
  };
}

const toPosted = (row: Row): PostedAlert => ({
  decisionId: Number(row.decision_id),
  communityId: row.community_id,
  messageId: Number(row.message_id),
  revisionId: Number(row.revision_id),
  channel: row.channel,
  ts: row.ts,
  showsText: row.shows_text,
});

const toSubject = (row: SubjectRow): AlertSubject => ({
  ...toPosted(row),
  name: { source: row.source, id: row.external_id },
  revision: row.ordinal,
  answer: row.answer,
  openCase: row.case_id === null ? null : { id: Number(row.case_id), revision: Number(row.case_revision) },
});
