import { levelGroups } from '../group-terms.js';
import { CharClass, charClasses, lowerCaseUnits } from './char-classes.js';

/** How a text becomes a sparse vector; part of the manifest's settings, so that training and serving agree. */
export interface FeatureSettings {
  /** log2 of the number of buckets for words and pairs of words. */
  readonly wordBucketsLog2: number;
  /** log2 of the number of buckets for character n-grams; they come after the word buckets. */
  readonly charBucketsLog2: number;
  /** Shortest and longest character n-gram, counted with the word's boundary marks. */
  readonly charGramMin: number;
  readonly charGramMax: number;
  /** Exponent of the L2 norm a space is divided by: 1 is full length normalisation, 0 none. */
  readonly normPower: number;
}

// Seeds keep the kinds of feature apart inside their space.
const SEED_WORD = 0x2545f491;
const SEED_PAIR = 0x5bd1e995;
const SEED_MARK = 0x1b873593;
const SEED_HOST = 0x68e31da4;
const SEED_CHAR = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const PAIR_PRIME = 0x27d4eb2f;

const BOUNDARY = 1;
const DIGIT = 0x30;
/** Longer runs that mix letters and digits are ids or hashes, not words. */
const ID_LENGTH_MIN = 17;
const WORD_LENGTH_MAX = 64;

const TOKEN_BEGIN = 0x3c6ef372;
const TOKEN_END = 0x1f83d9ab;
const TOKEN_URL = 0x5be0cd19;
const TOKEN_ID = 0x10e527fa;
const TOKEN_SHOUT = 0x4cf5ad43;

/**
 * Hashed word and character n-grams of a text (Weinberger et al. 2009, "Feature hashing"), without
 * allocation per text. Words are lower-cased, digits read as one digit, URLs count as one token and
 * their host names, mentions are skipped. The values of each space are 1 + ln(count), divided by the
 * space's L2 norm to the power `normPower`. Terms that name a group of people read as one of their kind.
 *
 * One instance serves one text at a time: `indices` and `values` are overwritten by the next call.
 */
export class FeatureExtractor {
  readonly buckets: number;
  readonly indices: Int32Array;
  readonly values: Float32Array;
  readonly #settings: FeatureSettings;
  readonly #wordBuckets: number;
  readonly #wordMask: number;
  readonly #charMask: number;
  readonly #counts: Uint16Array;
  readonly #word = new Uint16Array(WORD_LENGTH_MAX + 2);
  #size = 0;
  #previous = TOKEN_BEGIN;

  constructor(settings: FeatureSettings) {
    this.#settings = settings;
    this.#wordBuckets = 2 ** settings.wordBucketsLog2;
    this.#wordMask = this.#wordBuckets - 1;
    this.#charMask = 2 ** settings.charBucketsLog2 - 1;
    this.buckets = this.#wordBuckets + 2 ** settings.charBucketsLog2;
    this.indices = new Int32Array(this.buckets);
    this.values = new Float32Array(this.buckets);
    this.#counts = new Uint16Array(this.buckets);
  }

  /**
   * Extracts the features of `text`, in time linear in its length.
   * @returns how many entries of `indices` and `values` are valid, in order of first occurrence
   */
  extract(text: string): number {
    this.#size = 0;
    this.#previous = TOKEN_BEGIN;
    this.#scan(levelGroups(text));
    this.#pair(TOKEN_END);
    this.#weigh();
    return this.#size;
  }

  #scan(text: string): void {
    const length = text.length;
    let at = 0;
    while (at < length) {
      const kind = charClasses[text.charCodeAt(at)]!;
      if (kind === CharClass.Letter || kind === CharClass.Digit) at = this.#wordOrUrl(text, at);
      else if (kind === CharClass.Mention) at = skipMention(text, at);
      else {
        if (kind === CharClass.Mark) this.#mark(text.charCodeAt(at));
        else if (kind === CharClass.HighSurrogate) this.#symbol(text, at);
        at += kind === CharClass.HighSurrogate ? 2 : 1;
      }
    }
  }

  #wordOrUrl(text: string, begin: number): number {
    const url = urlEnd(text, begin);
    if (url > begin) {
      this.#token(TOKEN_URL);
      this.#hosts(text, begin, url);
      return url;
    }
    const word = this.#word;
    word[0] = BOUNDARY;
    let size = 1;
    let digits = 0;
    let capitals = 0;
    let at = begin;
    for (; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      const kind = charClasses[unit]!;
      if (kind === CharClass.Digit) digits += 1;
      else if (kind !== CharClass.Letter && !isInnerApostrophe(text, at, kind)) break;
      const lower = lowerCaseUnits[unit]!;
      if (lower !== unit) capitals += 1;
      if (size <= WORD_LENGTH_MAX) {
        word[size] = kind === CharClass.Digit ? DIGIT : lower;
        size += 1;
      }
    }
    const length = at - begin;
    if (digits > 0 && digits < length && length >= ID_LENGTH_MIN) this.#token(TOKEN_ID);
    else {
      if (capitals >= 4 && capitals === length) this.#word1(mix(TOKEN_SHOUT));
      word[size] = BOUNDARY;
      this.#wordToken(size + 1);
    }
    return at;
  }

  /** @param size units in `#word`, boundary marks included */
  #wordToken(size: number): void {
    const word = this.#word;
    let hash = SEED_WORD;
    for (let at = 1; at < size - 1; at += 1) hash = Math.imul(hash ^ word[at]!, FNV_PRIME);
    this.#token(hash);
    const { charGramMin, charGramMax } = this.#settings;
    for (let begin = 0; begin <= size - charGramMin; begin += 1) {
      const end = Math.min(size, begin + charGramMax);
      let gram = SEED_CHAR;
      for (let at = begin; at < end; at += 1) {
        gram = Math.imul(gram ^ word[at]!, FNV_PRIME);
        if (at - begin + 1 >= charGramMin) this.#count(this.#wordBuckets + (mix(gram) & this.#charMask));
      }
    }
  }

  #hosts(text: string, begin: number, end: number): void {
    const scheme = text.indexOf('//', begin);
    let at = scheme >= 0 && scheme < end ? scheme + 2 : begin;
    let hash = SEED_HOST;
    let size = 0;
    for (; at <= end; at += 1) {
      const unit = at < end ? text.charCodeAt(at) : 0x2f;
      if (unit === 0x2e || unit === 0x2f || unit === 0x3f || unit === 0x3a) {
        if (size > 0) this.#word1(mix(hash));
        if (unit !== 0x2e) return;
        hash = SEED_HOST;
        size = 0;
      } else {
        hash = Math.imul(hash ^ lowerCaseUnits[unit]!, FNV_PRIME);
        size += 1;
      }
    }
  }

  /** A punctuation mark that carries tone: counted by itself, no part of word pairs. */
  #mark(unit: number): void {
    this.#word1(mix(Math.imul(SEED_MARK ^ unit, FNV_PRIME)));
  }

  /** An emoji or another character beyond the basic plane is a word of its own. */
  #symbol(text: string, at: number): void {
    const low = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
    this.#token(Math.imul(Math.imul(SEED_MARK ^ text.charCodeAt(at), FNV_PRIME) ^ low, FNV_PRIME));
  }

  #token(hash: number): void {
    this.#word1(mix(hash));
    this.#pair(hash);
  }

  #pair(hash: number): void {
    this.#word1(mix(Math.imul(this.#previous ^ SEED_PAIR, FNV_PRIME) ^ Math.imul(hash, PAIR_PRIME)));
    this.#previous = hash;
  }

  #word1(mixed: number): void {
    this.#count(mixed & this.#wordMask);
  }

  #count(bucket: number): void {
    const count = this.#counts[bucket]!;
    if (count === 0) {
      this.indices[this.#size] = bucket;
      this.#size += 1;
    }
    if (count < 0xffff) this.#counts[bucket] = count + 1;
  }

  /** Turns counts into values and clears them for the next text. */
  #weigh(): void {
    let wordSquares = 0;
    let charSquares = 0;
    for (let at = 0; at < this.#size; at += 1) {
      const bucket = this.indices[at]!;
      const count = this.#counts[bucket]!;
      this.#counts[bucket] = 0;
      const value = count === 1 ? 1 : 1 + Math.log(count);
      this.values[at] = value;
      if (bucket < this.#wordBuckets) wordSquares += value * value;
      else charSquares += value * value;
    }
    const power = this.#settings.normPower / 2;
    const wordScale = wordSquares > 0 ? wordSquares ** -power : 0;
    const charScale = charSquares > 0 ? charSquares ** -power : 0;
    for (let at = 0; at < this.#size; at += 1) {
      const scale = this.indices[at]! < this.#wordBuckets ? wordScale : charScale;
      this.values[at] = this.values[at]! * scale;
    }
  }
}

/** Finaliser of MurmurHash3 (Appleby, public domain): FNV's low bits alone are poor bucket numbers. */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function isInnerApostrophe(text: string, at: number, kind: number): boolean {
  return kind === CharClass.Apostrophe && charClasses[text.charCodeAt(at + 1)] === CharClass.Letter;
}

/** End of the URL that begins at `begin`, or `begin` where there is none. */
function urlEnd(text: string, begin: number): number {
  const first = text.charCodeAt(begin) | 32;
  if (first !== 0x68 && first !== 0x77) return begin;
  const isUrl =
    startsWith(text, begin, 'http://') ||
    startsWith(text, begin, 'https://') ||
    startsWith(text, begin, 'www.');
  if (!isUrl) return begin;
  let at = begin;
  while (at < text.length && charClasses[text.charCodeAt(at)] !== CharClass.Space) {
    const unit = text.charCodeAt(at);
    if (unit === 0x3c || unit === 0x3e || unit === 0x7c || unit === 0x22) break;
    at += 1;
  }
  return at;
}

/** @param lower an ASCII word in lower case */
function startsWith(text: string, begin: number, lower: string): boolean {
  for (let at = 0; at < lower.length; at += 1) {
    if (lowerCaseUnits[text.charCodeAt(begin + at)] !== lower.charCodeAt(at)) return false;
  }
  return true;
}

/** Handles say nothing about a message, and in some training sources they would give the source away. */
function skipMention(text: string, begin: number): number {
  let at = begin + 1;
  while (at < text.length) {
    const kind = charClasses[text.charCodeAt(at)]!;
    if (kind !== CharClass.Letter && kind !== CharClass.Digit) break;
    at += 1;
  }
  return at;
}
