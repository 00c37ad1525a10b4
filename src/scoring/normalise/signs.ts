import type { Span } from '../../domain/decision.js';
import { type Ambiguous, type Candidate, readInContext } from './context.js';
import { candidatesOf } from './leet.js';
import { STRONG_WORD, UNKNOWN, isNotLeet, isRarer, rankOf } from './lexicon.js';
import { readMask } from './masks.js';
import { gapsBetween } from './segments.js';
import { type Edit, inCaseOf } from './view.js';
import { isSeen } from './word-pairs.js';

/** A word with digits or signs in it, or behind it what hides its end. */
const WORD_WITH_SIGNS = /(?<![\p{L}\p{M}\p{N}_@#/.*'’$])[a-z0-9@$!*]{3,24}(?![\p{L}\p{M}\p{N}_@#/*$])/giu;
const LONG_WORD = /[\p{L}\p{N}@$!*]{4,}/gu;
const LONG = 4;
const VOWELS = 'aeiou';
const STARS_MAX = 2;
/** A number with its unit or ending: "26th", "5k". */
const QUANTITY = /^\d+[a-z]{1,2}$/i;
/** From so many words with signs on, and where they are such a share of the longer words, they are a manner. */
const MANNER_WORDS = 2;
const MANNER_SHARE = 0.25;
/** Against a star that stands between two letters of a curse instead of for one ("c*unt"). */
const STAR_BETWEEN_DOUBT = 4;

interface Signed extends Ambiguous {
  readonly kind: 'masked' | 'leet';
  readonly written: string;
}

/**
 * Edits that read words with an asterisk for a vowel or with digits and signs for letters where a message is full of
 * them: then any word that comes out is meant, the one that goes best with its neighbours, while a single such word
 * is a curse or a name (words.ts).
 */
export function signedEdits(text: string, segments: readonly Span[]): Edit[] {
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
  const isManner = { masked: false, leet: false };
  for (const kind of ['masked', 'leet'] as const) {
    const telling = found.filter((each) => each.kind === kind && isTelling(each)).length;
    isManner[kind] = telling >= MANNER_WORDS && telling >= MANNER_SHARE * longWords;
  }
  const read = found.filter(
    (each) =>
      each.readings.length > 0 &&
      // Behind an asterisk that is no curse there is some word.
      (isManner[each.kind] || (each.kind === 'masked' && isTelling(each) && !each.readings.some(isCurse))),
  );
  const words = readInContext(text, read);
  const edits = read.map(({ begin, end, written }, i) => ({
    begin,
    end,
    text: inCaseOf(written, words[i]!),
  }));
  const spelled = isManner.leet
    ? found.filter(
        ({ kind, readings, written }) => kind === 'leet' && readings.length === 0 && isSpelled(written),
      )
    : [];
  for (const { begin, end, written } of spelled)
    edits.push({ begin, end, text: inCaseOf(written, candidatesOf(written.toLowerCase())[0]!) });
  return edits.sort((a, b) => a.begin - b.begin);
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
  const readings = new Map(filled.filter(isWord).map((reading) => [reading, 0]));
  const curse = readMask(word);
  if (curse !== null && rankOf(curse) >= STRONG_WORD) readings.set(curse, 0);
  const joined = parts.join('');
  if (rankOf(joined) >= STRONG_WORD) readings.set(joined, STAR_BETWEEN_DOUBT);
  return Array.from(readings, ([reading, doubt]) => ({ word: reading, doubt }));
}

function isWord(word: string): boolean {
  return rankOf(word) > UNKNOWN || isRarer(word) || isSeen(word);
}

function isCurse({ word }: Candidate): boolean {
  return rankOf(word) >= STRONG_WORD;
}

function isTelling({ readings, written }: Signed): boolean {
  return written.length >= LONG && readings.length > 0;
}

/** Whether a word of no list is made of letters for the most part, and could stand for nothing else. */
function isSpelled(written: string): boolean {
  const letters = written.replace(/[^a-z]/gi, '').length;
  return written.length >= LONG && letters >= 2 && letters * 3 >= written.length;
}
