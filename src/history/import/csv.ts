import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { readHeader, type ColumnMapping, type Header } from './csv-columns.js';
import { isBlankLine, readLines, type Line } from './lines.js';
import { ImportFileError, ROW_BYTES_MAX, type ImportRead, type ImportReader } from './read.js';

const QUOTE = 0x22;
const CARRIAGE_RETURN = 0x0d;
/** Longest record; a quote that nobody closes swallows at most this much before it is found out. */
const RECORD_BYTES_MAX = 262_144;
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Reads CSV (RFC 4180, UTF-8) whose first record names the columns; commas, semicolons and tabs are told apart by
 * that record. Which records there are is found by counting quotes, so that one which is broken costs its own first
 * line only: reading goes on with the next line. A line number is that of the record's first line.
 * @param mapping column names by field; without it, columns are named as the fields
 * @throws ImportFileError where the header lacks a mapped column or has one that is no field
 */
export async function* readCsv(
  stream: AsyncIterable<Uint8Array>,
  mapping: ColumnMapping | undefined,
): ImportReader {
  const records = createRecordReader(mapping);
  for await (const lines of readLines(stream, ROW_BYTES_MAX)) {
    yield lines.flatMap((line) => records.add(line));
  }
  yield records.end();
}

/** Puts lines together to records. */
function createRecordReader(mapping: ColumnMapping | undefined) {
  let header: Header | undefined;
  /** Lines of a record whose quotes are still open. */
  let held: { lines: Line[]; bytes: number; quotes: number } = { lines: [], bytes: 0, quotes: 0 };

  const refused = (line: Line, reason: string): ImportRead => {
    if (header === undefined) throw new ImportFileError(`The header ${reason}.`);
    return { kind: 'refused', file: null, line: line.number, reason };
  };

  function release(): Line[] {
    const { lines } = held;
    held = { lines: [], bytes: 0, quotes: 0 };
    return lines;
  }

  /** Gives up the first of the lines held and reads the others again. */
  function breakUp(reason: string): ImportRead[] {
    const [first, ...others] = release();
    return [refused(first!, reason), ...others.flatMap(add)];
  }

  function add(line: Line): ImportRead[] {
    if (line.bytes === null) {
      const before = held.lines.length > 0 ? breakUp(UNCLOSED) : [];
      return [...before, refused(line, `is longer than ${ROW_BYTES_MAX} bytes`)];
    }
    if (held.lines.length === 0 && isBlankLine(line.bytes)) return [];
    held.lines.push(line);
    held.bytes += line.bytes.length + 1;
    held.quotes += countQuotes(line.bytes);
    if (held.bytes > RECORD_BYTES_MAX) {
      return breakUp(held.quotes % 2 === 1 ? UNCLOSED : `is longer than ${RECORD_BYTES_MAX} bytes`);
    }
    return held.quotes % 2 === 1 ? [] : readRecord();
  }

  function readRecord(): ImportRead[] {
    const [first] = held.lines as [Line];
    const bytes = recordBytes(held.lines);
    if (!isUtf8(bytes)) return breakUp('is not valid UTF-8');
    const text = bytes.toString('utf8');
    const quoted = held.quotes > 0;
    if (header === undefined) {
      header = readHeader(headerCells(text, quoted), mapping);
      release();
      return [];
    }
    const cells = splitRecord(text, header.delimiter, quoted);
    if (cells === undefined) return breakUp('has a quote in the wrong place');
    release();
    if (cells.length !== header.width) {
      return [refused(first, `has ${cells.length} cells; the header has ${header.width}`)];
    }
    return [
      { kind: 'row', file: null, line: first.number, offset: first.offset, value: header.toValue(cells) },
    ];
  }

  return {
    add,
    end(): ImportRead[] {
      const reads: ImportRead[] = [];
      while (held.lines.length > 0) reads.push(...breakUp(UNCLOSED));
      return reads;
    },
  };
}

const UNCLOSED = 'opens a quote that is not closed';

function countQuotes(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) count++;
  return count;
}

/** The bytes of a record without the line end that closes it. */
function recordBytes(lines: readonly Line[]): Buffer {
  const parts = lines.flatMap(({ bytes }, i) => (i === 0 ? [bytes!] : [NEWLINE, bytes!]));
  const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  return whole.at(-1) === CARRIAGE_RETURN ? whole.subarray(0, -1) : whole;
}

const NEWLINE = Buffer.from('\n');

/** The cells of one record; undefined where its quotes are wrong. */
function splitRecord(text: string, delimiter: string, quoted: boolean): string[] | undefined {
  // Without quotes there is nothing to parse, and most records have none.
  if (!quoted) return text.split(delimiter);
  try {
    const records = parse(text, { delimiter, record_delimiter: '\n', relax_column_count: true });
    return records.length === 1 ? records[0] : undefined;
  } catch {
    return undefined;
  }
}

/** The names of the columns, split by whichever delimiter finds most of them. */
function headerCells(text: string, quoted: boolean): { cells: string[]; delimiter: string } {
  const split = DELIMITERS.map((delimiter) => ({
    delimiter,
    cells: splitRecord(text, delimiter, quoted) ?? [],
  }));
  const best = split.reduce((a, b) => (b.cells.length > a.cells.length ? b : a));
  if (best.cells.length === 0) throw new ImportFileError('The header has a quote in the wrong place.');
  return best;
}
