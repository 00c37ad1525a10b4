import type { Span } from '../../domain/decision.js';
import {
  ALPHABETIC,
  DIGIT,
  LATIN,
  LETTER,
  MARK,
  classOf,
  codePointBefore,
  codePointFrom,
  isAsciiLetter,
  unitsOf,
} from './code-points.js';
import { UNKNOWN, isShortWord, rankOf, SENSITIVE_WORD } from './lexicon.js';
import { CLOSE_TWINS, LOOSE_TWINS } from './look-alike-table.js';
import { gapsBetween } from './segments.js';
import type { Edit } from './view.js';

/** Longer words are no words. */
const WORD_UNITS_MAX = 64;
/** So many Latin letters make a message one in a Latin script. */
const LATIN_LETTERS_MIN = 3;

const close = readTwins(CLOSE_TWINS);
const twins = new Map([...readTwins(LOOSE_TWINS), ...close]);

function readTwins(lines: readonly string[]): ReadonlyMap<number, string> {
  const twins = new Map<number, string>();
  for (const line of lines) {
    const [letters, latin] = line.split('|') as [string, string];
    for (let i = 0; i < letters.length; i++) twins.set(letters.charCodeAt(i), latin[i]!);
  }
  return twins;
}

/** Whether a code point is in the tables: a text without any has nothing to fold here. */
export function isTwin(codePoint: number): boolean {
  return twins.has(codePoint);
}

/** A word with a twin in it: a run of letters, digits and the signs that leetspeak uses. */
interface Word {
  /** Position of each twin with the Latin letter it looks like. */
  readonly twins: readonly (readonly [at: number, latin: string])[];
  readonly latinLetters: number;
  /** The whole word in lower-case Latin letters; empty where digits or signs are in it. */
  readonly reading: string;
  readonly hasLoose: boolean;
  /** Whether every twin is a Latin letter in another shape, such as a small capital. */
  readonly isLatin: boolean;
  /** Whether it is one letter beside a lone Latin one ("ѕ h і t"). */
  readonly isSpaced: boolean;
}

/** What the whole text is written in. */
interface Surroundings {
  latinLetters: number;
  /** Letters of other scripts that look like no Latin letter: the text has words of that script. */
  foreignLetters: number;
}

/**
 * Edits that write look-alikes from other scripts as the Latin letters they look like, in words that
 * mix them with Latin letters, and in words wholly made of close twins where the rest of the text is
 * Latin and the reading is a word of the lists. In a text that has words of the other script, a
 * mixed word too must read as a word of the lists: people mistype across keyboards.
 */
export function lookAlikeEdits(text: string, segments: readonly Span[]): Edit[] {
  const words: Word[] = [];
  const around: Surroundings = { latinLetters: 0, foreignLetters: 0 };
  for (const gap of gapsBetween(segments, text.length)) {
    for (let at = gap.begin; at < gap.end;) {
      const end = wordEnd(text, at, gap.end);
      if (end > at) readWord(text, at, end, words, around);
      at = end > at ? end : at + unitsOf(text.codePointAt(at)!);
    }
  }
  return words.filter((word) => folds(word, around)).flatMap(editsOf);
}

function wordEnd(text: string, begin: number, limit: number): number {
  let at = begin;
  while (at < limit) {
    const codePoint = text.codePointAt(at)!;
    const bits = classOf(codePoint);
    if (!(bits & (LETTER | MARK | DIGIT | ALPHABETIC)) && !isLeetSign(codePoint)) break;
    at += unitsOf(codePoint);
  }
  return at;
}

function isLeetSign(codePoint: number): boolean {
  return codePoint === 64 || codePoint === 36 || codePoint === 33 || codePoint === 42;
}

/** Counts a word's letters into the surroundings and keeps it where all its foreign letters are twins. */
function readWord(text: string, begin: number, end: number, words: Word[], around: Surroundings): void {
  const found: [number, string][] = [];
  let latinLetters = 0;
  let foreign = 0;
  let loose = 0;
  let isLatin = true;
  let reading = '';
  for (let at = begin; at < end;) {
    const codePoint = text.codePointAt(at)!;
    const latin = twins.get(codePoint);
    const bits = classOf(codePoint);
    if (latin !== undefined) {
      if (!close.has(codePoint)) loose++;
      isLatin &&= (bits & LATIN) !== 0;
      found.push([at, latin]);
      reading += latin.toLowerCase();
    } else if (bits & LETTER) {
      if (bits & LATIN && !isPhonetic(codePoint)) latinLetters++;
      else foreign++;
      reading += isAsciiLetter(codePoint) ? String.fromCharCode(codePoint | 32) : '?';
    } else {
      reading += '?';
    }
    at += unitsOf(codePoint);
  }
  around.latinLetters += latinLetters;
  // A word of nothing but twins, some of them loose, is a word of its own script.
  around.foreignLetters += foreign > 0 || latinLetters > 0 ? foreign : loose;
  if (found.length === 0 || foreign > 0 || end - begin > WORD_UNITS_MAX) return;
  if (reading.includes('?')) reading = '';
  words.push({
    twins: found,
    latinLetters,
    hasLoose: loose > 0,
    isLatin,
    isSpaced: isSpaced(text, begin, end),
    reading,
  });
}

function folds(word: Word, around: Surroundings): boolean {
  const { latinLetters, twins, reading } = word;
  const rank = reading === '' ? UNKNOWN : rankOf(reading);
  if (latinLetters === 0) {
    const otherwiseLatin = around.foreignLetters === 0 && around.latinLetters >= LATIN_LETTERS_MIN;
    if (word.isLatin) return twins.length > 1;
    if (word.isSpaced && around.foreignLetters === 0) return true;
    return otherwiseLatin && !word.hasLoose && rank > UNKNOWN;
  }
  if (word.hasLoose) return rank >= SENSITIVE_WORD;
  if (rank > UNKNOWN || (reading !== '' && isShortWord(reading))) return true;
  return around.foreignLetters === 0 && latinLetters + twins.length > 2;
}

function editsOf(word: Word): Edit[] {
  return word.twins.map(([at, latin]) => ({ begin: at, end: at + 1, text: latin }));
}

/** IPA letters: a word with one that has no twin is a transcription. */
function isPhonetic(codePoint: number): boolean {
  return codePoint >= 0x250 && codePoint <= 0x2af;
}

function isSpaced(text: string, begin: number, end: number): boolean {
  return end - begin === 1 && (isLoneLatin(text, begin - 2) || isLoneLatin(text, end + 1));
}

function isLoneLatin(text: string, at: number): boolean {
  return (
    isAsciiLetter(codePointFrom(text, at)) &&
    !isAsciiLetter(codePointBefore(text, at)) &&
    !isAsciiLetter(codePointFrom(text, at + 1))
  );
}
