import type { Span } from '../../domain/decision.js';

/** Of more sentences, neighbours are scored together. */
const SENTENCES_MAX = 100;

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * The sentences of a text by Unicode's rules (UAX #29), without the space around them; at most 100
 * stretches, together everything that is not blank.
 */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    const trimmed = segment.trim();
    if (trimmed === '') continue;
    const begin = index + segment.indexOf(trimmed);
    spans.push({ begin, end: begin + trimmed.length });
  }
  if (spans.length <= SENTENCES_MAX) return spans;
  return Array.from({ length: SENTENCES_MAX }, (_, i) => ({
    begin: spans[Math.floor((i * spans.length) / SENTENCES_MAX)]!.begin,
    end: spans[Math.floor(((i + 1) * spans.length) / SENTENCES_MAX) - 1]!.end,
  }));
}
