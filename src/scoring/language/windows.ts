import type { Span } from '../../domain/decision.js';
import { tongueOf, type Tongue } from './english-words.js';
import type { Word } from './prose.js';

/**
 * What words are worth in a run: a strong one makes a window by itself, two English ones together, and
 * four in a row that other languages share ("i want to die").
 */
const POINTS: Readonly<Record<Tongue, number>> = {
  strong: 4,
  sensitive: 3,
  english: 2,
  shared: 1,
  neutral: 0,
  foreign: 0,
};
const POINTS_MIN = 4;
/** What opens a window but belongs to the words before it. */
const LEADING = /^[\s,.;:!?…)\]}、。，！？·–—-]+/u;

interface Run {
  readonly first: number;
  last: number;
  points: number;
  /** The tongue of its last word. */
  tongue: Tongue;
}

/**
 * The stretches of a text in which people write English: runs of English words, with what stands
 * between and around them up to the next word of another language (figures, names, links). One unknown
 * word beside an English one is bridged.
 * @param words the words of the text, as `wordsOf` gives them
 * @returns spans of the text, in order, not overlapping, none of them blank
 */
export function englishWindows(text: string, words: readonly Word[]): Span[] {
  return runsOf(words)
    .filter(({ points }) => points >= POINTS_MIN)
    .map(({ first, last }) => {
      const from = words[first - 1]?.end ?? 0;
      const end = words[last + 1]?.begin ?? text.length;
      const begin =
        from + (first > 0 ? (LEADING.exec(text.slice(from, words[first]!.begin))?.[0].length ?? 0) : 0);
      return { begin, end: begin + text.slice(begin, end).trimEnd().length };
    });
}

function runsOf(words: readonly Word[]): Run[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  let unknown = 0;
  words.forEach((word, i) => {
    const tongue = tongueOf(word);
    if (tongue === 'neutral') return;
    if (tongue === 'foreign') {
      // Another script is another language, never a word that the list lacks.
      unknown += word.isLatin ? 1 : 2;
      return;
    }
    const bridged = unknown === 0 || (unknown === 1 && (tongue !== 'shared' || run?.tongue !== 'shared'));
    if (run === undefined || !bridged) {
      run = { first: i, last: i, points: 0, tongue };
      runs.push(run);
    }
    run.last = i;
    run.tongue = tongue;
    run.points += POINTS[tongue];
    unknown = 0;
  });
  return runs;
}

/** Most texts that are scored in a text's place. */
const WINDOWS_MAX = 16;

/** The texts of windows; of more than 16, neighbours stand together, a line each. */
export function joinWindows(text: string, windows: readonly Span[]): string[] {
  const count = Math.min(windows.length, WINDOWS_MAX);
  return Array.from({ length: count }, (_, i) =>
    windows
      .slice(Math.floor((i * windows.length) / count), Math.floor(((i + 1) * windows.length) / count))
      .map(({ begin, end }) => text.slice(begin, end))
      .join('\n'),
  );
}
