import yauzl from 'yauzl';
import { crc32 } from 'node:zlib';
import { ImportFileError } from './read.js';

const ENTRIES_MAX = 2_000_000;
const ENTRY_BYTES_MAX = 4 * 2 ** 30;
const TOTAL_BYTES_MAX = 512 * 2 ** 30;
/** Deflate reaches 1,032; chat exports reach 10 to 30. */
const RATIO_MAX = 200;
/** Below this a small file may be as repetitive as it likes. */
const RATIO_FREE_BYTES = 1_048_576;
const SYMBOLIC_LINK = 0xa000;
const FILE_TYPE = 0xf000;

/** A file of an archive that may be read. */
export interface ArchiveFile {
  readonly name: string;
  readonly open: () => Promise<AsyncIterable<Buffer>>;
}

/** A file of an archive that may not be read, and why. */
export interface RefusedFile {
  readonly name: string;
  readonly refused: string;
}

/**
 * The files of a zip archive, in its order. Sizes and checksums are checked while a file is read: a forged one
 * makes its stream fail.
 * @param fd open for reading; stays open
 * @throws ImportFileError where this is no zip archive, or its directory is broken, too large or tells of more
 *   bytes than there are
 */
export async function* archiveFiles(fd: number): AsyncGenerator<ArchiveFile | RefusedFile, void, undefined> {
  let zip: yauzl.ZipFile;
  try {
    // Names are decoded here, so that a bad one is refused by itself and not with the whole archive.
    zip = await yauzl.fromFdPromise(fd, { decodeStrings: false, autoClose: false });
  } catch {
    throw new ImportFileError('The file is no zip archive, or was cut off: its directory is not there.');
  }
  if (zip.entryCount > ENTRIES_MAX) {
    throw new ImportFileError(`The archive holds more than ${ENTRIES_MAX} files.`);
  }
  let compressed = 0;
  let total = 0;
  for await (const entry of entries(zip)) {
    compressed += entry.compressedSize;
    total += entry.uncompressedSize;
    if (compressed > zip.fileSize) {
      throw new ImportFileError('The files of the archive overlap: together they are larger than it is.');
    }
    if (total > TOTAL_BYTES_MAX) {
      throw new ImportFileError(`The archive unpacks to more than ${TOTAL_BYTES_MAX} bytes.`);
    }
    const name = yauzl.getFileNameLowLevel(
      entry.generalPurposeBitFlag,
      entry.fileNameRaw,
      entry.extraFields,
      false,
    );
    if (name.endsWith('/')) continue;
    const refused = fault(name, entry);
    yield refused === undefined
      ? { name, open: async () => checked(await zip.openReadStreamPromise(entry), entry.crc32) }
      : { name: printable(name), refused };
  }
}

/** @throws Error at the end, where the checksum is another */
async function* checked(
  stream: AsyncIterable<Buffer>,
  expected: number,
): AsyncGenerator<Buffer, void, undefined> {
  let checksum = 0;
  for await (const chunk of stream) {
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (checksum !== expected) throw new Error('The checksum differs.');
}

async function* entries(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry, void, undefined> {
  try {
    yield* zip.eachEntry();
  } catch (error) {
    if (error instanceof ImportFileError) throw error;
    throw new ImportFileError('The directory of the archive is broken.', { cause: error });
  }
}

/** Why an entry is not read; undefined where it may be. */
function fault(name: string, entry: yauzl.Entry): string | undefined {
  if (yauzl.validateFileName(name) !== null) return 'has a name that leads out of the archive';
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK) return 'is a link';
  if (entry.isEncrypted()) return 'is encrypted';
  if (!entry.canDecodeFileData()) return 'is compressed in a way that is not known';
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > ENTRY_BYTES_MAX) return `is larger than ${ENTRY_BYTES_MAX} bytes`;
  if (uncompressedSize > RATIO_FREE_BYTES && uncompressedSize > RATIO_MAX * compressedSize) {
    return `unpacks to more than ${RATIO_MAX} times its size`;
  }
  return undefined;
}

const printable = (name: string) =>
  name
    .replace(/\p{Cc}/gu, '?')
    .slice(0, 255)
    .toWellFormed();
