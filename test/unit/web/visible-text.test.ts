import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, codePointOf, splitText } from '../../../web/src/visible-text.js';

const hidden = (text: string) =>
  splitText(text).flatMap((part) => (part.hidden === undefined ? [] : [codePointOf(part.text)]));

describe('splitText', () => {
  it('loses and invents nothing, whatever the text and the cuts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(40)), (text, cuts) => {
        const parts = splitText(text, cuts);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (const { begin, end, text: own } of parts) expect(text.slice(begin, end)).toBe(own);
      }),
    );
  });

  it('ends a part where a highlight begins or ends', () => {
    expect(splitText('you idiot there', [4, 9]).map(({ text }) => text)).toEqual(['you ', 'idiot', ' there']);
  });

  it.each([
    ['a right-to-left override', 'abc\u202edef', ['U+202E']],
    ['isolates', '\u2066a\u2069', ['U+2066', 'U+2069']],
    ['a zero-width space', 'id\u200biot', ['U+200B']],
    ['joiners between Latin letters', 'id\u200diot a\u200cb', ['U+200D', 'U+200C']],
    ['control characters', 'a\u0000b\u001b[31m\u0085', ['U+0000', 'U+001B', 'U+0085']],
    ['half a surrogate pair', 'a\ud83dz', ['U+D83D']],
    ['tags that spell nothing', 'a\u{e0041}b', ['U+E0041']],
  ])('shows %s', (_name, text, expected) => expect(hidden(text)).toEqual(expected));

  it.each([
    ['lines and tabs', 'one\n\ttwo'],
    ['a family of emoji', '👩‍👩‍👧‍👦 ❤️‍🔥 🖕🏽'],
    ['flags', '🇺🇳 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['Persian with its non-joiner', 'می\u200cخواهم'],
    ['Hindi with its joiner', 'क्\u200dष'],
  ])('leaves %s as they are', (_name, text) => expect(hidden(text)).toEqual([]));
});

describe('clip', () => {
  it('cuts no character in two and is never longer than asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, length) => {
        const shown = clip(text, length);
        expect(text.startsWith(shown)).toBe(true);
        expect(shown.length).toBeLessThanOrEqual(length);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });
});
