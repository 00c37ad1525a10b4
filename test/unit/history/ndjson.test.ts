import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNdjson } from '../../../src/history/import/ndjson.js';
import { ImportFileError, ROW_BYTES_MAX } from '../../../src/history/import/read.js';
import { inChunks, readAll } from '../../support/import-files.js';

const read = (bytes: Buffer | string, lengths?: number[]) =>
  readAll(readNdjson(inChunks(Buffer.from(bytes), lengths)));

describe('NDJSON', () => {
  it('gives each object with its line and the byte it begins at', async () => {
    const { rows, refused } = await read('{"text":"ä"}\r\n\n  \n{"text":"b"}');
    expect(refused).toEqual([]);
    expect(rows).toEqual([
      { kind: 'row', file: null, line: 1, offset: 0, value: { text: 'ä' } },
      { kind: 'row', file: null, line: 4, offset: 19, value: { text: 'b' } },
    ]);
  });

  it('takes no notice of a byte order mark', async () => {
    expect((await read('\ufeff{"text":"a"}\n')).values).toEqual([{ text: 'a' }]);
  });

  it('refuses what is broken by line and reads the rest', async () => {
    const lines = [
      Buffer.from('{"text":"a"}'),
      Buffer.from('{"text":'),
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
      Buffer.from(`{"text":"${'x'.repeat(ROW_BYTES_MAX)}"}`),
      Buffer.from('[['.repeat(10_000)),
      Buffer.from('{"text":"z"}'),
    ];
    const { values, refused } = await read(Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])));
    expect(values).toEqual([{ text: 'a' }, { text: 'z' }]);
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'is not valid JSON'],
      [3, 'is not valid UTF-8'],
      [4, `is longer than ${ROW_BYTES_MAX} bytes`],
      [5, 'is not valid JSON'],
    ]);
  });

  it('refuses a file in UTF-16', async () => {
    await expect(read(Buffer.from('\ufeff{"text":"a"}', 'utf16le'))).rejects.toThrow(ImportFileError);
  });

  it('gives the same rows however the bytes are cut', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => JSON.stringify({ text })),
      fc.constantFrom('', '\r', '{"text":', '\ufeff', '"', '[1]'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.integer({ min: 1, max: 9 })), async (lines, lengths) => {
        const bytes = Buffer.from(lines.join('\n'));
        expect((await read(bytes, lengths)).reads).toEqual((await read(bytes)).reads);
      }),
    );
  });
});
