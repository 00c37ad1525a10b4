import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseColumns } from '../../../src/history/import/csv-columns.js';
import { readCsv } from '../../../src/history/import/csv.js';
import { inChunks, readAll } from '../../support/import-files.js';

const read = (bytes: Buffer | string, columns?: string, lengths?: number[]) =>
  readAll(
    readCsv(inChunks(Buffer.from(bytes), lengths), columns === undefined ? undefined : parseColumns(columns)),
  );

describe('CSV', () => {
  it('takes columns by their mapping and leaves the others alone', async () => {
    const { rows } = await read(
      '\ufeffNo,Said,"Who, then",Extra\r\n7,"He said ""no"",\r\ntwice",u1,x\r\n8,plain,,y\r\n',
      'id:No,text:Said,"authorId:Who, then"',
    );
    expect(rows.map(({ line, value }) => [line, value])).toEqual([
      [2, { id: '7', text: 'He said "no",\r\ntwice', authorId: 'u1' }],
      [4, { id: '8', text: 'plain' }],
    ]);
  });

  it.each([',', ';', '\t'])('tells the delimiter %j by the header', async (delimiter) => {
    const { values } = await read(['text', 'id'].join(delimiter) + '\n' + ['a', 'b'].join(delimiter));
    expect(values).toEqual([{ text: 'a', id: 'b' }]);
  });

  it('converts what is no text', async () => {
    const { values } = await read(
      'text,bot,solicited,recipients,channelTags,sentAt,editedAt\n' +
        'a,TRUE,0,12,offers;jobs,2024-01-02 03:04:05,1700000000.5\n' +
        'b,maybe,,x,,2024-01-02T03:04+0200,yesterday\n',
    );
    expect(values).toEqual([
      {
        text: 'a',
        bot: true,
        solicited: false,
        recipients: 12,
        channelTags: ['offers', 'jobs'],
        sentAt: '2024-01-02T03:04:05Z',
        editedAt: '2023-11-14T22:13:20.500Z',
      },
      {
        text: 'b',
        bot: 'maybe',
        recipients: 'x',
        sentAt: '2024-01-02T03:04:00+02:00',
        editedAt: 'yesterday',
      },
    ]);
  });

  it('loses to an open quote the line it stands in, and no other', async () => {
    const many = Array.from({ length: 30_000 }, (_, i) => `${i},line ${i}`);
    const { values, refused } = await read(
      ['id,text', '0,"open', ...many, 'x,"also open', 'y,end'].join('\n'),
    );
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'opens a quote that is not closed'],
      [30_003, 'opens a quote that is not closed'],
    ]);
    expect(values).toHaveLength(30_001);
    expect(values.at(-1)).toEqual({ id: 'y', text: 'end' });
  });

  it('refuses broken records by line and reads the rest', async () => {
    const bytes = Buffer.concat([
      Buffer.from('id,text\n1,a"b"c\n2\n3,c,d\n4,'),
      Buffer.from([0xc3, 0x28, 0x0a]),
      Buffer.from('\n5,"x"y\n6,good\n'),
    ]);
    const { values, refused } = await read(bytes);
    expect(values).toEqual([{ id: '6', text: 'good' }]);
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'has a quote in the wrong place'],
      [3, 'has 1 cells; the header has 2'],
      [4, 'has 3 cells; the header has 2'],
      [5, 'is not valid UTF-8'],
      [7, 'has a quote in the wrong place'],
    ]);
  });

  it.each([
    ['id,words\n', undefined, 'The column "words" is not a field'],
    ['id\n', undefined, 'The header has no column "text"'],
    ['a,b\n', 'text:c', 'The header has no column "c"'],
    ['a,a\n', 'text:a', 'The header has the column "a" twice'],
    ['a,"b\n', 'text:a', 'The header opens a quote that is not closed'],
  ])('refuses a file with the header %j', async (file, columns, message) => {
    await expect(read(file, columns)).rejects.toThrow(message);
  });

  it.each([
    ['text', 'Columns are given as field:Column'],
    ['text:a,words:b', '"words" is not a field'],
    ['text:a,text:b', 'The field text is given twice'],
    ['id:a', 'which one is the text'],
    ['text:"a', 'a quote in the wrong place'],
  ])('refuses the mapping %j', (columns, message) => {
    expect(() => parseColumns(columns)).toThrow(message);
  });

  it('reads back whatever CSV can hold, however the bytes are cut', async () => {
    const text = fc
      .string({ unit: fc.constantFrom('a', 'ü', '"', ',', ';', '\n', '\r\n', ' ', '\t', '💥', '=') })
      .filter((cell) => cell.trim() !== '');
    await fc.assert(
      fc.asyncProperty(fc.array(text), fc.array(fc.integer({ min: 1, max: 7 })), async (texts, lengths) => {
        const bytes = Buffer.from(stringify([['id', 'text'], ...texts.map((cell, i) => [String(i), cell])]));
        const { values, refused } = await read(bytes, undefined, lengths);
        expect(refused).toEqual([]);
        expect(values).toEqual(texts.map((cell, i) => ({ id: String(i), text: cell })));
      }),
    );
  });
});
