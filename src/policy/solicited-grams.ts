import { BIAS, WEIGHTS } from './solicited-weights.js';

/**
 * Log-odds from which the runs of words of a message ask: seven more of a hundred offers that were welcome are
 * known as such, and hardly more of those that were not (models/training/NOTES.md).
 */
const ASKS_FROM = 1.75;

/** Most words of a run that has a weight of its own. */
const GRAM_WORDS_MAX = 3;

/** A sentence of a message, in lower case and without signs but commas. */
export interface PlainSentence {
  readonly text: string;
  /** Ends in a question mark. */
  readonly marked: boolean;
}

/**
 * Runs of up to three words of a message, each once, question marks as words; and, marked as such, those of
 * the message that it answers.
 * @param answered what the author of the offer wrote right before; empty where somebody else did or nobody
 */
export function requestGrams(
  message: readonly PlainSentence[],
  answered: readonly PlainSentence[],
): Set<string> {
  const grams = new Set<string>();
  addGrams(grams, message, '');
  addGrams(grams, answered, '> ');
  return grams;
}

/**
 * Whether the runs of words of a message speak for its asking for offers, help or contact: by the log-odds of a
 * logistic regression over those that it holds, learnt from messages written for it and from the contexts of the
 * corpus (models/training/requests).
 */
export function asksByWords(grams: ReadonlySet<string>): boolean {
  let logOdds = BIAS;
  for (const gram of grams) logOdds += WEIGHTS.get(gram) ?? 0;
  return logOdds > ASKS_FROM;
}

function addGrams(grams: Set<string>, sentences: readonly PlainSentence[], mark: string): void {
  for (const { text, marked } of sentences) {
    const words = (marked ? `${text} ?` : text).split(' ');
    for (let begin = 0; begin < words.length; begin += 1) {
      let gram = mark + words[begin]!;
      grams.add(gram);
      for (let at = begin + 1; at < Math.min(words.length, begin + GRAM_WORDS_MAX); at += 1) {
        gram += ` ${words[at]!}`;
        grams.add(gram);
      }
    }
  }
}
