import { isUtf8 } from 'node:buffer';
import { isBlankLine, readLines, type Line } from './lines.js';
import { ROW_BYTES_MAX, type ImportRead, type ImportReader } from './read.js';

/** Reads NDJSON: an object a line. Empty lines are passed over. */
export async function* readNdjson(stream: AsyncIterable<Uint8Array>): ImportReader {
  for await (const lines of readLines(stream, ROW_BYTES_MAX)) {
    yield lines.flatMap((line) => readLine(line) ?? []);
  }
}

function readLine({ number, offset, bytes }: Line): ImportRead | undefined {
  const refused = (reason: string) => ({ kind: 'refused', file: null, line: number, reason }) as const;
  if (bytes === null) return refused(`is longer than ${ROW_BYTES_MAX} bytes`);
  if (isBlankLine(bytes)) return undefined;
  if (!isUtf8(bytes)) return refused('is not valid UTF-8');
  try {
    return { kind: 'row', file: null, line: number, offset, value: JSON.parse(bytes.toString('utf8')) };
  } catch {
    return refused('is not valid JSON');
  }
}
