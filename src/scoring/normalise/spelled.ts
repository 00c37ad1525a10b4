import type { Span } from '../../domain/decision.js';
import { gapsBetween } from './segments.js';
import type { Edit } from './view.js';

/** A word whose letters have one sign or emoji each between them, no space. */
const SPELLED =
  /(?<![\p{L}\p{M}\p{N}])[a-z](?:(?:[.\-_*|~·•:;+=]|\p{Extended_Pictographic}\ufe0f?)[a-z]){2,47}(?![\p{L}\p{M}\p{N}])/giu;
/** Shorter ones, and those in capitals, are abbreviations ("a.k.a.", "U.S.S.R."). */
const TELLING_LETTERS = 4;
const MANNER_WORDS = 2;

/**
 * Edits that join words spelled with signs or emoji between their letters where two or more of them show that
 * the message is written so: then even words of no list are joined, which spacing.ts leaves alone.
 */
export function spelledEdits(text: string, segments: readonly Span[]): Edit[] {
  const words: Span[] = [];
  for (const gap of gapsBetween(segments, text.length)) {
    for (const { index, 0: written } of text.slice(gap.begin, gap.end).matchAll(SPELLED))
      words.push({ begin: gap.begin + index, end: gap.begin + index + written.length });
  }
  const telling = words.filter(({ begin, end }) => isTelling(text.slice(begin, end)));
  return telling.length < MANNER_WORDS ? [] : words.flatMap((word) => joined(text, word));
}

function isTelling(written: string): boolean {
  return /[a-z]/.test(written) && written.replace(/[^a-z]/gi, '').length >= TELLING_LETTERS;
}

/** Takes out what stands between the letters. */
function joined(text: string, { begin, end }: Span): Edit[] {
  return Array.from(text.slice(begin, end).matchAll(/[^a-z]+/gi), ({ index, 0: sign }) => ({
    begin: begin + index,
    end: begin + index + sign.length,
    text: '',
  }));
}
