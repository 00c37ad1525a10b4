import { LATIN, LETTER, STACKABLE, classOf } from './code-points.js';
import { STRONG_WORD, rankOf } from './lexicon.js';
import { STROKED_LETTERS } from './look-alike-table.js';
import { type Piece, filterPiece, rewrite } from './piece.js';

const stroked = readStroked();

function readStroked(): ReadonlyMap<string, string> {
  const [letters, latin] = STROKED_LETTERS.split('|') as [string, string];
  return new Map(Array.from(letters, (letter, i) => [letter, latin[i]!]));
}

/**
 * Reads a word whose accents and strokes hide a strong word ("fück", "ídìöt", "shıt"). Accents are
 * part of the spelling in most languages, so no other word is read without its own.
 *
 * @param piece letters and combining marks
 */
export function readAccented(piece: Piece): Piece | null {
  const bare = filterPiece(piece, (unit) => !(classOf(unit.charCodeAt(0)) & STACKABLE));
  let letters = '';
  for (const unit of bare.text) {
    const letter = bareLetter(unit);
    if (letter === '') return null;
    letters += letter;
  }
  return rankOf(letters) >= STRONG_WORD && letters.length > 3 ? rewrite(bare, letters) : null;
}

/** A Latin letter without accent or stroke, in lower case; empty where it is none. */
function bareLetter(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code < 128) return /[a-zA-Z]/.test(unit) ? unit.toLowerCase() : '';
  if ((classOf(code) & (LATIN | LETTER)) !== (LATIN | LETTER)) return '';
  const lower = unit.toLowerCase().normalize('NFD')[0]!;
  const letter = stroked.get(lower) ?? lower;
  return /^[a-z]$/.test(letter) ? letter : '';
}
