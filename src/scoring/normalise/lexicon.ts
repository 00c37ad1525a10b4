import { COMMON_WORDS } from './common-words.js';
import { NOT_LEET, SENSITIVE, SHORT_WORDS, STRONG } from './evasion-words.js';
import { RARER_WORDS } from './rarer-words.js';

/** What a lower-case word is to the folding passes; higher outranks lower. */
export const UNKNOWN = 0;
export const COMMON = 1;
export const SENSITIVE_WORD = 2;
export const STRONG_WORD = 3;

/** A word of the strong list with the number of its family of forms. */
export interface StrongWord {
  readonly word: string;
  readonly family: number;
}

/** No word of the lists is longer: a bound on every look-up. */
export const WORD_LENGTH_MAX = 24;

const ranks = new Map<string, number>();
const strongByLength: StrongWord[][] = Array.from({ length: WORD_LENGTH_MAX + 1 }, () => []);
const shortWords = new Set(SHORT_WORDS.split(' '));
const notLeet = new Set(NOT_LEET.split(' '));
// One byte for each of the 27³ trigrams over a-z and the word's ends.
const trigrams = new Uint8Array(27 * 27 * 27);
const beginnings = new Set<string>();

for (const word of COMMON_WORDS.split(/\s+/)) {
  if (word === '') continue;
  ranks.set(word, COMMON);
  forEachTrigram(word, (code) => {
    trigrams[code] = 1;
    return true;
  });
}
for (const word of SENSITIVE.split(/\s+/)) if (word !== '') ranks.set(word, SENSITIVE_WORD);
for (const [family, line] of STRONG.trim().split('\n').entries()) {
  for (const word of line.split(' ')) {
    ranks.set(word, STRONG_WORD);
    strongByLength[word.length]!.push({ word, family });
  }
}

const rarer = new Set(RARER_WORDS.trim().split(/\s+/));
/** Places of the words in the lists, commonest first. */
const places = new Map([...COMMON_WORDS.trim().split(/\s+/), ...rarer].map((word, place) => [word, place]));

for (const word of [...ranks.keys(), ...rarer]) beginnings.add(word.slice(0, 3));

/** Rank of a lower-case word: {@link UNKNOWN} up to {@link STRONG_WORD}. */
export function rankOf(word: string): number {
  return ranks.get(word) ?? UNKNOWN;
}

/** Whether it is a word, though one too rare to have a rank. */
export function isRarer(word: string): boolean {
  return rarer.has(word);
}

/** How many words are more common; Infinity for what is in no list of words, or only among the strong ones. */
export function placeOfWord(word: string): number {
  return places.get(word) ?? Infinity;
}

/** The words of all lists, those with a rank first. */
export function* knownWords(): Generator<string> {
  yield* ranks.keys();
  yield* rarer;
}

/** The strong words of a length, commonest forms of a family first. */
export function strongWordsOfLength(length: number): readonly StrongWord[] {
  return strongByLength[length] ?? [];
}

/** Whether it is a word of at most two letters that stands in sentences ("a", "my"). */
export function isShortWord(word: string): boolean {
  return shortWords.has(word);
}

/** Names of things that leetspeak would read as words ("l10n"). */
export function isNotLeet(word: string): boolean {
  return notLeet.has(word);
}

/** Whether some word of the lists begins with these three letters. */
export function isBeginning(letters: string): boolean {
  return beginnings.has(letters);
}

/** Whether a lower-case a-z word could be English: each of its trigrams occurs in a common word. */
export function isPlausible(word: string): boolean {
  return forEachTrigram(word, (code) => trigrams[code] === 1);
}

/** Calls `visit` for each trigram of `^word$` until it says no; false where it did or the word is not a-z. */
function forEachTrigram(word: string, visit: (code: number) => boolean): boolean {
  let code = 0;
  for (let i = 0; i <= word.length; i++) {
    const letter = i < word.length ? word.charCodeAt(i) - 96 : 0;
    if (letter < 0 || letter > 26) return false;
    code = (code % 729) * 27 + letter;
    if (i > 0 && !visit(code)) return false;
  }
  return true;
}
