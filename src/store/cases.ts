import type { AuthorCase, CaseStatus, ReviewCase } from '../domain/case.js';
import { NotFoundError } from '../domain/errors.js';
import type { NewLabel, Verdict } from '../domain/label.js';
import type { Actor } from './audit.js';
import type { Database } from './database.js';
import { insertLabel } from './labels.js';

/** A case with what stands behind it. */
export interface StoredCase {
  readonly shown: ReviewCase;
  /** How often it was changed, from 1: what its entity tag says. */
  readonly revision: number;
  /** Place in the queue, together with the id: 0 for alerts, 1 for act, 2 for review. */
  readonly rank: number;
  readonly messageId: number;
  readonly revisionId: number;
}

export interface CaseFilter {
  /** Absent: all. */
  readonly status?: CaseStatus;
  /** Only cases in which this clause fired. */
  readonly clause?: string;
  readonly channelId?: string;
}

export interface CaseCounts {
  readonly open: number;
  readonly claimed: number;
  readonly resolved: number;
  /** Unresolved ones with an alert. */
  readonly alerts: number;
}

/** What becomes of a case. */
export type CaseChange =
  | { readonly status: 'open' }
  | { readonly status: 'claimed' }
  | { readonly status: 'resolved'; readonly resolution: Verdict; readonly labels: readonly NewLabel[] };

interface Row {
  id: string;
  revision: string;
  rank: number;
  message_id: string;
  revision_id: string;
  status: CaseStatus;
  action: ReviewCase['action'];
  alert: boolean;
  clauses: string[];
  score: number | null;
  opened_at: Date;
  claimed_by: string | null;
  claimed_at: Date | null;
  resolved_by: string | null;
  resolved_at: Date | null;
  resolution: Verdict | null;
  external_id: string;
  source: string;
  ordinal: number;
  revisions: number;
  text: string | null;
  context: ReviewCase['message']['context'] | null;
  channel_id: string | null;
  channel_type: ReviewCase['message']['channelType'];
  author_id: string | null;
  sent_at: Date | null;
}

const CASES = `select c.id, c.revision, c.rank, c.message_id, c.revision_id, c.status, c.action, c.alert, c.clauses, c.score, c.opened_at,
    c.claimed_by, c.claimed_at, c.resolved_by, c.resolved_at, c.resolution, m.external_id, m.source, r.ordinal,
    m.revisions, t.text, t.context, m.channel_id, m.channel_type, m.author_id, m.sent_at
  from cases c join messages m on m.id = c.message_id join revisions r on r.id = c.revision_id
  left join texts t on t.revision_id = c.revision_id`;

export type CaseStore = ReturnType<typeof createCaseStore>;

/** Cases that wait for people. They are opened by a trigger of the database, when decisions are stored. */
export function createCaseStore(db: Database) {
  async function find(query: Database['query'], communityId: string, id: number): Promise<StoredCase> {
    const [row] = await query<Row>(`${CASES} where c.community_id = $1 and c.id = $2`, [communityId, id]);
    if (row === undefined) throw new NotFoundError('There is no such case.');
    return toStored(row);
  }

  return {
    /** @throws NotFoundError */
    get: (communityId: string, id: number): Promise<StoredCase> => find(db.query, communityId, id),

    /**
     * Part of the queue: alerts, then act, then review, in each the oldest first.
     * @param after place of the last one read
     */
    async page(
      communityId: string,
      filter: CaseFilter,
      limit: number,
      after?: Pick<StoredCase, 'rank'> & { readonly id: number },
    ): Promise<StoredCase[]> {
      const { where, values } = conditions(communityId, filter);
      if (after !== undefined) {
        values.push(after.rank, after.id);
        where.push(`(c.rank, c.id) > ($${values.length - 1}, $${values.length})`);
      }
      values.push(limit);
      const rows = await db.query<Row>(
        `${CASES} where ${where.join(' and ')} order by c.rank, c.id limit $${values.length}`,
        values,
      );
      return rows.map(toStored);
    },

    /** How many there are in each state. */
    async counts(communityId: string, filter: Omit<CaseFilter, 'status'>): Promise<CaseCounts> {
      const { where, values } = conditions(communityId, filter);
      const join = filter.channelId === undefined ? '' : 'join messages m on m.id = c.message_id';
      const rows = await db.query<{ status: CaseStatus; n: string; alerts: string }>(
        `select c.status, count(*) as n, count(*) filter (where c.rank = 0 and c.status <> 'resolved') as alerts
         from cases c ${join} where ${where.join(' and ')} group by c.status`,
        values,
      );
      const of = (status: CaseStatus) => Number(rows.find((row) => row.status === status)?.n ?? 0);
      return {
        open: of('open'),
        claimed: of('claimed'),
        resolved: of('resolved'),
        alerts: rows.reduce((sum, row) => sum + Number(row.alerts), 0),
      };
    },

    /** What was answered about the revision that a case is about, latest first; null where it is gone. */
    async answer(revisionId: number): Promise<unknown> {
      const [row] = await db.query<{ answer: unknown }>(
        `select d.answer from revisions r join decisions d on d.message_id = r.message_id and d.revision_id = r.id
         where r.id = $1 order by d.id desc limit 1`,
        [revisionId],
      );
      return row?.answer ?? null;
    },

    /** How many other cases an author has, and the latest of them. */
    async ofAuthor(
      communityId: string,
      { source, authorId }: { readonly source: string; readonly authorId: string },
      except: number,
      limit: number,
    ): Promise<{ count: number; latest: AuthorCase[] }> {
      const rows = await db.query<Row & { count: string }>(
        `select c.action, c.alert, c.clauses, c.resolution, c.opened_at, c.source, m.external_id,
           count(*) over () as count
         from cases c join messages m on m.id = c.message_id
         where c.community_id = $1 and c.source = $2 and c.author_id = $3 and c.id <> $4
         order by c.id desc limit $5`,
        [communityId, source, authorId, except, limit],
      );
      return { count: Number(rows[0]?.count ?? 0), latest: rows.map(toAuthorCase) };
    },

    /**
     * Changes a case; another change of it waits until this one is done.
     *
     * @param decide what to do, given the case as it is now; undefined where nothing is to be
     * @throws NotFoundError, and what `decide` throws; nothing is changed then
     */
    async change(
      communityId: string,
      id: number,
      actor: Actor,
      decide: (found: StoredCase) => CaseChange | undefined,
    ): Promise<StoredCase> {
      return db.transaction(async (query) => {
        // Locked first, then read: what another change has written meanwhile is seen whole.
        await query('select 1 from cases where community_id = $1 and id = $2 for update', [communityId, id]);
        const found = await find(query, communityId, id);
        const change = decide(found);
        if (change === undefined) return found;
        await write(query, id, actor, change);
        if (change.status === 'resolved') {
          // One after the other: their ids tell in which order they were given.
          for (const label of change.labels) await insertLabel(query, label);
        }
        return find(query, communityId, id);
      });
    },
  };
}

function conditions(communityId: string, { status, clause, channelId }: CaseFilter) {
  const where = ['c.community_id = $1'];
  const values: unknown[] = [communityId];
  const add = (value: unknown, condition: (parameter: string) => string) => {
    if (value === undefined) return;
    values.push(value);
    where.push(condition(`$${values.length}`));
  };
  add(status, (parameter) => `c.status = ${parameter}`);
  add(clause, (parameter) => `${parameter} = any (c.clauses)`);
  add(channelId, (parameter) => `m.channel_id = ${parameter}`);
  return { where, values };
}

async function write(query: Database['query'], id: number, actor: Actor, change: CaseChange): Promise<void> {
  switch (change.status) {
    case 'open':
      await query(
        `update cases set status = 'open', claimed_by = null, claimed_key = null, claimed_at = null,
           revision = revision + 1 where id = $1`,
        [id],
      );
      return;
    case 'claimed':
      await query(
        `update cases set status = 'claimed', claimed_by = $2, claimed_key = $3, claimed_at = now(),
           revision = revision + 1 where id = $1`,
        [id, actor.owner, actor.id],
      );
      return;
    case 'resolved':
      // Whoever resolves what nobody had claimed has had it.
      await query(
        `update cases set status = 'resolved', resolved_by = $2, resolved_key = $3, resolved_at = now(), resolution = $4,
           claimed_by = coalesce(claimed_by, $2), claimed_key = coalesce(claimed_key, $3),
           claimed_at = coalesce(claimed_at, now()), revision = revision + 1 where id = $1`,
        [id, actor.owner, actor.id, change.resolution],
      );
  }
}

const toStored = (row: Row): StoredCase => ({
  revision: Number(row.revision),
  rank: row.rank,
  messageId: Number(row.message_id),
  revisionId: Number(row.revision_id),
  shown: {
    id: Number(row.id),
    status: row.status,
    action: row.action,
    alert: row.alert,
    clauses: row.clauses,
    score: row.score,
    openedAt: row.opened_at.toISOString(),
    claimedBy: row.claimed_by,
    claimedAt: row.claimed_at?.toISOString() ?? null,
    resolvedBy: row.resolved_by,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    resolution: row.resolution,
    message: {
      id: row.external_id,
      source: row.source,
      revision: row.ordinal,
      latestRevision: row.revisions,
      text: row.text,
      context: row.context ?? [],
      channelId: row.channel_id,
      channelType: row.channel_type,
      authorId: row.author_id,
      sentAt: row.sent_at?.toISOString() ?? null,
    },
  },
});

const toAuthorCase = (row: Row): AuthorCase => ({
  messageId: row.external_id,
  source: row.source,
  action: row.action,
  alert: row.alert,
  at: row.opened_at.toISOString(),
  clauses: row.clauses,
  resolution: row.resolution,
});
