import type { Edit } from './view.js';

/**
 * Part of a text in the making: each unit with the position in the pass's text that it stands for.
 * Readings of evasions keep a part of the units and may write others in their place.
 */
export interface Piece {
  readonly text: string;
  /** `at[i]` is where unit `i` stands in the text; ascending. */
  readonly at: readonly number[];
}

/** More of one letter in a row tells nothing: longer runs are cut to this before a word is read. The
 * number of signs does tell something, it is that of the letters they hide. */
const RUN_MAX = 3;

/** The units `[begin, end)` of a text, runs of one letter or digit cut to three. */
export function pieceOf(text: string, begin: number, end: number): Piece {
  let units = '';
  const at: number[] = [];
  let run = 0;
  for (let i = begin; i < end; i++) {
    run = i > begin && continuesRun(text, i) ? run + 1 : 1;
    if (run > RUN_MAX && /[a-z0-9]/i.test(text[i]!)) continue;
    units += text[i]!;
    at.push(i);
  }
  return { text: units, at };
}

/**
 * Whether the unit at `at` repeats the one before: the same, or the small letter after its capital.
 * A capital after a small letter begins a word ("MattTait").
 */
export function continuesRun(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const unit = text.charCodeAt(at);
  return before === unit || (before + 32 === unit && before >= 65 && before <= 90);
}

export function slicePiece(piece: Piece, begin: number, end: number): Piece {
  if (begin === 0 && end === piece.text.length) return piece;
  return { text: piece.text.slice(begin, end), at: piece.at.slice(begin, end) };
}

/** The units of a piece for which `keeps` holds. */
export function filterPiece(piece: Piece, keeps: (unit: string, index: number) => boolean): Piece {
  const kept = [...piece.at.keys()].filter((i) => keeps(piece.text[i]!, i));
  return { text: kept.map((i) => piece.text[i]!).join(''), at: kept.map((i) => piece.at[i]!) };
}

/**
 * A piece written as `letters` (lower case, same length): letters that stand there already keep their
 * case; others are capitals only where all the piece's own letters are.
 */
export function rewrite(piece: Piece, letters: string): Piece {
  const own = piece.text.replace(/[^a-zA-Z]/g, '');
  const capitals = own !== '' && own === own.toUpperCase();
  let text = '';
  for (let i = 0; i < letters.length; i++) {
    const unit = piece.text[i]!;
    const letter = letters[i]!;
    if (unit.toLowerCase() === letter) text += unit;
    else text += capitals ? letter.toUpperCase() : letter;
  }
  return { text, at: piece.at };
}

/** The edits that turn the units `[begin, end)` of a text into a reading of them. */
export function editsBetween(text: string, begin: number, end: number, reading: Piece): Edit[] {
  const edits: Edit[] = [];
  let from = begin;
  const removeUpTo = (to: number): void => {
    if (to > from) edits.push({ begin: from, end: to, text: '' });
  };
  for (const [i, position] of reading.at.entries()) {
    removeUpTo(position);
    const unit = reading.text[i]!;
    if (unit !== text[position]) edits.push({ begin: position, end: position + 1, text: unit });
    from = position + 1;
  }
  removeUpTo(end);
  return edits;
}
