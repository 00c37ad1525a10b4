import { parse } from 'csv-parse/sync';
import { ImportFileError } from './read.js';

/** Fields that a column can give. */
export const CSV_FIELDS = [
  'text',
  'id',
  'channelId',
  'channelName',
  'channelType',
  'channelTags',
  'authorId',
  'authorName',
  'threadId',
  'sentAt',
  'editedAt',
  'bot',
  'recipients',
  'solicited',
  'policy',
  'store',
] as const;
export type CsvField = (typeof CSV_FIELDS)[number];

/** Which column gives which field. */
export type ColumnMapping = ReadonlyMap<CsvField, string>;

const isField = (name: string): name is CsvField => (CSV_FIELDS as readonly string[]).includes(name);

/**
 * Reads `field:Column,…`; a column whose name holds a comma is quoted as in CSV: `text:Text,"id:No, old"`.
 * @throws ImportFileError saying what is wrong
 */
export function parseColumns(columns: string): ColumnMapping {
  const mapping = new Map<CsvField, string>();
  for (const entry of splitColumns(columns)) {
    const colon = entry.indexOf(':');
    const field = entry.slice(0, Math.max(colon, 0)).trim();
    if (colon < 0) throw new ImportFileError('Columns are given as field:Column, separated by commas.');
    if (!isField(field)) {
      throw new ImportFileError(
        `${JSON.stringify(field)} is not a field; there are ${CSV_FIELDS.join(', ')}.`,
      );
    }
    if (mapping.has(field)) throw new ImportFileError(`The field ${field} is given twice.`);
    mapping.set(field, entry.slice(colon + 1).trim());
  }
  if (!mapping.has('text'))
    throw new ImportFileError('The columns must say which one is the text: text:Column.');
  return mapping;
}

function splitColumns(columns: string): string[] {
  try {
    return parse(columns, { relax_column_count: true })[0] ?? [];
  } catch {
    throw new ImportFileError('The columns have a quote in the wrong place.');
  }
}

/** What the first record says of all others. */
export interface Header {
  readonly delimiter: string;
  readonly width: number;
  /** A message's fields from a record's cells; a cell that cannot be converted stays a text, an empty one is left out. */
  toValue(cells: readonly string[]): Record<string, unknown>;
}

/** @throws ImportFileError naming the column that is missing, doubled or no field */
export function readHeader(
  { cells, delimiter }: { cells: readonly string[]; delimiter: string },
  mapping: ColumnMapping | undefined,
): Header {
  const names = cells.map((cell) => cell.trim());
  const wanted = mapping ?? ownNames(names);
  const columns = [...wanted].map(([field, name]) => {
    const at = names.indexOf(name);
    if (at < 0) throw new ImportFileError(`The header has no column ${JSON.stringify(name)}.`);
    if (names.includes(name, at + 1)) {
      throw new ImportFileError(`The header has the column ${JSON.stringify(name)} twice.`);
    }
    return { field, at };
  });
  return {
    delimiter,
    width: cells.length,
    toValue(record) {
      const value: Record<string, unknown> = {};
      for (const { field, at } of columns) {
        const cell = record[at]!;
        if (cell !== '' || field === 'text') value[field] = convert(field, cell);
      }
      return value;
    },
  };
}

function ownNames(names: readonly string[]): ColumnMapping {
  for (const name of names) {
    if (!isField(name)) {
      throw new ImportFileError(
        `The column ${JSON.stringify(name.slice(0, 100))} is not a field: say with columns which column is what.`,
      );
    }
  }
  if (!names.includes('text')) throw new ImportFileError('The header has no column "text".');
  return new Map(names.map((name) => [name as CsvField, name]));
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false, 1: true, 0: false };

function convert(field: CsvField, cell: string): unknown {
  switch (field) {
    case 'text':
      return cell;
    case 'bot':
    case 'solicited':
      return BOOLEANS[cell.trim().toLowerCase()] ?? cell;
    case 'recipients':
      return /^\d{1,10}$/.test(cell.trim()) ? Number(cell) : cell;
    case 'channelTags':
      return cell.split(/[;,|]/).flatMap((tag) => tag.trim() || []);
    case 'sentAt':
    case 'editedAt':
      return toTime(cell.trim());
    default:
      return cell.trim();
  }
}

/** ISO 8601, with a blank for the T if need be and UTC where no offset is given, or seconds or milliseconds since 1970. */
function toTime(cell: string): string {
  if (/^\d{9,10}(\.\d{1,9})?$/.test(cell)) return new Date(Number(cell) * 1_000).toISOString();
  if (/^\d{12,13}$/.test(cell)) return new Date(Number(cell)).toISOString();
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(?: ?(Z|UTC|[+-]\d\d:?\d\d))?$/.exec(
    cell,
  );
  if (match === null) return cell;
  const [, day, minutes, seconds = ':00', zone = 'Z'] = match;
  const offset = zone === 'UTC' ? 'Z' : zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  return `${day!}T${minutes!}${seconds}${offset}`;
}
