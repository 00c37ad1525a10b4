import { fold } from './fold.js';
import { misspeltEdits } from './misspelt.js';
import { type Rendered, renderMarkup } from './markup.js';
import { surveyText } from './survey.js';
import { type View, identityView } from './view.js';

export { toOriginalSpan, type View } from './view.js';

/**
 * Part of a pipeline's hash: raised whenever some text comes out differently, or engines read what comes out
 * differently (../engines/group-terms.ts).
 */
export const NORMALISER_VERSION: string = '7';

/** The two texts that are scored. */
export interface Normalised {
  /** What the person wrote, with mark-up rendered as people see it. */
  readonly original: View;
  /** The same with evasions read as what they say; null where there are none, or nothing would be left. */
  readonly folded: View | null;
  /**
   * Whether folding changed so many of the longer words that the original is no text to a model that learnt
   * words: what such a model thinks of it counts only as far as the folded view bears it out.
   */
  readonly isGarbled: boolean;
}

/** Shorter words are rarely disguised, and too common to tell anything. */
const LONG_WORD = 4;
const GARBLED_SHARE = 0.2;

/**
 * Prepares a message for scoring. Total: takes any string, lone surrogates included, and time linear
 * in its length.
 */
export function normalise(text: string): Normalised {
  // Plain prose, which most texts are, is looked at no further.
  if (surveyText(text) === 0 && misspeltEdits(text, []).length === 0)
    return { original: identityView(text), folded: null, isGarbled: false };
  const { view: original, markup } = rendered(text);
  const folded = fold(original, markup);
  const differs = folded.text !== original.text && folded.text.trim() !== '';
  return differs
    ? { original, folded, isGarbled: isGarbled(original.text, folded.text) }
    : { original, folded: null, isGarbled: false };
}

/** Whether enough of the longer words of the folded text are not words of the original one. */
function isGarbled(original: string, folded: string): boolean {
  const before = new Set(wordsOf(original));
  const long = wordsOf(folded).filter((word) => word.length >= LONG_WORD);
  return long.filter((word) => !before.has(word)).length > GARBLED_SHARE * long.length;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
}

/** Mark-up rendered, unless nothing is left then: engines take no empty texts. */
function rendered(text: string): Rendered {
  const result = renderMarkup(text);
  return result.view.text.trim() === '' ? { view: identityView(text), markup: [] } : result;
}
