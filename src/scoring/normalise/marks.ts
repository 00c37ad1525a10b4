import type { Span } from '../../domain/decision.js';
import { ALPHABETIC, LETTER, STACKABLE, classOf, unitsOf } from './code-points.js';
import { gapsBetween } from './segments.js';
import type { Edit } from './view.js';

/** No orthography stacks more on a Latin, Greek or Cyrillic letter (Vietnamese in NFD has two). */
const STACK_MAX = 2;
/** From so many letters, and this share of a word, with marks no letter is composed with: decoration. */
const DECORATED_MIN = 3;
const DECORATED_SHARE = 0.6;

/** Strokes and lines through, above and below letters, and shapes around them. */
const OVERLAY = /[\u0305\u0332-\u0338\u033f\u0346-\u034e\u0353-\u0356\u0489\u20d0-\u20e2\u20e4-\u20f0]/;

const KEYCAP = '\u20e3';
/** Many languages write tones on vowels and nasals that have no letter of their own for it. */
const TONE = /[\u0300-\u0304\u030c]/;
const CONSONANT = /[b-df-hj-lp-tv-xz]/i;

/** The marks behind one letter (or sign), positions in code units. */
interface Stack {
  readonly begin: number;
  readonly end: number;
  /** More marks than any spelling has, or an overlay on a letter. */
  readonly excessive: boolean;
  /** On a letter that is not composed with the first of them. */
  readonly odd: boolean;
}

/**
 * Edits that strip marks which belong to no spelling: stacks of more than two ("zalgo"), strokes and
 * lines through or around letters, and marks on most letters of a word that make letters of no
 * alphabet. Accents, niqqud, harakat and Indic signs stay.
 */
export function markEdits(text: string, segments: readonly Span[]): Edit[] {
  const edits: Edit[] = [];
  for (const gap of gapsBetween(segments, text.length)) {
    let stacks: Stack[] = [];
    let letters = 0;
    for (let at = gap.begin; at < gap.end;) {
      const codePoint = text.codePointAt(at)!;
      const bits = classOf(codePoint);
      const isLetter = (bits & (LETTER | ALPHABETIC)) !== 0;
      if (!isLetter && stacks.length > 0) {
        strip(stacks, letters, edits);
        stacks = [];
      }
      letters = isLetter ? letters + 1 : 0;
      const behind = bits & STACKABLE ? at : at + unitsOf(codePoint);
      const stack = readStack(text, isLetter ? codePoint : -1, behind, gap.end);
      if (stack !== null) stacks.push(stack);
      at = stack?.end ?? behind;
    }
    strip(stacks, letters, edits);
  }
  return edits;
}

/** The marks from `begin` on that sit on `base` (-1: no letter); null where there are none. */
function readStack(text: string, base: number, begin: number, limit: number): Stack | null {
  let end = begin;
  let overlaid = false;
  while (end < limit && classOf(text.charCodeAt(end)) & STACKABLE) {
    overlaid ||= OVERLAY.test(text[end]!);
    end++;
  }
  if (end === begin) return null;
  // In phonetic script any letter takes any mark.
  const isLetter = base >= 0 && !(base >= 0x250 && base <= 0x2af);
  return {
    begin,
    end,
    excessive: end - begin > STACK_MAX || (isLetter && overlaid),
    odd: isLetter && isOdd(String.fromCodePoint(base), text[begin]!),
  };
}

/** Whether no letter is composed of base and mark, nor a tone written so, nor a keycap. */
function isOdd(base: string, mark: string): boolean {
  if (mark === KEYCAP || (TONE.test(mark) && !CONSONANT.test(base))) return false;
  return (base + mark).normalize('NFC').length > base.length;
}

function strip(stacks: readonly Stack[], letters: number, edits: Edit[]): void {
  const odd = stacks.filter((stack) => stack.odd).length;
  const decorated = odd >= DECORATED_MIN && odd >= letters * DECORATED_SHARE;
  for (const stack of stacks) {
    if (stack.excessive || (decorated && stack.odd)) {
      edits.push({ begin: stack.begin, end: stack.end, text: '' });
    }
  }
}
