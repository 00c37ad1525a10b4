/** What a text must be looked at for. */
const HAS_MARKUP = 1;
export const HAS_BEYOND_ASCII = 2;
export const HAS_CONTROLS = 4;
/** Digits or signs in words, joiners, stretched letters. */
export const HAS_ODD_WORDS = 8;
/** Three single letters or more in a row. */
export const HAS_SINGLES = 16;

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const SIGN = 3;
const JOINER = 4;
const CONTROL = 5;
const TAG = 6;
const APOSTROPHE = 7;

const kinds = Uint8Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)));

function kindOf(unit: string): number {
  if (/[a-zA-Z]/.test(unit)) return LETTER;
  if (/\d/.test(unit)) return DIGIT;
  if ('<&'.includes(unit)) return TAG;
  if ('@$!*#%+|'.includes(unit)) return SIGN;
  if ('-_.~^'.includes(unit)) return JOINER;
  if (unit === "'") return APOSTROPHE;
  // eslint-disable-next-line no-control-regex -- white space apart, control codes show nothing
  return /[\0-\x08\x0e-\x1f\x7f]/.test(unit) ? CONTROL : OTHER;
}

/**
 * One pass over a text that tells which folding passes can find something in it; plain ASCII prose
 * gives 0. Errs on the side of looking.
 */
export function surveyText(text: string): number {
  let found = 0;
  let previous = OTHER;
  let run = 0;
  let wordUnits = 0;
  let singles = 0;
  let last = -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) {
      found |= HAS_BEYOND_ASCII;
      previous = LETTER;
      last = code;
      continue;
    }
    const kind = kinds[code]!;
    if (kind === LETTER) {
      const letter = code | 32;
      run = letter === last ? run + 1 : 1;
      last = letter;
      if (run > 2 || previous === DIGIT || previous === SIGN || previous === TAG) found |= HAS_ODD_WORDS;
      if (previous === JOINER && i > 1 && kinds[text.charCodeAt(i - 2)] === LETTER) found |= HAS_ODD_WORDS;
      wordUnits++;
    } else {
      last = -1;
      if (kind === OTHER) {
        if (wordUnits === 1) singles++;
        else if (wordUnits > 1) singles = 0;
        wordUnits = 0;
      } else {
        if (kind === TAG) found |= HAS_MARKUP;
        else if (kind === CONTROL) found |= HAS_CONTROLS;
        else if (previous === LETTER && isOddBehindLetter(kind, code)) found |= HAS_ODD_WORDS;
        if (kind === DIGIT || kind === SIGN) wordUnits++;
        else {
          if (wordUnits === 1) singles++;
          else if (wordUnits > 1) singles = 0;
          wordUnits = 0;
        }
      }
      if (singles > 2) found |= HAS_SINGLES;
    }
    previous = kind;
  }
  if (wordUnits === 1) singles++;
  return singles > 2 ? found | HAS_SINGLES : found;
}

/** A digit, or a sign other than the exclamation mark that ends so many sentences. */
function isOddBehindLetter(kind: number, code: number): boolean {
  return kind === DIGIT || (kind === SIGN && code !== 33);
}
