/** Terms that name a group of people; one of them stands for all of its kind. */
interface Kind {
  /** What is read in the place of each: a term that models know well and whose meaning is the kind's. */
  readonly one: string;
  readonly terms: string;
  /** Terms that mean something else too: they count only where they are said of people. */
  readonly ambiguous?: string;
}

const KINDS: readonly Kind[] = [
  {
    one: 'gay',
    terms: 'gay|lesbian|bisexual|queer|heterosexual|homosexual|pansexual|lgbt|lgbtq|lgbtqia',
    ambiguous: 'straight|asexual',
  },
  { one: 'gays', terms: 'gays|lesbians|bisexuals|queers|heterosexuals|homosexuals' },
  {
    one: 'transgender',
    terms: 'transgender|trans|transsexual|nonbinary|non-binary|cisgender|genderfluid|intersex',
    ambiguous: 'male|female|cis',
  },
  {
    one: 'mexican',
    terms:
      'mexican|african|african american|african-american|european|hispanic|latino|latina|latinx|canadian|asian|middle eastern|' +
      'chinese|japanese|nigerian|pakistani|filipino|arab|turkish|brazilian|romanian|korean|vietnamese|somali|irish|' +
      'native american|bangladeshi|moroccan|algerian|ghanaian|kenyan|ethiopian|syrian|iraqi|iranian|afghan',
    ambiguous:
      'american|indian|black|white|german|french|italian|spanish|russian|polish|dutch|swedish|greek|british|scottish|welsh|' +
      'ukrainian|israeli|palestinian|egyptian|indonesian|thai|colombian|cuban|portuguese|hungarian|albanian',
  },
  {
    one: 'mexicans',
    terms:
      'mexicans|africans|african americans|african-americans|europeans|hispanics|latinos|latinas|canadians|americans|asians|' +
      'indians|nigerians|pakistanis|filipinos|arabs|turks|brazilians|romanians|koreans|germans|somalis|italians|russians|' +
      'ukrainians|israelis|palestinians|egyptians|iranians|iraqis|syrians|afghans|kenyans|ethiopians|moroccans|algerians|cubans',
  },
  {
    one: 'muslim',
    terms: 'muslim|christian|moslem|jewish|jew|buddhist|catholic|protestant|sikh|taoist|hindu|mormon',
    ambiguous: 'atheist',
  },
  {
    one: 'muslims',
    terms: 'muslims|moslems|christians|jews|buddhists|catholics|protestants|sikhs|hindus|mormons|atheists',
  },
  { one: 'islam', terms: 'islam|christianity|judaism|buddhism|hinduism|catholicism|sikhism' },
  { one: 'immigrant', terms: 'immigrant|refugee|migrant|asylum seeker' },
  { one: 'immigrants', terms: 'immigrants|refugees|migrants|asylum seekers' },
  {
    one: 'elderly',
    terms: 'elderly|millenial|millennial|middle aged|middle-aged',
    ambiguous: 'old|older|young|younger|teenage',
  },
  { one: 'disabled', terms: 'autistic|deaf|paralyzed|paralysed|dyslexic', ambiguous: 'disabled|blind' },
];

const split = (terms: string) => terms.split('|').map((term) => term.replaceAll('-', ' '));
const oneFor = new Map(KINDS.flatMap(({ one, terms }) => split(terms).map((term) => [term, one])));
const ambiguousFor = new Map(
  KINDS.flatMap(({ one, ambiguous }) => (ambiguous ? split(ambiguous).map((term) => [term, one]) : [])),
);

/** The terms of two words, and words. */
const WORD =
  /(?:(?:african|native)[ -]americans?|middle[ -](?:eastern|aged)|asylum[ -]seekers?|non[ -]binary)(?![a-z])|[a-z]+/giu;
const PERSON =
  /^[ -](?:people|persons?|folks?|guys?|m[ae]n|wom[ae]n|girls?|boys?|kids?|ladies|lady|dudes?|couples?|community|families|family)\b/iu;
/** What follows a form of "to be", with an article and a word at most, at the end of its clause. */
const SAID_OF =
  /(?:(?:^|[^a-z])(?:is|are|am|was|were|be|being|im)|['’](?:m|re)|(?<!it)['’]s) (?:(?:an?|so|very|too) )?(?:[a-z]+ )?$/iu;
const CLAUSE_END = /^\s*(?:$|[.!?,;:)])|^ (?:is|and) /u;
/** So written it may be a person's name. */
const FIRST_NAME = 'Christian';
const LOOK_BACK = 40;
const PART_OF_NAME = /[\p{L}\p{N}_@#/]/u;
const ARTICLE = /(?<![a-z'’])an? $/iu;

/**
 * A text with one term of its kind in the place of every term that names a group of people: what a model reads, it
 * cannot score one group otherwise than another. Which kind of group is named it still reads. Articles follow.
 * Linear in the length of the text; a text that names no group comes back as it is.
 */
export function levelGroups(text: string): string {
  let level = '';
  let done = 0;
  for (const { 0: found, index } of text.matchAll(WORD)) {
    const term = found.toLowerCase().replace('-', ' ');
    const one = oneFor.get(term) ?? ambiguousFor.get(term);
    if (one === undefined) continue;
    const end = index + found.length;
    if (isPartOfName(text, index, end)) continue;
    const isSure = oneFor.has(term) && found !== FIRST_NAME;
    if (!isSure && !isSaidOfPeople(text, index, end)) continue;
    level += withArticle(text.slice(done, index), one) + cased(one, found);
    done = end;
  }
  return done === 0 ? text : level + text.slice(done);
}

function isPartOfName(text: string, begin: number, end: number): boolean {
  return (
    (begin > 0 && PART_OF_NAME.test(text[begin - 1]!)) || (end < text.length && PART_OF_NAME.test(text[end]!))
  );
}

function isSaidOfPeople(text: string, begin: number, end: number): boolean {
  const after = text.slice(end, end + LOOK_BACK);
  if (PERSON.test(after)) return true;
  return CLAUSE_END.test(after) && SAID_OF.test(text.slice(Math.max(0, begin - LOOK_BACK), begin));
}

function withArticle(before: string, one: string): string {
  return before.replace(ARTICLE, (article) => {
    const a = article[0]!;
    return `${a}${/^[aeiou]/u.test(one) ? (a === 'A' && article[1] === 'N' ? 'N' : 'n') : ''} `;
  });
}

function cased(one: string, like: string): string {
  return like.length > 1 && like === like.toUpperCase() ? one.toUpperCase() : one;
}
