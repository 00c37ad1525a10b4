import { CONVENTIONAL_MASKS } from './evasion-words.js';
import { strongWordsOfLength } from './lexicon.js';
import { leetLetters } from './leet.js';

/** Signs written in place of letters. */
const MASKS = '*#@!$%•';
/** Signs that join or end words elsewhere; masks only inside a word. */
const SOFT_MASKS = "-_.~^?+&'";
const HAS_SOFT_MASK = /[-_.~^?+&']/;
const LETTERS_AND_MASKS = /^[a-z*#@!$%•]+$/;
/** Letters, masks and what leetspeak has for letters. */
const WELL_FORMED = /^[a-z0-9*#@!$%•|€£¢¥§¡_.~^?+&'-]+$/;

/** Families whose forms are read even where half of their letters or fewer are to be seen. */
const PRINTED_FAMILIES = 15;
/** "A*s" are good marks. */
const NOT_MASKED: ReadonlySet<string> = new Set(['a*s']);
/** Roots of words made up on the spot ("f*cktrumpet"), read at a word's beginning or end, the first
 * anywhere: few words hold its pattern. */
const ROOTS = ['fuck', 'shit', 'bitch', 'cunt'] as const;

/**
 * Reads a word with letters hidden behind signs ("f**k", "sh!t", "b-tch"): where pattern and length fit
 * the forms of exactly one family of strong words, or one of the conventional spellings.
 *
 * @returns the reading in lower case, unit by unit, or null
 */
export function readMask(word: string): string | null {
  const pattern = word.toLowerCase();
  const visible = pattern.replace(/[^a-z]/g, '').length;
  if (visible === 0 || visible === pattern.length || NOT_MASKED.has(pattern)) return null;
  if (!isLetterLike(pattern[0]!) || !isWellMasked(pattern)) return null;
  const conventional = CONVENTIONAL_MASKS[pattern.replace(/[^a-z]/g, '*')];
  if (conventional !== undefined && LETTERS_AND_MASKS.test(pattern)) return conventional;
  if (visible < 2) return null;
  const found = strongWordsOfLength(pattern.length).filter(({ word: form }) => fits(form, pattern));
  if (found.length === 0) return readRoot(pattern);
  const first = found[0]!;
  if (found.some(({ family }) => family !== first.family)) return null;
  if (first.family < PRINTED_FAMILIES) return pattern.length > 3 || !/\*$/.test(pattern) ? first.word : null;
  // "tar*" names many files.
  return visible * 2 > pattern.length && !pattern.endsWith('*') ? first.word : null;
}

/** Whether a character hides a letter. */
export function isMask(character: string): boolean {
  return MASKS.includes(character) || SOFT_MASKS.includes(character);
}

/** Soft masks stand between letters, at most two in a row, and beside no digits. */
function isWellMasked(pattern: string): boolean {
  if (!WELL_FORMED.test(pattern)) return false;
  return !HAS_SOFT_MASK.test(pattern) || (/[a-z]$/.test(pattern) && !/[0-9]|[^a-z]{3}/.test(pattern));
}

function isLetterLike(unit: string): boolean {
  return /[a-z]/.test(unit) || leetLetters(unit) !== '';
}

/**
 * Whether a form has the pattern's letters and the pattern hides one at least. The first may be
 * disguised but is not hidden; where all are but disguised, leetspeak has its own rules.
 */
function fits(form: string, pattern: string): boolean {
  let hidden = 0;
  for (let i = 0; i < pattern.length; i++) {
    const unit = pattern[i]!;
    if (unit === form[i] || leetLetters(unit).includes(form[i]!)) continue;
    if (i === 0 || !isMask(unit)) return false;
    hidden++;
  }
  return hidden > 0;
}

function readRoot(pattern: string): string | null {
  if (HAS_SOFT_MASK.test(pattern)) return null;
  for (const root of ROOTS) {
    for (let begin = 0; begin + root.length <= pattern.length; begin++) {
      const end = begin + root.length;
      const isEdge = begin === 0 || end === pattern.length;
      const window = pattern.slice(begin, end);
      const rest = pattern.slice(0, begin) + pattern.slice(end);
      if (
        (isEdge || root === 'fuck') &&
        /^[a-z]{2,}$/.test(rest) &&
        /[a-z].*[a-z]/.test(window) &&
        fits(root, window)
      ) {
        return pattern.slice(0, begin) + root + pattern.slice(end);
      }
    }
  }
  return null;
}
