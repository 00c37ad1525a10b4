import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonArray, type ArrayRead } from '../../../src/history/import/json-array.js';
import { inChunks, slackJson } from '../../support/import-files.js';

async function read(bytes: Buffer | string, lengths?: number[]): Promise<ArrayRead[]> {
  const all: ArrayRead[] = [];
  for await (const some of readJsonArray(inChunks(Buffer.from(bytes), lengths))) all.push(...some);
  return all;
}
const element = (value: unknown): ArrayRead => ({ kind: 'element', value });
const broken = (reason: string): ArrayRead => ({ kind: 'broken', reason });

describe('the elements of a JSON array', () => {
  it.each(['[]', ' [ ]\n', '\ufeff[]'])('are none in %j', async (text) => {
    expect(await read(text)).toEqual([]);
  });

  it.each([
    ['', 'is not a JSON array'],
    ['{"a":1}', 'is not a JSON array'],
    ['"a"', 'is not a JSON array'],
    ['[{"a":1}', 'breaks off in the middle'],
    ['[nil]', 'is not valid JSON'],
  ])('are not found in %j', async (text, reason) => {
    expect((await read(text)).at(-1)).toEqual(broken(reason));
  });

  it('are read on after a broken one where each stands on lines of its own', async () => {
    const text = slackJson([{ n: 1 }, { n: 2, in: { x: [1] } }, { n: 3 }]).replace('"n": 2', '"n": 2 "m');
    expect(await read(text)).toEqual([element({ n: 1 }), broken('is not valid JSON'), element({ n: 3 })]);
  });

  it('are read on after a string that is not closed, one that is not UTF-8, and a bracket too many', async () => {
    const text = slackJson([{ n: 1 }, { n: 'open' }, { n: 'bad' }, { n: 4 }, { n: 5 }])
      .replace('"open"', '"open')
      .replace('4', '4]');
    const bytes = Buffer.from(text);
    bytes[text.indexOf('bad')] = 0xff;
    expect(await read(bytes)).toEqual([
      element({ n: 1 }),
      ...Array<ArrayRead>(3).fill(broken('is not valid JSON')),
      element({ n: 5 }),
    ]);
  });

  it('are passed over where they are too large or nested too deep', async () => {
    const deep = { d: JSON.parse('['.repeat(100) + ']'.repeat(100)) as unknown };
    const text = slackJson([{ n: 1 }, { s: 'x'.repeat(1_200_000) }, { n: 3 }, 'deep', { n: 5 }]).replace(
      '"deep"',
      JSON.stringify(deep),
    );
    expect(await read(text, Array<number>(40).fill(65_536))).toEqual([
      element({ n: 1 }),
      broken('is longer than 1048576 bytes'),
      element({ n: 3 }),
      broken('is nested more than 64 deep'),
      element({ n: 5 }),
    ]);
  });

  it('are the same however the bytes are cut, broken or not, spread out or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 })),
        fc.constantFrom(0, 1, 4),
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 200 }),
        fc.option(fc.tuple(fc.nat(), fc.constantFrom('{', '}', '"', ',', '\n', '\u00ff'))),
        async (values, indent, lengths, fault) => {
          let text = JSON.stringify(values, null, indent);
          if (fault === null) expect(await read(text)).toEqual((JSON.parse(text) as unknown[]).map(element));
          else {
            const at = fault[0] % (text.length + 1);
            text = text.slice(0, at) + fault[1] + text.slice(at);
          }
          expect(await read(text, lengths)).toEqual(await read(text));
        },
      ),
    );
  });
});
