import type { Span } from '../../domain/decision.js';
import { IGNORABLE, STACKABLE, classOf, unitsOf } from './code-points.js';
import { invisibleEdits } from './invisibles.js';
import { hasPlainForm, letterFormEdits } from './letter-forms.js';
import { isTwin, lookAlikeEdits } from './look-alikes.js';
import { misspeltEdits } from './misspelt.js';
import { markEdits } from './marks.js';
import { findSegments, mergeSpans } from './segments.js';
import { signedEdits } from './signs.js';
import { spacingEdits } from './spacing.js';
import { spelledEdits } from './spelled.js';
import { HAS_BEYOND_ASCII, HAS_CONTROLS, HAS_ODD_WORDS, HAS_SINGLES, surveyText } from './survey.js';
import { type Edit, type View, applyEdits, viewIndexOf } from './view.js';
import { wordEdits } from './words.js';

/** Folding can lay bare what a pass before would have folded; evasions nest no deeper than this. */
const ROUNDS_MAX = 4;

type Pass = (text: string, segments: readonly Span[]) => readonly Edit[];

/**
 * A view with evasions read as what they say; the same view where there are none. Every pass leaves
 * protected segments alone and takes time linear in the text's length; folding what was folded
 * changes nothing.
 *
 * @param markup spans of the original text that are mark-up, ascending
 */
export function fold(view: View, markup: readonly Span[]): View {
  let folded = view;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const before = folded;
    for (const pass of passesFor(folded.text)) {
      const { text } = folded;
      folded = applyEdits(folded, pass(text, protectedSpans(folded, markup)));
    }
    if (folded === before) break;
  }
  return folded;
}

function protectedSpans(view: View, markup: readonly Span[]): Span[] {
  const spans = markup.map(({ begin, end }) => ({
    begin: viewIndexOf(view, begin),
    end: viewIndexOf(view, end),
  }));
  return mergeSpans(findSegments(view.text), spans);
}

/** The passes that can find something in a text, in their order. */
function passesFor(text: string): Pass[] {
  const found = surveyText(text);
  const passes: Pass[] = [];
  if (found & (HAS_BEYOND_ASCII | HAS_CONTROLS)) {
    const { classes, forms, twins } = contentOf(text);
    if (classes & IGNORABLE || /[\u2800\u3164\uffa0]/.test(text)) passes.push(invisibleEdits);
    if (classes & STACKABLE) passes.push(markEdits);
    if (forms) passes.push(letterFormEdits);
    if (twins) passes.push(lookAlikeEdits);
  }
  if (found & (HAS_SINGLES | HAS_BEYOND_ASCII)) passes.push(spelledEdits, spacingEdits);
  if (found & (HAS_ODD_WORDS | HAS_BEYOND_ASCII)) passes.push(signedEdits, wordEdits);
  passes.push(misspeltEdits);
  return passes;
}

interface Content {
  /** All class bits that occur. */
  readonly classes: number;
  readonly forms: boolean;
  readonly twins: boolean;
}

function contentOf(text: string): Content {
  let classes = 0;
  let forms = false;
  let twins = false;
  for (let at = 0; at < text.length;) {
    const codePoint = text.codePointAt(at)!;
    classes |= classOf(codePoint);
    forms ||= hasPlainForm(codePoint);
    twins ||= codePoint > 127 && isTwin(codePoint);
    at += unitsOf(codePoint);
  }
  return { classes, forms, twins };
}
