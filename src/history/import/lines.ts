import { ImportFileError } from './read.js';

const NEWLINE = 0x0a;
const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16_BOMS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** A line without its line feed. */
export interface Line {
  /** From 1 on. */
  readonly number: number;
  /** Of its first byte in the file. */
  readonly offset: number;
  /** Null where it is longer than is read. */
  readonly bytes: Buffer | null;
}

/**
 * Splits a stream at line feeds, the lines of a chunk at a time; a last line without one counts, a byte order
 * mark does not. Memory: one chunk and one line of at most `lengthMax` bytes.
 * @throws ImportFileError where the file is UTF-16
 */
export async function* readLines(
  stream: AsyncIterable<Uint8Array>,
  lengthMax: number,
): AsyncGenerator<Line[], void, undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 1;
  let offset = 0;

  function add(part: Buffer): void {
    length += part.length;
    if (length <= lengthMax) parts.push(part);
    else parts = [];
  }

  function finish(): Line {
    const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    const line = {
      number,
      offset,
      bytes: length > lengthMax ? null : number === 1 ? withoutBom(whole) : whole,
    };
    number += 1;
    offset += length + 1;
    parts = [];
    length = 0;
    return line;
  }

  for await (const data of stream) {
    const chunk = Buffer.isBuffer(data) ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const lines: Line[] = [];
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, at));
      lines.push(finish());
      from = at + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [finish()];
}

function withoutBom(bytes: Buffer): Buffer {
  if (UTF16_BOMS.some((bom) => bytes.subarray(0, 2).equals(bom))) {
    throw new ImportFileError('The file is UTF-16: save it as UTF-8.');
  }
  return bytes.subarray(0, 3).equals(UTF8_BOM) ? bytes.subarray(3) : bytes;
}

/** True where nothing but blanks and control characters is there. */
export function isBlankLine(bytes: Buffer): boolean {
  return bytes.every((byte) => byte <= 0x20);
}
