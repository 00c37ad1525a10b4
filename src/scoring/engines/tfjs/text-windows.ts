/** What the model is given at once, and how many tokens that is. */
export interface TextWindow {
  readonly text: string;
  readonly tokens: number;
}

/** Neighbouring windows share at least this part of a window. */
const OVERLAP = 0.25;
/** The tokenizer's time grows with the square of the length: longer texts are read word by word. */
const WHOLE_CHARS_MAX = 1_024;

/**
 * The model reads the first `tokensMax` tokens of a text and drops the rest. This cuts a text into windows,
 * at spaces where there are any, that it reads to their ends and that cover everything together.
 * @param countTokens of a text as the model reads it, the mark of its beginning included
 * @returns at least one window; the text itself where it fits
 */
export function textWindows(
  text: string,
  tokensMax: number,
  countTokens: (text: string) => number,
): TextWindow[] {
  if (text.length <= WHOLE_CHARS_MAX) {
    const tokens = countTokens(text);
    if (tokens <= tokensMax) return [{ text, tokens }];
  }
  const words = wordsOf(text.normalize('NFKC'), tokensMax - 1).map((word): TextWindow => {
    return { text: word, tokens: countTokens(word) };
  });
  const overlap = Math.floor(tokensMax * OVERLAP);
  const found: TextWindow[] = [];
  for (let begin = 0; ;) {
    const end = endOf(words, begin, tokensMax);
    const within = words.slice(begin, end);
    found.push({
      text: within.map((word) => word.text).join(' '),
      tokens: within.reduce((sum, { tokens }) => sum + tokens, 0),
    });
    if (end === words.length) return found;
    begin = nextBegin(words, begin, end, overlap);
  }
}

/** Words between spaces, cut where one is longer than `charsMax` code points: each is at most a token. */
function wordsOf(text: string, charsMax: number): string[] {
  const long = new RegExp(`.{1,${charsMax}}`, 'gsu');
  return text.split(' ').flatMap((word) => (word.length <= charsMax ? [word] : word.match(long)!));
}

/** Where a window that begins at `begin` is full; it holds a word at least. */
function endOf(words: readonly TextWindow[], begin: number, tokensMax: number): number {
  let tokens = 0;
  let end = begin;
  do tokens += words[end++]!.tokens;
  while (end < words.length && tokens + words[end]!.tokens <= tokensMax);
  return end;
}

/** As many words back from the end of the last window as make up the overlap; always further than it began. */
function nextBegin(words: readonly TextWindow[], begin: number, end: number, overlap: number): number {
  let next = end;
  for (let tokens = 0; next > begin + 1; next -= 1) {
    tokens += words[next - 1]!.tokens;
    if (tokens > overlap) break;
  }
  return next;
}
