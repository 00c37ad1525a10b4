import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIntoPieces, PIECES_MAX, without } from '../../../src/scoring/explain.js';

describe('cutIntoPieces', () => {
  it('cuts a short text into its words', () => {
    const text = ' you  are 😀 great ';
    expect(cutIntoPieces(text).map(({ begin, end }) => text.slice(begin, end))).toEqual([
      'you',
      'are',
      '😀',
      'great',
    ]);
  });

  it('has nothing to remove from a single word', () => {
    expect(cutIntoPieces('idiot')).toEqual([]);
    expect(cutIntoPieces('')).toEqual([]);
  });

  it('covers every word of any text once, in order, in at most 32 pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 200 }), (words) => {
        const text = words.join(' ');
        const pieces = cutIntoPieces(text);
        expect(pieces.length).toBeLessThanOrEqual(PIECES_MAX);
        let at = 0;
        for (const { begin, end } of pieces) {
          expect(text.slice(at, begin).trim()).toBe('');
          expect(end).toBeGreaterThan(begin);
          at = end;
        }
        if (pieces.length > 0) expect(text.slice(at).trim()).toBe('');
      }),
    );
  });
});

describe('without', () => {
  it('removes a piece with its gap', () => {
    expect(without('a b c', { begin: 2, end: 3 })).toBe('a c');
    expect(without('a b c', { begin: 0, end: 1 })).toBe('b c');
    expect(without('a b c', { begin: 4, end: 5 })).toBe('a b');
  });
});
