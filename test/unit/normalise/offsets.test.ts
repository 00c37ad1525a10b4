import { describe, expect, it } from 'vitest';
import { normalise, toOriginalSpan } from '../../../src/scoring/normalise/index.js';
import { EVASIONS } from './cases.js';

/** The part of the original text that a part of the folded one came from. */
function sourceOf(text: string, part: string): string {
  const { original, folded } = normalise(text);
  const view = folded ?? original;
  const begin = view.text.indexOf(part);
  expect(begin).toBeGreaterThanOrEqual(0);
  const span = toOriginalSpan(view, begin, begin + part.length);
  return text.slice(span.begin, span.end);
}

describe('a folded word gives the whole of what was written for it', () => {
  it.each([
    ['you 1d10t there', 'idiot', '1d10t'],
    ['you id\u200bi\u200bot there', 'idiot', 'id\u200bi\u200bot'],
    ['you 𝗶𝗱𝗶𝗼𝘁 there', 'idiot', '𝗶𝗱𝗶𝗼𝘁'],
    ['you i d i o t there', 'idiot', 'i d i o t'],
    ['so k i l l y o u r s e l f now', 'yourself', 'y o u r s e l f'],
    ['you idiooooot there', 'idiot', 'idiooooot'],
    ['you shiiiiitttttt', 'shit', 'shiiiiitttttt'],
    ['what the f**k man', 'fuck', 'f**k'],
    ['what the f*uck man', 'fuck', 'f*uck'],
    ['you ﬁlthy one', 'filthy', 'ﬁlthy'],
    ['i̶d̶i̶o̶t̶ you', 'idiot', 'i̶d̶i̶o̶t̶'],
    ['hey 🅱️itch you', 'Bitch', '🅱️itch'],
    ['<@U1> is an 1d10t &amp; liar', 'idiot', '1d10t'],
    ['<https://x.org|you 1d10t>', 'idiot', '1d10t'],
    ['you іdіоt there', 'idiot', 'іdіоt'],
  ])('%j', (text, part, source) => {
    expect(sourceOf(text, part)).toBe(source);
  });

  it('covers the rest of a text that ends with the word', () => {
    for (const [written] of Object.values(EVASIONS).flat()) {
      const { folded } = normalise(written);
      if (folded === null) continue;
      expect(toOriginalSpan(folded, 0, folded.text.length).end).toBe(written.length);
    }
  });
});

describe('toOriginalSpan', () => {
  const { folded } = normalise('an ﬁlthy 1d10t');

  it('gives an empty span for an empty range', () => {
    expect(toOriginalSpan(folded!, 3, 3)).toEqual({ begin: 3, end: 3 });
  });

  it('never gives an empty span for one unit of a ligature', () => {
    expect(toOriginalSpan(folded!, 3, 4)).toEqual({ begin: 3, end: 4 });
    expect(toOriginalSpan(folded!, 4, 5)).toEqual({ begin: 3, end: 4 });
  });

  it('moves positions outside the view to its ends', () => {
    expect(toOriginalSpan(folded!, -5, 500)).toEqual({ begin: 0, end: 14 });
    expect(toOriginalSpan(folded!, 400, 500)).toEqual({ begin: 14, end: 14 });
  });
});
