import { crc32, deflateRawSync } from 'node:zlib';

/** A file to put into an archive, with what a forger would write of it. */
export interface ZipFile {
  readonly name: string;
  readonly data: Buffer | string;
  /** Whether it is written as it is. */
  readonly stored?: boolean;
  /** Bits besides the one for UTF-8 names; 1: encrypted. */
  readonly flags?: number;
  /** Unix mode, type of file included. */
  readonly mode?: number;
  /** Instead of its size. */
  readonly claimedSize?: number;
  /** Instead of its checksum. */
  readonly claimedChecksum?: number;
  /** True: it is not written; the directory says that it lies where the file before it does. */
  readonly overlapping?: boolean;
}

const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const VERSION = 20;
const MADE_BY_UNIX = 3 << 8;

/**
 * A zip archive (PKWARE's APPNOTE 4.3, without ZIP64) written as it goes: at most 65,535 files and 4 GiB.
 * Memory: one file and the directory.
 */
export function* zipArchive(files: Iterable<ZipFile>): Generator<Buffer, void, undefined> {
  const directory: Buffer[] = [];
  let offset = 0;
  let last = 0;
  for (const file of files) {
    if (file.overlapping !== true) last = offset;
    const { header, name, body, facts } = describe(file);
    directory.push(
      Buffer.concat([
        words(0x02014b50, [MADE_BY_UNIX | VERSION, VERSION]),
        facts,
        words([0, 0, 0]),
        longs([((file.mode ?? 0o100644) << 16) >>> 0, last]),
        name,
      ]),
    );
    if (file.overlapping === true) continue;
    for (const part of [header, body]) {
      offset += part.length;
      yield part;
    }
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  yield* directory;
  yield Buffer.concat([
    words(0x06054b50, [0, 0, directory.length, directory.length]),
    longs([size, offset]),
    words([0]),
  ]);
}

function describe(file: ZipFile) {
  const data = typeof file.data === 'string' ? Buffer.from(file.data) : file.data;
  const body = file.stored === true ? data : deflateRawSync(data, { level: 1 });
  const name = Buffer.from(file.name);
  const facts = Buffer.concat([
    words([UTF8_NAMES | (file.flags ?? 0), file.stored === true ? 0 : DEFLATED, 0, 0x21]),
    longs([file.claimedChecksum ?? crc32(data), body.length, file.claimedSize ?? data.length]),
    words([name.length, 0]),
  ]);
  return { header: Buffer.concat([words(0x04034b50, [VERSION]), facts, name]), name, body, facts };
}

/** Sixteen bits each, after a signature of thirty-two where there is one. */
function words(...parts: [number, number[]] | [number[]]): Buffer {
  const [signature, values] = parts.length === 2 ? parts : [undefined, parts[0]];
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => bytes.writeUInt16LE(value, i * 2));
  return signature === undefined ? bytes : Buffer.concat([longs([signature]), bytes]);
}

function longs(values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeUInt32LE(value, i * 4));
  return bytes;
}
