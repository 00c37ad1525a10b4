import type { Span } from '../../domain/decision.js';
import {
  ALPHABETIC,
  EMOJI,
  IGNORABLE,
  JOINING,
  LETTER,
  MARK,
  RTL,
  SPACE,
  classOf,
  codePointBefore,
  codePointFrom,
  isAsciiDigit,
  unitsOf,
} from './code-points.js';
import { gapsBetween } from './segments.js';
import type { Edit } from './view.js';

const ZWSP = 0x200b;
const ZWNJ = 0x200c;
const ZWJ = 0x200d;
const BLACK_FLAG = 0x1f3f4;
const KEYCAP = 0x20e3;

/** Code points that look like a space but are letters or symbols to Unicode. */
const BLANKS: ReadonlySet<number> = new Set([0x2800, 0x3164, 0xffa0]);

/** What stands around an invisible code point: the last visible or kept one, and the next visible one. */
interface Neighbours {
  readonly before: number;
  readonly after: number;
  /** Whether the text has right-to-left letters, in which bidi marks do honest work. */
  readonly rightToLeft: boolean;
}

/**
 * Edits that remove code points which show nothing: zero-width spaces and joiners, bidi controls,
 * variation selectors, tags, fillers, control codes. Those that belong where they are stay: inside
 * emoji, in scripts that join letters, behind ideographs, and bidi marks between right-to-left words.
 */
export function invisibleEdits(text: string, segments: readonly Span[]): Edit[] {
  const edits: Edit[] = [];
  const rightToLeft = hasRightToLeft(text);
  for (const { begin, end } of gapsBetween(segments, text.length)) {
    let before = codePointBefore(text, begin);
    let at = begin;
    while (at < end) {
      const codePoint = text.codePointAt(at)!;
      if (BLANKS.has(codePoint)) {
        pushBlank(text, at, before, edits);
      } else if (classOf(codePoint) & IGNORABLE) {
        const runEnd = ignorableRunEnd(text, at, end);
        before = removeRun(
          text,
          at,
          runEnd,
          { before, after: codePointFrom(text, runEnd), rightToLeft },
          edits,
        );
        at = runEnd;
        continue;
      }
      before = codePoint;
      at += unitsOf(codePoint);
    }
  }
  return edits;
}

function hasRightToLeft(text: string): boolean {
  for (let at = 0; at < text.length;) {
    const codePoint = text.codePointAt(at)!;
    if (codePoint >= 0x590 && (classOf(codePoint) & (RTL | LETTER)) === (RTL | LETTER)) return true;
    at += unitsOf(codePoint);
  }
  return false;
}

function ignorableRunEnd(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const codePoint = text.codePointAt(at)!;
    if (!(classOf(codePoint) & IGNORABLE) || BLANKS.has(codePoint)) break;
    at += unitsOf(codePoint);
  }
  return at;
}

/** A blank between alphabetic letters reads as a space. */
function pushBlank(text: string, at: number, before: number, edits: Edit[]): void {
  const after = codePointFrom(text, at + 1);
  if (isAlphabetic(before) || isAlphabetic(after)) edits.push({ begin: at, end: at + 1, text: ' ' });
}

/** Removes what does not belong from a run of invisible code points; gives the last one that stays. */
function removeRun(text: string, begin: number, end: number, around: Neighbours, edits: Edit[]): number {
  let { before } = around;
  let at = begin;
  while (at < end) {
    const codePoint = text.codePointAt(at)!;
    const next = at + unitsOf(codePoint);
    // Only the last of a run touches what comes after it; in tag sequences the run is the sequence.
    const after = next < end ? text.codePointAt(next)! : around.after;
    if (belongs(codePoint, { ...around, before, after })) before = codePoint;
    else edits.push({ begin: at, end: next, text: '' });
    at = next;
  }
  return before;
}

function belongs(codePoint: number, { before, after, rightToLeft }: Neighbours): boolean {
  const previous = before < 0 ? 0 : classOf(before);
  const next = after < 0 ? 0 : classOf(after);
  if (codePoint === ZWJ && isEmojiPart(before) && next & EMOJI) return true;
  if (codePoint === ZWJ || codePoint === ZWNJ || codePoint === ZWSP)
    return ((previous | next) & JOINING) !== 0;
  if (codePoint === 0xfe0e || codePoint === 0xfe0f) return isStyled(before, after);
  if (isVariationSelector(codePoint)) return (previous & LETTER) !== 0 && !(previous & ALPHABETIC);
  if (codePoint >= 0xe0020 && codePoint <= 0xe007f) {
    return before === BLACK_FLAG || (before >= 0xe0020 && before <= 0xe007e);
  }
  if (isBidiControl(codePoint)) return rightToLeft && !(isAlphabetic(before) && isAlphabetic(after));
  if (codePoint === 0x034f) return (previous & MARK) !== 0 && (previous & (RTL | JOINING)) !== 0;
  if (codePoint === 0x115f || codePoint === 0x1160) return isJamo(before) || isJamo(after);
  if (codePoint >= 0x17b4 && codePoint <= 0x180f) return (previous & JOINING) !== 0;
  return false;
}

function isEmojiPart(codePoint: number): boolean {
  return codePoint === 0xfe0f || (codePoint >= 0 && (classOf(codePoint) & EMOJI) !== 0);
}

/** U+FE0E and U+FE0F choose between text and picture: behind symbols and in keycaps. */
function isStyled(before: number, after: number): boolean {
  if (before < 0 || before === 0xfe0e || before === 0xfe0f) return false;
  if (isAsciiDigit(before) || before === 35 || before === 42) return after === KEYCAP;
  const previous = classOf(before);
  return (previous & EMOJI) !== 0 || !(previous & (LETTER | MARK | SPACE));
}

function isVariationSelector(codePoint: number): boolean {
  return (codePoint >= 0xfe00 && codePoint <= 0xfe0d) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);
}

function isBidiControl(codePoint: number): boolean {
  return (
    codePoint === 0x061c ||
    codePoint === 0x200e ||
    codePoint === 0x200f ||
    (codePoint >= 0x202a && codePoint <= 0x202e) ||
    (codePoint >= 0x2066 && codePoint <= 0x2069)
  );
}

function isAlphabetic(codePoint: number): boolean {
  return codePoint >= 0 && (classOf(codePoint) & ALPHABETIC) !== 0;
}

function isJamo(codePoint: number): boolean {
  return codePoint >= 0x1100 && codePoint <= 0x11ff;
}
