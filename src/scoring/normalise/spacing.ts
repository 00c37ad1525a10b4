import type { Span } from '../../domain/decision.js';
import { candidatesOf } from './leet.js';
import { SENSITIVE_WORD, STRONG_WORD, isPlausible, isRarer, rankOf } from './lexicon.js';
import { type Segment, segment } from './segmentation.js';
import { gapsBetween } from './segments.js';
import { type Sentence, sentenceOf, sureWordsOf } from './sentence.js';
import type { Edit } from './view.js';

const SEPARATOR_BIT = 1;
/** A letter, or what leetspeak has for one. */
const UNIT_BIT = 2;
const WORD_BIT = 4;
const SPACE_BIT = 8;

const SEPARATOR = /[\s.,\-_*/|~·•:;+='"\u2013\u2014]/;
/** UTF-16 units of emoji, their selectors and joiners; letters of other planes begin otherwise. */
const EMOJI_UNITS = [
  [0xd83c, 0xd83e],
  [0xdc00, 0xdfff],
  [0x2600, 0x27bf],
  [0x2b00, 0x2bff],
  [0xfe0f, 0xfe0f],
  [0x200d, 0x200d],
] as const;
const UNIT = /[a-zA-Z013457@$!]/;
const WORD = /[\p{L}\p{N}\p{M}]/u;
const SPACE = /\s/;
const asciiBits = Uint8Array.from({ length: 128 }, (_, code) => bitsOf(String.fromCharCode(code)));

function bitsOf(unit: string): number {
  return (
    (SEPARATOR.test(unit) || isOfEmoji(unit) ? SEPARATOR_BIT : 0) |
    (UNIT.test(unit) ? UNIT_BIT : 0) |
    (WORD.test(unit) && !isOfEmoji(unit) ? WORD_BIT : 0) |
    (SPACE.test(unit) ? SPACE_BIT : 0)
  );
}

function isOfEmoji(unit: string): boolean {
  const code = unit.charCodeAt(0);
  return EMOJI_UNITS.some(([first, last]) => code >= first && code <= last);
}

const GAP_UNITS_MAX = 8;
const RUN_MIN = 3;
/** Ordinary words from so many letters; shorter runs are lists, initials and emphasis. */
const ORDINARY_MIN = 5;
/** A sentence of short words needs so many letters. */
const SENTENCE_MIN = 8;
/** So many runs of so many letters that are words show that a message is written so. */
const MANNER_RUNS = 2;
const TELLING_LETTERS = 4;
/** Or one run of so many. */
const MANNER_LETTERS = 12;
/** The share of the letters in longer words of English chat from which a run is words. */
const KNOWN_SHARE = 0.4;

/** Single letters one after the other. */
interface Run {
  readonly begin: number;
  readonly end: number;
  /** Positions of the letters. */
  readonly at: readonly number[];
  /** Whether it hangs on a word by a sign that is no space ("app.i.d"). */
  readonly isTight: boolean;
}

/**
 * Edits that join letters with gaps, signs or emoji between them ("i d i o t", "i.d.i.o.t", "y o u  i d i o t") where words come out:
 * one that people hide, a common word of five letters or more, or something that could be a word.
 * Initials ("U.S.A."), lists ("a, b, c") and property chains ("a.b.c") stay.
 */
export function spacingEdits(text: string, segments: readonly Span[]): Edit[] {
  const runs: Run[] = [];
  for (const gap of gapsBetween(segments, text.length)) {
    for (let at = gap.begin; at < gap.end;) {
      const run = isSingle(text, at) ? readRun(text, at, gap.end) : null;
      if (run !== null && run.at.length >= RUN_MIN) runs.push(run);
      at = run === null ? at + 1 : run.end;
    }
  }
  const telling = runs.map((run) => tellingLetters(text, run)).filter((letters) => letters > 0);
  const isManner = telling.length >= MANNER_RUNS || telling.some((letters) => letters >= MANNER_LETTERS);
  return runs.flatMap((run) => joinRun(text, run, isManner));
}

/** How many letters with spaces between them show that a message is written so: all, where words come out, or none. */
function tellingLetters(text: string, run: Run): number {
  const letters = spelledLetters(text, run);
  if (letters === null || letters.length < TELLING_LETTERS) return 0;
  const words = segment(letters, wideGaps(run.at));
  const known = words.filter(({ isKnown, word }) => isKnown && word.length > 2);
  const isSentence = known.length > 0 && words.every(({ isKnown }) => isKnown);
  const knownLetters = known.reduce((sum, { word }) => sum + word.length, 0);
  return isSentence || knownLetters >= KNOWN_SHARE * letters.length ? letters.length : 0;
}

function isLikely({ isKnown, word }: Segment): boolean {
  return isKnown || (word.length >= ORDINARY_MIN && isPlausible(word));
}

/** The lower-case letters of a run that holds nothing else and hangs on nothing; null where it does. */
function spelledLetters(text: string, run: Run): string | null {
  const letters = run.at.map((at) => text[at]!).join('');
  return run.isTight || isInitials(text, run) || !/^[a-z]+$/i.test(letters) ? null : letters.toLowerCase();
}

function isInitials(text: string, run: Run): boolean {
  return /^[A-Z][^a-z]*$/.test(text.slice(run.begin, run.end)) && text[run.begin + 1] === '.';
}

function bitsAt(text: string, at: number): number {
  if (at < 0 || at >= text.length) return 0;
  const code = text.charCodeAt(at);
  return code < 128 ? asciiBits[code]! : bitsOf(text[at]!);
}

/** Whether a letter stands alone at `at`. */
function isSingle(text: string, at: number): boolean {
  return (
    (bitsAt(text, at) & UNIT_BIT) !== 0 &&
    !(bitsAt(text, at - 1) & (WORD_BIT | UNIT_BIT)) &&
    // What is behind an apostrophe is the end of a word ("don't").
    !(/['’]/.test(text[at - 1] ?? '') && bitsAt(text, at - 2) & WORD_BIT) &&
    !(bitsAt(text, at + 1) & WORD_BIT)
  );
}

function readRun(text: string, begin: number, limit: number): Run {
  const at = [begin];
  let end = begin + 1;
  for (;;) {
    let next = end;
    while (next < limit && next - end <= GAP_UNITS_MAX && bitsAt(text, next) & SEPARATOR_BIT) next++;
    if (next === end || next - end > GAP_UNITS_MAX || next >= limit || !isSingle(text, next)) break;
    at.push(next);
    end = next + 1;
  }
  // "a t t a c k ! !": at the ends it is a sentence mark.
  while (at.length > 1 && text[at.at(-1)!] === '!') at.pop();
  while (at.length > 1 && text[at[0]!] === '!') at.shift();
  return { begin, end, at, isTight: hangs(text, begin, -1) || hangs(text, end - 1, 1) };
}

/** Whether a sign and then a word follow the letter at `at` in a direction. */
function hangs(text: string, at: number, direction: 1 | -1): boolean {
  const sign = bitsAt(text, at + direction);
  return (
    (sign & (SEPARATOR_BIT | SPACE_BIT)) === SEPARATOR_BIT &&
    (bitsAt(text, at + 2 * direction) & WORD_BIT) !== 0
  );
}

function joinRun(text: string, run: Run, isManner: boolean): Edit[] {
  const spelled = spelledLetters(text, run);
  const breaks = wideGaps(run.at);
  if (spelled !== null && (isManner || spelled.length >= SENTENCE_MIN)) {
    const words = segment(spelled, breaks);
    if (isManner || words.every(isLikely)) return writeSentence(text, run, words);
  }
  const units = run.at.map((at) => text[at]!).join('');
  const letters = units.replace(/[^a-zA-Z]/g, '').length;
  if (letters < 2 || letters * 3 < units.length) return [];
  for (const candidate of candidatesOf(units.toLowerCase())) {
    const sentence = acceptable(candidate, breaks, { text, run, isSpelled: letters === units.length });
    if (sentence !== null) return writeSentence(text, run, sentence);
  }
  return joinAroundNumbers(text, run, isManner);
}

/** The letters before and behind digits that are numbers, where words come out of all of them ("b u y 1 c a t"). */
function joinAroundNumbers(text: string, run: Run, isManner: boolean): Edit[] {
  const isDigit = (at: number) => /\d/.test(text[at]!);
  if (run.isTight || !run.at.some(isDigit)) return [];
  const parts: number[][] = [[]];
  for (const at of run.at) {
    if (!isDigit(at)) parts.at(-1)!.push(at);
    else if (parts.at(-1)!.length > 0) parts.push([]);
  }
  const sentences = parts
    .filter((part) => part.length > 0)
    .map((at) => ({ ...run, at, begin: at[0]!, end: at.at(-1)! + 1 }))
    .map((part) => ({ part, words: segment(spelledLetters(text, part) ?? '', wideGaps(part.at)) }));
  const areWords = sentences.every(
    ({ words }) => words.length > 0 && (isManner || words.every(({ isKnown }) => isKnown)),
  );
  const isSentence = sentences.some(({ words }) =>
    words.some(({ isKnown, word }) => isKnown && word.length > 2),
  );
  return areWords && isSentence
    ? sentences.flatMap(({ part, words }) => writeSentence(text, part, words))
    : [];
}

/** Indexes of letters before which the gap is wider than the narrowest one: words begin there. */
function wideGaps(at: readonly number[]): number[] {
  let narrowest = Infinity;
  for (let i = 1; i < at.length; i++) narrowest = Math.min(narrowest, at[i]! - at[i - 1]!);
  const breaks: number[] = [];
  for (let i = 1; i < at.length; i++) if (at[i]! - at[i - 1]! > narrowest) breaks.push(i);
  return breaks;
}

interface Circumstances {
  readonly text: string;
  readonly run: Run;
  /** Whether all units are letters. */
  readonly isSpelled: boolean;
}

/** The words that the letters make, if that is no accident; null to leave the run alone. */
function acceptable(letters: string, breaks: readonly number[], around: Circumstances): Sentence | null {
  const { text, run, isSpelled } = around;
  const areInitials = isInitials(text, run);
  const sentence = sentenceOf(letters, breaks) ?? (breaks.length > 0 ? sentenceOf(letters, []) : null);
  if (sentence !== null && isMeant(sentence, { isInitials: areInitials, isTight: run.isTight, isSpelled }))
    return sentence;
  if (run.isTight || areInitials) return null;
  const sure = sureWordsOf(letters);
  if (sure !== null) return sure;
  const isWord = isSpelled && letters.length >= ORDINARY_MIN && breaks.length === 0;
  return isWord && isPlausible(letters) ? [{ begin: 0, end: letters.length, word: letters }] : null;
}

interface Doubts {
  readonly isInitials: boolean;
  readonly isTight: boolean;
  readonly isSpelled: boolean;
}

function isMeant(sentence: Sentence, { isInitials, isTight, isSpelled }: Doubts): boolean {
  const rankMax = Math.max(...sentence.map(({ word }) => (word.length > 2 ? rankOf(word) : 0)));
  const letters = sentence.at(-1)!.end;
  // Initials can spell a word; that it is a rare one says that they are initials.
  if (isInitials && sentence.some(({ word }) => isRarer(word))) return false;
  if (rankMax >= STRONG_WORD) return letters > RUN_MIN || !isTight;
  if (rankMax >= SENSITIVE_WORD)
    return letters >= ORDINARY_MIN || !(isInitials || (isTight && letters === RUN_MIN));
  if (isTight || isInitials || !isSpelled) return false;
  const longest = Math.max(...sentence.map(({ word }) => word.length));
  if (longest >= ORDINARY_MIN) return true;
  return letters >= SENTENCE_MIN && sentence.filter(({ word }) => word.length > 2).length > 1;
}

/** Takes the gaps out of words and leaves one space between them. */
function writeSentence(text: string, run: Run, sentence: Sentence): Edit[] {
  const edits: Edit[] = [];
  const capitals = !/[a-z]/.test(text.slice(run.begin, run.end));
  for (const [i, { begin, end, word }] of sentence.entries()) {
    for (let unit = begin; unit < end; unit++) {
      const at = run.at[unit]!;
      const letter = word[unit - begin]!;
      if (text[at]!.toLowerCase() !== letter) {
        edits.push({ begin: at, end: at + 1, text: capitals ? letter.toUpperCase() : letter });
      }
      const next = run.at[unit + 1];
      if (next === undefined) return edits;
      const isBreak = unit + 1 === end;
      if (!isBreak) edits.push({ begin: at + 1, end: next, text: '' });
      else if (sentence[i + 1]?.begin === end && text.slice(at + 1, next) !== ' ') {
        edits.push({ begin: at + 1, end: next, text: ' ' });
      }
    }
  }
  return edits;
}
