import { describe, expect, it } from 'vitest';
import { COMMON_WORDS } from '../../../src/scoring/normalise/common-words.js';
import { CONVENTIONAL_MASKS, SENSITIVE, STRONG } from '../../../src/scoring/normalise/evasion-words.js';
import {
  CLOSE_TWINS,
  LOOSE_TWINS,
  STROKED_LETTERS,
} from '../../../src/scoring/normalise/look-alike-table.js';
import { isPlausible, rankOf, STRONG_WORD, WORD_LENGTH_MAX } from '../../../src/scoring/normalise/lexicon.js';

const wordsOf = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '');

describe('the tables', () => {
  it('hold lower-case a-z words no longer than the look-ups go', () => {
    for (const word of [...wordsOf(STRONG), ...wordsOf(SENSITIVE), ...wordsOf(COMMON_WORDS)]) {
      expect(word).toMatch(/^[a-z]{3,}$/);
      expect(word.length).toBeLessThanOrEqual(WORD_LENGTH_MAX);
    }
  });

  it('hold no strong word twice: a mask would fit two families', () => {
    const words = wordsOf(STRONG);
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  });

  it('have conventional masks for strong words of the same length only', () => {
    for (const [mask, word] of Object.entries(CONVENTIONAL_MASKS)) {
      expect(rankOf(word)).toBe(STRONG_WORD);
      expect(word).toMatch(new RegExp(`^${mask.replaceAll('*', '.')}$`));
    }
  });

  it('map each look-alike beyond ASCII to one Latin letter, never a digit', () => {
    const seen = new Set<string>();
    for (const line of [...CLOSE_TWINS, ...LOOSE_TWINS, STROKED_LETTERS]) {
      const [letters, latin] = line.split('|') as [string, string];
      expect(latin).toMatch(/^[a-zA-Z]+$/);
      expect(latin.length).toBe(letters.length);
      for (const letter of letters.split('')) {
        expect(letter.charCodeAt(0)).toBeGreaterThan(127);
        expect(letter).toMatch(/\p{L}/u);
        expect(seen.has(letter), letter).toBe(false);
        seen.add(letter);
      }
    }
  });
});

describe('isPlausible', () => {
  it.each(['nincompoop', 'fatality', 'remembering'])('%s could be English', (word) => {
    expect(isPlausible(word)).toBe(true);
  });
  it.each(['xkqzt', 'bpmqr', 'wvgrx', 'é', 'a1b'])('%s could not', (word) => {
    expect(isPlausible(word)).toBe(false);
  });
});
