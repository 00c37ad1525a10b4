import type { Span } from '../../domain/decision.js';
import {
  LETTER,
  classOf,
  codePointBefore,
  codePointFrom,
  isAsciiDigit,
  isAsciiLetter,
  unitsOf,
} from './code-points.js';
import { SENSITIVE_WORD, WORD_LENGTH_MAX, rankOf } from './lexicon.js';
import { gapsBetween } from './segments.js';
import type { Edit } from './view.js';

/** Ranges of letters in other clothes, with the plain letter of their first code point. */
const ALPHABETS: readonly (readonly [first: number, last: number, letter: string])[] = [
  [0x249c, 0x24b5, 'a'], // parenthesised
  [0x24b6, 0x24cf, 'A'], // circled
  [0x24d0, 0x24e9, 'a'],
  [0x1f110, 0x1f129, 'A'], // parenthesised, squared, and both in negative
  [0x1f130, 0x1f149, 'A'],
  [0x1f150, 0x1f169, 'A'],
  [0x1f170, 0x1f189, 'A'],
  [0x1f1e6, 0x1f1ff, 'A'], // regional indicators: flags in pairs, letters alone
];

/** Ranges whose NFKC form is the plain letter or digit. Ordinals (ª, º) and signs (™, ℃, №) are none. */
const COMPATIBLE: readonly (readonly [first: number, last: number])[] = [
  [0x02b0, 0x02b8],
  [0x02e1, 0x02e3],
  [0x1d2c, 0x1d6a],
  [0x1d9c, 0x1dbf],
  [0x2071, 0x2071],
  [0x207f, 0x207f],
  [0x2090, 0x209c],
  [0x2102, 0x2115],
  [0x2119, 0x211d],
  [0x2124, 0x2124],
  [0x2128, 0x2128],
  [0x212c, 0x2134],
  [0x2145, 0x2149],
  [0x2c7c, 0x2c7d],
  [0xa7f2, 0xa7f4],
  [0xfb00, 0xfb06],
  [0xff10, 0xff19],
  [0xff21, 0xff3a],
  [0xff41, 0xff5a],
  [0x1d400, 0x1d7ff],
];

const FIRST = 0x02b0;
/** Units of a regional indicator. */
const FLAG_UNITS = 2;
/** U+FE0F asks for the picture. */
const STYLED = 0xfe0f;
/** Circled and squared letters that are emoji too: Ⓜ 🅰 🅱 🅾 🅿. */
const PICTURES: ReadonlySet<number> = new Set([0x24c2, 0x1f170, 0x1f171, 0x1f17e, 0x1f17f]);

/** Raised and lowered letters: spelling in some languages, so they need company of their kind. */
const RAISED_LAST = 0x209c;

/**
 * Edits that write full-width, mathematical, circled, squared, raised and lowered Latin letters plainly,
 * and digits of those kinds beside a letter. A form that stands alone ("ℝ", "🅰️", "2ⁿ") stays.
 * NFKC is asked code point by code point (UAX #15): over a whole text it would rewrite much else, and
 * it is quadratic on long runs of combining marks.
 */
export function letterFormEdits(text: string, segments: readonly Span[]): Edit[] {
  const edits: Edit[] = [];
  for (const { begin, end } of gapsBetween(segments, text.length)) {
    // Whether the code point before is a Latin letter, or a digit folded in a word of such.
    let joined = false;
    for (let at = begin; at < end;) {
      const codePoint = text.codePointAt(at)!;
      let next = at + unitsOf(codePoint);
      const plain = plainForm(codePoint);
      if (plain === '') {
        joined = isLatin(codePoint);
      } else if (folds(text, { codePoint, plain, at, next }, joined)) {
        if (next < end && text.charCodeAt(next) === STYLED) next++;
        edits.push({ begin: at, end: next, text: plain });
        joined = true;
      } else {
        joined = false;
      }
      at = next;
    }
  }
  return edits;
}

/** Whether a code point has a plain form that folding may write. */
export function hasPlainForm(codePoint: number): boolean {
  return plainForm(codePoint) !== '';
}

const plainForms = new Map<number, string>();

/** The ASCII letters or digit that a code point is a form of; empty where it is none. */
function plainForm(codePoint: number): string {
  if (codePoint < FIRST) return '';
  let plain = plainForms.get(codePoint);
  if (plain === undefined) {
    plain = findPlainForm(codePoint);
    plainForms.set(codePoint, plain);
  }
  return plain;
}

function findPlainForm(codePoint: number): string {
  for (const [first, last, letter] of ALPHABETS) {
    if (codePoint >= first && codePoint <= last) {
      return String.fromCharCode(letter.charCodeAt(0) + codePoint - first);
    }
  }
  if (!COMPATIBLE.some(([first, last]) => codePoint >= first && codePoint <= last)) return '';
  const plain = String.fromCodePoint(codePoint).normalize('NFKC');
  return /^(?:[a-zA-Z]{1,3}|\d)$/.test(plain) ? plain : '';
}

interface Form {
  readonly codePoint: number;
  readonly plain: string;
  readonly at: number;
  readonly next: number;
}

function folds(text: string, form: Form, joined: boolean): boolean {
  const { codePoint, plain, at, next } = form;
  if (plain.length > 1) return true;
  const styled = text.charCodeAt(next) === STYLED;
  const after = codePointFrom(text, styled ? next + 1 : next);
  if (isAsciiDigit(plain.charCodeAt(0))) return joined || isLatinForm(after);
  if (PICTURES.has(codePoint)) return joined || (isLatinForm(after) && !PICTURES.has(after));
  if (isRegional(codePoint)) return isSpelledInFlags(text, at);
  if (codePoint <= RAISED_LAST) return hasPlainForm(codePointBefore(text, at)) || hasPlainForm(after);
  return joined || isLatinForm(after) || isSpaced(text, at, next);
}

/** One of letters set apart by spaces or signs ("Ⓘ Ⓓ Ⓘ Ⓞ Ⓣ"): the one before or behind is such too. */
function isSpaced(text: string, at: number, next: number): boolean {
  return hasPlainForm(codePointBefore(text, at - 1)) || hasPlainForm(codePointFrom(text, next + 1));
}

/** Flags of a word: indicators with one unit between them that spell a word which people hide. */
function isSpelledInFlags(text: string, at: number): boolean {
  const step = FLAG_UNITS + 1;
  const limit = WORD_LENGTH_MAX * step;
  let begin = at;
  while (at - begin < limit && isRegional(codePointBefore(text, begin - 1))) begin -= step;
  let letters = '';
  let end = begin;
  while (end - begin < limit && isRegional(codePointFrom(text, end))) {
    letters += plainForm(codePointFrom(text, end)).toLowerCase();
    end += step;
  }
  return rankOf(letters) >= SENSITIVE_WORD;
}

function isLatinForm(codePoint: number): boolean {
  return isLatin(codePoint) || /^[a-zA-Z]/.test(plainForm(codePoint));
}

function isLatin(codePoint: number): boolean {
  if (codePoint < 128) return isAsciiLetter(codePoint);
  return codePoint < FIRST && (classOf(codePoint) & LETTER) !== 0;
}

function isRegional(codePoint: number): boolean {
  return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
}
