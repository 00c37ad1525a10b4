import { eld } from 'eld/small';
import type { DetectedLanguage, EnglishPart } from '../../domain/model.js';
import { toOriginalSpan, type Normalised } from '../normalise/index.js';
import { englishShare } from './english-words.js';
import { blankNonProse, countLetters, wordsOf } from './prose.js';
import { englishWindows, joinWindows } from './windows.js';

/** Part of a pipeline's hash: raised whenever other parts of some text are scored. */
export const LANGUAGE_VERSION: string = '1';

/** Enough text to tell a language by, and a bound on the work for long messages. */
const CHARS_MAX = 500;
/** With fewer letters of prose no text counts as foreign: `eld` calls much short English so. */
const LETTERS_MIN = 20;
/**
 * A text is foreign where less than this share of its words is English: of 171 chat messages in 50
 * languages that `eld` tells, all. Of 74,947 messages of English sets `eld` calls 1,019 foreign; with the
 * next two bounds 76 are left, of which 55 are foreign, 5 mixed, 16 English, code or names.
 */
const ENGLISH_SHARE_MAX = 0.35;
/** And where it has so many unknown words: English made of names and rare words has two or three. */
const FOREIGN_WORDS_MIN = 4;
/** From here on the script alone says that a text is not English. */
const FOREIGN_LETTERS_SHARE_MIN = 0.5;

/** The language of a text, and how much of it is English. */
export interface ReadLanguage {
  readonly language: DetectedLanguage;
  readonly english: EnglishPart;
}

/**
 * Tells a message's language. The code is what `eld` finds reliable in the original view without names,
 * links and code; null where its own check fails, as it does for most very short texts. To be called
 * foreign, a text needs little English in the folded view too: behind disguises English looks foreign.
 */
export function readLanguage({ original, folded }: Normalised): ReadLanguage {
  const prose = blankNonProse(original.text);
  const language = ask(prose);
  if ((language.code === null || language.code === 'en') && !isForeignScript(prose)) {
    return { language, english: 'all' };
  }
  const views = folded === null ? [prose] : [prose, blankNonProse(folded.text)];
  if (countLetters(prose) < LETTERS_MIN) {
    return { language, english: views.every(isForeignScript) ? 'unsure' : 'all' };
  }
  if (!views.every(isForeign)) return { language, english: 'unsure' };
  const windows = views.some((view) => englishWindows(view, wordsOf(view)).length > 0);
  return { language, english: windows ? 'part' : 'none' };
}

function ask(prose: string): DetectedLanguage {
  const result = eld.detect(prose.trimStart().slice(0, CHARS_MAX));
  if (result.language === '' || !result.isReliable()) return { code: null, confidence: 0 };
  const confidence = Math.min(1, result.getScores()[result.language] ?? 0);
  return { code: result.language, confidence: Math.round(confidence * 1e4) / 1e4 };
}

function isForeign(prose: string): boolean {
  const { share, foreign } = englishShare(wordsOf(prose));
  return share < ENGLISH_SHARE_MAX && foreign >= FOREIGN_WORDS_MIN;
}

function isForeignScript(prose: string): boolean {
  const foreign = countLetters(prose, 'foreign');
  return foreign > 0 && foreign >= FOREIGN_LETTERS_SHARE_MIN * countLetters(prose);
}

/** What is scored of a foreign text, by view; no list is empty. */
export interface EnglishTexts {
  readonly original: readonly string[];
  /** Null where no view with its disguises undone was made, or it has no English. */
  readonly folded: readonly string[] | null;
}

/**
 * The English windows of a text's views. English that shows only in the folded view is scored as it was
 * written, too.
 * @returns null where there are none
 */
export function englishTexts(text: string, { original, folded }: Normalised): EnglishTexts | null {
  const windowsIn = (view: string) => englishWindows(view, wordsOf(blankNonProse(view)));
  const inFolded = folded === null ? [] : windowsIn(folded.text);
  let texts = joinWindows(original.text, windowsIn(original.text));
  if (texts.length === 0 && folded !== null) {
    texts = joinWindows(
      text,
      inFolded.map(({ begin, end }) => toOriginalSpan(folded, begin, end)),
    );
  }
  if (texts.length === 0) return null;
  return { original: texts, folded: inFolded.length === 0 ? null : joinWindows(folded!.text, inFolded) };
}
