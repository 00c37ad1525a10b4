import { knownWords, rankOf } from './lexicon.js';
import { seenWords } from './word-pairs.js';

/** So many doubled letters are no slip: "rapped" and "annal" have one. */
const DOUBLED_SURELY = 2;
/** Of the letters of a word of no list at least so many, and such a share, where its doubling is all that is odd. */
const THROUGHOUT_LETTERS = 4;
const THROUGHOUT_SHARE = 0.5;

/** What a misspelt word is. */
export interface Reading {
  readonly word: string;
  readonly rank: number;
  /** Whether a word of the strong list may be read so whatever the rest of the text looks like. */
  readonly isSure: boolean;
}

/** Words of the lists by what is left of them when no letter stands twice in a row. */
const byCollapsed = collapsedWords(knownWords());
/** The same of all words that have been seen; made when first asked for. */
let seenByCollapsed: ReadonlyMap<string, readonly string[]> | undefined;

function collapsedWords(words: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const word of words) {
    const key = collapse(word);
    const same = found.get(key);
    if (same === undefined) found.set(key, [word]);
    else same.push(word);
  }
  return found;
}

/** The word of the lists that a lower-case word of no list is when letters are doubled; null where it is none. */
export function readDoubled(word: string): Reading | null {
  const best = longestFit(word, byCollapsed);
  if (best === null) return null;
  // More letters are doubled than a slip of the finger does.
  return { word: best, rank: rankOf(best), isSure: word.length - best.length >= DOUBLED_SURELY };
}

/** A word of no list in which so many letters are doubled that it is no slip. */
export function readDoubledRarer(word: string): string | null {
  if (word.length - collapse(word).length < DOUBLED_SURELY) return null;
  seenByCollapsed ??= collapsedWords(seenWords());
  return longestFit(word, seenByCollapsed);
}

/** Of the words that become this one when letters are doubled the one that needs least doubling. */
function longestFit(word: string, words: ReadonlyMap<string, readonly string[]>): string | null {
  const key = collapse(word);
  if (key.length === word.length) return null;
  let best: string | null = null;
  for (const candidate of words.get(key) ?? []) {
    if (fitsInto(candidate, word) && candidate.length > (best?.length ?? 0)) best = candidate;
  }
  return best;
}

/** Whether so many letters of a word are doubled that it reads better without, whatever it is ("seerggeeyy"). */
export function isDoubledThroughout(word: string): boolean {
  const letters = collapse(word).length;
  const doubled = word.match(/(.)\1+/g)?.length ?? 0;
  return doubled >= THROUGHOUT_LETTERS && doubled >= THROUGHOUT_SHARE * letters;
}

/** The word with no letter twice in a row. */
export function collapse(word: string): string {
  return word.replace(/(.)\1+/g, '$1');
}

/** Whether a word of the same collapsed form has no letter more often in a row than another. */
function fitsInto(word: string, other: string): boolean {
  let at = 0;
  for (let i = 0; i < word.length; i++, at++) {
    if (i > 0 && word[i] !== word[i - 1]) while (other[at] === word[i - 1]) at++;
    if (other[at] !== word[i]) return false;
  }
  return true;
}
