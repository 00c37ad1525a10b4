/** What a UTF-16 code unit is to the tokeniser. */
export const CharClass = {
  Other: 0,
  Letter: 1,
  Digit: 2,
  Apostrophe: 3,
  /** Punctuation or a symbol that carries tone or trade: counted as a feature of its own. */
  Mark: 4,
  Mention: 5,
  HighSurrogate: 6,
  Space: 7,
} as const;

/** The class of every code unit of the basic plane, made once at load. */
export const charClasses: Uint8Array = classify();

/** Lower case of every code unit that has one in a single unit; the typographic apostrophe reads as the plain one. */
export const lowerCaseUnits: Uint16Array = lowerCaseTable();

function lowerCaseTable(): Uint16Array {
  const table = new Uint16Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit += 1) {
    const lower = String.fromCharCode(unit).toLowerCase();
    table[unit] = lower.length === 1 ? lower.charCodeAt(0) : unit;
  }
  table[0x2019] = 0x27;
  return table;
}

function classify(): Uint8Array {
  const classes = new Uint8Array(0x10000);
  const letter = /[\p{L}\p{M}]/u;
  const digit = /\p{N}/u;
  const symbol = /[\p{So}\p{Sc}]/u;
  const space = /\s/u;
  for (let unit = 0; unit < 0x10000; unit += 1) {
    if (unit >= 0xd800 && unit <= 0xdfff) {
      classes[unit] = unit < 0xdc00 ? CharClass.HighSurrogate : CharClass.Other;
      continue;
    }
    const char = String.fromCharCode(unit);
    if (letter.test(char)) classes[unit] = CharClass.Letter;
    else if (digit.test(char)) classes[unit] = CharClass.Digit;
    else if (symbol.test(char)) classes[unit] = CharClass.Mark;
    else if (space.test(char)) classes[unit] = CharClass.Space;
  }
  for (const char of '!?%*#&+=/') classes[char.charCodeAt(0)] = CharClass.Mark;
  for (const char of "'\u2019") classes[char.charCodeAt(0)] = CharClass.Apostrophe;
  classes[0x40] = CharClass.Mention;
  // Variation selectors and joiners shape the emoji before them and are no letters of their own.
  for (const unit of [0xfe0e, 0xfe0f, 0x200d]) classes[unit] = CharClass.Other;
  return classes;
}
