import type { LabelStatement, Verdict } from '../src/domain/label.js';
import { DEMO_PREFIX, readLines, type ChatMessage, type PlantedMessage } from './messages.js';

/** The invented people who have labelled; each has a key that nobody else knows. */
export const RATERS = ['Ada, invented rater', 'Ben, invented rater'] as const;

/** A label to be given, and by which of the raters. */
export interface PlannedLabel {
  readonly messageId: string;
  readonly rater: (typeof RATERS)[number];
  readonly statement: LabelStatement & { readonly target: { readonly clause: string } };
}

interface SampledLine {
  readonly id: string;
  readonly stratum: Stratum;
  /** Clauses that it breaks, and those of which people may think either way; it breaks no other. */
  readonly violates?: readonly string[];
  readonly unsure?: readonly string[];
}

type Stratum = 'rough' | 'other';

/**
 * Words that make it likelier, in whatever sense, that a message breaks something. The sample has as many of these
 * messages as of the others, though they are few: chosen by their words and not by their scores, they say the same
 * of every model.
 */
const ROUGH = new RegExp(
  `\\b(?:${[
    'fuck\\w*|shit\\w*|crap\\w*|damn\\w*|hell|suck\\w*|stupid\\w*|idiot\\w*|moron\\w*|dumb\\w*|lame\\w*|loser\\w*',
    'noob\\w*|n00b\\w*|bitch\\w*|bastard\\w*|ass|asshole\\w*|stfu|wtf|troll\\w*|jerk\\w*|gay\\w*|sex\\w*|porn\\w*',
    'girl\\w*|women|woman|hate\\w*|kill yourself|die|suicid\\w*|shut up|piss\\w*|retard\\w*|nazi\\w*|racis\\w*|buy',
    'sell|free money|money|pathetic|useless|liar|ban|banned|rude|insult\\w*|annoying',
  ].join('|')})\\b`,
  'i',
);
const stratumOf = (text: string): Stratum => (ROUGH.test(text) ? 'rough' : 'other');

/** Each of so many messages is labelled by both raters. */
const BOTH_EVERY = 8;

/**
 * What the raters say of each clause: of every invented message, and of ordinary chat in a random sample that was
 * read for this. Each label carries the chance that its message had to be drawn, which depends on how many
 * messages there are.
 */
export function plannedLabels(
  chat: readonly ChatMessage[],
  planted: readonly PlantedMessage[],
  clauses: readonly string[],
): PlannedLabel[] {
  const sizes: Record<Stratum, number> = { rough: 0, other: 0 };
  for (const { text } of chat) sizes[stratumOf(text)] += 1;
  const present = new Set(chat.map(({ id }) => id));
  const sample = readLines<SampledLine>('demo', 'data', 'chat-sample.ndjson')
    .map((line) => ({ ...line, id: `${DEMO_PREFIX}${line.id}` }))
    .filter(({ id }) => present.has(id));
  const drawn: Record<Stratum, number> = { rough: 0, other: 0 };
  for (const { stratum } of sample) drawn[stratum] += 1;

  const opinions = [
    ...planted.map(({ id, violates }) => ({ id, violates, unsure: [], stratum: 'planted', probability: 1 })),
    ...sample.map(({ id, violates = [], unsure = [], stratum }) => ({
      id,
      violates,
      unsure,
      stratum: `chat, ${stratum}`,
      probability: drawn[stratum] / sizes[stratum],
    })),
  ];
  return opinions.flatMap(({ id, violates, unsure, stratum, probability }, i) => {
    const raters = i % BOTH_EVERY === 0 ? RATERS : [RATERS[i % RATERS.length]!];
    return raters.flatMap((rater) =>
      clauses.map((clause) => ({
        messageId: id,
        rater,
        statement: {
          target: { clause },
          verdict: verdictOn(clause, violates, unsure),
          origin: 'random' as const,
          sampling: { stratum: `demo ${stratum}`, probability },
        },
      })),
    );
  });
}

function verdictOn(clause: string, violates: readonly string[], unsure: readonly string[]): Verdict {
  if (violates.includes(clause)) return 'violates';
  return unsure.includes(clause) ? 'unsure' : 'ok';
}
