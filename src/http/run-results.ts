import { stringify } from 'csv-stringify';
import { pipeline, Readable } from 'node:stream';
import type { ClauseChange, RunChange } from '../domain/run.js';

/** What each format is sent as. */
export const RESULT_TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' } as const;
export type ResultFormat = keyof typeof RESULT_TYPES;

const COLUMNS = [
  'id',
  'source',
  'revision',
  'channelId',
  'sentAt',
  'beforeAction',
  'beforeAlert',
  'afterAction',
  'afterAlert',
  'clauses',
] as const;

/** Changed messages as a file; pages are read as fast as somebody takes them. */
export function resultStream(
  pages: AsyncIterable<readonly RunChange[]>,
  format: ResultFormat,
  withText: boolean,
): Readable {
  if (format === 'ndjson') return Readable.from(lines(pages, withText), { objectMode: false });
  const columns = withText ? [...COLUMNS, 'text'] : [...COLUMNS];
  const csv = stringify({ header: true, columns, escape_formulas: true, cast: { boolean: String } });
  // A failure on either side ends the other: what is cut short ends in a broken connection, not in silence.
  pipeline(Readable.from(rows(pages, withText)), csv, () => undefined);
  return csv;
}

async function* lines(pages: AsyncIterable<readonly RunChange[]>, withText: boolean): AsyncGenerator<string> {
  for await (const page of pages) {
    if (page.length > 0)
      yield page.map((change) => `${JSON.stringify(visible(change, withText))}\n`).join('');
  }
}

async function* rows(pages: AsyncIterable<readonly RunChange[]>, withText: boolean) {
  for await (const page of pages) for (const change of page) yield toRow(change, withText);
}

function visible({ text, ...change }: RunChange, withText: boolean): Partial<RunChange> {
  return withText ? { ...change, text } : change;
}

function toRow(
  { id, source, revision, channelId, sentAt, before, after, clauses, text }: RunChange,
  withText: boolean,
) {
  return {
    id,
    source,
    revision,
    channelId,
    sentAt,
    beforeAction: before?.action,
    beforeAlert: before?.alert,
    afterAction: after.action,
    afterAlert: after.alert,
    clauses: clauses.map(clauseWords).join('; '),
    ...(withText && { text }),
  };
}

/** "insult allow 0.31 > review 0.72" */
function clauseWords({ id, before, after }: ClauseChange): string {
  const side = (one: ClauseChange['before']) =>
    one === null ? 'none' : `${one.action}${one.score === null ? '' : ` ${one.score}`}`;
  return `${id} ${side(before)} > ${side(after)}`;
}
