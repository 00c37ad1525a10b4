/**
 * What people wrote in no language in particular: code, links, e-mail addresses, names, short codes of
 * emoji. Bounded repeats keep the time linear.
 */
const NOT_PROSE = new RegExp(
  [
    '```[^]*?```',
    '`[^`\\n]*`',
    '(?<![a-z0-9])(?:[a-z][a-z0-9+.-]{1,19}://|www\\.)[!-~]+',
    '(?<![\\w.+%-])[\\w.+%-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}',
    '[@#][\\p{L}\\p{M}\\p{N}_.-]+',
    ":[a-z0-9_+'-]{1,50}:",
  ].join('|'),
  'giu',
);

const ASCII_TOKEN = /[!-~]+/g;
/** Identifiers, calls, assignments, file names, mark-up. */
const CODE = /[_=\\{}<>]|\w\.\w|::|->|\(\)|[a-z][A-Z]/;

/** There is some of it in whatever is blanked. */
const TRACE_OF_ANY = /[`@#_=\\{}<>]|:\S|\w\.|->|\(\)|[a-z][A-Z]/;

/** A text with everything that is not prose blanked, unit by unit, so that offsets stay. */
export function blankNonProse(text: string): string {
  if (!TRACE_OF_ANY.test(text)) return text;
  return text
    .replace(NOT_PROSE, blank)
    .replace(ASCII_TOKEN, (token) => (CODE.test(token) ? blank(token) : token));
}

function blank(match: string): string {
  return ' '.repeat(match.length);
}

const BEYOND_ASCII = /[^\0-\x7f]/;

/** How many letters a text has, of any script or of those that are not Latin. */
export function countLetters(text: string, of: 'any' | 'foreign' = 'any'): number {
  if (of === 'foreign' && !BEYOND_ASCII.test(text)) return 0;
  return text.match(of === 'any' ? /\p{L}/gu : /(?!\p{Script=Latin})\p{L}/gu)?.length ?? 0;
}

/** A word of one script, where it stands. Digits and apostrophes belong to Latin words. */
export interface Word {
  readonly text: string;
  readonly begin: number;
  readonly end: number;
  readonly isLatin: boolean;
}

const WORD = /[\p{Script=Latin}\p{M}\p{N}'’_]+|(?:(?!\p{Script=Latin})[\p{L}\p{M}])+/gu;
const LATIN_LETTER = /\p{Script=Latin}/u;

/** The words of a text, in order; scripts written without spaces come in longer runs. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const word = match[0];
    const isLatin = LATIN_LETTER.test(word);
    if (!isLatin && !/\p{L}/u.test(word)) continue;
    words.push({ text: word, begin: match.index, end: match.index + word.length, isLatin });
  }
  return words;
}
