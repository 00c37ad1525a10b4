import type { ContextEntry } from '../domain/message.js';
import { INTEREST, MENTIONS, OFFER_REQUESTS, TERMS } from './solicited-offers.js';
import { asksByWords, type PlainSentence, requestGrams } from './solicited-grams.js';
import { REQUESTS } from './solicited-patterns.js';
import {
  ANSWER_HERE,
  ASKS_LEAVE,
  CLOSINGS,
  GIVES_LEAVE,
  REFUSAL,
  SELLING,
  SELLING_CONTACT,
  SELLING_QUESTION,
  TOLD,
} from './solicited-replies.js';
import { REWRITES, type RequestPattern } from './solicited-words.js';

const ALL_REQUESTS = [...REQUESTS, ...OFFER_REQUESTS];

/**
 * A negation right before a request: "no more help needed", "don't really need". It reaches no
 * further: people write "it does not start can anyone help" without a stop in between.
 */
const NEGATION =
  /\b(?:dont|do not|didnt|doesnt|never|not|no|without|cant|cannot|wont|isnt|arent|wasnt|nobody|nor)(?: (?:really|even|actually|currently|any|more|much|longer|have|any more))?$/;

/** Longer than any negation; a bound keeps the search linear in the text. */
const NEGATION_LENGTH_MAX = 40;

/** What refusals are replaced by, so that "don't DM or email me" leaves no "or email me" behind. */
const REFUSED = 'refused';

/** For how many messages after the author spoke of their work "how much?" or "link?" asks for it. */
const MENTION_STANDS = 3;

/** A question without its mark, as most are in chat. */
const INTERROGATIVE =
  /^(?:(?:hi|hey|hello|so|and|ok|okay|btw|oh|also|please|mate|bro|sir|all|guys|everyone|there) ?,? ?){0,3}(?:who|whos|whom|what|whats|which|where|when|whens|how|hows|is|are|does|do you|can|could|would|will you|has|anyone|any (?:good|decent|cheap|reliable|affordable))\b/;

/**
 * Sentences of a context that are read, the latest: some 20,000 characters of prose. Each costs about a tenth of a
 * millisecond, and 20,480 characters can be written to be 7,000.
 */
const SENTENCES_MAX = 400;

interface Sentence extends PlainSentence {
  /** Is a question, with or without the mark. */
  readonly question: boolean;
}

/** What the author said before the message that is read. */
interface Heard {
  /** The author asked leave to write in the message right before. */
  leaveAsked: boolean;
  /** The author spoke of their own work or offer shortly before. */
  mentioned: boolean;
  /** What the author said in the message right before. */
  before: readonly Sentence[];
}

/**
 * Whether somebody else asked for offers, help or contact earlier in the conversation, by text
 * patterns over English and by runs of words that speak for it. A request stands until the one who
 * made it takes it back ("found someone, thanks", "not interested"); leave that the author asked for
 * and was given ("mind if I DM you?" – "sure") counts as a request, and so does interest in work that
 * the author had mentioned ("link?"). A plain question for information does not.
 *
 * An entry is the author's own only where both ids are known and equal: callers that leave ids out
 * hand in what others wrote far more often than not, and a wrong "asked for" costs a missed advert,
 * while a wrong "not asked" accuses somebody who answered.
 *
 * @param context earlier messages, oldest first
 * @param authorId who wrote the message in question
 * @param byWords whether a message of these runs of words asks where no pattern knows it; training has its own
 * @returns `undefined` (unknown) where there is no context or an empty one
 */
export function deriveSolicited(
  context: readonly ContextEntry[] | undefined,
  authorId: string | undefined,
  byWords: (grams: ReadonlySet<string>) => boolean = asksByWords,
): boolean | undefined {
  if (context === undefined || context.length === 0) return undefined;
  // Entries without an author share one place: who took a request back cannot be told apart there.
  const asking = new Set<string | undefined>();
  const heard: Heard = { leaveAsked: false, mentioned: false, before: [] };
  let sinceMention = Infinity;
  for (const { entry, sentences } of readLatest(context)) {
    const own = entry.authorId !== undefined && entry.authorId === authorId;
    if (!own) follow(asking, entry.authorId, sentences, heard, byWords);
    const maybeOwn = own || entry.authorId === undefined || authorId === undefined;
    heard.leaveAsked = maybeOwn && sentences.some((sentence) => ASKS_LEAVE.test(sentence.text));
    const mentions = maybeOwn && sentences.some((sentence) => MENTIONS.test(sentence.text));
    sinceMention = mentions ? 0 : sinceMention + 1;
    heard.mentioned = sinceMention < MENTION_STANDS;
    heard.before = maybeOwn ? sentences : [];
  }
  return asking.size > 0;
}

/**
 * Has every pattern compiled, which takes up to a second when it is first needed: by a conversation that is held against
 * all of them and meets none.
 */
export function compileRequestPatterns(): void {
  const context = [
    { authorId: 'own', text: 'I build these.' },
    { authorId: 'other', text: 'The sky is blue today.\nIs it blue?' },
  ];
  deriveSolicited(context, 'own');
}

/** Brings up to date whether one person's request stands, sentence by sentence. */
function follow(
  asking: Set<string | undefined>,
  who: string | undefined,
  sentences: readonly Sentence[],
  heard: Heard,
  byWords: (grams: ReadonlySet<string>) => boolean,
): void {
  const selling = sentences.some(sells);
  if (byWords(requestGrams(sentences, heard.before)) && !selling) asking.add(who);
  let askedHere = false;
  if (heard.leaveAsked && sentences[0] !== undefined && GIVES_LEAVE.test(sentences[0].text)) {
    asking.add(who);
    askedHere = true;
  }
  for (const sentence of sentences) {
    const told = TOLD.test(sentence.text);
    const rest = sentence.text.replace(REFUSAL, REFUSED);
    if (
      !told &&
      (asks({ ...sentence, text: rest }, selling) ||
        (heard.mentioned && !selling && wants(rest, sentence.question)))
    ) {
      asking.add(who);
      askedHere = true;
    }
    if (takesBack(sentence.text)) asking.delete(who);
    // "Does anyone know an agency? No DMs please": the question stands, to be answered in its place.
    else if (rest !== sentence.text && !told && !askedHere && !ANSWER_HERE.test(sentence.text))
      asking.delete(who);
  }
}

function sells({ text, marked }: Sentence): boolean {
  return SELLING.test(text) || (marked && SELLING_QUESTION.test(text));
}

function wants(text: string, question: boolean): boolean {
  return INTEREST.some((interest) => interest.test(text)) || (question && TERMS.test(text));
}

function takesBack(text: string): boolean {
  return CLOSINGS.some((closing) => closing.test(text));
}

function asks({ text, question, marked }: Sentence, selling: boolean): boolean {
  return ALL_REQUESTS.some((request) => {
    if (request.only === 'question' ? !question : request.only === 'statement' && marked) return false;
    if (request.contact && (selling || SELLING_CONTACT.test(text))) return false;
    return matchesUnnegated(request, text);
  });
}

function matchesUnnegated({ pattern }: RequestPattern, text: string): boolean {
  // `exec` with an index of its own: `matchAll` copies the pattern on each call, which cost ten times the search.
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    // A match that begins with its own comma starts afresh.
    const before = text.slice(Math.max(0, match.index - NEGATION_LENGTH_MAX), match.index).trimEnd();
    if (match[0].startsWith(', ') || !NEGATION.test(before)) return true;
  }
  return false;
}

/** The entries with their sentences, oldest first, as far back as `SENTENCES_MAX` reaches. */
function readLatest(context: readonly ContextEntry[]): { entry: ContextEntry; sentences: Sentence[] }[] {
  let left = SENTENCES_MAX;
  return context
    .toReversed()
    .map((entry) => {
      const sentences = left > 0 ? sentencesOf(entry.text, left) : [];
      left -= sentences.length;
      return { entry, sentences };
    })
    .toReversed();
}

/**
 * The last `most` sentences in the plain form that the patterns read. Quoted lines and code are somebody else's words.
 */
function sentencesOf(text: string, most: number): Sentence[] {
  const plain = text
    .toLowerCase()
    .replace(/```[^]*?```|`[^`\n]*`/g, ' code ')
    .replace(/^[^\S\n]*(?:>|&gt;).*$/gm, ' ')
    .replace(/<[^<>\n]{1,300}>|https?:\/\/\S+/g, ' ')
    .replace(/:[a-z0-9_+-]{2,40}:/g, ' ')
    .replace(/(?<=[a-z])['’‘´`](?=[a-z])/g, '')
    .replace(/\be-mail/g, 'email')
    .replace(/(?<=[a-z])-(?=[a-z])/g, ' ');
  return [...plain.matchAll(/([^.!?;\n…]+)([.!?;\n…]*)/g)]
    .slice(-most)
    .map(([, words = '', end = '']) => ({ text: plainWords(words), marked: end.includes('?') }))
    .map((sentence) => ({ ...sentence, question: sentence.marked || INTERROGATIVE.test(sentence.text) }))
    .filter((sentence) => sentence.text !== '');
}

function plainWords(words: string): string {
  const parted = words
    .replace(/[^\p{L}\p{N}$%&\s]+/gu, ' , ')
    .replace(/\s+/g, ' ')
    .replace(/(?: ,)+/g, ' ,')
    .replace(/^ ?(?:, )?|(?: ,)? ?$/g, '');
  return REWRITES.reduce((text, [pattern, plain]) => text.replace(pattern, plain), parted)
    .replace(/ {2,}/g, ' ')
    .trim();
}
