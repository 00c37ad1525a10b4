/** What the folding passes need to know of a code point, as bits of {@link classOf}. */
export const LETTER = 1;
/** A Latin letter, ASCII or not. */
export const LATIN = 2;
export const MARK = 4;
/** Zero-width, bidi and other code points that show nothing. */
export const IGNORABLE = 8;
/** Of a script in whose words joiners and zero-width spaces belong (Arabic, Indic, Thai, …). */
export const JOINING = 16;
export const RTL = 32;
/** Pictographs, flags, skin tones. ASCII digits and signs are none. */
export const EMOJI = 64;
export const DIGIT = 128;
export const SPACE = 256;
/** A mark of the blocks that any letter can carry: accents, overlays, enclosing marks. */
export const STACKABLE = 512;
/** Latin, Greek or Cyrillic letter, or an ASCII digit: what invisible marks are hidden between. */
export const ALPHABETIC = 1024;
const KNOWN = 1 << 15;

const SCRIPTS_JOINING =
  'Arabic Syriac Mandaic Nko Mongolian Phags_Pa Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada ' +
  'Malayalam Sinhala Thai Lao Tibetan Myanmar Khmer Tai_Tham Balinese Javanese Sundanese Chakma Brahmi Grantha ' +
  'Meetei_Mayek Limbu Adlam Hanifi_Rohingya Thaana';

const tests: readonly (readonly [pattern: RegExp, bits: number])[] = [
  [/\p{L}/u, LETTER],
  [/\p{Script=Latin}/u, LATIN],
  [/\p{M}/u, MARK],
  [/[\p{Default_Ignorable_Code_Point}\p{Cc}]/u, IGNORABLE],
  [
    new RegExp(
      `[${SCRIPTS_JOINING.split(' ')
        .map((name) => `\\p{scx=${name}}`)
        .join('')}]`,
      'u',
    ),
    JOINING,
  ],
  [/[\p{scx=Hebrew}\p{scx=Arabic}\p{scx=Syriac}\p{scx=Thaana}\p{scx=Nko}\p{scx=Adlam}]/u, RTL],
  [/[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]/u, EMOJI],
  [/\p{Nd}/u, DIGIT],
  // U+FEFF is white space to JavaScript, and shows nothing.
  [/(?!\ufeff)\s/u, SPACE],
  [/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}0-9]/u, ALPHABETIC],
];

/** Blocks of combining marks that belong to no one script. */
const STACKABLES: readonly (readonly [first: number, last: number])[] = [
  [0x0300, 0x036f],
  [0x0483, 0x0489],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20ff],
  [0xfe20, 0xfe2f],
];

// Worked out once for each code point that is met: the property tests are slow, the table is sparse.
const classes = new Uint16Array(0x110000);

/** The class bits of a code point in [0, 0x10ffff]; lone surrogates have none. */
export function classOf(codePoint: number): number {
  const known = classes[codePoint]!;
  return known === 0 ? classify(codePoint) : known;
}

function classify(codePoint: number): number {
  let bits = KNOWN;
  const character = String.fromCodePoint(codePoint);
  for (const [pattern, bit] of tests) if (pattern.test(character)) bits |= bit;
  if (STACKABLES.some(([first, last]) => codePoint >= first && codePoint <= last)) bits |= STACKABLE;
  // White space is a control code too, and punctuation or digits can be shared between scripts.
  if (bits & SPACE) bits &= ~IGNORABLE;
  if (!(bits & (LETTER | MARK))) bits &= ~(JOINING | RTL);
  classes[codePoint] = bits;
  return bits;
}

/** Number of UTF-16 code units of a code point. */
export function unitsOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}

/** The code point that ends right before `index`, or -1 at the beginning. */
export function codePointBefore(text: string, index: number): number {
  if (index <= 0) return -1;
  const unit = text.charCodeAt(index - 1);
  if (unit >= 0xdc00 && unit <= 0xdfff && index > 1) {
    const pair = text.codePointAt(index - 2)!;
    if (pair > 0xffff) return pair;
  }
  return unit;
}

/** The code point that begins at `index`, or -1 at the end. */
export function codePointFrom(text: string, index: number): number {
  return text.codePointAt(index) ?? -1;
}

/** Whether a code point is one of a-z or A-Z. */
export function isAsciiLetter(codePoint: number): boolean {
  const lower = codePoint | 32;
  return lower >= 97 && lower <= 122 && codePoint < 128;
}

export function isAsciiDigit(codePoint: number): boolean {
  return codePoint >= 48 && codePoint <= 57;
}
