import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../paths.js';
import { UNKNOWN, isRarer, rankOf } from './lexicon.js';

/** How often words of English chat occur, and which follow which; made by models/training/word_pairs.py. */
interface Counts {
  /** Places of the words, commonest first. */
  readonly places: ReadonlyMap<string, number>;
  /** By place, in powers of two. */
  readonly words: readonly number[];
  /** By place of the first word times {@link PLACES_MAX} plus that of the second, in powers of two. */
  readonly pairs: ReadonlyMap<number, number>;
  readonly total: number;
}

const PLACES_MAX = 2 ** 20;
/** What a pair costs that was never seen, in powers of two (Brants et al. 2007, "stupid backoff": 0.4). */
const BACKOFF = Math.log2(0.4);
/** As often as half a time in all texts. */
const UNSEEN = -1;

let counts: Counts | undefined;

/** Read when first asked for: most texts need none. */
function load(): Counts {
  const file = join(projectRoot, 'src', 'scoring', 'normalise', 'word-pairs.txt');
  const [wordLines, pairLines] = readFileSync(file, 'utf8').split('\n\n') as [string, string];
  const places = new Map<string, number>();
  const words: number[] = [];
  for (const line of wordLines.split('\n')) {
    const [step, ...same] = line.split(' ');
    for (const word of same) {
      places.set(word, places.size);
      words.push(Number(step) / 2);
    }
  }
  const pairs = new Map<number, number>();
  for (const line of pairLines.trimEnd().split('\n')) {
    const [first, ...followers] = line.split(' ');
    const base = parseInt(first!, 36) * PLACES_MAX;
    for (const follower of followers) {
      const dot = follower.indexOf('.');
      pairs.set(base + parseInt(follower.slice(0, dot), 36), Number(follower.slice(dot + 1)) / 2);
    }
  }
  const total = Math.log2(words.reduce((sum, power) => sum + 2 ** power, 0));
  return { places, words, pairs, total };
}

/** Whether the lower-case word occurs in English chat now and then. */
export function isSeen(word: string): boolean {
  counts ??= load();
  return counts.places.has(word);
}

/** All of them, commonest first. */
export function seenWords(): Iterable<string> {
  counts ??= load();
  return counts.places.keys();
}

/** Whether the lower-case word is in one of the lists, or has been seen. */
export function isWord(word: string): boolean {
  return rankOf(word) > UNKNOWN || isRarer(word) || isSeen(word);
}

/** Whether a lower-case word has been seen behind another one more often than by chance. */
export function isPair(before: string, word: string): boolean {
  counts ??= load();
  const first = counts.places.get(before);
  const second = counts.places.get(word);
  return first !== undefined && second !== undefined && counts.pairs.has(first * PLACES_MAX + second);
}

/**
 * How likely a lower-case word is behind another one, as a power of two.
 * @param before null where no word stands directly before it
 */
export function likelihood(word: string, before: string | null): number {
  counts ??= load();
  const place = counts.places.get(word);
  const alone = (place === undefined ? UNSEEN : counts.words[place]!) - counts.total;
  const first = before === null ? undefined : counts.places.get(before);
  if (first === undefined) return alone;
  const together = place === undefined ? undefined : counts.pairs.get(first * PLACES_MAX + place);
  return together === undefined ? alone + BACKOFF : together - counts.words[first]!;
}
