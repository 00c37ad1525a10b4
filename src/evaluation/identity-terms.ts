/** Terms that name who somebody is; those of one kind can stand for each other in the same sentence. */
interface TermKind {
  readonly kind: string;
  readonly terms: readonly string[];
  /** Terms that mean something else too: they count only before a word for a person. */
  readonly ambiguous?: readonly string[];
}

// The adjectives are those of the template set of Dixon et al. 2018, with more origins and beliefs.
const KINDS: readonly TermKind[] = [
  {
    kind: 'orientation',
    terms: ['gay', 'lesbian', 'bisexual', 'queer', 'heterosexual', 'homosexual', 'lgbt', 'lgbtq'],
    ambiguous: ['straight'],
  },
  { kind: 'gender', terms: ['nonbinary', 'trans', 'transgender'], ambiguous: ['male', 'female'] },
  { kind: 'gender noun', terms: ['woman', 'man'] },
  { kind: 'gender nouns', terms: ['women', 'men'] },
  { kind: 'youth', terms: ['girl', 'boy'] },
  { kind: 'youths', terms: ['girls', 'boys'] },
  {
    kind: 'origin',
    terms:
      `african|african american|european|hispanic|latino|latina|latinx|mexican|canadian|asian|middle eastern|chinese|
       japanese|nigerian|pakistani|filipino|arab|turkish|brazilian|romanian|korean|vietnamese|somali|irish`.split(
        /\|\s*/,
      ),
    ambiguous: ['american', 'indian', 'black', 'white'],
  },
  {
    kind: 'origins',
    terms:
      `africans|europeans|mexicans|canadians|americans|asians|indians|nigerians|pakistanis|filipinos|arabs|turks|
       brazilians|romanians|germans|somalis`.split(/\|\s*/),
  },
  {
    kind: 'religion',
    terms: ['christian', 'muslim', 'jewish', 'buddhist', 'catholic', 'protestant', 'sikh', 'taoist', 'hindu'],
  },
  {
    kind: 'religions',
    terms: ['christians', 'muslims', 'jews', 'buddhists', 'catholics', 'sikhs', 'hindus'],
  },
  {
    kind: 'age',
    terms: ['millenial', 'middle aged', 'elderly', 'teenage'],
    ambiguous: ['old', 'older', 'young', 'younger'],
  },
  { kind: 'disability', terms: ['deaf', 'paralyzed', 'autistic'], ambiguous: ['blind', 'disabled'] },
];

/** A place in a text where an identity term stands. */
interface Found {
  readonly begin: number;
  readonly end: number;
  readonly term: string;
  readonly kind: TermKind;
}

const escapeSpaces = (term: string) => term.replace(/ /gu, '[ -]');
const longestFirst = (terms: readonly string[]) =>
  [...terms]
    .sort((a, b) => b.length - a.length)
    .map(escapeSpaces)
    .join('|');
const PERSON =
  '(?=[ -](?:people|persons?|folks?|guys?|m[ae]n|wom[ae]n|girls?|boys?|kids?|ladies|lady|dudes?)\\b)';

/** @param everyTerm whether ambiguous terms count whatever follows: in templates they name people */
function termPattern(everyTerm: boolean): RegExp {
  const sure = KINDS.flatMap(({ terms }) => terms);
  const ambiguous = KINDS.flatMap((kind) => kind.ambiguous ?? []);
  const source = everyTerm
    ? longestFirst([...sure, ...ambiguous])
    : `${longestFirst(sure)}|(?:${longestFirst(ambiguous)})${PERSON}`;
  return new RegExp(`(?<![\\p{L}\\p{N}_@#/-])(?:${source})(?![\\p{L}\\p{N}_])`, 'giu');
}

const IN_TEXT = termPattern(false);
const IN_TEMPLATE = termPattern(true);
const kindOf = new Map(
  KINDS.flatMap((kind) => [...kind.terms, ...(kind.ambiguous ?? [])].map((term) => [term, kind] as const)),
);

function lastTerm(text: string, pattern: RegExp): Found | null {
  let found: Found | null = null;
  for (const match of text.matchAll(pattern)) {
    const term = match[0].toLowerCase().replace(/-/gu, ' ');
    found = { begin: match.index, end: match.index + match[0].length, term, kind: kindOf.get(term)! };
  }
  return found;
}

/** The identity term of a sentence of the template set; null where it names an occupation. */
export function templateTerm(text: string): string | null {
  // The term comes last but in "Being … is …"; first names ("Christian") come first.
  const place = /^Being (.+) is /iu.exec(text)?.[1] ?? text.replace(/^\S+ /u, '');
  return lastTerm(place, IN_TEMPLATE)?.term ?? null;
}

/**
 * The same sentence with other terms of the same kind in the place of its (last) identity term, which is all
 * that differs: case and a preceding "a" or "an" follow it.
 * @param template whether the text is of the template set, where ambiguous words name people
 * @returns nothing where the text holds no identity term
 */
export function identitySwaps(text: string, template: boolean): string[] {
  const found = lastTerm(text, template ? IN_TEMPLATE : IN_TEXT);
  if (found === null) return [];
  const { terms, ambiguous = [] } = found.kind;
  // What is ambiguous replaces only what stands where no doubt is possible.
  const clear = template || ambiguous.includes(found.term);
  const others = [...terms, ...(clear ? ambiguous : [])].filter((term) => term !== found.term);
  return others.map((term) => replaceTerm(text, found, term));
}

function replaceTerm(text: string, { begin, end }: Found, term: string): string {
  const written = text.slice(begin, end);
  const cased =
    written === written.toUpperCase()
      ? term.toUpperCase()
      : written[0] === written[0]!.toUpperCase()
        ? term[0]!.toUpperCase() + term.slice(1)
        : term;
  const article = /^[aeio]/iu.test(term) && !/^eu/iu.test(term) ? 'an' : 'a';
  const before = text
    .slice(0, begin)
    .replace(/(?<![\p{L}\p{N}'’])(a)n?( )$/iu, (_, a: string, space: string) =>
      a === 'A' ? `A${article.slice(1)}${space}` : `${article}${space}`,
    );
  return before + cased + text.slice(end);
}
