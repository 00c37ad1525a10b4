import type { Span } from '../../domain/decision.js';
import { SENSITIVE_WORD, STRONG_WORD, rankOf } from './lexicon.js';
import { isPair, likelihood } from './word-pairs.js';

/** A word that can be read in several ways. */
export interface Ambiguous extends Span {
  /** At least one. */
  readonly readings: readonly Candidate[];
}

export interface Candidate {
  /** In lower case. */
  readonly word: string;
  /** What speaks against it whatever stands around it, as a power of two; 0 where nothing does. */
  readonly doubt: number;
}

/** What people disguise is curses: so many powers of two they are likelier than where nobody hides anything. */
export const CURSE_BONUS = 2;
/**
 * From so many disguised words on that can be no curse, a disguise says nothing of what is under it; a name is one,
 * beside a word that does not hurt.
 */
const HARMLESS_MIN = 2;
/** Most chat curses less than the collections in which words were counted, as a power of two. */
const CHAT_CURSE_BONUS = -2;
const WORD_BEFORE = /([a-z]+(?:['’][a-z]+)?)\s+$/i;
const WORD_BEHIND = /^\s+([a-z]+(?:['’][a-z]+)?)/i;
/** Of what is looked at before and behind a word, in UTF-16 units. */
const NEIGHBOUR_MAX = 32;

/** The best way to read a word, and what led there. */
interface Path {
  readonly score: number;
  readonly word: string;
  readonly previous: Path | null;
}

/**
 * Of each word the reading that goes best with the words before and behind it: the likeliest path through neighbours
 * (Viterbi 1967).
 * @param words ascending
 * @param names how many words beside them are disguised that are in no list and look like no curse
 * @returns a reading for each
 */
export function readInContext(text: string, words: readonly Ambiguous[], names = 0): string[] {
  const bonus = curseBonus(words, names);
  const chosen: string[] = [];
  let paths: Path[] = [];
  for (const [i, word] of words.entries()) {
    const before = wordBefore(text, word);
    const isFollowed = follows(text, word, words[i + 1]);
    const behind = isFollowed ? null : wordBehind(text, word);
    paths = word.readings.map((candidate) => {
      const own = fitness(candidate, bonus) + (behind === null ? 0 : likelihood(behind, candidate.word));
      if (paths.length === 0)
        return { score: own + likelihood(candidate.word, before), word: candidate.word, previous: null };
      const steps = paths.map((previous) => ({
        score: own + previous.score + likelihood(candidate.word, previous.word),
        word: candidate.word,
        previous,
      }));
      return best(steps);
    });
    if (isFollowed) continue;
    chosen.push(...wordsOf(best(paths)));
    paths = [];
  }
  return chosen;
}

/** For each of the words, read as told, whether it has often been seen behind or before one of its neighbours. */
export function areAtHome(text: string, words: readonly (Span & { readonly reading: string })[]): boolean[] {
  return words.map((word, i) => {
    const { reading } = word;
    const before = follows(text, words[i - 1], word) ? words[i - 1]!.reading : wordBefore(text, word);
    const behind = follows(text, word, words[i + 1]) ? words[i + 1]!.reading : wordBehind(text, word);
    return (before !== null && isPair(before, reading)) || (behind !== null && isPair(reading, behind));
  });
}

function curseBonus(words: readonly Ambiguous[], names: number): number {
  const harmless = words.filter(({ readings }) => readings.every((candidate) => !isCurse(candidate)));
  const isBeside = harmless.some(({ readings }) =>
    readings.every(({ word }) => rankOf(word) < SENSITIVE_WORD),
  );
  const isChat = harmless.length + (isBeside ? names : 0) >= HARMLESS_MIN;
  return isChat ? CHAT_CURSE_BONUS : CURSE_BONUS;
}

export function isCurse({ word }: Candidate): boolean {
  return rankOf(word) >= STRONG_WORD;
}

function fitness(candidate: Candidate, bonus: number): number {
  return (isCurse(candidate) ? bonus : 0) - candidate.doubt;
}

function best(paths: readonly Path[]): Path {
  return paths.reduce((most, path) => (path.score > most.score ? path : most));
}

function wordsOf(path: Path): string[] {
  const words: string[] = [];
  for (let at: Path | null = path; at !== null; at = at.previous) words.push(at.word);
  return words.reverse();
}

function wordBefore(text: string, { begin }: Span): string | null {
  return wordOf(WORD_BEFORE.exec(text.slice(Math.max(0, begin - NEIGHBOUR_MAX), begin)));
}

function wordBehind(text: string, { end }: Span): string | null {
  return wordOf(WORD_BEHIND.exec(text.slice(end, end + NEIGHBOUR_MAX)));
}

function wordOf(match: RegExpExecArray | null): string | null {
  return match && match[1]!.toLowerCase().replace('’', "'");
}

/** Whether nothing but space stands between two words. */
function follows(text: string, word: Span | undefined, next: Span | undefined): boolean {
  return word !== undefined && next !== undefined && /^\s+$/.test(text.slice(word.end, next.begin));
}
