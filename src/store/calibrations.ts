import { NotFoundError, StaleError } from '../domain/errors.js';
import type { Calibration, SignalCalibration } from '../domain/model.js';
import type { Signal } from '../domain/signal.js';
import { appendAudit, type Actor, type AuditEntry } from './audit.js';
import { announceChange } from './changes.js';
import type { Database } from './database.js';

/** Ids of the recalibrations in force, by signal; signals without one have the shipped map. */
export type ActiveRecalibrations = Readonly<Partial<Record<Signal, number>>>;

/** Which recalibrations of a pipeline are in force. */
export interface CalibrationState {
  /** Goes up with every change. */
  readonly revision: number;
  readonly active: ActiveRecalibrations;
  /** What was active before, the latest last. */
  readonly earlier: readonly ActiveRecalibrations[];
}

export interface NewRecalibration {
  readonly signal: Signal;
  readonly pipeline: string;
  readonly map: SignalCalibration;
  /** As they are shown. */
  readonly figures: Readonly<Record<string, unknown>>;
  readonly note: string;
}

export interface RecalibrationRecord extends NewRecalibration {
  readonly id: number;
  readonly author: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Whether it was ever in force. */
  readonly activated: boolean;
}

export interface CalibrationChange {
  readonly active: ActiveRecalibrations;
  readonly earlier: readonly ActiveRecalibrations[];
  /** What is in force from here on. */
  readonly calibration: Calibration;
  readonly audit: AuditEntry;
}

interface Row {
  id: string;
  pipeline_id: string;
  signal: Signal;
  map: SignalCalibration;
  figures: Record<string, unknown>;
  author: string;
  note: string;
  activated: boolean;
  created_at: Date;
}

interface StateRow {
  revision: string;
  active: ActiveRecalibrations;
  earlier: ActiveRecalibrations[];
}

const COLUMNS = 'id, pipeline_id, signal, map, figures, author, note, activated, created_at';
const FRESH: CalibrationState = { revision: 1, active: {}, earlier: [] };

export type CalibrationStore = ReturnType<typeof createCalibrationStore>;

/** Maps fitted to a community's labels, and which of them are in force. */
export function createCalibrationStore(db: Database) {
  return {
    async state(communityId: string, pipelineId: string): Promise<CalibrationState> {
      const [row] = await db.query<StateRow>(
        'select revision, active, earlier from calibration_states where community_id = $1 and pipeline_id = $2',
        [communityId, pipelineId],
      );
      return row === undefined ? FRESH : toState(row);
    },

    /** Latest first. */
    async list(communityId: string, pipelineId: string): Promise<RecalibrationRecord[]> {
      const rows = await db.query<Row>(
        `select ${COLUMNS} from recalibrations where community_id = $1 and pipeline_id = $2 order by id desc`,
        [communityId, pipelineId],
      );
      return rows.map(toRecord);
    },

    async get(communityId: string, id: number): Promise<RecalibrationRecord | undefined> {
      const [row] = await db.query<Row>(
        `select ${COLUMNS} from recalibrations where community_id = $1 and id = $2`,
        [communityId, id],
      );
      return row && toRecord(row);
    },

    /** Adds a proposal, with its entry in the audit log. */
    async add(
      communityId: string,
      actor: Actor,
      { signal, pipeline, map, figures, note }: NewRecalibration,
      words: string,
    ): Promise<RecalibrationRecord> {
      return db.transaction(async (query) => {
        const [row] = await query<Row>(
          `insert into recalibrations (community_id, pipeline_id, signal, map, figures, author, note)
           values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
          [communityId, pipeline, signal, JSON.stringify(map), JSON.stringify(figures), actor.owner, note],
        );
        const action = 'calibration.propose';
        const after = `${row!.id}: ${words}`;
        await appendAudit(query, communityId, actor, { action, subject: signal, before: null, after });
        return toRecord(row!);
      });
    },

    /**
     * Puts other maps in force. Current actions of stored messages follow in the background.
     * @throws StaleError where the state's revision is none of `revisions`, NotFoundError; nothing is
     *   changed then
     */
    async change(
      communityId: string,
      pipelineId: string,
      revisions: readonly number[],
      actor: Actor,
      decide: (state: CalibrationState) => Promise<CalibrationChange>,
    ): Promise<void> {
      await db.transaction(async (query) => {
        await query(
          'insert into calibration_states (community_id, pipeline_id) values ($1, $2) on conflict do nothing',
          [communityId, pipelineId],
        );
        const [row] = await query<StateRow>(
          `select revision, active, earlier from calibration_states
           where community_id = $1 and pipeline_id = $2 for update`,
          [communityId, pipelineId],
        );
        if (row === undefined) throw new NotFoundError('There is no such pipeline.');
        if (!revisions.includes(Number(row.revision))) {
          throw new StaleError('The calibrations were changed since you read them: read them again.');
        }
        const { active, earlier, calibration, audit } = await decide(toState(row));
        await query(
          `insert into calibrations (community_id, pipeline_id, id, spec) values ($1, $2, $3, $4)
           on conflict (community_id, pipeline_id, id) do nothing`,
          [communityId, pipelineId, calibration.id, JSON.stringify(calibration)],
        );
        await query(
          `update calibration_states set revision = revision + 1, calibration_id = $3, active = $4, earlier = $5,
             changed_at = now(), rewritten_to = 0
           where community_id = $1 and pipeline_id = $2`,
          [communityId, pipelineId, calibration.id, JSON.stringify(active), JSON.stringify(earlier)],
        );
        await query('update recalibrations set activated = true where community_id = $1 and id = any ($2)', [
          communityId,
          Object.values(active),
        ]);
        await appendAudit(query, communityId, actor, audit);
        await announceChange(query);
      });
    },
  };
}

const toState = (row: StateRow): CalibrationState => ({
  revision: Number(row.revision),
  active: row.active,
  earlier: row.earlier,
});

const toRecord = (row: Row): RecalibrationRecord => ({
  id: Number(row.id),
  signal: row.signal,
  pipeline: row.pipeline_id,
  map: row.map,
  figures: row.figures,
  note: row.note,
  author: row.author,
  createdAt: row.created_at.toISOString(),
  activated: row.activated,
});
