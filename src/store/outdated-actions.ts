import type { Action } from '../domain/decision.js';
import type { Message } from '../domain/message.js';
import type { EnglishPart, ScoredText } from '../domain/model.js';
import type { PolicyRef } from '../domain/policy.js';
import type { Database } from './database.js';
import { storedNames, type NameHmac } from './forgotten.js';

/** A scored message as far as deciding about it again needs it. */
export interface StoredScores {
  readonly messageId: number;
  readonly revisionId: number;
  readonly revision: number;
  readonly pipelineId: string;
  readonly scored: ScoredText;
  readonly message: Message;
  /** Which policy gave its current action. */
  readonly policy: PolicyRef;
}

export interface RewrittenAction {
  readonly messageId: number;
  readonly action: Action;
  readonly alert: boolean;
}

/** Messages whose current action some other version than the active one gave. */
export interface Outdated extends PolicyRef {
  readonly communityId: string;
}

/** A message with its scores as the database has them. */
export interface ScoredRow {
  message_id: string;
  revision_id: string;
  revision: number;
  pipeline_id: string;
  stage: string;
  original: number[];
  folded: number[] | null;
  language: string | null;
  language_confidence: number | null;
  english: EnglishPart;
  channel_type: Message['channelType'] | null;
  channel_tags: string[] | null;
  author_id: string | null;
  recipients: number | null;
  solicited: boolean | null;
  context: { authorId?: string; text: string }[] | null;
  policy_name: string;
  policy_version: number;
}

/** What a `ScoredRow` is read from: messages m, revisions r, scores s and texts t. */
export const SCORED_COLUMNS = `m.id as message_id, r.id as revision_id, r.ordinal as revision, s.pipeline_id, s.stage,
    s.original, s.folded, r.language, r.language_confidence, r.english, m.channel_type, m.channel_tags, m.author_id,
    m.recipients, m.solicited, t.context, m.policy_name, m.policy_version`;

/**
 * Revisions of messages with the scores that count, none while they are awaited: those of the pipeline that
 * somebody promoted, else the first ones; what a rescoring adds counts only once it is promoted.
 */
const REVISIONS = `select ${SCORED_COLUMNS}
  from messages m
  join revisions r on r.message_id = m.id and r.status = 'scored'
  join lateral (
    select * from scores where revision_id = r.id
    order by (pipeline_id = (select settings ->> 'pipeline' from communities where id = m.community_id))
      desc nulls last, created_at, pipeline_id
    limit 1) s on true
  left join texts t on t.revision_id = r.id`;
/** The latest revisions of messages with the scores that count; more conditions may follow. */
export const LATEST = `${REVISIONS} where r.ordinal = m.revisions`;

/** Versions of a policy p that decided messages. */
const decidedBy = `select m.policy_version from messages m
  where m.community_id = p.community_id and m.policy_name = p.name and m.policy_version is not null`;

export type OutdatedActionStore = ReturnType<typeof createOutdatedActionStore>;

/** Current actions over stored scores: which are out of date, and rewriting them. */
export function createOutdatedActionStore(db: Database, nameHmac: NameHmac) {
  return {
    /** Policies with messages that another than their active version decided. */
    async policies(): Promise<Outdated[]> {
      const rows = await db.query<{ community_id: string; name: string; active_version: number }>(
        // The ends of an index: asked whether there is a row of another version, the planner may read all messages.
        `select p.community_id, p.name, p.active_version from policies p
         where p.active_version <> any (array[(${decidedBy} order by m.policy_version limit 1),
           (${decidedBy} order by m.policy_version desc limit 1)])`,
      );
      return rows.map((row) => ({
        communityId: row.community_id,
        name: row.name,
        version: row.active_version,
      }));
    },

    /**
     * Takes up to `limit` outdated messages of a policy, has them decided again and writes what comes
     * of it. Messages that are being written by somebody else are left for the next time; several
     * processes share the work.
     *
     * @param decide one action for each message, by the version that `policy` names
     * @returns how many were rewritten
     */
    async rewrite(
      policy: Outdated,
      limit: number,
      decide: (messages: readonly StoredScores[]) => Promise<RewrittenAction[]>,
    ): Promise<number> {
      return db.transaction(async (query) => {
        const taken: ScoredRow[] = [];
        // Two ranges of the index; "another version" as one condition would read all of it.
        for (const range of ['<', '>']) {
          if (taken.length > 0) break;
          const rows = await query<ScoredRow>(
            `${LATEST} and m.community_id = $1 and m.policy_name = $2 and m.policy_version ${range} $3
             limit $4 for update of m skip locked`,
            [policy.communityId, policy.name, policy.version, limit],
          );
          taken.push(...rows);
        }
        if (taken.length === 0) return 0;
        const actions = await decide(taken.map(toStoredScores));
        await query(
          `update messages set action = e.action, alert = e.alert, policy_version = $2
           from jsonb_to_recordset($1) as e ("messageId" bigint, action text, alert boolean)
           where messages.id = e."messageId"`,
          [JSON.stringify(actions), policy.version],
        );
        return taken.length;
      });
    },

    /** The stored scores of one message by its name; undefined where there is none or it is not scored. */
    async find(communityId: string, source: string, externalId: string): Promise<StoredScores | undefined> {
      const [row] = await db.query<ScoredRow>(
        `${LATEST} and m.community_id = $1 and m.source = $2 and m.external_id = any ($3)
           and m.policy_version is not null`,
        [communityId, source, storedNames(nameHmac, communityId, source, externalId)],
      );
      return row && toStoredScores(row);
    },

    /** The stored scores of one revision, the latest or not; undefined where it has none. */
    async findRevision(revisionId: number): Promise<StoredScores | undefined> {
      const [row] = await db.query<ScoredRow>(
        `${REVISIONS} where r.id = $1 and m.policy_version is not null`,
        [revisionId],
      );
      return row && toStoredScores(row);
    },
  };
}

export const toStoredScores = (row: ScoredRow): StoredScores => ({
  messageId: Number(row.message_id),
  revisionId: Number(row.revision_id),
  revision: row.revision,
  pipelineId: row.pipeline_id,
  policy: { name: row.policy_name, version: row.policy_version },
  scored: {
    raw: {
      original: Float32Array.from(row.original),
      folded: row.folded && Float32Array.from(row.folded),
    },
    stage: row.stage,
    language: { code: row.language, confidence: row.language_confidence ?? 0 },
    english: row.english,
  },
  message: {
    // Nothing that decides reads it: the scores are there already.
    text: '',
    ...(row.context && { context: row.context }),
    ...(row.channel_type && { channelType: row.channel_type }),
    ...(row.channel_tags && { channelTags: row.channel_tags }),
    ...(row.author_id !== null && { authorId: row.author_id }),
    ...(row.recipients !== null && { recipients: row.recipients }),
    ...(row.solicited !== null && { solicited: row.solicited }),
  },
});
