import type { Policy } from '../domain/policy.js';
import type { Signal } from '../domain/signal.js';
import { ChunkScores, PolicyOutcomes } from './chunk-outcomes.js';
import { appliesIn, compilePolicy, type CompiledClause } from './compiled-policy.js';
import {
  ACTIONS,
  alerts,
  decodeScore,
  rankOf,
  SCORES_PER_ONE,
  UNAVAILABLE,
  type ScoreTable,
} from './score-table.js';
import {
  CHUNK_ROWS,
  chunksOf,
  chunksOfIds,
  columnsOf,
  emptyArrays,
  largestScores,
  NONE,
  PART,
  type Chunk,
  type RowFilter,
} from './table-rows.js';

export const BINS = 100;

/** How the scores of some messages are spread. */
export interface Histogram {
  /** How many scores are in [i/100, (i+1)/100); 1 is in the last one. */
  readonly bins: readonly number[];
  /** Messages without a score. */
  readonly unavailable: number;
  /** Messages to which the clause does not apply; they are in no bin. */
  readonly notApplicable: number;
}

export interface HistogramOptions extends RowFilter {
  /** Signal or id of a clause of the policy. */
  readonly of: { readonly signal: Signal } | { readonly clause: string };
  /** Says when a clause applies, and whether scores of English among other words count. */
  readonly policy: Policy;
}

/** Bin of each encoded score; the last one is for those that are unavailable. */
const binsOf = (bins: number) =>
  Uint8Array.from({ length: SCORES_PER_ONE + 2 }, (_, code) =>
    code === UNAVAILABLE ? bins : Math.min(bins - 1, Math.floor(((code - 1) * BINS) / SCORES_PER_ONE)),
  );
const HISTOGRAM_BIN_OF = binsOf(BINS);
/** One more, for scores of exactly 1. */
const STEP_OF = binsOf(BINS + 1);

/** Counts scores in bins; yields as `simulate` does. */
export function* histogram(table: ScoreTable, options: HistogramOptions): Generator<void, Histogram> {
  const counts = new Float64Array(BINS + 1);
  let notApplicable = 0;
  const reader = new ScoreReader(table, options);
  yield;
  for (const chunk of chunksOf(table, options)) {
    notApplicable += countScores(chunk, reader.read(chunk), reader.clause, HISTOGRAM_BIN_OF, counts);
    yield;
  }
  return { bins: [...counts.subarray(0, BINS)], unavailable: counts[BINS]!, notApplicable };
}

/** How many messages are at or above each threshold, and when they were sent. */
export interface ScoreSteps {
  /** Messages with a score of at least i/100, for i from 0 to 100. */
  readonly atOrAbove: readonly number[];
  /** When the first and the last of them was sent, in seconds since 1970; null where there is none. */
  readonly span: { readonly firstS: number; readonly lastS: number } | null;
}

/** Counts messages at or above each threshold; yields as `simulate` does. */
export function* scoreSteps(table: ScoreTable, options: HistogramOptions): Generator<void, ScoreSteps> {
  const counts = new Float64Array(BINS + 2);
  let [firstS, lastS] = [Infinity, -Infinity];
  const reader = new ScoreReader(table, options);
  yield;
  for (const chunk of chunksOf(table, options)) {
    const { block, rows, length } = chunk;
    countScores(chunk, reader.read(chunk), reader.clause, STEP_OF, counts);
    for (let i = 0; i < length; i++) {
      const at = block.atS[rows[i]!]!;
      if (at < firstS) firstS = at;
      if (at > lastS) lastS = at;
    }
    yield;
  }
  const atOrAbove = counts.subarray(0, BINS + 1);
  for (let i = BINS - 1; i >= 0; i--) atOrAbove[i]! += atOrAbove[i + 1]!;
  return { atOrAbove: [...atOrAbove], span: firstS > lastS ? null : { firstS, lastS } };
}

/** The calibrated score of a message, and when it was sent, in seconds since 1970. */
export interface ScoreOfMessage {
  readonly score: number;
  readonly atS: number;
}

/** Scores of some messages: of those that the filter lets through, that have one and that it applies to. */
export function scoresOfMessages(
  table: ScoreTable,
  options: HistogramOptions,
  ids: Iterable<number>,
): Map<number, ScoreOfMessage> {
  const found = new Map<number, ScoreOfMessage>();
  const reader = new ScoreReader(table, options);
  for (const chunk of chunksOfIds(table, options, ids)) {
    const values = reader.read(chunk);
    for (let i = 0; i < chunk.length; i++) {
      const score = decodeScore(values[i]!);
      if (score === null || !reader.applies(chunk, i)) continue;
      const row = chunk.rows[i]!;
      found.set(chunk.block.ids[row]!, { score, atS: chunk.block.atS[row]! });
    }
  }
  return found;
}

/** Room for the rows of a chunk that are English in part, and what the policy makes of them. */
interface ForeignRows {
  readonly part: Omit<Chunk, 'block' | 'length'>;
  /** Where in the chunk they are. */
  readonly places: Uint16Array;
  readonly scores: ChunkScores;
  readonly outcomes: PolicyOutcomes;
}

/** Reads what counts as the score of a signal or a clause. */
class ScoreReader {
  readonly clause: CompiledClause | undefined;
  readonly #columns: readonly number[];
  readonly #foreign: ForeignRows;
  readonly #values = new Uint16Array(CHUNK_ROWS);

  constructor(table: ScoreTable, { of, policy }: HistogramOptions) {
    const scores = new ChunkScores();
    const outcomes = new PolicyOutcomes(compilePolicy(policy, table), scores);
    const part = { ...emptyArrays(CHUNK_ROWS), anyForeign: true };
    part.foreign.fill(PART);
    this.#foreign = { part, places: new Uint16Array(CHUNK_ROWS), scores, outcomes };
    this.clause = 'clause' in of ? outcomes.clauses.find(({ id }) => id === of.clause) : undefined;
    this.#columns = 'signal' in of ? columnsOf(table, [of.signal]) : (this.clause?.columns ?? []);
  }

  /** Encoded scores of a chunk's rows; the array is used again for the next chunk. */
  read(chunk: Chunk): Uint16Array {
    largestScores(chunk, this.#columns, this.#values);
    if (chunk.anyForeign) leaveOutUnscored(chunk, this.#values, this.#foreign);
    return this.#values;
  }

  applies({ circumstances }: Chunk, row: number): boolean {
    return this.clause === undefined || appliesIn(this.clause, circumstances[row]!);
  }
}

/**
 * Marks scores that do not count for their language. Only English among other words has to be evaluated for it, and
 * few messages are that.
 */
function leaveOutUnscored(
  chunk: Chunk,
  values: Uint16Array,
  { part, places, scores, outcomes }: ForeignRows,
): void {
  let length = 0;
  for (let i = 0; i < chunk.length; i++) {
    const state = chunk.foreign[i]!;
    if (state === NONE) values[i] = UNAVAILABLE;
    else if (state === PART) {
      places[length] = i;
      part.rows[length] = chunk.rows[i]!;
      part.circumstances[length] = chunk.circumstances[i]!;
      length++;
    }
  }
  const foreign = { ...part, block: chunk.block, length };
  scores.fill(foreign);
  outcomes.evaluate(foreign);
  for (let n = 0; n < length; n++) if (outcomes.isUnscored(n)) values[places[n]!] = UNAVAILABLE;
}

/** @returns how many were left out because the clause does not apply */
function countScores(
  { length, circumstances }: Chunk,
  values: Uint16Array,
  clause: CompiledClause | undefined,
  binOf: Uint8Array,
  counts: Float64Array,
): number {
  let notApplicable = 0;
  for (let i = 0; i < length; i++) {
    if (clause !== undefined && !appliesIn(clause, circumstances[i]!)) notApplicable++;
    else counts[binOf[values[i]!]!]! += 1;
  }
  return notApplicable;
}

/** Current actions of the messages of one day. */
export interface DayCounts {
  /** Days since 1970-01-01, in UTC. */
  readonly day: number;
  readonly allow: number;
  readonly review: number;
  readonly act: number;
  /** Messages with an alert; they are counted above as well. */
  readonly alert: number;
}

const DAY_S = 86_400;

/** Counts current actions by day, in the order of time; days without messages are left out. */
export function* actionsByDay(table: ScoreTable, filter: RowFilter): Generator<void, DayCounts[]> {
  const days = new Map<number, Float64Array>();
  for (const chunk of chunksOf(table, filter)) {
    countActions(chunk, days);
    yield;
  }
  return [...days]
    .sort(([a], [b]) => a - b)
    .map(([day, [allow, review, act, alert]]) => ({
      day,
      allow: allow!,
      review: review!,
      act: act!,
      alert: alert!,
    }));
}

function countActions({ block, rows, length }: Chunk, days: Map<number, Float64Array>): void {
  let day = -1;
  let counts: Float64Array | undefined;
  for (let i = 0; i < length; i++) {
    const row = rows[i]!;
    const dayOfRow = Math.floor(block.atS[row]! / DAY_S);
    if (counts === undefined || dayOfRow !== day) {
      day = dayOfRow;
      counts = days.get(day);
      if (counts === undefined) days.set(day, (counts = new Float64Array(ACTIONS.length + 1)));
    }
    const current = block.current[row]!;
    counts[rankOf(current)]! += 1;
    if (alerts(current)) counts[ACTIONS.length]! += 1;
  }
}
