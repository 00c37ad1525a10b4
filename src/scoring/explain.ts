import type { Span } from '../domain/decision.js';

/** Most pieces a text is cut into: each costs one more text to score. */
export const PIECES_MAX = 32;
const WORD = /\S+/gu;

/**
 * Cuts a text into the pieces whose removal is tried: its words, or runs of neighbouring words of
 * about equal number where there are more than 32.
 * @returns spans in UTF-16 code units of the text, in order, not overlapping; none where the text is
 *   a single word, of which nothing would remain
 */
export function cutIntoPieces(text: string): Span[] {
  const words = Array.from(text.matchAll(WORD), (match) => ({
    begin: match.index,
    end: match.index + match[0].length,
  }));
  if (words.length < 2) return [];
  const count = Math.min(words.length, PIECES_MAX);
  return Array.from({ length: count }, (_, i) => {
    const first = words[Math.floor((i * words.length) / count)]!;
    const last = words[Math.floor(((i + 1) * words.length) / count) - 1]!;
    return { begin: first.begin, end: last.end };
  });
}

/** The text without a piece, and without the gap that it leaves. */
export function without(text: string, { begin, end }: Span): string {
  const before = text.slice(0, begin).trimEnd();
  const after = text.slice(end).trimStart();
  return before !== '' && after !== '' ? `${before} ${after}` : before + after;
}
