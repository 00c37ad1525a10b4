import { describe, expect, it } from 'vitest';
import { readSaved, type SavedLine } from '../../../src/cli/transfer-rows.js';

async function read(source: string, cut = 7): Promise<{ lines: SavedLine[]; unused: string[] }> {
  async function* chunks() {
    const bytes = Buffer.from(source);
    for (let i = 0; i < bytes.length; i += cut) yield await Promise.resolve(bytes.subarray(i, i + cut));
  }
  const unused = new Set<string>();
  const lines: SavedLine[] = [];
  for await (const line of readSaved(chunks(), unused)) lines.push(line);
  return { lines, unused: [...unused] };
}
const message = (id: string, text: string, old: object) => ({
  message: { id, text, old: new Map(Object.entries(old)) },
});

describe('reading messages with saved scores', () => {
  it('takes NDJSON with scores as a map, as columns, and as the Perspective API answered them', async () => {
    const summary = { summaryScore: { value: 0.4, type: 'PROBABILITY' } };
    const { lines, unused } = await read(
      [
        { id: 'a', text: 'one 🙂', scores: { TOXICITY: 0.9, 'insult@2': 0.1 } },
        { comment: { text: 'two' }, attributeScores: { TOXICITY: summary, INCOHERENT: summary } },
        { id: 3, text: 'three', response: { attributeScores: { THREAT: summary } } },
        { text: 'four', toxicity: 0.2, likes: 7 },
      ]
        .map((row) => `${JSON.stringify(row)}\n`)
        .join('\n'),
    );
    expect(lines).toEqual([
      message('a', 'one 🙂', { TOXICITY: 0.9, 'INSULT@2': 0.1 }),
      message('line 3', 'two', { TOXICITY: 0.4 }),
      message('3', 'three', { THREAT: 0.4 }),
      message('line 7', 'four', { TOXICITY: 0.2 }),
    ]);
    expect(unused).toEqual(['INCOHERENT']);
  });

  it('takes CSV with a header, quotes, line breaks in texts and a byte order mark', async () => {
    const { lines } = await read(
      '\ufeffcomment_id,Text,toxicity,SPAM\r\n7,"one, ""two""\nthree",0.5,\r\n,"four",0.25,1\r\n',
    );
    expect(lines).toEqual([
      message('7', 'one, "two"\nthree', { TOXICITY: 0.5 }),
      message('line 4', 'four', { TOXICITY: 0.25, SPAM: 1 }),
    ]);
  });

  it('says what is wrong with a line, never what it says', async () => {
    const { lines } = await read(
      [
        '{"text":"canary","TOXICITY":1.5}',
        '{"text":"canary","TOXICITY":"high"}',
        '{"text":"canary"}',
        '{"TOXICITY":0.5}',
        '{"canary',
        '["canary"]',
        '{"text":"canary","scores":{"TOXICITY":{"summaryScore":{}}}}',
      ].join('\n'),
    );
    expect(lines).toHaveLength(7);
    for (const [i, line] of lines.entries()) {
      expect(line).toEqual({ line: i + 1, error: expect.any(String) });
    }
    expect(JSON.stringify(lines)).not.toContain('canary');
    const csv = await read('text,toxicity\n"canary,0.5\n');
    expect(csv.lines).toMatchObject([{ error: expect.stringContaining('malformed CSV') }]);
    expect(JSON.stringify(csv.lines)).not.toContain('canary');
  });

  it('takes quotes within a cell of CSV as they stand', async () => {
    const { lines } = await read(
      'id,text,toxicity\n1,my "nick" is bob,0.5\n2,"so" it goes,0.25\n3,fine,0.1\n',
    );
    expect(lines).toEqual([
      message('1', 'my "nick" is bob', { TOXICITY: 0.5 }),
      message('2', '"so" it goes', { TOXICITY: 0.25 }),
      message('3', 'fine', { TOXICITY: 0.1 }),
    ]);
  });

  it('takes neither a blank cell nor null for a score', async () => {
    const csv = await read('id,text,toxicity,insult\n1,one, ,0.8\n2,two,, \n');
    expect(csv.lines).toEqual([message('1', 'one', { INSULT: 0.8 }), { line: 3, error: expect.any(String) }]);
    const json = await read('{"id":"a","text":"x","scores":{"TOXICITY":0.1,"INSULT":null}}');
    expect(json.lines).toEqual([message('a', 'x', { TOXICITY: 0.1 })]);
  });

  it('reads nothing out of nothing', async () => {
    expect((await read('')).lines).toEqual([]);
    expect((await read(' \n')).lines).toEqual([]);
  });
});
