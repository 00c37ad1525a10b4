import { STRONG_WORD, WORD_LENGTH_MAX, isShortWord, rankOf } from './lexicon.js';
import { CURSE_BONUS } from './context.js';
import { isWord, likelihood } from './word-pairs.js';

/** A word among letters without spaces. */
export interface Segment {
  readonly begin: number;
  readonly end: number;
  readonly word: string;
  /** Whether it is a word of English chat, and not just what is left between such words. */
  readonly isKnown: boolean;
}

/** What an unknown word costs, and each of its letters, as powers of two (Norvig 2009, "Natural Language Corpus Data"). */
const UNKNOWN_COST = 18.5;
const LETTER_COST = Math.log2(10);

interface Path {
  readonly score: number;
  readonly segment: Segment | null;
  readonly previous: Path | null;
}

/**
 * The likeliest way to cut lower-case letters into words, given how often words follow each other.
 * @param breaks indexes at which a word must begin
 */
export function segment(letters: string, breaks: readonly number[]): readonly Segment[] {
  const isBreak = new Set(breaks);
  const paths: (Path | undefined)[] = [{ score: 0, segment: null, previous: null }];
  for (let begin = 0; begin < letters.length; begin++) {
    const path = paths[begin];
    if (path === undefined) continue;
    for (let end = begin + 1; end <= Math.min(letters.length, begin + WORD_LENGTH_MAX); end++) {
      const word = letters.slice(begin, end);
      const isKnown = word.length > 2 ? isWord(word) : isShortWord(word);
      const score = path.score + (isKnown ? fitness(word, path) : -UNKNOWN_COST - LETTER_COST * word.length);
      if (score > (paths[end]?.score ?? -Infinity))
        paths[end] = { score, segment: { begin, end, word, isKnown }, previous: path };
      if (isBreak.has(end)) break;
    }
  }
  const segments: Segment[] = [];
  for (let at = paths[letters.length]!; at.segment !== null; at = at.previous!) segments.push(at.segment);
  return segments.reverse();
}

function fitness(word: string, { segment: before }: Path): number {
  const bonus = rankOf(word) >= STRONG_WORD ? CURSE_BONUS : 0;
  return likelihood(word, before?.isKnown === true ? before.word : null) + bonus;
}
