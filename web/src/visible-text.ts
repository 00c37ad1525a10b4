/**
 * Splits a message for display. What would steer the display instead of being seen – control characters, marks
 * that turn the direction of writing, characters without width – becomes a part of its own, to be shown by name.
 */

export interface TextPart {
  /** In UTF-16 code units of the text. */
  readonly begin: number;
  readonly end: number;
  readonly text: string;
  /** Set where the part is one invisible character: how it is called. */
  readonly hidden?: string;
}

const NAMES: Readonly<Record<number, string>> = {
  0x00ad: 'soft hyphen',
  0x034f: 'combining grapheme joiner',
  0x061c: 'Arabic letter mark',
  0x115f: 'Hangul filler',
  0x1160: 'Hangul filler',
  0x17b4: 'Khmer inherent vowel',
  0x17b5: 'Khmer inherent vowel',
  0x180e: 'Mongolian vowel separator',
  0x200b: 'zero-width space',
  0x200c: 'zero-width non-joiner',
  0x200d: 'zero-width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x2028: 'line separator',
  0x2029: 'paragraph separator',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'end of embedding',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x2060: 'word joiner',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'first strong isolate',
  0x2069: 'end of isolate',
  0x3164: 'Hangul filler',
  0xfeff: 'byte order mark',
  0xffa0: 'Hangul filler',
};

// Selectors of how a character looks belong to it; line feeds and tabs are shown as such.
const HIDDEN = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\p{Cs}]/u;
const SHOWN = /\n|\t|\p{Variation_Selector}/u;
const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Variation_Selector}]/u;
const LATIN = /[\p{Script=Latin}\p{Nd}\s]/u;

/** @returns how a character that cannot be seen is called; undefined for one that can */
function nameOfHidden(char: string, before: string, after: string): string | undefined {
  if (!HIDDEN.test(char) || SHOWN.test(char)) return undefined;
  const code = char.codePointAt(0)!;
  // Joiners make emoji out of emoji, and are letters' work in Arabic, Persian and Indic scripts.
  if (code === 0x200d && PICTURE.test(before) && PICTURE.test(after)) return undefined;
  if ((code === 0x200c || code === 0x200d) && before !== '' && !LATIN.test(before) && !PICTURE.test(before))
    return undefined;
  // The flags of England, Scotland and Wales are spelt in tags.
  if (code >= 0xe0020 && code <= 0xe007f && (PICTURE.test(before) || isTag(before))) return undefined;
  return NAMES[code] ?? (code >= 0xe0000 ? 'invisible tag' : 'control character');
}

const isTag = (char: string) => {
  const code = char.codePointAt(0) ?? 0;
  return code >= 0xe0020 && code <= 0xe007f;
};

/** `U+202E`, as characters are quoted. */
export const codePointOf = (char: string) =>
  `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * @param cuts further places at which a part ends, in UTF-16 code units: where highlights begin and end
 * @returns parts that together are the text
 */
export function splitText(text: string, cuts: readonly number[] = []): TextPart[] {
  const ends = new Set(cuts);
  const parts: TextPart[] = [];
  let begin = 0;
  let at = 0;
  let before = '';
  const flush = (end: number) => {
    if (end > begin) parts.push({ begin, end, text: text.slice(begin, end) });
    begin = end;
  };
  while (at < text.length) {
    const char = String.fromCodePoint(text.codePointAt(at)!);
    const next = at + char.length;
    const after = next < text.length ? String.fromCodePoint(text.codePointAt(next)!) : '';
    const hidden = nameOfHidden(char, before, after);
    if (ends.has(at)) flush(at);
    if (hidden !== undefined) {
      flush(at);
      parts.push({ begin: at, end: next, text: char, hidden });
      begin = next;
    }
    before = char;
    at = next;
  }
  flush(text.length);
  return parts;
}

/** The beginning of a text, at most so many code units, not cut through a character. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}
