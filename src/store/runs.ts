import { ConflictError, NotFoundError, StaleError } from '../domain/errors.js';
import type { ImportCounts, RunError, RunKind, RunPlan, RunStatus, SignalHistogram } from '../domain/run.js';
import { appendAudit, type Actor, type AuditEntry } from './audit.js';
import { announceChange } from './changes.js';
import type { Database } from './database.js';
import { endIf, endRun, OPEN, OPEN_STATUSES } from './run-endings.js';
import { RUN_COLUMNS, toStoredRun, type RunRow, type StoredRun } from './run-rows.js';

export interface NewRun {
  readonly communityId: string;
  readonly kind: RunKind;
  readonly params: Readonly<Record<string, unknown>>;
  readonly plan: RunPlan | null;
  readonly pipelineId: string | null;
  readonly earlierPipelineId: string | null;
  readonly policy: { readonly name: string; readonly version: number | null } | null;
  /** Null for an import, whose rows are still to come. */
  readonly cursorEnd: number | null;
  readonly rateMax: number | null;
  readonly total: number;
  readonly start: boolean;
}

/** A change by a person. */
export interface RunChangeOfStatus {
  readonly status: RunStatus;
  readonly audit: AuditEntry;
}

/**
 * While its file is received, a run of an import holds a slice of its own, from 0 to 0, that whoever receives
 * keeps fresh: where that ends, everybody sees that the upload broke off.
 */
export const RECEIVING_ID = 0;

export type RunStore = ReturnType<typeof createRunStore>;

/** Runs as people make, read and change them. */
export function createRunStore(db: Database) {
  async function find(communityId: string, id: number): Promise<StoredRun | undefined> {
    const [row] = await db.query<RunRow>(
      `select ${RUN_COLUMNS} from runs r where community_id = $1 and id = $2`,
      [communityId, id],
    );
    return row && toStoredRun(row);
  }

  return {
    find,

    /** Makes a run, with its entry in the audit log. */
    async insert(run: NewRun, actor: Actor, words: string): Promise<StoredRun> {
      return db.transaction(async (query) => {
        const [row] = await query<RunRow>(
          `insert into runs as r (community_id, kind, status, params, plan, pipeline_id, earlier_pipeline_id, policy_name,
             policy_version, cursor_end, rate_max, total, key_id, actor, started_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, case when $3 = 'running' then now() end)
           returning ${RUN_COLUMNS}`,
          [
            run.communityId,
            run.kind,
            run.start ? 'running' : 'planned',
            JSON.stringify(run.params),
            run.plan && JSON.stringify(run.plan),
            run.pipelineId,
            run.earlierPipelineId,
            run.policy?.name ?? null,
            run.policy?.version ?? null,
            run.cursorEnd,
            run.rateMax,
            run.total,
            actor.id,
            actor.owner,
          ],
        );
        const made = toStoredRun(row!);
        if (run.cursorEnd === null) {
          await query('insert into run_slices (run_id, from_id, to_id, messages) values ($1, $2, $2, 0)', [
            made.id,
            RECEIVING_ID,
          ]);
        }
        await appendAudit(query, run.communityId, actor, {
          action: 'run.create',
          subject: String(made.id),
          before: null,
          after: words,
        });
        if (run.start) {
          await appendAudit(query, run.communityId, actor, {
            action: 'run.start',
            subject: String(made.id),
            before: 'planned',
            after: 'running',
          });
          await announceChange(query, 'runs');
        }
        return made;
      });
    },

    /** Latest first: runs with an id below `before`. */
    async list(communityId: string, limit: number, before?: number): Promise<StoredRun[]> {
      const rows = await db.query<RunRow>(
        `select ${RUN_COLUMNS} from runs r
         where community_id = $1 and id < coalesce($2::bigint, 9223372036854775807) order by id desc limit $3`,
        [communityId, before ?? null, limit],
      );
      return rows.map(toStoredRun);
    },

    /**
     * Changes the status of a run that nobody has changed since the caller read it.
     * @param revisions those of which the caller may have read one
     * @param decide the change, given the run and whether slices of it are handed out
     * @throws NotFoundError, StaleError, and what `decide` throws; nothing is changed then
     */
    async change(
      communityId: string,
      id: number,
      revisions: readonly number[],
      actor: Actor,
      decide: (run: StoredRun, isHandedOut: boolean) => RunChangeOfStatus,
    ): Promise<StoredRun> {
      return db.transaction(async (query) => {
        // Slices before their run, as everybody locks them.
        await query(
          `select 1 from run_slices s join runs r on r.id = s.run_id
           where r.community_id = $1 and s.run_id = $2 and s.from_id = ${RECEIVING_ID} for update of s`,
          [communityId, id],
        );
        const [row] = await query<RunRow & { handed_out: boolean }>(
          `select ${RUN_COLUMNS},
             exists (select 1 from run_slices s where s.run_id = r.id and s.from_id > ${RECEIVING_ID}) as handed_out
           from runs r where community_id = $1 and id = $2 for no key update`,
          [communityId, id],
        );
        if (row === undefined) throw new NotFoundError('There is no such run.');
        if (!revisions.includes(Number(row.revision))) {
          throw new StaleError('The run was changed since you read it: read it again.');
        }
        const { status, audit } = decide(toStoredRun(row), row.handed_out);
        await appendAudit(query, communityId, actor, audit);
        // What was in the queue when the run paused has lost its jobs.
        if (status === 'running') {
          await query(
            `update run_slices set handed_out_at = '-infinity' where run_id = $1 and from_id in (
               select from_id from run_slices where run_id = $1 and from_id > ${RECEIVING_ID} for update skip locked)`,
            [id],
          );
        }
        const [changed] = await query<RunRow>(
          `update runs r set status = $2, revision = revision + 1, started_at = case when $2 = 'running' then
             coalesce(started_at, now()) else started_at end where id = $1 returning ${RUN_COLUMNS}`,
          [id, status],
        );
        await announceChange(query, 'runs');
        return status === 'cancelled' ? endRun(query, id, 'cancelled', null) : toStoredRun(changed!);
      });
    },

    /** Errors with an id above `after`, in their order. */
    async errors(communityId: string, runId: number, limit: number, after: number): Promise<RunError[]> {
      const rows = await db.query<{ id: string; file: string | null; line: string | null; reason: string }>(
        `select e.id, e.file, e.line, e.reason from run_errors e join runs r on r.id = e.run_id
         where r.community_id = $1 and r.id = $2 and e.id > $3 order by e.id limit $4`,
        [communityId, runId, after, limit],
      );
      return rows.map(({ id, file, line, reason }) => ({
        id: Number(id),
        file,
        line: line === null ? null : Number(line),
        reason,
      }));
    },

    /** By signal, alphabetically; the side that nothing was counted on is all zeros. */
    async histograms(communityId: string, runId: number): Promise<SignalHistogram[]> {
      const rows = await db.query<{ signal: string; side: 'before' | 'after'; counts: string[] }>(
        `select h.signal, h.side, h.counts from run_histograms h join runs r on r.id = h.run_id
         where r.community_id = $1 and r.id = $2 order by h.signal`,
        [communityId, runId],
      );
      const sideOf = (signal: string, side: string) =>
        rows.find((row) => row.signal === signal && row.side === side)?.counts.map(Number) ??
        new Array<number>(100).fill(0);
      return [...new Set(rows.map(({ signal }) => signal))].map((signal) => ({
        signal,
        before: sideOf(signal, 'before'),
        after: sideOf(signal, 'after'),
      }));
    },

    /** Says that a run's file is still being received. */
    async keepReceiving(runId: number): Promise<void> {
      await db.query('update run_slices set handed_out_at = now() where run_id = $1 and from_id = $2', [
        runId,
        RECEIVING_ID,
      ]);
    },

    /**
     * Notes that all of an import's file is taken in.
     * @throws ConflictError where the run has ended meanwhile
     */
    async received(communityId: string, runId: number, plan: (total: number) => RunPlan): Promise<StoredRun> {
      return db.transaction(async (query) => {
        await query('delete from run_slices where run_id = $1 and from_id = $2', [runId, RECEIVING_ID]);
        const [counted] = await query<{ total: string }>(
          `select total from runs where community_id = $1 and id = $2 and cursor_end is null and status in ${OPEN}
           for no key update`,
          [communityId, runId],
        );
        if (counted === undefined) throw new ConflictError('The run was ended while its file was received.');
        const [row] = await query<RunRow>(
          `update runs r set plan = $2, cursor_end = coalesce(
             (select max(id) from revisions where run_id = r.id and status = 'pending'), r.cursor)
           where id = $1 returning ${RUN_COLUMNS}`,
          [runId, JSON.stringify(plan(Number(counted.total)))],
        );
        await announceChange(query, 'runs');
        return toStoredRun(row!);
      });
    },

    /** Fails a run whose file broke off, unless it has ended already. */
    async brokeOff(communityId: string, runId: number, reason: string): Promise<void> {
      await db.transaction((query) => endIf(query, communityId, runId, OPEN_STATUSES, 'failed', reason));
    },

    /** Messages and seconds of the last runs of a kind that are done: how fast the next may be. */
    async pace(communityId: string, kind: RunKind): Promise<{ messages: number; seconds: number }> {
      const [row] = await db.query<{ messages: string | null; seconds: number | null }>(
        `select sum(done) as messages, sum(extract(epoch from finished_at - started_at))::float8 as seconds from (
           select done, started_at, finished_at from runs
           where community_id = $1 and kind = $2 and status = 'done' and rate_max is null and done >= 1000
           order by id desc limit 5) as latest`,
        [communityId, kind],
      );
      return { messages: Number(row?.messages ?? 0), seconds: row?.seconds ?? 0 };
    },
  };
}

/**
 * Counts what an import took in, within the transaction that stores it.
 * @throws ConflictError where the run was cancelled or failed meanwhile: nothing more is to be taken in
 */
export async function countImported(
  query: Database['query'],
  communityId: string,
  runId: number,
  { accepted, skipped, errors }: ImportCounts,
): Promise<void> {
  const rows = await query(
    `update runs set total = total + $3, skipped = skipped + $4
     where community_id = $1 and id = $2 and status in ${OPEN} returning id`,
    [communityId, runId, accepted, skipped],
  );
  if (rows.length === 0) throw new ConflictError('The run was ended while its file was received.');
  if (errors.length === 0) return;
  await query(
    `insert into run_errors (run_id, file, line, reason)
     select $1, file, line, reason from jsonb_to_recordset($2) as e (file text, line bigint, reason text)`,
    [runId, JSON.stringify(errors)],
  );
}
