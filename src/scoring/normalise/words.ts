import type { Span } from '../../domain/decision.js';
import { LATIN, LETTER, MARK, classOf } from './code-points.js';
import { type Found, readBroken, readPart } from './disguises.js';
import { type Piece, continuesRun, editsBetween, pieceOf, slicePiece } from './piece.js';
import { gapsBetween } from './segments.js';
import type { Edit } from './view.js';

const LETTER_UNIT = 1;
/** A Latin letter beyond ASCII, or a mark. */
const ACCENTED_UNIT = 2;
const DIGIT_UNIT = 4;
const SIGN_UNIT = 8;
const JOINER_UNIT = 16;
const APOSTROPHE_UNIT = 32;
const FOREIGN_UNIT = 64;

const SIGNS = '@$!*#%&+|€£¢¥§¡•';
const JOINERS = '-_.~^';
const APOSTROPHES = "'’";
const SPLITS = /[-_.~^'’]/;
/** Chunks of more units (runs cut) are read in their parts only, longer parts not at all. */
const CHUNK_UNITS_MAX = 48;

const asciiKinds = Uint8Array.from({ length: 128 }, (_, code) => kindOf(code));

/** What a code unit is in a chunk; 0 where it ends one. */
function kindOf(code: number): number {
  const unit = String.fromCharCode(code);
  if (/[a-zA-Z]/.test(unit)) return LETTER_UNIT;
  if (/\d/.test(unit)) return DIGIT_UNIT;
  if (SIGNS.includes(unit)) return SIGN_UNIT;
  if (JOINERS.includes(unit)) return JOINER_UNIT;
  if (APOSTROPHES.includes(unit)) return APOSTROPHE_UNIT;
  if (code < 128) return 0;
  const bits = classOf(code);
  if (bits & MARK) return ACCENTED_UNIT;
  if (!(bits & LETTER)) return 0;
  return bits & LATIN ? ACCENTED_UNIT : FOREIGN_UNIT;
}

/**
 * Edits that read disguised words: digits and signs for letters, masks, signs in between, stretched
 * letters, accents. A chunk is a run of letters, digits and such signs; most are plain words.
 */
export function wordEdits(text: string, segments: readonly Span[]): Edit[] {
  const edits: Edit[] = [];
  for (const gap of gapsBetween(segments, text.length)) {
    for (let at = gap.begin; at < gap.end;) {
      let kinds = 0;
      let stretched = false;
      let end = at;
      for (; end < gap.end; end++) {
        const code = text.charCodeAt(end);
        const kind = code < 128 ? asciiKinds[code]! : kindOf(code);
        if (kind === 0) break;
        kinds |= kind;
        stretched ||= end > at + 1 && continuesRun(text, end) && continuesRun(text, end - 1);
      }
      if (end > at + 2 && isWorthReading(kinds, stretched)) readChunk(text, at, end, kinds, edits);
      at = end > at ? end : at + 1;
    }
  }
  return edits;
}

function isWorthReading(kinds: number, stretched: boolean): boolean {
  if (!(kinds & (LETTER_UNIT | ACCENTED_UNIT))) return false;
  return stretched || (kinds & (ACCENTED_UNIT | DIGIT_UNIT | SIGN_UNIT | JOINER_UNIT)) !== 0;
}

/** Reads a chunk as one broken word, or part by part. */
function readChunk(text: string, begin: number, end: number, kinds: number, edits: Edit[]): void {
  const chunk = pieceOf(text, begin, end);
  const emit = (base: number, found: Found): void => {
    const first = chunk.at[base + found.begin]!;
    const last = chunk.at[base + found.end] ?? end;
    edits.push(...editsBetween(text, first, last, found.reading));
  };
  // A handle is somebody's name, if it is not "@sshole".
  const isHandle = chunk.text.startsWith('@');
  if (!isHandle && chunk.text.length <= CHUNK_UNITS_MAX && kinds & (JOINER_UNIT | SIGN_UNIT)) {
    const whole = readBroken(chunk);
    if (whole !== null) {
      emit(0, whole);
      return;
    }
  }
  for (const { base, part } of partsOf(chunk)) {
    if (part.text.length > CHUNK_UNITS_MAX) continue;
    const found = readPart(part, { isHandle, isEmphasised: isEmphasised(text, part) });
    if (found !== null) emit(base, found);
    if (isHandle) return;
  }
}

/** A chunk's parts between joiners and apostrophes. */
function* partsOf(chunk: Piece): Generator<{ readonly base: number; readonly part: Piece }> {
  let base = 0;
  for (let i = 0; i <= chunk.text.length; i++) {
    if (i < chunk.text.length && !SPLITS.test(chunk.text[i]!)) continue;
    if (i > base + 2) yield { base, part: slicePiece(chunk, base, i) };
    base = i + 1;
  }
}

/** How far back an opening star is looked for. */
const EMPHASIS_UNITS_MAX = 200;

/** Whether stars behind a part close bold or italic type that was opened before ("**plan a**"). */
function isEmphasised(text: string, part: Piece): boolean {
  if (!part.text.endsWith('*')) return false;
  if (part.text.startsWith('*')) return true;
  const begin = part.at[0]!;
  const before = text.slice(Math.max(0, begin - EMPHASIS_UNITS_MAX), begin);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return /(?:^|[\s(])\*{1,3}[^\s*]/.test(line);
}
