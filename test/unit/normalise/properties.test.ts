import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type View, normalise } from '../../../src/scoring/normalise/index.js';
import { EVASIONS, foldedText } from './cases.js';

const written = Object.values(EVASIONS).flatMap((cases) => cases.map(([text]) => text));

/** Pieces that make folding passes meet: disguises, mark-up, code, signs, invisible marks, surrogates. */
const piece = fc.oneof(
  fc.constantFrom(...written),
  fc.constantFrom(
    '<',
    '>',
    '&amp;',
    '<@U1>',
    '`',
    '```',
    ':',
    '@',
    'https://x.org/',
    '\ud800',
    '\udc00',
    '\u0301',
  ),
  fc.constantFrom(
    ' ',
    '.',
    '-',
    '*',
    '!',
    '\n',
    'a',
    'i',
    '1',
    '0',
    '\u200b',
    '\u200d',
    'а',
    'о',
    '🅱️',
    '🇮',
    '\ufe0f',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const anyText = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'abfuckshit1d0o*@$!.- _<>&|`:;/\u200b\u0336'.split('')) }),
);

function expectValid(view: View, length: number): void {
  expect(view.offsets.length).toBe(view.text.length + 1);
  expect(view.offsets.at(-1)).toBe(length);
  expect(view.offsets.every((offset, i) => i === 0 || offset >= view.offsets[i - 1]!)).toBe(true);
}

describe('normalise', () => {
  it('takes any string and gives valid, monotone offsets', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { original, folded } = normalise(text);
        expectValid(original, text.length);
        if (folded === null) return;
        expectValid(folded, text.length);
        expect(folded.text).not.toBe(original.text);
        expect(folded.text.trim()).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalise(text)).toEqual(normalise(text));
      }),
      { numRuns: 300 },
    );
  });

  it('does not fold what it has folded', () => {
    // Without mark-up and escapes: rendering is not meant to be done twice.
    const plain = anyText.map((text) => text.replace(/[<&]/g, ''));
    fc.assert(
      fc.property(plain, (text) => {
        expect(normalise(foldedText(text)).folded?.text ?? null).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves ASCII prose alone', () => {
    const words =
      'the quick brown fox jumps over a lazy dog while we all wait here for your answer to be sent by mail idiot';
    const word = fc.constantFrom(...words.split(' '));
    const ending = fc.constantFrom(
      ' ',
      ', ',
      '. ',
      '! ',
      '? ',
      ': ',
      ' - ',
      ' (',
      ') ',
      '\n',
      "'s ",
      '... ',
      '!!! ',
    );
    const prose = fc
      .array(fc.tuple(word, ending), { maxLength: 40 })
      .map((parts) => parts.map(([text, end]) => text + end).join(''));
    fc.assert(
      fc.property(prose, (text) => {
        const { original, folded } = normalise(text);
        expect(folded).toBeNull();
        expect(original.text).toBe(text);
        expect(original.offsets.every((offset, i) => offset === i)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds a disguised word wherever it stands in prose', () => {
    const plain = fc.constantFrom('well', 'you are', 'what', 'listen', 'no', 'hello there,');
    fc.assert(
      fc.property(
        plain,
        fc.constantFrom('1d10t', 'f**k', 'id\u200biot', 'іdіоt', 'stuuupid'),
        plain,
        (a, word, b) => {
          expect(foldedText(`${a} ${word} ${b}`)).toBe(`${a} ${foldedText(word)} ${b}`);
          expect(foldedText(word)).not.toBe(word);
        },
      ),
    );
  });
});
