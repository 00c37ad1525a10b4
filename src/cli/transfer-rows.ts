import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { signalsFor } from '../transfer/transfer.js';
import { readLines } from './lines.js';

/** A message of the input, with what was saved of its scores. */
export interface SavedMessage {
  readonly id: string;
  readonly text: string;
  readonly old: ReadonlyMap<string, number>;
}

/** A line as it was read, or what is wrong with it. */
export type SavedLine =
  { readonly message: SavedMessage } | { readonly line: number; readonly error: string };

const TEXT_NAMES = ['text', 'comment_text', 'comment', 'message', 'body'];
const ID_NAMES = ['id', 'comment_id', 'message_id'];
const BRACE = 0x7b;

/**
 * Reads messages with saved scores: CSV with a header, or NDJSON; told apart by their first character.
 *
 * @param unused is given the names of scores that no signal serves
 */
export async function* readSaved(
  input: AsyncIterable<Buffer>,
  unused: Set<string>,
): AsyncGenerator<SavedLine> {
  const { first, stream } = await peek(input);
  if (first === BRACE) yield* readNdjson(stream, unused);
  else yield* readCsv(stream, unused);
}

/** The first byte that is not blank, and all of the input. */
async function peek(input: AsyncIterable<Buffer>) {
  const chunks = input[Symbol.asyncIterator]();
  const next = (): Promise<IteratorResult<Buffer, undefined>> => chunks.next();
  const head: Buffer[] = [];
  let first: number | undefined;
  while (first === undefined) {
    const { value, done } = await next();
    if (done === true) break;
    head.push(value);
    first = value.find((byte, i) => byte > 0x20 && !(head.length === 1 && i < 3 && byte >= 0xbb));
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield* head;
    for (;;) {
      const { value, done } = await next();
      if (done === true) return;
      yield value;
    }
  }
  return { first, stream: all() };
}

async function* readNdjson(stream: AsyncIterable<Buffer>, unused: Set<string>): AsyncGenerator<SavedLine> {
  let line = 0;
  for await (const bytes of readLines(stream)) {
    line++;
    const source = bytes.toString('utf8').replace(/^\ufeff/, '');
    if (source.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(source);
    } catch {
      yield { line, error: 'is not valid JSON' };
      continue;
    }
    yield readRow(value, line, unused);
  }
}

async function* readCsv(stream: AsyncIterable<Buffer>, unused: Set<string>): AsyncGenerator<SavedLine> {
  const rows = Readable.from(stream).pipe(
    parse({
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim()),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }),
  );
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: object; info: { lines: number } }>) {
      yield readRow(record, info.lines, unused);
    }
  } catch (error) {
    // Its messages quote what it read.
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as { lines?: number };
    yield { line: lines ?? 0, error: `is malformed CSV (${error.code}): nothing was read from here on` };
  }
}

function readRow(value: unknown, line: number, unused: Set<string>): SavedLine {
  if (!isObject(value)) return { line, error: 'is no object' };
  const fields = new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]));
  const text = TEXT_NAMES.map((name) => textIn(fields.get(name))).find((found) => found !== undefined);
  if (text === undefined) return { line, error: `has no text (one of ${TEXT_NAMES.join(', ')})` };
  const old = new Map<string, number>();
  for (const [name, given] of scoresIn(fields, unused)) {
    const score = typeof given === 'string' ? Number(given) : given;
    if (typeof score !== 'number' || !(score >= 0 && score <= 1)) {
      return { line, error: `${name} must be from 0 to 1` };
    }
    old.set(name, score);
  }
  if (old.size === 0) return { line, error: 'has no score of an attribute that signals serve' };
  const id = ID_NAMES.map((name) => idIn(fields.get(name))).find((found) => found !== undefined);
  return { message: { id: id ?? `line ${line}`, text, old } };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const idIn = (field: unknown): string | undefined =>
  typeof field === 'number' ? String(field) : typeof field === 'string' && field !== '' ? field : undefined;

/** A text, or a comment as the Perspective API takes it. */
const textIn = (field: unknown): string | undefined =>
  typeof field === 'string'
    ? field
    : isObject(field) && typeof field['text'] === 'string'
      ? field['text']
      : undefined;

/** Scores by name: an answer of the Perspective API, a map of them, or columns of their own. */
function* scoresIn(
  fields: ReadonlyMap<string, unknown>,
  unused: Set<string>,
): Generator<[name: string, score: unknown]> {
  const response = fields.get('response');
  const nested = [
    fields.get('scores'),
    fields.get('attributescores'),
    isObject(response) ? response['attributeScores'] : undefined,
  ];
  for (const scores of nested.filter(isObject)) {
    for (const [name, score] of Object.entries(scores)) {
      const attribute = name.toUpperCase();
      if (signalsFor(attribute) === undefined) unused.add(attribute.slice(0, 64));
      else if (score !== null) yield [attribute, summaryIn(score)];
    }
  }
  for (const [name, score] of fields) {
    const attribute = name.toUpperCase();
    if (signalsFor(attribute) !== undefined && !isEmpty(score)) yield [attribute, score];
  }
}

/** A cell that says nothing: `Number` would take it for 0. */
const isEmpty = (score: unknown) => score === null || (typeof score === 'string' && score.trim() === '');

function summaryIn(score: unknown): unknown {
  if (!isObject(score)) return score;
  const summary = score['summaryScore'];
  return isObject(summary) ? summary['value'] : undefined;
}
