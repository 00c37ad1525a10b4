import type { Signal } from '../domain/signal.js';
import { isGone, UNAVAILABLE, type Block, type ScoreTable } from './score-table.js';

/** Rows looked at together: their scores and outcomes stay in the processor's cache. */
export const CHUNK_ROWS = 4_096;

/** Which messages of a table are meant. Times are whole seconds since 1970, `toS` exclusive. */
export interface RowFilter {
  readonly fromS?: number | undefined;
  readonly toS?: number | undefined;
  readonly channelIds?: readonly string[] | undefined;
  /** Only messages whose current action this policy gave, or none that was noted. */
  readonly policyName?: string | undefined;
}

/** Some rows of a block, with what is the same whichever policy is asked. */
export interface Chunk {
  readonly block: Block;
  /** How many of the arrays' entries count. */
  length: number;
  readonly rows: Uint32Array;
  readonly circumstances: Uint32Array;
  /** By row: 0 where its scores count, else `PART` or `NONE`. */
  readonly foreign: Uint8Array;
  anyForeign: boolean;
}

export const PART = 1;
export const NONE = 2;

/** Goes through the rows that a filter lets through, a chunk at a time; the chunk's arrays are used again. */
export function* chunksOf(table: ScoreTable, filter: RowFilter): Generator<Chunk, void> {
  const wanted = wantedCircumstances(table, filter);
  const foreignOf = foreignCircumstances(table);
  const anyForeign = foreignOf.some((value) => value !== 0);
  const arrays = emptyArrays(CHUNK_ROWS);
  for (const block of table.blocks) {
    for (let begin = 0; begin < block.length; begin += CHUNK_ROWS) {
      const chunk: Chunk = { block, length: 0, anyForeign: false, ...arrays };
      selectRows(chunk, begin, wanted, filter);
      if (anyForeign) noteForeign(chunk, foreignOf);
      yield chunk;
    }
  }
}

/** Those of some messages that a filter lets through, by block; each chunk has arrays of its own. */
export function* chunksOfIds(
  table: ScoreTable,
  filter: RowFilter,
  ids: Iterable<number>,
): Generator<Chunk, void> {
  const wanted = wantedCircumstances(table, filter);
  const foreignOf = foreignCircumstances(table);
  const rowsOf = new Map<Block, number[]>();
  for (const id of ids) {
    const place = table.find(id);
    if (place === undefined || !isWanted(place.block, place.index, wanted, filter)) continue;
    const rows = rowsOf.get(place.block);
    if (rows === undefined) rowsOf.set(place.block, [place.index]);
    else rows.push(place.index);
  }
  for (const [block, rows] of rowsOf) {
    rows.sort((a, b) => a - b);
    for (let begin = 0; begin < rows.length; begin += CHUNK_ROWS) {
      const some = rows.slice(begin, begin + CHUNK_ROWS);
      const arrays = emptyArrays(some.length);
      const chunk: Chunk = { block, length: some.length, anyForeign: false, ...arrays };
      chunk.rows.set(some);
      chunk.circumstances.set(some.map((row) => block.circumstances[row]!));
      noteForeign(chunk, foreignOf);
      yield chunk;
    }
  }
}

/** Room for a chunk of at most so many rows. */
export const emptyArrays = (rows: number) => ({
  rows: new Uint32Array(rows),
  circumstances: new Uint32Array(rows),
  foreign: new Uint8Array(rows),
});

const foreignCircumstances = ({ circumstances }: ScoreTable) =>
  Uint8Array.from(circumstances, ({ english }) =>
    english === 'none' ? NONE : english === 'part' ? PART : 0,
  );

function isWanted(
  block: Block,
  row: number,
  wanted: Uint8Array,
  { fromS = 0, toS = Infinity }: RowFilter,
): boolean {
  const at = block.atS[row]!;
  return at >= fromS && at < toS && wanted[block.circumstances[row]!] !== 0 && !isGone(block.current[row]!);
}

function wantedCircumstances({ circumstances }: ScoreTable, filter: RowFilter): Uint8Array {
  const channels = filter.channelIds && new Set(filter.channelIds);
  return Uint8Array.from(circumstances, ({ channelId, policyName }) =>
    (channels === undefined || (channelId !== null && channels.has(channelId))) &&
    (filter.policyName === undefined || policyName === null || policyName === filter.policyName)
      ? 1
      : 0,
  );
}

function selectRows(chunk: Chunk, begin: number, wanted: Uint8Array, filter: RowFilter): void {
  const { block, rows, circumstances } = chunk;
  const fromS = filter.fromS ?? 0;
  // Later than any time that a block can hold; an integer, which compares faster than Infinity.
  const toS = Math.min(filter.toS ?? 2 ** 32, 2 ** 32);
  const end = Math.min(begin + CHUNK_ROWS, block.length);
  let length = 0;
  for (let row = begin; row < end; row++) {
    const at = block.atS[row]!;
    const number = block.circumstances[row]!;
    if (at < fromS || at >= toS || wanted[number] === 0 || isGone(block.current[row]!)) continue;
    rows[length] = row;
    circumstances[length] = number;
    length++;
  }
  chunk.length = length;
}

function noteForeign(chunk: Chunk, foreignOf: Uint8Array): void {
  let any = 0;
  for (let i = 0; i < chunk.length; i++) {
    any |= chunk.foreign[i] = foreignOf[chunk.circumstances[i]!]!;
  }
  chunk.anyForeign = any !== 0;
}

/** Columns of the table for some signals; those that it lacks are left out. */
export function columnsOf(table: ScoreTable, signals: readonly Signal[]): number[] {
  return signals.map((signal) => table.signals.indexOf(signal)).filter((column) => column >= 0);
}

/** Writes the largest of some columns for each row of a chunk. */
export function largestScores(chunk: Chunk, columns: readonly number[], into: Uint16Array): void {
  const [first, ...others] = columns;
  if (first === undefined) into.fill(UNAVAILABLE, 0, chunk.length);
  else copyColumn(chunk.block.scores[first]!, chunk, into);
  for (const column of others) raiseToColumn(chunk.block.scores[column]!, chunk, into);
}

function copyColumn(column: Uint16Array, { rows, length }: Chunk, into: Uint16Array): void {
  const first = rows[0]!;
  if (isUnbroken(rows, length)) into.set(column.subarray(first, first + length));
  else for (let i = 0; i < length; i++) into[i] = column[rows[i]!]!;
}

function raiseToColumn(column: Uint16Array, { rows, length }: Chunk, into: Uint16Array): void {
  if (isUnbroken(rows, length)) {
    const part = column.subarray(rows[0], rows[0]! + length);
    for (let i = 0; i < length; i++) {
      // The larger of two small integers without a branch, which would be foretold wrongly every third time.
      const difference = into[i]! - part[i]!;
      into[i]! -= difference & (difference >> 31);
    }
  } else for (let i = 0; i < length; i++) into[i] = Math.max(into[i]!, column[rows[i]!]!);
}

/** Whether rows, which ascend, follow one another without a gap. */
const isUnbroken = (rows: Uint32Array, length: number) =>
  length > 0 && rows[length - 1]! - rows[0]! === length - 1;
