import * as tokenizers from '@huggingface/tokenizers';
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

/** Texts to WordPiece ids (Wu et al. 2016), without special tokens: "[SEP]" in a message is text. */
export class WordPieces {
  readonly special: SpecialTokens;
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
    // What would be read as a special token is left to the vocabulary's words.
    this.#tokenizer = new createTokenizer({ ...definition, added_tokens: [], post_processor: null }, {});
  }

  encode(text: string): number[] {
    return this.#tokenizer.encode(plainText(text), { add_special_tokens: false }).ids;
  }
}
