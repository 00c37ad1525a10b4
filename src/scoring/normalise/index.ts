import { fold } from './fold.js';
import { type Rendered, renderMarkup } from './markup.js';
import { surveyText } from './survey.js';
import { type View, identityView } from './view.js';

export { toOriginalSpan, type View } from './view.js';

/** Part of a pipeline's hash: raised whenever some text comes out differently. */
export const NORMALISER_VERSION: string = '2';

/** The two texts that are scored. */
export interface Normalised {
  /** What the person wrote, with mark-up rendered as people see it. */
  readonly original: View;
  /** The same with evasions read as what they say; null where there are none, or nothing would be left. */
  readonly folded: View | null;
}

/**
 * Prepares a message for scoring. Total: takes any string, lone surrogates included, and time linear
 * in its length.
 */
export function normalise(text: string): Normalised {
  if (surveyText(text) === 0) return { original: identityView(text), folded: null };
  const { view: original, markup } = rendered(text);
  const folded = fold(original, markup);
  const differs = folded.text !== original.text && folded.text.trim() !== '';
  return { original, folded: differs ? folded : null };
}

/** Mark-up rendered, unless nothing is left then: engines take no empty texts. */
function rendered(text: string): Rendered {
  const result = renderMarkup(text);
  return result.view.text.trim() === '' ? { view: identityView(text), markup: [] } : result;
}
