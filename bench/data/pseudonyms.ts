import { createHash } from 'node:crypto';
import { COMMON_WORDS } from '../../src/scoring/normalise/common-words.js';

/** A line of the source. `author` is `u` and the first 8 hex digits of the SHA-1 of the nickname. */
export interface SourceLine {
  readonly channel: string;
  /** HH:MM. */
  readonly time: string;
  readonly author: string;
  readonly text: string;
}

const NICK = /[A-Za-z0-9_\-[\]\\`^{}|]+/g;
/** Who is spoken to: a nickname at the beginning with a colon or comma behind it. */
const ADDRESS = /^\s*([A-Za-z0-9_\-[\]\\`^{}|]+)\s*([:,])(?!\/\/)/;
/** A nickname that is also a word is one only where it is mostly used to address people. */
const ADDRESS_SHARE_MIN = 0.2;
/** Rare ones are names also where they address anybody at all, or are spelled as no word is. */
const RARE_MAX = 50;
const ODD = /[\d_[\]\\`^{}|]|[a-z][A-Z]/;
/** A name that nobody in the data writes under is one where it is hardly used but to address people. */
const STRANGER_SHARE_MIN = 0.5;
const COUNT_MIN = 3;

const words = new Set(COMMON_WORDS.split(/\s+/));
/** Lines begin with these and a colon or comma, too. */
const NO_NAMES = new Set(
  `http https e w n q a s k error warning question err hm hmm hmmm ah ahh heh hehe haha lol btw np yep yea nope oops
   thx thnx thks thanx tks sory soz bash sudo grub edit ps fyi imo imho afaik iirc update note example eg ie re
   ftp ssh irc xorg x11 kernel filename package version output usage description depends status tip`.split(
    /\s+/,
  ),
);
const isWord = (name: string) => words.has(name) || NO_NAMES.has(name) || /^\d+$/.test(name);

const authorOf = (nick: string) => `u${createHash('sha1').update(nick).digest('hex').slice(0, 8)}`;

interface Use {
  count: number;
  addressed: number;
}

/** How often each token stands in texts, and how often at the beginning as an address, by its lower case. */
function countTokens(lines: readonly SourceLine[]): { uses: Map<string, Use>; spellings: Set<string> } {
  const uses = new Map<string, Use>();
  const spellings = new Set<string>();
  const use = (token: string) => {
    const key = token.toLowerCase();
    let entry = uses.get(key);
    if (entry === undefined) uses.set(key, (entry = { count: 0, addressed: 0 }));
    return entry;
  };
  for (const { text } of lines) {
    for (const [token] of text.matchAll(NICK)) {
      use(token).count += 1;
      spellings.add(token);
    }
    const addressed = ADDRESS.exec(text)?.[1];
    if (addressed !== undefined) use(addressed).addressed += 1;
  }
  return { uses, spellings };
}

/**
 * Gives every author an invented name, the same wherever they write or are written of.
 *
 * Nicknames are found in texts by their hash, which the source gives as the author, and, of people who write
 * nothing themselves, by their standing at the beginning of lines before a colon. Nicknames that are everyday
 * words are left where they do not address anybody.
 */
export function createPseudonyms(lines: readonly SourceLine[]) {
  const { uses, spellings } = countTokens(lines);
  const invent = inventNames((name) => uses.has(name) || words.has(name));
  const nameOf = new Map<string, string>();
  const name = (author: string) => {
    let known = nameOf.get(author);
    if (known === undefined) nameOf.set(author, (known = invent()));
    return known;
  };
  for (const { author } of lines) name(author);

  /** By lower case the author that a token means, and whether it does so anywhere in a text. */
  const people = new Map<string, { author: string; anywhere: boolean }>();
  for (const token of spellings) {
    const author = authorOf(token);
    const key = token.toLowerCase();
    if (!nameOf.has(author)) continue;
    const { count, addressed } = uses.get(key)!;
    const mostlyAddress = count >= COUNT_MIN && addressed >= ADDRESS_SHARE_MIN * count;
    const isRare = count < COUNT_MIN || (count < RARE_MAX && (addressed > 0 || ODD.test(token)));
    const isName = (mostlyAddress && !NO_NAMES.has(key)) || (isRare && !isWord(key));
    people.set(key, { author, anywhere: token.length > 1 && isName });
  }
  for (const [key, { count, addressed }] of uses) {
    if (people.has(key) || isWord(key) || key.length < 2) continue;
    if (addressed > 0 && addressed >= STRANGER_SHARE_MIN * count)
      people.set(key, { author: `stranger ${key}`, anywhere: true });
  }

  const meant = (token: string) => {
    for (const form of [token, token.replace(/^[-[\]|`^{}\\]+|[-[\]|`^{}\\]+$/g, '')]) {
      const person = people.get(form.toLowerCase());
      if (person !== undefined) return { ...person, form };
    }
    return undefined;
  };

  return {
    ofAuthor: name,
    /** A text with everybody it names by their invented names. */
    inText(text: string): string {
      const address = ADDRESS.exec(text);
      const end = address?.[2] === ':' ? address[0].length : 0;
      return text.replace(NICK, (token, at: number) => {
        const person = meant(token);
        if (person === undefined || !(person.anywhere || at < end)) return token;
        if (at < end && !person.anywhere && NO_NAMES.has(token.toLowerCase())) return token;
        return token.replace(person.form, name(person.author));
      });
    },
  };
}

const CONSONANTS = 'b d g k l m n p r s t v z'.split(' ');
const VOWELS = 'a e i o u'.split(' ');
const SYLLABLES = CONSONANTS.flatMap((c) => VOWELS.map((v) => c + v));
/** Coprime to the number of names, so that they come in no order and each once. */
const STEP = 104_729;
/** What would not be a neutral name, in whatever language comes to mind. */
const UNWANTED =
  /n[ei]g|tit|dik|kok|kun|put|puta|bit|sot|anal|suk|tet|dum|mor|mer|kak|pipi|pene|kul|rap|kil|tur|pis|pedo|nazi|nud|seme|lul|kone|zor|bor|gu?p|goz|tar|mata|dead|nado|bani|sodom/;

/** @returns a function that gives another invented name each time */
function inventNames(isTaken: (name: string) => boolean): () => string {
  const total = SYLLABLES.length ** 3;
  let n = 0;
  return () => {
    for (;;) {
      if (n >= total) throw new Error('All names are taken.');
      const k = (++n * STEP) % total;
      const at = (i: number) => SYLLABLES[Math.floor(k / SYLLABLES.length ** i) % SYLLABLES.length]!;
      const candidate = at(2) + at(1) + at(0);
      if (!UNWANTED.test(candidate) && !isTaken(candidate)) return candidate;
    }
  };
}
