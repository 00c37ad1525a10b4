import { ConflictError, NotFoundError, StaleError } from '../domain/errors.js';
import type { BareDecision, ClauseChange, RunChange, RunOutcome } from '../domain/run.js';
import type { Verdict } from '../domain/label.js';
import { appendAudit, type Actor } from './audit.js';
import { announceChange } from './changes.js';
import type { Database } from './database.js';
import { SCORED_COLUMNS, toStoredScores, type ScoredRow, type StoredScores } from './outdated-actions.js';

/** Of each kind of change. */
const SAMPLES = 5;
/** Ids of revisions gone through at once when scores are deleted: whoever writes to their messages waits for it. */
const SWEPT = 5_000;

/** What decisions became, and how often. */
export interface Transition {
  readonly before: BareDecision | null;
  readonly after: BareDecision;
  readonly count: number;
}

/** A label on a clause, or on the whole, of the latest revision of a message. */
export interface RunLabel {
  readonly id: number;
  readonly messageId: number;
  readonly person: string;
  /** Null: the message as a whole. */
  readonly clause: string | null;
  readonly verdict: Verdict;
}

/** Which messages a run was about. */
export interface RunScope {
  readonly from: string | null;
  readonly to: string | null;
  readonly channelId: string | null;
}

interface TransitionRow {
  before_action: BareDecision['action'] | null;
  before_alert: boolean | null;
  after_action: BareDecision['action'];
  after_alert: boolean;
}

interface SampleRow extends TransitionRow {
  external_id: string;
  source: string;
  revision: number;
  channel_id: string | null;
  sent_at: Date | null;
  clauses: ClauseChange[];
  text: string | null;
}

interface LockedRun {
  kind: string;
  status: string;
  outcome: RunOutcome | null;
  revision: string;
  pipeline_id: string | null;
  earlier_pipeline_id: string | null;
  replaces: boolean;
}

export type RunOutcomeStore = ReturnType<typeof createRunOutcomeStore>;

/** What runs changed, and what becomes of it. */
export function createRunOutcomeStore(db: Database) {
  return {
    /** The most frequent first. */
    async transitions(communityId: string, runId: number): Promise<Transition[]> {
      const rows = await db.query<TransitionRow & { count: string }>(
        `select before_action, before_alert, after_action, after_alert, count(*) from run_changes
         where community_id = $1 and run_id = $2 group by 1, 2, 3, 4 order by count(*) desc, 1, 2, 3, 4`,
        [communityId, runId],
      );
      return rows.map((row) => ({ ...decisionsOf(row), count: Number(row.count) }));
    },

    /** A few messages of each transition, at random but the same each time. */
    async samples(communityId: string, runId: number): Promise<RunChange[]> {
      const rows = await db.query<SampleRow>(
        `select m.external_id, m.source, r.ordinal as revision, m.channel_id, m.sent_at, c.before_action,
           c.before_alert, c.after_action, c.after_alert, c.clauses, t.text
         from (
           select *, row_number() over (
             partition by before_action, before_alert, after_action, after_alert
             order by hashint8(message_id), message_id) as n
           from run_changes where community_id = $1 and run_id = $2) c
         join messages m on m.id = c.message_id and m.community_id = c.community_id
         join revisions r on r.id = c.revision_id
         left join texts t on t.revision_id = r.id
         where c.n <= ${SAMPLES}
         order by c.before_action, c.before_alert, c.after_action, c.after_alert, c.n`,
        [communityId, runId],
      );
      return rows.map((row) => ({
        id: row.external_id,
        source: row.source,
        revision: row.revision,
        channelId: row.channel_id,
        sentAt: row.sent_at?.toISOString() ?? null,
        ...decisionsOf(row),
        clauses: row.clauses,
        text: row.text,
      }));
    },

    /** All labels on clauses and on whole messages of a run's messages, in the order in which they were given. */
    async labels(communityId: string, { from, to, channelId }: RunScope): Promise<RunLabel[]> {
      const rows = await db.query<{
        id: string;
        message_id: string;
        person: string;
        target_kind: string;
        target: string;
        verdict: Verdict;
      }>(
        `select l.id, l.message_id, l.person, l.target_kind, l.target, l.verdict
         from labels l
         join messages m on m.id = l.message_id
         join revisions r on r.id = l.revision_id and r.ordinal = m.revisions
         where l.community_id = $1 and l.target_kind in ('clause', 'message')
           and ($2::timestamptz is null or coalesce(m.sent_at, r.scored_at, m.created_at) >= $2)
           and ($3::timestamptz is null or coalesce(m.sent_at, r.scored_at, m.created_at) < $3)
           and ($4::text is null or m.channel_id = $4)
         order by l.id`,
        [communityId, from, to, channelId],
      );
      return rows.map(({ id, message_id, person, target_kind, target, verdict }) => ({
        id: Number(id),
        messageId: Number(message_id),
        person,
        clause: target_kind === 'clause' ? target : null,
        verdict,
      }));
    },

    /** All scores of the latest revisions of messages: those of a promoted pipeline first, then the earliest. */
    async scoresOf(communityId: string, messageIds: readonly number[]): Promise<StoredScores[]> {
      const rows = await db.query<ScoredRow>(
        `select ${SCORED_COLUMNS}
         from messages m
         join revisions r on r.message_id = m.id and r.ordinal = m.revisions
         join scores s on s.revision_id = r.id
         left join texts t on t.revision_id = r.id
         where m.community_id = $1 and m.id = any ($2) and m.policy_name is not null
         order by m.id,
           (s.pipeline_id = (select settings ->> 'pipeline' from communities where id = $1)) desc nulls last,
           s.created_at, s.pipeline_id`,
        [communityId, messageIds],
      );
      return rows.map(toStoredScores);
    },

    /**
     * Makes the pipeline of a rescoring the one whose scores count. Current actions of stored messages follow
     * in the background, as after a recalibration.
     * @throws NotFoundError, StaleError, ConflictError; nothing is changed then
     */
    promote: (
      communityId: string,
      runId: number,
      revisions: readonly number[],
      actor: Actor,
    ): Promise<void> =>
      db.transaction(async (query) => {
        const run = await lockDone(query, communityId, runId, revisions);
        const [community] = await query<{ pipeline: string | null }>(
          `select settings ->> 'pipeline' as pipeline from communities where id = $1 for no key update`,
          [communityId],
        );
        await query(
          `update communities set settings = settings || jsonb_build_object('pipeline', $2::text) where id = $1`,
          [communityId, run.pipeline],
        );
        await query(
          `insert into calibration_states (community_id, pipeline_id, changed_at, rewritten_to) values ($1, $2, now(), 0)
           on conflict (community_id, pipeline_id) do update set changed_at = now(), rewritten_to = 0`,
          [communityId, run.pipeline],
        );
        await setOutcome(query, communityId, runId, 'promoted');
        const before = community?.pipeline ?? run.earlierPipeline;
        await appendAudit(query, communityId, actor, {
          action: 'run.promote',
          subject: String(runId),
          before,
          after: run.pipeline,
        });
        await announceChange(query);
      }),

    /**
     * Gives up what a rescoring wrote; `sweepDiscarded` deletes it.
     * @throws NotFoundError, StaleError, ConflictError; nothing is changed then
     */
    discard: (
      communityId: string,
      runId: number,
      revisions: readonly number[],
      actor: Actor,
    ): Promise<void> =>
      db.transaction(async (query) => {
        const run = await lockDone(query, communityId, runId, revisions);
        if (run.replaces)
          throw new ConflictError(
            'Its scores took the place of those that the first stage gave: there are no others.',
          );
        const [other] = await query<{ id: string }>(
          `select other.id from runs this join runs other
             on other.community_id = this.community_id and other.id <> this.id and other.kind = 'rescore'
               and other.pipeline_id = this.pipeline_id and other.outcome is distinct from 'discarded'
               and other.started_at < this.finished_at and coalesce(other.finished_at, now()) > this.started_at
           where this.community_id = $1 and this.id = $2 limit 1`,
          [communityId, runId],
        );
        if (other !== undefined) {
          throw new ConflictError(
            `Run ${other.id} scored with the same pipeline at the same time: what either wrote cannot be told apart.`,
          );
        }
        await setOutcome(query, communityId, runId, 'discarded');
        // From here on the cursor says how far the deletion has come.
        await query('update runs set cursor = 0 where community_id = $1 and id = $2', [communityId, runId]);
        await appendAudit(query, communityId, actor, {
          action: 'run.discard',
          subject: String(runId),
          before: run.pipeline,
          after: null,
        });
      }),

    /**
     * Deletes the next scores of a discarded rescoring: of its pipeline, written while it ran, and only where
     * the message has others. Taken up where it was left. Readers who keep scores in memory learn of it by the
     * messages, which count as changed.
     * @returns false where nothing is left to do
     */
    sweepDiscarded: (): Promise<boolean> =>
      db.transaction(async (query) => {
        const [run] = await query<{ id: string; community_id: string; cursor: string }>(
          `select id, community_id, cursor from runs where outcome = 'discarded' and cursor < cursor_end
           order by id limit 1 for update skip locked`,
        );
        if (run === undefined) return false;
        const to = Number(run.cursor) + SWEPT;
        await query(
          `with gone as (
             delete from scores s using runs
             where runs.id = $1 and runs.community_id = $2 and s.community_id = $2
               and s.revision_id > $3 and s.revision_id <= least($4, runs.cursor_end)
               and s.pipeline_id = runs.pipeline_id
               and s.created_at >= runs.started_at and s.created_at <= runs.finished_at
               and exists (select 1 from scores o where o.revision_id = s.revision_id and o.pipeline_id <> s.pipeline_id)
             returning s.revision_id)
           update messages set policy_version = messages.policy_version
           from gone join revisions r on r.id = gone.revision_id where messages.id = r.message_id`,
          [run.id, run.community_id, run.cursor, to],
        );
        await query('update runs set cursor = least($2, cursor_end) where id = $1', [run.id, to]);
        return true;
      }),
  };
}

/** A rescoring that is done and of which nothing has been decided, as the caller knows it. */
async function lockDone(
  query: Database['query'],
  communityId: string,
  runId: number,
  revisions: readonly number[],
): Promise<{ pipeline: string; earlierPipeline: string | null; replaces: boolean }> {
  const [run] = await query<LockedRun>(
    `select kind, status, outcome, revision, pipeline_id, earlier_pipeline_id, params ? 'reach' as replaces from runs
     where community_id = $1 and id = $2 for update`,
    [communityId, runId],
  );
  if (run === undefined) throw new NotFoundError('There is no such run.');
  if (!revisions.includes(Number(run.revision))) {
    throw new StaleError('The run was changed since you read it: read it again.');
  }
  if (run.kind !== 'rescore') throw new ConflictError(`A ${run.kind} has no pipeline to decide on.`);
  if (run.outcome !== null) throw new ConflictError(`The run was ${run.outcome} before.`);
  if (run.status !== 'done')
    throw new ConflictError(`The run is ${run.status}: only one that is done can be.`);
  if (run.pipeline_id === null) throw new ConflictError('The run scored nothing.');
  return { pipeline: run.pipeline_id, earlierPipeline: run.earlier_pipeline_id, replaces: run.replaces };
}

async function setOutcome(
  query: Database['query'],
  communityId: string,
  runId: number,
  outcome: RunOutcome,
): Promise<void> {
  await query('update runs set outcome = $3, revision = revision + 1 where community_id = $1 and id = $2', [
    communityId,
    runId,
    outcome,
  ]);
}

const decisionsOf = (row: TransitionRow) => ({
  before: row.before_action === null ? null : { action: row.before_action, alert: row.before_alert ?? false },
  after: { action: row.after_action, alert: row.after_alert },
});
