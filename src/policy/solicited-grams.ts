import { BIAS, WEIGHTS } from './solicited-weights.js';

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
  return new Set([...gramsOf(message), ...gramsOf(answered).map((gram) => `> ${gram}`)]);
}

/**
 * How much speaks for a message asking for offers, help or contact: log-odds of a logistic regression over
 * the runs of words that it holds, learnt from messages written for it and from the contexts of the corpus
 * (models/training/requests).
 */
export function requestLogOdds(grams: ReadonlySet<string>): number {
  let sum = BIAS;
  for (const gram of grams) sum += WEIGHTS.get(gram) ?? 0;
  return sum;
}

function gramsOf(sentences: readonly PlainSentence[]): string[] {
  return sentences.flatMap(({ text, marked }) => {
    const words = [...text.split(' '), ...(marked ? ['?'] : [])];
    return words.flatMap((_, begin) =>
      Array.from({ length: Math.min(GRAM_WORDS_MAX, words.length - begin) }, (__, more) =>
        words.slice(begin, begin + more + 1).join(' '),
      ),
    );
  });
}
