import { pick, type Random } from './random.js';

/** A way of writing words so that people still read them and filters do not. */
type Disguise = (word: string, random: Random) => string;

const LEET: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' };
// Cyrillic and Greek letters that most fonts draw like the Latin ones (Unicode TS 39, confusables).
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'аα',
  c: 'с',
  e: 'е',
  h: 'һ',
  i: 'іι',
  j: 'ј',
  k: 'кκ',
  l: 'ӏ',
  o: 'оο',
  p: 'рρ',
  s: 'ѕ',
  u: 'υ',
  v: 'ν',
  w: 'ԝ',
  x: 'х',
  y: 'у',
};
const INVISIBLES = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff'];
/** Grave, acute, circumflex, tilde, diaeresis, caron. */
const MARKS = ['\u0300', '\u0301', '\u0302', '\u0303', '\u0308', '\u030c'];
const EMOJI = ['😂', '🔥', '💀', '😡', '✨', '🤡'];
const VOWEL = /[aeiou]/iu;

const disguises = {
  leet: (word, random) => replaceSome(word, LEET, random),
  spaced: (word) => Array.from(word).join(' '),
  dotted: (word) => Array.from(word).join('.'),
  zeroWidth: (word, random) => between(word, () => pick(INVISIBLES, random)),
  lookAlikes: (word, random) => replaceSome(word, LOOK_ALIKES, random),
  fullWidth: (word) => word.replace(/[!-~]/gu, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  accents: (word, random) => word.replace(/[aeiouy]/giu, (c) => (c + pick(MARKS, random)).normalize('NFC')),
  doubledLetters: (word, random) => doubled(word, random),
  maskedVowel: (word) => atInnerVowel(word, () => '*'),
  droppedVowel: (word) => atInnerVowel(word, () => ''),
  upperCase: (word) => word.toUpperCase(),
  swappedLetters: (word, random) => swapped(word, random),
  emojiBetween: (word, random) => between(word, () => pick(EMOJI, random)),
} satisfies Record<string, Disguise>;

export type DisguiseKind = keyof typeof disguises;
/** Each changes any word it can change and leaves others alone. */
export const DISGUISES: Readonly<Record<DisguiseKind, Disguise>> = disguises;
export const DISGUISE_KINDS = Object.keys(DISGUISES) as DisguiseKind[];

/** Share of the letters that leet digits, look-alikes and doubling take; at least one letter of a word. */
const LETTERS_SHARE = 0.6;

function replaceSome(word: string, table: Readonly<Record<string, string>>, random: Random): string {
  const letters = Array.from(word);
  const places = letters.flatMap((letter, i) => (table[letter.toLowerCase()] === undefined ? [] : [i]));
  if (places.length === 0) return word;
  const sure = pick(places, random);
  for (const place of places) {
    if (place !== sure && random() >= LETTERS_SHARE) continue;
    letters[place] = pick(Array.from(table[letters[place]!.toLowerCase()]!), random);
  }
  return letters.join('');
}

function doubled(word: string, random: Random): string {
  const letters = Array.from(word);
  const sure = Math.floor(random() * letters.length);
  return letters.map((c, i) => (i === sure || random() < LETTERS_SHARE ? c + c : c)).join('');
}

/** Changes the first vowel that is neither the first nor the last letter. */
function atInnerVowel(word: string, change: (vowel: string) => string): string {
  const at = word.slice(1, -1).search(VOWEL) + 1;
  return at === 0 ? word : word.slice(0, at) + change(word[at]!) + word.slice(at + 1);
}

/** Swaps two neighbours, first and last letter staying, where they differ. */
function swapped(word: string, random: Random): string {
  const places = Array.from({ length: word.length - 3 }, (_, i) => i + 1).filter(
    (i) => word[i] !== word[i + 1],
  );
  if (places.length === 0) return word;
  const at = pick(places, random);
  return word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2);
}

function between(word: string, separator: () => string): string {
  return Array.from(word).reduce((text, letter) => text + separator() + letter);
}

/** Words that nobody who evades a filter would bother to disguise. */
const LEFT_ALONE = new Set(
  `about after again also always another around away back because been before being both came cannot could
  didn does doesn doing done down each even ever every from give goes going gone gonna have having here hers
  herself himself into isn itself just keep kind know like little long look made make many maybe more most
  much must need never next none only onto other others ours over own really said same says should since some
  something still such sure take tell than that thats their theirs them themselves then there theres these they
  thing things think this those though through time today told too until upon used using very want wants was
  wasn well went were what when where which while will with within without won would yeah your youre yours
  yourself`.split(/\s+/),
);
/** A link, which is left alone, or a word. */
const LINK_OR_WORD =
  /(?<link>\S*(?::\/\/|www\.)\S*)|(?<![\p{L}\p{M}\p{N}_@#/'’])[a-z]{4,}(?![\p{L}\p{M}\p{N}_@/'’])/giu;

/** The text with every word of four or more letters disguised, very common words excepted. */
export function disguise(text: string, kind: DisguiseKind, random: Random): string {
  const change = DISGUISES[kind];
  return text.replace(LINK_OR_WORD, (word, link: string | undefined) =>
    link !== undefined || LEFT_ALONE.has(word.toLowerCase()) ? word : change(word, random),
  );
}
