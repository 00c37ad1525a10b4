import type { ChannelType } from '../domain/message.js';
import type { Calibration, EnglishPart, PipelineSpec } from '../domain/model.js';
import { SIGNALS, type Signal } from '../domain/signal.js';
import {
  ACTIONS,
  encodeScore,
  ScoreTable,
  VIEWS_APART_MIN,
  type Circumstances,
} from '../policy/score-table.js';
import { inSlices } from '../concurrency/slices.js';
import { deriveSolicited } from '../policy/solicited.js';
import { compileCalibration, type Calibrate } from '../scoring/calibrate.js';
import type { PipelineStore } from '../store/pipelines.js';
import type { ScoreRow } from '../store/score-rows.js';
import type { StoredScoreStore } from '../store/stored-scores.js';

const IDLE_MS = 10 * 60 * 1_000;
/** Some 40 bytes each. */
const MESSAGES_MAX = 5_000_000;

export interface SnapshotOptions {
  /** Messages kept in memory, of all communities together; of a larger one the newest. */
  readonly messagesMax?: number;
  /** What nobody has asked for so long is let go. */
  readonly idleMs?: number;
}

/** A table with what is needed to put stored rows of one pipeline into it. */
export interface Intake {
  readonly table: ScoreTable;
  readonly columns: readonly Column[];
  /** Room for one row's scores. */
  readonly encoded: Uint16Array;
}

interface Snapshot extends Intake {
  readonly calibrationId: string;
  /** Changes since this point have not been read yet. */
  horizon: string;
  /** Messages up to this id are left out. */
  floor: number;
}

interface Column {
  readonly signal: Signal;
  /** Which of the raw outputs it is. */
  readonly label: number;
  readonly calibrate: Calibrate;
}

/** A snapshot's place: whoever uses it waits for whoever used it before. */
interface Place {
  snapshot: Snapshot | undefined;
  turn: Promise<unknown>;
  users: number;
  usedAt: number;
}

export type ScoreSnapshots = ReturnType<typeof createScoreSnapshots>;

/**
 * Calibrated scores of communities' messages in memory, brought up to date on each use: PostgreSQL
 * holds them raw, and reading a million takes seconds.
 */
export function createScoreSnapshots(
  scores: StoredScoreStore,
  pipelines: PipelineStore,
  { messagesMax = MESSAGES_MAX, idleMs = IDLE_MS }: SnapshotOptions = {},
) {
  const places = new Map<string, Place>();
  const sweep = setInterval(() => {
    for (const [key, place] of places) {
      if (place.users === 0 && performance.now() - place.usedAt > idleMs) places.delete(key);
    }
  }, idleMs / 10);
  sweep.unref();

  async function load(communityId: string, spec: PipelineSpec, calibration: Calibration): Promise<Snapshot> {
    const snapshot: Snapshot = {
      ...newIntake(spec, calibration),
      calibrationId: calibration.id,
      // Asked for before anything is read: what changes meanwhile is read again.
      horizon: await scores.horizon(),
      floor: await scores.idBefore(communityId, messagesMax),
    };
    await scores.visitAfter(communityId, spec.id, snapshot.floor, (row) => void takeIn(snapshot, row));
    return snapshot;
  }

  async function catchUp(snapshot: Snapshot, communityId: string, pipelineId: string): Promise<void> {
    const horizon = await scores.horizon();
    let last = snapshot.floor;
    for (;;) {
      const ids = await scores.changedAfter(communityId, pipelineId, snapshot.horizon, last);
      if (ids.length === 0) break;
      const absent = new Set(ids);
      await scores.visit(communityId, pipelineId, ids, (row) => absent.delete(takeIn(snapshot, row)));
      for (const id of absent) snapshot.table.remove(id);
      last = ids.at(-1)!;
    }
    snapshot.horizon = horizon;
  }

  async function current(place: Place, communityId: string, spec: PipelineSpec): Promise<Snapshot> {
    const calibration = (await pipelines.calibration(communityId, spec.id)) ?? spec.calibration;
    if (place.snapshot?.calibrationId === calibration.id) {
      await catchUp(place.snapshot, communityId, spec.id);
    } else {
      // The old one is let go first: there need not be room for both.
      place.snapshot = undefined;
      place.snapshot = await load(communityId, spec, calibration);
    }
    return place.snapshot;
  }

  /** Lets go of what was used longest ago, and at last of the oldest messages, until the rest fits. */
  function makeRoom(used: Place): void {
    const total = () =>
      [...places.values()].reduce((sum, { snapshot }) => sum + (snapshot?.table.rows ?? 0), 0);
    const idle = [...places].filter(([, place]) => place !== used && place.users === 0);
    idle.sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key] of idle) {
      if (total() <= messagesMax) return;
      places.delete(key);
    }
    const { snapshot } = used;
    while (snapshot && snapshot.table.rows > messagesMax && snapshot.table.blocks.length > 1) {
      snapshot.floor = Math.max(snapshot.floor, snapshot.table.dropOldest());
    }
  }

  return {
    /** The pipeline that scored the community's latest message; undefined where nothing is scored. */
    latestPipeline: (communityId: string): Promise<string | undefined> => scores.latestPipeline(communityId),

    /**
     * Runs something over all scored messages of a community as they are now, in slices between which
     * other work goes on. Two runs over the same messages take turns.
     *
     * @returns undefined where there is no such pipeline
     */
    async use<T>(
      communityId: string,
      pipelineId: string,
      run: (table: ScoreTable) => Generator<void, T>,
    ): Promise<T | undefined> {
      const spec = await pipelines.get(pipelineId);
      if (spec === undefined) return undefined;
      const key = JSON.stringify([communityId, pipelineId]);
      let place = places.get(key);
      if (place === undefined) {
        place = { snapshot: undefined, turn: Promise.resolve(), users: 0, usedAt: performance.now() };
        places.set(key, place);
      }
      const mine = place;
      mine.users++;
      const result = mine.turn.then(async () => {
        const { table } = await current(mine, communityId, spec);
        makeRoom(mine);
        return inSlices(run(table));
      });
      mine.turn = result.catch(() => {
        // Half brought up to date is as good as before: what was read is read again the next time.
      });
      try {
        return await result;
      } finally {
        mine.users--;
        mine.usedAt = performance.now();
      }
    },

    /** Messages in memory and the bytes of their columns. */
    size(): { messages: number; bytes: number } {
      const tables = [...places.values()].flatMap(({ snapshot }) => snapshot?.table ?? []);
      return {
        messages: tables.reduce((sum, { rows }) => sum + rows, 0),
        bytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
      };
    },

    close(): void {
      clearInterval(sweep);
      places.clear();
    },
  };
}

/** An empty table for rows of a pipeline under a calibration. */
export function newIntake(spec: PipelineSpec, calibration: Calibration): Intake {
  const columns = columnsOf(spec, compileCalibration(calibration));
  return {
    table: new ScoreTable(columns.map(({ signal }) => signal)),
    columns,
    encoded: new Uint16Array(columns.length),
  };
}

function columnsOf(spec: PipelineSpec, calibrate: Calibrate): Column[] {
  return SIGNALS.flatMap((signal) => {
    const label = spec.labels.indexOf(signal);
    return label < 0 ? [] : [{ signal, label, calibrate }];
  });
}

/** Puts a scored message into the table. @returns its row id */
export function takeIn({ table, columns, encoded }: Intake, row: ScoreRow): number {
  const { isFolded } = row;
  let viewsDisagree = false;
  for (let i = 0; i < columns.length; i++) {
    const { signal, label, calibrate } = columns[i]!;
    const written = row.original(label);
    const raw = isFolded ? Math.max(written, row.folded(label)) : written;
    const score = calibrate(signal, raw);
    encoded[i] = encodeScore(score);
    if (raw > written && score - calibrate(signal, written) >= VIEWS_APART_MIN) viewsDisagree = true;
  }
  const { id } = row;
  table.put(
    {
      id,
      atS: row.atS,
      action: ACTIONS[row.actionRank]!,
      alert: row.alert,
      viewsDisagree,
      early: row.early,
      circumstances: numberOf(table, row),
    },
    encoded,
  );
  return id;
}

function numberOf(table: ScoreTable, row: ScoreRow): number {
  const key = row.circumstancesKey;
  const context = row.context();
  if (context === undefined) return table.numberOf(key, () => circumstancesOf(row, undefined));
  const solicited = deriveSolicited(context.entries, context.author);
  return table.numberOf(`${key} ${String(solicited)}`, () => circumstancesOf(row, solicited));
}

function circumstancesOf(row: ScoreRow, derived: boolean | undefined): Circumstances {
  const { channelId, channelType, channelTags, recipients, solicited, english, policyName } =
    row.circumstances();
  return {
    context: {
      channelType: (channelType ?? undefined) as ChannelType | undefined,
      channelTags: channelTags ?? undefined,
      recipients: recipients ?? undefined,
      solicited: solicited ?? derived,
    },
    english: english as EnglishPart,
    channelId,
    policyName,
  };
}
