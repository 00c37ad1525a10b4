import { readAccented } from './accents.js';
import { SENSITIVE_WORD, STRONG_WORD, UNKNOWN, isShortWord, rankOf } from './lexicon.js';
import { candidatesOf, readLeet } from './leet.js';
import { isMask, readMask } from './masks.js';
import { type Piece, filterPiece, rewrite, slicePiece } from './piece.js';
import { isStretched, readStretched } from './stretch.js';

/** A reading of the units `[begin, end)` of a piece. */
export interface Found {
  readonly begin: number;
  readonly end: number;
  readonly reading: Piece;
}

const WORD_UNIT = /[a-z0-9]/i;
const JOINER = /[-_.~^]/;

/**
 * Reads a chunk as one strong word that signs were put into ("f.u-ck", "f*uck") or that hides letters
 * behind joiners ("f-ck"), sentence marks around it left alone.
 */
export function readBroken(chunk: Piece): Found | null {
  const { begin, end } = trimmed(chunk.text, WORD_UNIT, WORD_UNIT);
  const core = slicePiece(chunk, begin, end);
  if (core.text.length < 4 || core.text.includes("'") || core.text.includes('’')) return null;
  const joined = filterPiece(core, (unit) => !isMask(unit));
  if (joined.text.length < core.text.length && joined.text.length > 3) {
    const reading = readJoined(joined);
    if (reading !== null) return { begin, end, reading };
  }
  if (!JOINER.test(core.text) || hasWholeWord(core.text)) return null;
  const letters = readMask(core.text);
  return letters === null ? null : { begin, end, reading: rewrite(core, letters) };
}

function readJoined(joined: Piece): Piece | null {
  const word = joined.text.toLowerCase();
  if (rankOf(word) >= STRONG_WORD) return joined;
  return /^[a-z]+$/.test(word) ? readStretched(joined, STRONG_WORD) : null;
}

/** Whether a part between joiners is a word of its own ("as-is", "pre-nup"). */
function hasWholeWord(text: string): boolean {
  return text
    .toLowerCase()
    .split(JOINER)
    .some((part) => part.length > 1 && (rankOf(part) > UNKNOWN || isShortWord(part)));
}

interface Setting {
  /** The part is what follows the `@` of a handle, with it. */
  readonly isHandle: boolean;
  /** Stars at the end close bold type. */
  readonly isEmphasised: boolean;
}

/** Reads a part of a chunk without joiners: a word with the signs around and in it. */
export function readPart(part: Piece, setting: Setting): Found | null {
  if (/^[a-z]+$/i.test(part.text)) {
    const reading = setting.isHandle ? null : readStretched(part);
    return reading === null ? null : { begin: 0, end: part.text.length, reading };
  }
  if (hasBeyondAscii(part.text)) return readBeyondAscii(part);
  const rankMin = setting.isHandle ? SENSITIVE_WORD : UNKNOWN;
  for (const { begin, end } of variantsOf(part.text, setting.isEmphasised)) {
    const variant = slicePiece(part, begin, end);
    const isPlain = /^[a-z]+$/i.test(variant.text);
    const reading = isPlain ? readStretched(variant) : readSigns(variant, rankMin);
    if (reading !== null) return { begin, end, reading };
    if (isPlain && rankOf(variant.text.toLowerCase()) > UNKNOWN) return null;
  }
  return setting.isHandle ? null : readGlued(part);
}

/** The ranges of a part that may be its word: sentence marks off, hidden ends on. */
function variantsOf(text: string, isEmphasised: boolean): { begin: number; end: number }[] {
  const bare = trimmed(text, /[a-z0-9@$]/i, WORD_UNIT);
  if (isEmphasised) return [bare];
  const masked = trimmed(text, /[a-z0-9@$]/i, /[a-z0-9*#@$%+]/i);
  const opened = { begin: trimmed(text, /[^*#%&]/, WORD_UNIT).begin, end: bare.end };
  const ranges = [bare, masked, opened];
  return ranges.filter(
    ({ begin, end }, i) =>
      end - begin > 2 && ranges.findIndex((one) => one.begin === begin && one.end === end) === i,
  );
}

/** A text's range without the units before the first that `opens` and behind the last that `closes`. */
function trimmed(text: string, opens: RegExp, closes: RegExp): { begin: number; end: number } {
  let begin = 0;
  let end = text.length;
  while (begin < end && !opens.test(text[begin]!)) begin++;
  while (end > begin && !closes.test(text[end - 1]!)) end--;
  return { begin, end };
}

/** Reads a word with digits or signs: leetspeak, a mask, either of them stretched. */
function readSigns(word: Piece, rankMin: number): Piece | null {
  const leet = readLeet(word.text, rankMin);
  if (leet !== null) return rewrite(word, leet);
  if (rankMin === UNKNOWN) {
    const masked = readMask(word.text);
    if (masked !== null) return rewrite(word, masked);
    const other = readMiscounted(word);
    if (other !== null) return other;
  }
  return readStretchedSigns(word);
}

/** "sh**t" has a star too many, "sh*it" hides no letter at all. */
function readMiscounted(word: Piece): Piece | null {
  if (!/^[a-z]+\*+[a-z]+$/i.test(word.text) || word.text.length < 5) return null;
  const letters = filterPiece(word, (unit) => unit !== '*');
  if (rankOf(letters.text.toLowerCase()) >= STRONG_WORD) return letters;
  const first = word.text.indexOf('*');
  if (word.text[first + 1] !== '*' || letters.text.length < 3) return null;
  const shorter = filterPiece(word, (_, i) => i !== first);
  const masked = readMask(shorter.text);
  return masked === null ? null : rewrite(shorter, masked);
}

/** "1d1000t", "fuuu*k": runs of three are one letter, then the rest is read. */
function readStretchedSigns(word: Piece): Piece | null {
  if (!/^[a-z]|[a-z].*[a-z]/i.test(word.text) || !/(.)\1\1/i.test(word.text)) return null;
  const letters = candidatesOf(word.text.toLowerCase())[0]!;
  if (/^[a-z]+$/.test(letters) && isStretched(letters)) {
    return readStretched(rewrite(word, letters), SENSITIVE_WORD);
  }
  const lower = word.text.toLowerCase();
  const single = filterPiece(word, (unit, i) => !/[a-z]/i.test(unit) || lower[i - 1] !== lower[i]);
  const masked = single.text.length < word.text.length ? readMask(single.text) : null;
  return masked === null ? null : rewrite(single, masked);
}

/** Reads one of the words that signs glue together ("you!1d10t", "b1tch+m0r0n"). */
function readGlued(part: Piece): Found | null {
  let begin = 0;
  for (let i = 0; i <= part.text.length; i++) {
    if (i < part.text.length && !/[!+&|%#*]/.test(part.text[i]!)) continue;
    const word = slicePiece(part, begin, i);
    if (word.text.length > 2 && word.text.length < part.text.length && /[0-9@$]/.test(word.text)) {
      const leet = readLeet(word.text, SENSITIVE_WORD);
      if (leet !== null) return { begin, end: i, reading: rewrite(word, leet) };
    }
    begin = i + 1;
  }
  return null;
}

function hasBeyondAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff || /[À-ÿ]/.test(text[i]!)) return true;
  return false;
}

/** Accents only where nothing else but letters and marks is in the word ("€" and "£" are leetspeak). */
function readBeyondAscii(part: Piece): Found | null {
  const { begin, end } = trimmed(part.text, /[^@$!*#%&+|]/, /[^@$!*#%&+|]/);
  const word = slicePiece(part, begin, end);
  if (/[€•]/.test(word.text)) {
    const reading = readSigns(word, UNKNOWN);
    return reading === null ? null : { begin, end, reading };
  }
  const reading = readAccented(word);
  return reading === null ? null : { begin, end, reading };
}
