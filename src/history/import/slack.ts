import { archiveFiles, type ArchiveFile } from './archive.js';
import { readJsonArray } from './json-array.js';
import { ImportFileError, type ImportRead, type ImportReader } from './read.js';
import { CHANNEL_FILES, createSlackDirectory, USER_FILES, type SlackDirectory } from './slack-directory.js';
import { readSlackMessage } from './slack-message.js';
import { createSlackThreads } from './slack-threads.js';

const DAY_FILE = /^(?<folder>[^/]+)\/(?<day>\d{4}-\d\d-\d\d\.json)$/;

/**
 * Reads a Slack export: a zip archive with the lists of channels and people and a folder a channel, a file a day.
 * It is gone through twice, for the lists can stand behind the messages. What is broken or may not be read is told
 * by file and by the ordinal of its message; the rest is read.
 * @param fd of the archive, open for reading; stays open
 * @throws ImportFileError where this is no zip archive, or holds no export
 */
export async function* readSlackExport(fd: number): ImportReader {
  const directory = createSlackDirectory();
  const threads = createSlackThreads();
  const root = yield* readDirectory(fd, directory);
  let dayFiles = 0;
  for await (const file of archiveFiles(fd)) {
    const { folder, day } = DAY_FILE.exec(inside(root, file.name) ?? '')?.groups ?? {};
    if ('refused' in file || folder === undefined || day === undefined) continue;
    dayFiles += 1;
    const channel = directory.channel(folder);
    // The folder of a group's direct messages is made of its members' names.
    const name = `${channel.type === 'group_dm' ? channel.id : folder}/${day}`;
    let line = 0;
    for await (const reads of readFile(file)) {
      yield reads.map((read): ImportRead => {
        line += 1;
        const place = { file: name, line };
        if (read.kind === 'broken') return { kind: 'refused', ...place, reason: read.reason };
        const message = readSlackMessage(read.value, channel, { directory, threads });
        return message.kind === 'row' ? { ...message, ...place, offset: line } : { ...message, ...place };
      });
    }
  }
  if (dayFiles === 0) throw new ImportFileError('The archive holds no messages of a Slack export.');
}

/** Reads the lists, and tells which files may not be read. @returns the folder that the export lies in */
async function* readDirectory(
  fd: number,
  directory: SlackDirectory,
): AsyncGenerator<readonly ImportRead[], string, undefined> {
  let root: string | undefined;
  for await (const file of archiveFiles(fd)) {
    if ('refused' in file) {
      yield [{ kind: 'refused', file: file.name, line: null, reason: file.refused }];
      continue;
    }
    const slash = file.name.lastIndexOf('/') + 1;
    const name = file.name.slice(slash);
    if (!(name in CHANNEL_FILES || USER_FILES.includes(name)) || file.name.startsWith('__MACOSX/')) continue;
    root ??= file.name.slice(0, slash);
    if (inside(root, file.name) !== name) continue;
    const faults = await directory.read(name, await file.open()).catch(() => ['is damaged']);
    yield faults.map((reason) => ({ kind: 'refused', file: name, line: null, reason }));
  }
  return root ?? '';
}

const inside = (root: string, name: string) => (name.startsWith(root) ? name.slice(root.length) : undefined);

/** The elements of a day's file; damage to the file itself ends it and is told. */
async function* readFile(file: ArchiveFile): ReturnType<typeof readJsonArray> {
  try {
    yield* readJsonArray(await file.open());
  } catch {
    yield [
      {
        kind: 'broken',
        reason: 'is damaged from here on: its size or checksum is not what the archive says',
      },
    ];
  }
}
