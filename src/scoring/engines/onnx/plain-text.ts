import emoji from 'unicode-emoji-json/data-by-emoji.json' with { type: 'json' };

const TONES = new Map([
  ['\u{1F3FB}', ' light skin '],
  ['\u{1F3FC}', ' light skin '],
  ['\u{1F3FD}', ' medium skin '],
  ['\u{1F3FE}', ' dark skin '],
  ['\u{1F3FF}', ' dark skin '],
]);
// Text or picture style and joiners say nothing to a reader.
const INVISIBLE = /[\uFE0E\uFE0F\u20E3]/gu;
const TONE = /[\u{1F3FB}-\u{1F3FF}]/gu;
const MAYBE_EMOJI = /[\u203C-\u3299\u{1F000}-\u{1FAFF}]/u;
const names = new Map(Object.entries(emoji).map(([glyph, { name }]) => [bare(glyph), ` ${spoken(name)} `]));
// Longest first: a family before the woman it begins with.
const EMOJI = new RegExp(
  [...names.keys()]
    .filter((glyph) => /[^\x20-\x7E]/u.test(glyph))
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'gu',
);

const URL = /\b(?:https?:\/\/|www\.)([^\s/?#<>"']{1,253})[^\s<>"']*/giu;
const HANDLE = /(?<![\p{L}\p{N}_.@])@[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,63}/gu;
const SHORTCODE = /:([a-z][a-z0-9_+-]{1,40}):/gu;
/** Ids and hashes: long, letters and several digits mixed. */
const ID =
  /(?<![\p{L}\p{N}_-])(?=(?:[\p{L}_-]{0,16}\p{N}){4})(?=[\p{N}_-]{0,40}\p{L})[\p{L}\p{N}_-]{20,}(?![\p{L}\p{N}_-])/gu;
const STRETCHED = /(\p{L})\1{3,}|([^\p{L}\p{N}\s])\2{3,}/gu;
/** The tokenizer gives up on words of more than 100 characters; pieces of this length are read. */
const WORD_MAX = 50;
const LONG_WORD = new RegExp(`\\S{${WORD_MAX}}(?=\\S)`, 'gu');

/**
 * A text in the words that the encoder's vocabulary knows: emoji and `:shortcodes:` by their names,
 * links by their hosts, mentions without whom they name, ids as one word. Nothing else is dropped.
 * Expects a view of the normaliser, which has rendered Slack's mark-up. Linear in the length of the text.
 */
export function plainText(text: string): string {
  let plain = text
    .replace(URL, (_, host: string) => ` link ${hostName(host)} `)
    .replace(HANDLE, '@user')
    .replace(SHORTCODE, (_, name: string) => ` ${spoken(name)} `)
    .replace(ID, ' id ')
    .replace(STRETCHED, (run: string, letter: string | undefined) =>
      run.slice(0, letter === undefined ? 2 * unit(run) : 3 * unit(run)),
    );
  if (MAYBE_EMOJI.test(plain)) {
    plain = plain
      .replace(INVISIBLE, '')
      .replace(EMOJI, (glyph) => names.get(glyph)!)
      .replace(TONE, (tone) => TONES.get(tone)!);
  }
  return plain.replace(LONG_WORD, '$& ');
}

/** The mask that some collections put in the place of a link has no host. */
function hostName(host: string): string {
  return host === 'link' ? '' : host.replace(/^www\./u, '');
}

function bare(glyph: string): string {
  return glyph.replace(INVISIBLE, '');
}

function spoken(name: string): string {
  return name.replace(/[_:-]+/gu, ' ');
}

/** Code units of the repeated character. */
function unit(run: string): number {
  return run.codePointAt(0)! > 0xffff ? 2 : 1;
}
