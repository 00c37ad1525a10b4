import {
  COMMON,
  SENSITIVE_WORD,
  STRONG_WORD,
  UNKNOWN,
  WORD_LENGTH_MAX,
  isNotLeet,
  isPlausible,
  rankOf,
} from './lexicon.js';

/** What a digit or sign can stand for, likeliest first. */
const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'il',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'il',
  '€': 'e',
  // Rarer ones are read only into words that people hide.
  '2': 'z',
  '6': 'gb',
  '8': 'b',
  '9': 'g',
  '|': 'il',
  '+': 't',
  '£': 'l',
  '¢': 'c',
  '¥': 'y',
  '§': 's',
  '¡': 'i',
};
const RARE = /[2689|+£¢¥§¡]|!!/;
/** Enough for four signs of two readings each. */
const CANDIDATES_MAX = 16;

/** The letters that a character can stand for in leetspeak; empty where it can't. */
export function leetLetters(character: string): string {
  return LETTERS[character] ?? '';
}

/** Where in a word its non-letters stand. */
interface Shape {
  readonly letters: number;
  /** Non-letters before the first letter, behind the last one, and between letters. */
  readonly lead: number;
  readonly trail: number;
  readonly inner: number;
  readonly leadDigits: number;
  readonly trailDigits: number;
  /** All lower case, all capitals, or a capital first: not "aB3dE". */
  readonly evenCase: boolean;
}

/**
 * Reads a word in which digits and signs stand for letters ("1d10t", "a$$", "n0body"). Words that
 * people hide are read in any position of the signs that is no version or number ("win7", "5th");
 * common words only where the signs stand between letters; others only with two such signs or more
 * and where the reading could be English.
 *
 * @returns the reading in lower case, unit by unit, or null
 */
export function readLeet(word: string, rankMin: number = UNKNOWN): string | null {
  if (word.length < 3 || word.length > WORD_LENGTH_MAX) return null;
  const shape = shapeOf(word);
  if (shape === null || isNotLeet(word.toLowerCase())) return null;
  let best: string | null = null;
  let bestRank = UNKNOWN;
  for (const candidate of candidatesOf(word.toLowerCase())) {
    const rank = rankOf(candidate);
    if (rank > bestRank && rank >= rankMin && isAllowed(rank, shape, word)) {
      best = candidate;
      bestRank = rank;
    }
  }
  if (best !== null || rankMin > UNKNOWN) return best;
  return readPlausible(word, shape);
}

/** All readings of a word, the likeliest first; a bounded number. */
export function candidatesOf(word: string): string[] {
  let candidates = [''];
  for (const unit of word) {
    const letters = leetLetters(unit);
    if (letters.length > 1 && candidates.length * letters.length <= CANDIDATES_MAX) {
      candidates = candidates.flatMap((candidate) => Array.from(letters, (letter) => candidate + letter));
    } else {
      const letter = letters === '' ? unit : letters[0]!;
      candidates = candidates.map((candidate) => candidate + letter);
    }
  }
  return candidates;
}

/** Null where there is no letter, no sign, or something that leetspeak does not know. */
function shapeOf(word: string): Shape | null {
  let letters = 0;
  let lead = 0;
  let pending = 0;
  let inner = 0;
  let leadDigits = 0;
  let trailDigits = 0;
  for (const unit of word) {
    if (/[a-zA-Z]/.test(unit)) {
      letters++;
      inner += pending;
      pending = 0;
      trailDigits = 0;
    } else {
      if (leetLetters(unit) === '') return null;
      const digit = /\d/.test(unit) ? 1 : 0;
      if (letters === 0) {
        lead++;
        leadDigits += digit;
      } else {
        pending++;
        trailDigits += digit;
      }
    }
  }
  if (letters === 0 || lead + inner + pending === 0) return null;
  const evenCase = /^[^A-Z]+$|^[^a-z]+$|^[^a-z]?[^A-Z]+$/.test(word);
  return { letters, lead, trail: pending, inner, leadDigits, trailDigits, evenCase };
}

function isAllowed(rank: number, shape: Shape, word: string): boolean {
  if (rank >= STRONG_WORD) return isAllowedStrong(shape, word);
  if (rank >= SENSITIVE_WORD) return isAllowedSensitive(shape, word);
  return rank >= COMMON && isAllowedCommon(shape, word);
}

function isAllowedStrong(shape: Shape, word: string): boolean {
  if (shape.leadDigits > 1) return word.length >= 6 && shape.letters >= 3;
  if (shape.inner > 0) return shape.letters >= 2;
  // "as5" and "$ex" are names of things, "@ss" and "a$$" are not.
  if (word.length === 3) return shape.leadDigits + shape.trailDigits === 0 && !word.startsWith('$');
  return shape.letters >= 2 || shape.trailDigits + shape.leadDigits === 0;
}

function isAllowedSensitive(shape: Shape, word: string): boolean {
  if (shape.leadDigits > 1 || shape.trailDigits > 1 || shape.letters < 2) return false;
  if (shape.inner > 0) return true;
  return word.length >= 6 && shape.trailDigits === 0;
}

function isAllowedCommon(shape: Shape, word: string): boolean {
  if (shape.lead + shape.trail > 0 || !shape.evenCase || RARE.test(word)) return false;
  if (word.length > 4) return shape.letters * 2 >= word.length;
  if (word === word.toUpperCase()) return false;
  return word.length === 4 ? shape.letters >= 2 : /[0@3$]/.test(word);
}

const PLAUSIBLE_LENGTH_MIN = 6;
/** "err0r@gr0und" is a user at a host, "them!!!not" lacks a space. */
const UNLIKELY = /[2689|+£¢¥§¡@!]/;

function readPlausible(word: string, shape: Shape): string | null {
  if (shape.lead + shape.trail > 0 || shape.inner < 2 || !shape.evenCase || UNLIKELY.test(word)) return null;
  if (word.length < PLAUSIBLE_LENGTH_MIN || shape.letters * 2 < word.length) return null;
  // Two digits in a row are a number in a name ("crash12hd").
  if (/\d[1-9]|[1-9]\d/.test(word)) return null;
  return candidatesOf(word.toLowerCase()).find(isPlausible) ?? null;
}
