import { COMMON, STRONG_WORD, WORD_LENGTH_MAX, isPlausible, rankOf } from './lexicon.js';
import { type Piece, continuesRun, filterPiece } from './piece.js';

/** Letters in a row from which a word is stretched: no English word has three of one. */
const STRETCHED_MIN = 3;
/** So many stretched runs are tried one by one; more are all cut alike. */
const RUNS_TRIED_MAX = 4;
/** Shorter cut words that are in no list ("hmm", "aww") are sounds, not words. */
const PLAUSIBLE_LENGTH_MIN = 6;
/** Letters that words double at their ends ("ratchetttt" has lost no t). */
const DOUBLED_AT_END = /[eolsf]/;

interface Run {
  readonly begin: number;
  readonly length: number;
}

/** Lengths to cut runs to, by where they begin. */
type Cuts = ReadonlyMap<number, number>;

/**
 * Reads a word with letters three or more in a row: each such run as two or one of them, so that a
 * word of the lists comes out ("coool" is cool, "looove" is love); two are tried before one. Where
 * nothing comes out the runs are cut to what could be a word, else the word is left.
 *
 * @param piece ASCII letters only
 * @param rankMin what a reading must at least be
 */
export function readStretched(piece: Piece, rankMin: number = COMMON): Piece | null {
  const runs = runsOf(piece.text);
  const long = runs.filter((run) => run.length >= STRETCHED_MIN);
  if (long.length === 0 || runs.length === 1) return null;
  for (const cuts of cutsOf(long)) {
    const reading = cut(piece, cuts);
    if (reading.text.length <= WORD_LENGTH_MAX && rankOf(reading.text.toLowerCase()) >= rankMin)
      return reading;
  }
  const single = cut(piece, new Map(runs.map((run) => [run.begin, 1])));
  if (rankOf(single.text.toLowerCase()) >= STRONG_WORD) return single;
  return rankMin > COMMON ? null : readPlausible(piece, long);
}

function readPlausible(piece: Piece, long: readonly Run[]): Piece | null {
  const cuts = long.map(({ begin, length }): [number, number] => {
    const isEnd = begin + length === piece.text.length;
    return [begin, isEnd && !DOUBLED_AT_END.test(piece.text[begin]!) ? 1 : 2];
  });
  const reading = cut(piece, new Map(cuts));
  return reading.text.length >= PLAUSIBLE_LENGTH_MIN && isPlausible(reading.text.toLowerCase())
    ? reading
    : null;
}

/** Whether some letter stands three times or more in a row. */
export function isStretched(text: string): boolean {
  return runsOf(text).some((run) => run.length >= STRETCHED_MIN);
}

function runsOf(word: string): Run[] {
  const runs: Run[] = [];
  for (let begin = 0; begin < word.length;) {
    let end = begin + 1;
    while (end < word.length && continuesRun(word, end)) end++;
    runs.push({ begin, length: end - begin });
    begin = end;
  }
  return runs;
}

/** The cuts to try, most letters first. */
function* cutsOf(long: readonly Run[]): Generator<Cuts> {
  const choices = long.length > RUNS_TRIED_MAX ? [0, -1] : [...Array(1 << long.length).keys()];
  for (const bits of choices) {
    yield new Map(long.map((run, i) => [run.begin, (bits >> i) & 1 ? 1 : 2]));
  }
}

function cut(piece: Piece, cuts: Cuts): Piece {
  let begin = 0;
  return filterPiece(piece, (_, i) => {
    if (i > 0 && !continuesRun(piece.text, i)) begin = i;
    return i - begin < (cuts.get(begin) ?? Infinity);
  });
}
