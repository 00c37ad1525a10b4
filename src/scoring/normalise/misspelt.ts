import type { Span } from '../../domain/decision.js';
import {
  STRONG_WORD,
  UNKNOWN,
  WORD_LENGTH_MAX,
  isRarer,
  knownWords,
  placeOfWord,
  rankOf,
} from './lexicon.js';
import { gapsBetween } from './segments.js';
import type { Edit } from './view.js';

/** Plain letters, one of which may be hidden. */
const WORD = /[a-z]+(?:\*[a-z]+)?/gi;
const LETTERS_MIN = 3;
const LETTERS_MAX = 48;
/** What makes a word a part of a name, a path, a handle or a compound. */
const BEFORE_PART = /[\p{L}\p{M}\p{N}_@#/.*'’-]$/u;
const BEHIND_PART = /^[\p{L}\p{M}\p{N}_@/*'’-]/u;
const VOWELS = 'aeiou';
/** Shorter words that are in no list are abbreviations far more often than words without a vowel ("tts"). */
const WITHOUT_VOWEL_MIN = 4;
/** The one such abbreviation that means nothing else. */
const SHORT_CURSE = 'fck';
/** So many doubled letters are no slip: "rapped" and "annal" have one. */
const DOUBLED_SURELY = 2;
/** From so many misspelt words on, and where they are such a share of the longer words, spelling is a manner. */
const MANNERS = [
  { words: 2, share: 0.4 },
  { words: 3, share: 0.25 },
] as const;
const LONG_WORD = 4;

interface Reading {
  readonly word: string;
  readonly rank: number;
  /** Whether a word of the strong list may be read so whatever the rest of the text looks like. */
  readonly isSure: boolean;
}

/** Words of the lists by what is left of them when no letter stands twice in a row. */
const byCollapsed = new Map<string, string[]>();
for (const word of knownWords()) {
  const key = collapse(word);
  const same = byCollapsed.get(key);
  if (same === undefined) byCollapsed.set(key, [word]);
  else same.push(word);
}

/** What misspelling makes of strong words, and what is left of them when no letter stands twice in a row. */
const misspeltCurses = new Set<string>();
const collapsedCurses = new Set<string>();
for (const word of knownWords()) {
  if (rankOf(word) < STRONG_WORD) continue;
  collapsedCurses.add(collapse(word));
  for (const form of [...transpositions(word), ...deletions(word)]) misspeltCurses.add(form);
}

interface Written extends Span {
  readonly word: string;
}

/**
 * Edits that read words whose letters are doubled, swapped, or lack a vowel (or have an asterisk in its place). One
 * such word is a slip of the finger and stays, unless nothing but a curse comes out; where many are, spelling hides
 * the message and all are read.
 */
export function misspeltEdits(text: string, segments: readonly Span[]): Edit[] {
  const unknown: Written[] = [];
  let longWords = 0;
  for (const gap of gapsBetween(segments, text.length)) {
    for (const { index, 0: written } of text.slice(gap.begin, gap.end).matchAll(WORD)) {
      if (written.length < LETTERS_MIN || written.length > LETTERS_MAX) continue;
      if (written.length >= LONG_WORD) longWords++;
      const word = written.toLowerCase();
      const begin = gap.begin + index;
      const end = begin + written.length;
      if (rankOf(word) === UNKNOWN && standsAlone(text, begin, end)) unknown.push({ begin, end, word });
    }
  }
  // Names and jargon are in no list either: most texts need no look at what else their words could be.
  const candidates = isManner(unknown, longWords) ? unknown : unknown.filter(mayBeCurse);
  const found = candidates.flatMap((written) => {
    const reading = readUnknown(written.word);
    return reading === null ? [] : [{ ...written, reading }];
  });
  const all = isManner(found, longWords);
  return found
    .filter(({ reading }) => all || isCurse(reading))
    .map(({ begin, end, reading }) => ({ begin, end, text: inCaseOf(text.slice(begin, end), reading.word) }));
}

/** Three letters that could be a word with a vowel more are an abbreviation, unless longer ones say otherwise. */
function isManner(words: readonly Span[], longWords: number): boolean {
  const telling = words.filter(({ begin, end }) => end - begin >= LONG_WORD).length;
  return MANNERS.some(({ words: least, share }) => telling >= least && telling >= share * longWords);
}

function isCurse({ isSure, rank }: Reading): boolean {
  return isSure && rank >= STRONG_WORD;
}

/** False where no reading of the word is a curse for sure. */
function mayBeCurse({ word }: Written): boolean {
  return misspeltCurses.has(word) || collapsedCurses.has(collapse(word));
}

/** What a word is read as that has no rank; one of the rarer words only as a curse. */
function readUnknown(word: string): Reading | null {
  const reading = readMisspelt(word);
  return reading !== null && isRarer(word) && !isCurse(reading) ? null : reading;
}

function standsAlone(text: string, begin: number, end: number): boolean {
  // Two units, for letters that take so many.
  return (
    !BEFORE_PART.test(text.slice(Math.max(0, begin - 2), begin)) &&
    !BEHIND_PART.test(text.slice(end, end + 2))
  );
}

/** What a lower-case word of no list is most likely meant to be; null where nothing comes out. */
function readMisspelt(word: string): Reading | null {
  const hidden = word.indexOf('*');
  // Masked curses have rules of their own (masks.ts); here what is left of them.
  if (hidden >= 0) {
    const shown = bestOf(withVowel(word.slice(0, hidden), word.slice(hidden + 1)));
    return shown && { ...shown, isSure: false };
  }
  const doubled = readDoubled(word);
  if (doubled !== null) return doubled;
  if (word.length > WORD_LENGTH_MAX) return null;
  const swapped = bestOf(transpositions(word));
  if (swapped !== null) return { ...swapped, isSure: swapped.isOnly };
  const completed = bestOf(insertions(word));
  if (completed === null) return null;
  return {
    ...completed,
    isSure: completed.isOnly && (word.length >= WITHOUT_VOWEL_MIN || word === SHORT_CURSE),
  };
}

/** Of the words that become this one when letters are doubled the one that needs least doubling. */
function readDoubled(word: string): Reading | null {
  const key = collapse(word);
  if (key.length === word.length) return null;
  let best: string | undefined;
  for (const candidate of byCollapsed.get(key) ?? []) {
    if (fitsInto(candidate, word) && candidate.length > (best?.length ?? 0)) best = candidate;
  }
  if (best === undefined) return null;
  return { word: best, rank: rankOf(best), isSure: word.length - best.length >= DOUBLED_SURELY };
}

/**
 * The commonest of the candidates, whatever it means; what is in the list of strong words alone where nothing else
 * can be.
 */
function bestOf(
  candidates: Iterable<string>,
): (Omit<Reading, 'isSure'> & { readonly isOnly: boolean }) | null {
  let best: string | null = null;
  let isOnly = true;
  for (const word of candidates) {
    if (rankOf(word) === UNKNOWN && !isRarer(word)) continue;
    isOnly &&= rankOf(word) >= STRONG_WORD || isRarer(word);
    if (best === null || placeOfWord(word) < placeOfWord(best)) best = word;
  }
  return best === null ? null : { word: best, rank: rankOf(best), isOnly };
}

/** The word with two neighbours swapped, first and last letter staying. */
function* transpositions(word: string): Generator<string> {
  for (let i = 1; i < word.length - 2; i++) {
    if (word[i] !== word[i + 1]) yield word.slice(0, i) + word[i + 1]! + word[i]! + word.slice(i + 2);
  }
}

/** The word with a vowel more, between its first and last letter. */
function* insertions(word: string): Generator<string> {
  for (let i = 1; i < word.length; i++) yield* withVowel(word.slice(0, i), word.slice(i));
}

/** The word without one of the vowels between its first and last letter. */
function* deletions(word: string): Generator<string> {
  for (let i = 1; i < word.length - 1; i++)
    if (VOWELS.includes(word[i]!)) yield word.slice(0, i) + word.slice(i + 1);
}

function* withVowel(before: string, behind: string): Generator<string> {
  for (const vowel of VOWELS) yield before + vowel + behind;
}

function collapse(word: string): string {
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

/** A reading in the writer's case: all capitals, a capital first, or small. */
function inCaseOf(written: string, word: string): string {
  if (written === written.toUpperCase()) return word.toUpperCase();
  return written[0] === written[0]!.toUpperCase() ? word[0]!.toUpperCase() + word.slice(1) : word;
}
