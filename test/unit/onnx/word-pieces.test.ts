import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tokenizers from '@huggingface/tokenizers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/paths.js';
import { levelGroups } from '../../../src/scoring/engines/group-terms.js';
import { WordPieces } from '../../../src/scoring/engines/onnx/word-pieces.js';

const json = readFileSync(join(projectRoot, 'models/encoder-1/tokenizer.json'), 'utf8');
const pieces = new WordPieces(json);
const { Tokenizer } = tokenizers as unknown as {
  Tokenizer: new (
    definition: object,
    settings: object,
  ) => { encode(text: string, options: object): { ids: number[] } };
};
const library = new Tokenizer(JSON.parse(json) as object, {});
const byLibrary = (text: string) => library.encode(text, { add_special_tokens: false }).ids;

/** What is read as something else before it is cut (links, mentions, ids, runs, groups) has tests of its own. */
const isReadAsIs = (text: string) =>
  !/[@:]|www|http|(.)\1{2}|\S{20}/i.test(text) && levelGroups(text) === text;

describe('word pieces', () => {
  it.each([
    'thanks, that works!',
    'unsubscribeability of re-engagement e-mails',
    "it's 50% off -- don't #miss",
    'x86_64 \t kernel\npanic',
    '[SEP] [CLS] ##ing',
    'naïve café, “quoted”',
    '',
    '   ',
  ])('are those of the library for %j', (text) => {
    expect(pieces.encode(text)).toEqual(byLibrary(text));
  });

  it('are those of the library for any plain ASCII', () => {
    const text = fc.string({ unit: 'grapheme-ascii', maxLength: 60 }).filter(isReadAsIs);
    fc.assert(
      fc.property(text, (any) => {
        expect(pieces.encode(any)).toEqual(byLibrary(any));
      }),
      { numRuns: 2_000 },
    );
  });

  it('are those of the library for words of many pieces', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', 'e', 'i', 'n', 'o', 'r', 's', 't', '0', '9'),
      minLength: 1,
      maxLength: 19,
    });
    fc.assert(
      fc.property(word.filter(isReadAsIs), (any) => {
        expect(pieces.encode(any)).toEqual(byLibrary(any));
      }),
      { numRuns: 2_000 },
    );
  });
});
