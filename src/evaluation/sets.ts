import type { ModelLabel } from '../domain/signal.js';
import { SIGNALS, TARGETS } from '../domain/signal.js';

/** What a label of the data is compared with: a column of a model, or the union that OLID calls offensive. */
export type Column = ModelLabel | 'offensive';

export const COLUMNS: readonly Column[] = [...SIGNALS, ...TARGETS, 'offensive'];

/** The project's own corpus, test split. */
export const CORPUS = 'conduct-corpus';
/** Chat of the benchmark, in the repository. */
export const IRC_SAMPLE = 'irc-sample';

/** Sets of ordinary chat, on which every alarm is false unless it is listed as true. */
export const ORDINARY_CHAT: readonly string[] = [
  'slack-dev-chats',
  'irc-ubuntu',
  'clinc150',
  'banking77',
  'multidogo',
  IRC_SAMPLE,
];

/** Names that labels of the data have beside the columns' own (models/training/DATA.md). */
const OTHER_NAMES: Readonly<Record<string, Column>> = {
  obscene: 'profanity',
  sexual_harassment: 'sexual_advance',
  promo: 'solicitation',
  target_transgender: 'target_gender',
};

const columns: ReadonlySet<string> = new Set(COLUMNS);

/**
 * Labels of a row by column. Labels that mean something else than any column are left out; an absent
 * label stays absent (not annotated). Where two labels share a column the larger counts.
 */
export function labelsByColumn(
  source: string,
  labels: Readonly<Record<string, number>>,
): Partial<Record<Column, number>> {
  const found: Partial<Record<Column, number>> = {};
  for (const [name, value] of Object.entries(labels)) {
    const column = OTHER_NAMES[name] ?? name;
    // Elsewhere "offensive" is mostly casual swearing (Davidson et al. 2017).
    if (!columns.has(column) || (column === 'offensive' && source !== 'olid-test')) continue;
    found[column as Column] = Math.max(value, found[column as Column] ?? 0);
  }
  return found;
}

/** Sets whose licence allows to print single texts in a report; of all others only ids are shown. */
const PRINTABLE: ReadonlySet<string> = new Set([
  CORPUS,
  IRC_SAMPLE,
  'banking77',
  'clinc150',
  'convabuse',
  'counsel-chat',
  'davidson',
  'edos',
  'empathy-reddit',
  'github-toxicity-strudel',
  'goemotions',
  'hatemoji-build',
  'hatexplain',
  'irc-ubuntu',
  'janitr',
  'jigsaw-predibase',
  'misogyny-eacl2021',
  'multidogo',
  'oss-incivility',
  'paradetox',
  'sad-stress',
  'sms-phishing',
  'sms-spam',
  'spamassassin',
  'stanford-politeness',
  'synthetic-threats',
  'tg-spam',
  'threatgram',
  'toxic-spans',
  'toxigen-prompts',
  'wiki-talk-cat',
  'youtube-spam',
]);

const PRINTED_CHARS_MAX = 160;

/** The beginning of a text, on one line; null where the set's licence does not allow it. */
export function printable(source: string, text: string): string | null {
  if (!PRINTABLE.has(source)) return null;
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= PRINTED_CHARS_MAX ? line : `${line.slice(0, PRINTED_CHARS_MAX).toWellFormed()}…`;
}
