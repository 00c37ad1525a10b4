import type { Policy } from '../domain/policy.js';
import type { Signal } from '../domain/signal.js';
import { ChunkScores, PolicyOutcomes } from './chunk-outcomes.js';
import { appliesIn, compilePolicy, type CompiledClause } from './compiled-policy.js';
import { ACTIONS, alerts, rankOf, SCORES_PER_ONE, UNAVAILABLE, type ScoreTable } from './score-table.js';
import { CHUNK_ROWS, chunksOf, columnsOf, largestScores, type Chunk, type RowFilter } from './table-rows.js';

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

/** Bin of each encoded score; the last entry of the counts is for those that are unavailable. */
const BIN_OF = Uint8Array.from({ length: SCORES_PER_ONE + 2 }, (_, code) =>
  code === UNAVAILABLE ? BINS : Math.min(BINS - 1, Math.floor(((code - 1) * BINS) / SCORES_PER_ONE)),
);

/** Counts scores in bins; yields as `simulate` does. */
export function* histogram(table: ScoreTable, options: HistogramOptions): Generator<void, Histogram> {
  const { of } = options;
  const scores = new ChunkScores();
  const outcomes = new PolicyOutcomes(compilePolicy(options.policy, table), scores);
  const clause = 'clause' in of ? outcomes.clauses.find(({ id }) => id === of.clause) : undefined;
  const columns = 'signal' in of ? columnsOf(table, [of.signal]) : (clause?.columns ?? []);
  const values = new Uint16Array(CHUNK_ROWS);
  const counts = new Float64Array(BINS + 1);
  let notApplicable = 0;
  yield;
  for (const chunk of chunksOf(table, options)) {
    largestScores(chunk, columns, values);
    if (chunk.anyForeign) leaveOutUnscored(chunk, values, scores, outcomes);
    notApplicable += countScores(chunk, values, clause, counts);
    yield;
  }
  return { bins: [...counts.subarray(0, BINS)], unavailable: counts[BINS]!, notApplicable };
}

/** Marks scores that do not count for their language. Few messages are foreign: only those are evaluated. */
function leaveOutUnscored(
  chunk: Chunk,
  values: Uint16Array,
  scores: ChunkScores,
  outcomes: PolicyOutcomes,
): void {
  const places: number[] = [];
  for (let i = 0; i < chunk.length; i++) if (chunk.foreign[i] !== 0) places.push(i);
  const foreign: Chunk = {
    block: chunk.block,
    length: places.length,
    rows: Uint32Array.from(places, (i) => chunk.rows[i]!),
    circumstances: Uint32Array.from(places, (i) => chunk.circumstances[i]!),
    foreign: Uint8Array.from(places, (i) => chunk.foreign[i]!),
    anyForeign: true,
  };
  scores.fill(foreign);
  outcomes.evaluate(foreign);
  places.forEach((i, n) => {
    if (outcomes.isUnscored(n)) values[i] = UNAVAILABLE;
  });
}

/** @returns how many were left out because the clause does not apply */
function countScores(
  { length, circumstances }: Chunk,
  values: Uint16Array,
  clause: CompiledClause | undefined,
  counts: Float64Array,
): number {
  let notApplicable = 0;
  for (let i = 0; i < length; i++) {
    if (clause !== undefined && !appliesIn(clause, circumstances[i]!)) notApplicable++;
    else counts[BIN_OF[values[i]!]!]! += 1;
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
