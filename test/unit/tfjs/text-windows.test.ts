import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWindows } from '../../../src/scoring/engines/tfjs/text-windows.js';

/** Four signs a token, and one for the beginning. */
const countTokens = (text: string) => 1 + Math.ceil(Array.from(text).length / 4);

describe('windows of a text', () => {
  it('are the text itself where it fits', () => {
    expect(textWindows('a short one', 128, countTokens)).toEqual([{ text: 'a short one', tokens: 4 }]);
  });

  it('cover every word in order, none longer than the model reads, neighbours overlapping', () => {
    const word = fc.string({ minLength: 1, maxLength: 200 }).filter((text) => !text.includes(' '));
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 8, max: 128 }),
        (words, max) => {
          const text = words.join(' ').normalize('NFKC');
          const found = textWindows(text, max, countTokens);
          for (const window of found) expect(countTokens(window.text)).toBeLessThanOrEqual(max);
          if (found.length === 1) return;
          // Cut at spaces and inside long words: without spaces, each goes on within or after the one before.
          let covered = 0;
          const bare = text.replaceAll(' ', '');
          for (const window of found) {
            const at = bare.indexOf(window.text.replaceAll(' ', ''));
            expect(at).toBeGreaterThanOrEqual(0);
            covered = Math.max(covered, lastEnd(bare, window.text.replaceAll(' ', ''), covered));
          }
          expect(covered).toBe(bare.length);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('are about as many as the text is long, without spaces too', () => {
    expect(textWindows('x'.repeat(20_480), 128, countTokens).length).toBeLessThan(60);
    expect(textWindows('word '.repeat(4_096), 128, countTokens).length).toBeLessThan(120);
  });
});

/** Where the last occurrence of `part` ends that begins no later than what is covered. */
function lastEnd(whole: string, part: string, covered: number): number {
  const at = whole.lastIndexOf(part, covered);
  return at < 0 ? covered : at + part.length;
}
