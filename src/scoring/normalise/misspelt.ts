import type { Span } from '../../domain/decision.js';
import { type Ambiguous, type Candidate, areAtHome, readInContext } from './context.js';
import { type Reading, collapse, isDoubledThroughout, readDoubled, readDoubledRarer } from './doubled.js';
import {
  SENSITIVE_WORD,
  STRONG_WORD,
  UNKNOWN,
  WORD_LENGTH_MAX,
  isRarer,
  knownWords,
  placeOfWord,
  rankOf,
} from './lexicon.js';
import { gapsBetween } from './segments.js';
import { type Edit, inCaseOf } from './view.js';
import { isSeen, isWord } from './word-pairs.js';

const WORD = /[a-z]+/gi;
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
/** So many words with doubled letters that are no slip are no chance, however long the message. */
const DOUBLED_WORDS = 3;
/** From so many misspelt words on, and where they are such a share of the longer words, spelling is a manner. */
const MANNERS = [
  { words: 2, share: 0.4 },
  { words: 3, share: 0.25 },
] as const;
const LONG_WORD = 4;
/** The same of all words, where one of them is often seen beside its neighbour when read. */
const SHORT_WORDS = 2;
const SHORT_SHARE = 0.25;
/** Against a rarer word's being meant as it is written where most words are misspelt, as a power of two. */
const AS_WRITTEN_DOUBT = 4;

/** What misspelling makes of words, of strong ones and of sensitive ones; what is left of strong ones without doubled letters. */
const misspeltWords = new Set<string>();
const misspeltCurses = new Set<string>();
const misspeltSensitive = new Set<string>();
const collapsedCurses = new Set<string>();
for (const word of knownWords()) {
  const rank = rankOf(word);
  for (const form of [...transpositions(word), ...deletions(word)]) {
    misspeltWords.add(form);
    if (rank >= STRONG_WORD) misspeltCurses.add(form);
    if (rank >= SENSITIVE_WORD) misspeltSensitive.add(form);
  }
  if (rank >= STRONG_WORD) collapsedCurses.add(collapse(word));
}

interface Written extends Span {
  readonly word: string;
}

/**
 * Edits that read words whose letters are doubled, swapped, or lack a vowel. One such word is a slip of the finger and
 * stays, unless it hurts when read; where many are, spelling hides the message and all are read.
 */
export function misspeltEdits(text: string, segments: readonly Span[]): Edit[] {
  const found = findWords(text, segments);
  const edits = readManner(text, found) ?? readSingles(text, found.unknown);
  return edits.map((edit) => ({ ...edit, text: inCaseOf(text.slice(edit.begin, edit.end), edit.text) }));
}

interface Words {
  /** Those of no list. */
  readonly unknown: readonly Written[];
  readonly curses: readonly Written[];
  /** How many words there are, and how many of them are longer. */
  readonly all: number;
  readonly long: number;
}

function findWords(text: string, segments: readonly Span[]): Words {
  const unknown: Written[] = [];
  const curses: Written[] = [];
  let all = 0;
  let long = 0;
  for (const gap of gapsBetween(segments, text.length)) {
    for (const { index, 0: written } of text.slice(gap.begin, gap.end).matchAll(WORD)) {
      if (written.length < LETTERS_MIN || written.length > LETTERS_MAX) continue;
      all++;
      if (written.length >= LONG_WORD) long++;
      const word = written.toLowerCase();
      const begin = gap.begin + index;
      const end = begin + written.length;
      const rank = rankOf(word);
      if (rank !== UNKNOWN && rank < STRONG_WORD) continue;
      if (standsAlone(text, begin, end)) (rank === UNKNOWN ? unknown : curses).push({ begin, end, word });
    }
  }
  return { unknown, curses, all, long };
}

/** Whether a word of no list may be one of the lists misspelt. */
function isMisspelt({ word }: Written): boolean {
  if (misspeltWords.has(word)) return true;
  return readDoubled(word) !== null;
}

/** Words of no list that are a curse for sure, or something that hurts and is often seen beside its neighbour. */
function readSingles(text: string, unknown: readonly Written[]): Edit[] {
  return unknown.flatMap((written) => {
    const { begin, end, word } = written;
    const reading = mayBeCurse(written) ? readMisspelt(word) : null;
    if (reading !== null && isCurse(reading)) return [{ begin, end, text: reading.word }];
    if (!misspeltSensitive.has(word) || isSeen(word)) return [];
    const [likeliest] = readInContext(text, [{ begin, end, readings: candidatesFor(word) }]);
    const hurts = rankOf(likeliest!) >= SENSITIVE_WORD;
    const isAtHome = areAtHome(text, [{ begin, end, reading: likeliest! }]).includes(true);
    return hurts && isAtHome ? [{ begin, end, text: likeliest! }] : [];
  });
}

/**
 * Where misspelling is a manner, every word that can be another one as what goes best with its neighbours; what looks
 * like a curse, too, which can be all that is left of a harmless word ("cunt", "count"). Where it is none, but three
 * words have doubled letters that are no slip, the words with doubled letters alone. Else null.
 */
function readManner(text: string, { unknown, curses, all, long }: Words): Edit[] | null {
  // Names and jargon are in no list either: most texts need no look at what else their words could be.
  const isShare = unknown.length >= SHORT_SHARE * all;
  if (unknown.length < (isShare ? SHORT_WORDS : DOUBLED_WORDS)) return null;
  const surely = unknown.filter(({ word }) => readDoubled(word)?.isSure).map(({ word }) => word);
  const doubled = new Set(surely).size;
  const isName = ({ word }: Written) => doubled > 0 && isDoubledThroughout(word);
  if (!isShare && doubled < DOUBLED_WORDS) return null;
  if (unknown.filter((written) => isMisspelt(written) || isName(written)).length < SHORT_WORDS) return null;
  const ambiguous = [...unknown, ...curses]
    .map((written): Ambiguous & Written => {
      const readings = candidatesFor(written.word);
      const isUnread = readings.length === 0 && isName(written);
      return { ...written, readings: isUnread ? [{ word: collapse(written.word), doubt: 0 }] : readings };
    })
    .filter(({ readings }) => readings.length > 0)
    .sort((a, b) => a.begin - b.begin);
  const chosen = readInContext(text, ambiguous);
  const read = ambiguous
    .map(({ begin, end, word }, i) => ({ begin, end, word, reading: chosen[i]! }))
    .filter(({ word, reading }) => word !== reading);
  if (isManner(read, long) || isShortManner(text, read, all)) return read.map(editOf);
  if (doubled < DOUBLED_WORDS) return null;
  return read.filter(({ word }) => rankOf(word) === UNKNOWN && collapse(word) !== word).map(editOf);
}

function editOf({ begin, end, reading }: Span & { readonly reading: string }): Edit {
  return { begin, end, text: reading };
}

/** Whether so many words of three letters and more are misspelt, one of which is often seen beside its neighbour. */
function isShortManner(
  text: string,
  read: readonly (Span & { readonly reading: string })[],
  all: number,
): boolean {
  const known = read.filter(({ reading }) => rankOf(reading) > UNKNOWN || isRarer(reading)).length;
  return known >= SHORT_WORDS && known >= SHORT_SHARE * all && areAtHome(text, read).includes(true);
}

/** Everything that a word may have been before it was misspelt, and what it is. */
function candidatesFor(word: string): Candidate[] {
  const forms = new Set(formsOf(word).filter(isWord));
  if (forms.size === 0) return [];
  const asWritten = rankOf(word) >= STRONG_WORD ? 0 : AS_WRITTEN_DOUBT;
  return [
    ...Array.from(forms, (form) => ({ word: form, doubt: 0 })),
    ...(isWord(word) ? [{ word, doubt: asWritten }] : []),
  ];
}

function formsOf(word: string): string[] {
  const doubled = readDoubled(word)?.word ?? readDoubledRarer(word);
  if (doubled !== null) return [doubled];
  return word.length > WORD_LENGTH_MAX ? [] : [...transpositions(word), ...insertions(word)];
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

function standsAlone(text: string, begin: number, end: number): boolean {
  // Two units, for letters that take so many.
  return (
    !BEFORE_PART.test(text.slice(Math.max(0, begin - 2), begin)) &&
    !BEHIND_PART.test(text.slice(end, end + 2))
  );
}

/** What a lower-case word of no list is most likely meant to be; null where nothing comes out. */
function readMisspelt(word: string): Reading | null {
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
