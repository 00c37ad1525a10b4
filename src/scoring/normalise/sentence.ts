import {
  SENSITIVE_WORD,
  UNKNOWN,
  WORD_LENGTH_MAX,
  isBeginning,
  isRarer,
  isShortWord,
  rankOf,
} from './lexicon.js';

/** Words in letters without spaces, ascending; a list of sure words may leave letters out between them. */
export type Sentence = readonly Found[];

interface Found {
  readonly begin: number;
  readonly end: number;
  readonly word: string;
}

/** Costs of a word: few long words are likelier than many short ones. */
const COST_WORD = 1;
const COST_RARER = 1.3;
const COST_PAIR = 1.6;
const COST_SINGLE = 2;

/** Words in other letters are joined only from this length. */
const SURE_LENGTH_MIN = 4;

/**
 * Splits lower-case letters into words of the lists, the fewest there can be.
 *
 * @param breaks indexes at which a word must begin
 * @returns null where no such words cover all letters
 */
export function sentenceOf(letters: string, breaks: readonly number[]): Sentence | null {
  const length = letters.length;
  const isBreak = new Uint8Array(length + 1);
  for (const at of breaks) isBreak[at] = 1;
  const cost = new Float64Array(length + 1).fill(Infinity);
  const step = new Uint8Array(length + 1);
  cost[length] = 0;
  for (let begin = length - 1; begin >= 0; begin--) {
    const longest = Math.min(
      isBeginning(letters.slice(begin, begin + 3)) ? WORD_LENGTH_MAX : 2,
      length - begin,
    );
    for (let size = 1; size <= longest; size++) {
      const rest = cost[begin + size]!;
      if (rest < Infinity) {
        const total = rest + costOf(letters.slice(begin, begin + size));
        if (total < cost[begin]!) {
          cost[begin] = total;
          step[begin] = size;
        }
      }
      if (isBreak[begin + size]) break;
    }
  }
  if (cost[0] === Infinity) return null;
  const words: Found[] = [];
  for (let begin = 0; begin < length; begin += step[begin]!) {
    const end = begin + step[begin]!;
    words.push({ begin, end, word: letters.slice(begin, end) });
  }
  return words;
}

function costOf(word: string): number {
  if (word.length > 2) {
    if (rankOf(word) > UNKNOWN) return COST_WORD;
    return isRarer(word) ? COST_RARER : Infinity;
  }
  if (!isShortWord(word)) return Infinity;
  return word.length === 2 ? COST_PAIR : COST_SINGLE;
}

/** The words that people hide among letters that are no sentence; null where there are none. */
export function sureWordsOf(letters: string): Sentence | null {
  const words: Found[] = [];
  for (let begin = 0; begin + SURE_LENGTH_MIN <= letters.length;) {
    const end = longestSureWord(letters, begin);
    if (end > begin) words.push({ begin, end, word: letters.slice(begin, end) });
    begin = Math.max(end, begin + 1);
  }
  return words.length === 0 ? null : words;
}

function longestSureWord(letters: string, begin: number): number {
  if (!isBeginning(letters.slice(begin, begin + 3))) return begin;
  for (let size = Math.min(WORD_LENGTH_MAX, letters.length - begin); size >= SURE_LENGTH_MIN; size--) {
    if (rankOf(letters.slice(begin, begin + size)) >= SENSITIVE_WORD) return begin + size;
  }
  return begin;
}
