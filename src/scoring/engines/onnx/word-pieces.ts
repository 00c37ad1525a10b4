import * as tokenizers from '@huggingface/tokenizers';
import { levelGroups } from '../group-terms.js';
import { plainText } from './plain-text.js';

/** Frame of every window: BERT's [CLS] and [SEP]; [PAD] fills shorter rows of a batch. */
export interface SpecialTokens {
  readonly begin: number;
  readonly end: number;
  readonly pad: number;
}

/** A `tokenizer.json`, as far as it is read here. */
interface Definition {
  readonly model: { readonly vocab: Readonly<Record<string, number>> };
}

/** The part of the library that is used: its own declarations do not resolve under `nodenext`. */
interface Tokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): { readonly ids: number[] };
}
const { Tokenizer: createTokenizer } = tokenizers as unknown as {
  Tokenizer: new (definition: object, settings: object) => Tokenizer;
};

const ASCII = /^[\t\n\r -~]*$/u;
/** What BERT's pre-tokeniser makes of lower-case ASCII: runs of letters and digits, and every sign by itself. */
const ASCII_WORD = /[a-z0-9]+|[!-/:-@[-`{-~]/gu;

/** Texts to WordPiece ids (Wu et al. 2016), without special tokens: "[SEP]" in a message is text. */
export class WordPieces {
  readonly special: SpecialTokens;
  readonly #vocab: ReadonlyMap<string, number>;
  readonly #tokenizer: Tokenizer;

  /**
   * @param json content of a `tokenizer.json`
   * @throws Error where it is none or its vocabulary lacks one of the special tokens
   */
  constructor(json: string) {
    const definition = JSON.parse(json) as Definition;
    const { vocab } = definition.model;
    const [begin, end, pad] = ['[CLS]', '[SEP]', '[PAD]'].map((token) => vocab[token]);
    if (begin === undefined || end === undefined || pad === undefined)
      throw new Error('the vocabulary lacks [CLS], [SEP] or [PAD]');
    this.special = { begin, end, pad };
    this.#vocab = new Map(Object.entries(vocab));
    // What would be read as a special token is left to the vocabulary's words.
    this.#tokenizer = new createTokenizer({ ...definition, added_tokens: [], post_processor: null }, {});
  }

  encode(text: string): number[] {
    const plain = plainText(levelGroups(text));
    return ASCII.test(plain) ? this.#encodeAscii(plain) : this.#encode(plain);
  }

  /** What the library makes of it, in a tenth of the time: nearly every message is plain ASCII. */
  #encodeAscii(text: string): number[] {
    const ids: number[] = [];
    for (const word of text.toLowerCase().match(ASCII_WORD) ?? []) {
      const id = this.#vocab.get(word);
      if (id === undefined) this.#addPieces(word, ids);
      else ids.push(id);
    }
    return ids;
  }

  /** The longest piece that the vocabulary has, then the longest of the rest. */
  #addPieces(word: string, ids: number[]): void {
    const pieces: number[] = [];
    for (let begin = 0; begin < word.length;) {
      let end = word.length;
      let id: number | undefined;
      for (; end > begin && id === undefined; end -= 1) {
        const piece = word.slice(begin, end);
        id = this.#vocab.get(begin === 0 ? piece : `##${piece}`);
      }
      if (id === undefined) return void ids.push(...this.#encode(word));
      pieces.push(id);
      begin = end + 1;
    }
    ids.push(...pieces);
  }

  #encode(text: string): number[] {
    return this.#tokenizer.encode(text, { add_special_tokens: false }).ids;
  }
}
