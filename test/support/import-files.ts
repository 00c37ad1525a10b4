import { mkdtempSync, openSync, rmSync, writeFileSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipArchive, type ZipFile } from '../../bench/zip-archive.js';
import type { ImportRead, ImportReader, ReadRow, RefusedRead } from '../../src/history/import/read.js';
import { readSlackExport } from '../../src/history/import/slack.js';

/** Bytes in pieces of given lengths, in turn; the rest in one. */
export async function* inChunks(bytes: Buffer, lengths: readonly number[] = []): AsyncGenerator<Buffer> {
  let from = 0;
  for (const length of lengths) {
    if (from >= bytes.length) return;
    yield bytes.subarray(from, from + length);
    from += length;
  }
  if (from < bytes.length) yield await Promise.resolve(bytes.subarray(from));
}

/** All that a reader gives, sorted out. */
export async function readAll(reader: ImportReader) {
  const reads: ImportRead[] = [];
  for await (const some of reader) reads.push(...some);
  return {
    reads,
    rows: reads.filter((read): read is ReadRow => read.kind === 'row'),
    values: reads.flatMap((read) => (read.kind === 'row' ? [read.value as Record<string, any>] : [])),
    refused: reads.filter((read): read is RefusedRead => read.kind === 'refused'),
    noise: reads.filter((read) => read.kind === 'noise').length,
  };
}

/** What Slack's reader gives of an archive. */
export async function readArchive(archive: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'conduct-archive-'));
  const file = join(folder, 'export.zip');
  writeFileSync(file, archive);
  const fd = openSync(file, 'r');
  try {
    return await readAll(readSlackExport(fd));
  } finally {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  }
}

export const zip = (files: readonly ZipFile[]) => Buffer.concat([...zipArchive(files)]);

/** JSON as Slack writes it. */
export const slackJson = (value: unknown) => JSON.stringify(value, null, 4);

/** A small export: a public and a private channel, direct messages of two and of three, people and a bot. */
export function slackExport(days: Readonly<Record<string, unknown[] | string>>): ZipFile[] {
  const lists = {
    'channels.json': [{ id: 'C1', name: 'general', members: ['U1', 'U2', 'U3'] }],
    'groups.json': [{ id: 'G1', name: 'staff', members: ['U1', 'U2'] }],
    'dms.json': [{ id: 'D1', members: ['U1', 'U2'] }],
    'mpims.json': [{ id: 'G2', name: 'mpdm-ada--bo--cleo-1', members: ['U1', 'U2', 'U3'] }],
    'users.json': [
      { id: 'U1', name: 'ada', profile: { display_name: 'Ada L.', real_name: 'Ada Lovelace' } },
      { id: 'U2', name: 'bo', profile: { display_name: '', real_name: 'Bo Diddley' } },
      { id: 'U3', name: 'helper', is_bot: true, profile: { real_name: 'Helper' } },
    ],
  };
  return Object.entries({ ...lists, ...days }).map(([name, data]) => ({
    name,
    data: typeof data === 'string' ? data : slackJson(data),
  }));
}
