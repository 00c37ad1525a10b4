import type { Span } from '../../domain/decision.js';
import { type Ambiguous, type Candidate, isCurse, readInContext } from './context.js';
import { candidatesOf } from './leet.js';
import { STRONG_WORD, isNotLeet, knownWords, rankOf } from './lexicon.js';
import { readMask } from './masks.js';
import { gapsBetween } from './segments.js';
import { type Edit, inCaseOf } from './view.js';
import { isWord } from './word-pairs.js';

/** A word with digits or signs in it, or behind it what hides its end. */
const WORD_WITH_SIGNS = /(?<![\p{L}\p{M}\p{N}_@#/.*'’$])[a-z0-9@$!*]{3,24}(?![\p{L}\p{M}\p{N}_@#/*$])/giu;
/** What there is in all of them. */
const SIGN_AT_LETTER = /[a-z][0-9@$!*][a-z0-9@$!*]|[0-9@$][a-z]{2}/i;
const LONG_WORD = /[\p{L}\p{N}@$!*]{4,}/gu;
const LONG = 4;
const VOWELS = 'aeiou';
const STARS_MAX = 2;
const STARS = /\*.*\*/;
/** A number with its unit or ending: "26th", "5k". */
const QUANTITY = /^\d+[a-z]{1,2}$/i;
/** From so many words with signs on, and where they are such a share of the longer words, they are a manner. */
const MANNER_WORDS = 2;
const MANNER_SHARE = 0.25;
/** What "fucked" and its like are shortened to. */
const SHORT_FOR_CURSE = /^f\*(?:ed|ers?|ing?)$/i;
/** Against "can't" without its apostrophe under a star, which the counts cannot know to be rarer than the curse. */
const WITHOUT_APOSTROPHE = 'cant';
const WITHOUT_APOSTROPHE_DOUBT = 4;
/** Against a star that stands between two letters of a curse instead of for one ("c*unt"). */
const STAR_BETWEEN_DOUBT = 4;

const KINDS = ['masked', 'leet'] as const;
/** A masked word of no list with the consonants of a curse may be that curse misspelt ("f*ggt"): it is no name. */
const curseConsonants: ReadonlySet<string> = new Set(
  Array.from(knownWords())
    .filter((word) => rankOf(word) >= STRONG_WORD)
    .map(consonantsOf),
);

interface Signed extends Ambiguous {
  readonly kind: (typeof KINDS)[number];
  readonly written: string;
}

/**
 * Edits that read words with an asterisk for a vowel or with digits and signs for letters where a message is full of
 * them: then any word that comes out is meant, the one that goes best with its neighbours, while a single such word
 * is a curse or a name (words.ts) if it can be one.
 */
export function signedEdits(text: string, segments: readonly Span[]): Edit[] {
  if (!SIGN_AT_LETTER.test(text)) return [];
  const found: Signed[] = [];
  let longWords = 0;
  for (const gap of gapsBetween(segments, text.length)) {
    const part = text.slice(gap.begin, gap.end);
    longWords += part.match(LONG_WORD)?.length ?? 0;
    for (const { index, 0: word } of part.matchAll(WORD_WITH_SIGNS)) {
      const signed = readingsOf(word, gap.begin + index);
      if (signed !== null) found.push(signed);
    }
  }
  const manners = KINDS.filter((kind) => {
    const telling = found.filter((each) => each.kind === kind && isTelling(each)).length;
    return telling >= MANNER_WORDS && telling >= MANNER_SHARE * longWords;
  });
  const isManner = ({ kind }: Signed) => manners.includes(kind);
  const ambiguous = found.filter((each) => each.readings.length > 0 && (isManner(each) || isHarmless(each)));
  const chosen = readInContext(text, ambiguous, found.filter(isName).length);
  const read = ambiguous.map((each, i) => ({ ...each, reading: chosen[i]! }));
  // In a message that is full of such words, those of no list are letters all the same.
  const spelled = found
    .filter((each) => manners.includes('leet') && isSpelled(each))
    .map((each) => ({ ...each, reading: candidatesOf(each.written.toLowerCase())[0]! }));
  return [...read, ...spelled]
    .map(({ begin, end, written, reading }) => ({ begin, end, text: inCaseOf(written, reading) }))
    .sort((a, b) => a.begin - b.begin);
}

/** Null where the word has no signs that could stand for letters. */
function readingsOf(match: string, begin: number): Signed | null {
  const written = match.replace(/[!*]+$/, '').replace(/^!+/, '');
  begin += match.indexOf(written);
  if (written.length < 3 || !/[a-z]/i.test(written) || QUANTITY.test(written)) return null;
  const word = written.toLowerCase();
  const span = { begin, end: begin + written.length, written };
  if (word.includes('*')) {
    if (!/^[a-z]+\*[a-z]+(?:\*[a-z]+)*$/.test(word)) return null;
    return { ...span, kind: 'masked', readings: unmasked(word) };
  }
  if (!/[0-9@$!]/.test(word) || word.startsWith('@') || isNotLeet(word)) return null;
  const readings = candidatesOf(word).filter((reading) => /^[a-z]+$/.test(reading) && isWord(reading));
  return { ...span, kind: 'leet', readings: readings.map((reading) => ({ word: reading, doubt: 0 })) };
}

function unmasked(word: string): Candidate[] {
  const parts = word.split('*');
  if (parts.length > STARS_MAX + 1) return [];
  const filled = parts
    .slice(1)
    .reduce(
      (words, part) => words.flatMap((before) => Array.from(VOWELS, (vowel) => before + vowel + part)),
      [parts[0]!],
    );
  const readings = new Map(
    filled
      .filter(isWord)
      .map((reading) => [reading, reading === WITHOUT_APOSTROPHE ? WITHOUT_APOSTROPHE_DOUBT : 0]),
  );
  const curse = readMask(word);
  if (curse !== null && rankOf(curse) >= STRONG_WORD) readings.set(curse, 0);
  const joined = parts.join('');
  if (rankOf(joined) >= STRONG_WORD) readings.set(joined, STAR_BETWEEN_DOUBT);
  return Array.from(readings, ([reading, doubt]) => ({ word: reading, doubt }));
}

function isTelling({ readings, written }: Signed): boolean {
  return written.length >= LONG && readings.length > 0;
}

/** Whether one asterisk stands in a word of no list, which is no curse either, nor short for one. */
function isName({ kind, readings, written }: Signed): boolean {
  if (kind !== 'masked' || written.length < LONG || readings.length > 0 || STARS.test(written)) return false;
  return !SHORT_FOR_CURSE.test(written) && !curseConsonants.has(consonantsOf(written.toLowerCase()));
}

function consonantsOf(word: string): string {
  return word.replace(/[^a-z]|[aeiou]/g, '');
}

/** Whether an asterisk stands in a word that can be no curse, nor short for one ("f*ed up"). */
function isHarmless(word: Signed): boolean {
  const { kind, readings, written } = word;
  return kind === 'masked' && isTelling(word) && !readings.some(isCurse) && !SHORT_FOR_CURSE.test(written);
}

/** Whether a word of no list has digits or signs among its letters, and could stand for nothing else. */
function isSpelled({ kind, readings, written }: Signed): boolean {
  const letters = written.replace(/[^a-z]/gi, '').length;
  const isUnread = kind === 'leet' && readings.length === 0 && written.length >= LONG;
  return isUnread && letters >= 2 && letters * 3 >= written.length;
}
