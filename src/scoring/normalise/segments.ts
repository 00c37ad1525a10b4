import type { Span } from '../../domain/decision.js';
import { isProtectedToken, addressSpan, emojiEnd, urlSpan } from './tokens.js';

/** Kinds of tell-tale characters in a token; one without any is prose. */
const SUSPECT = /[/:.@\\\d-]/;
const SPACE = /\s/;

/**
 * The parts of a text that are not prose and are never folded: code, URLs, e-mail addresses, handles,
 * paths, versions, hashes and ids, short codes of emoji. Ascending and disjoint; in linear time.
 */
export function findSegments(text: string): Span[] {
  const segments: Span[] = [];
  const code = new CodeFinder(text);
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 96) {
      const end = code.endOf(at);
      if (end > at) segments.push({ begin: at, end });
      at = end > at ? end : at + 1;
    } else if (isSpaceUnit(unit)) {
      at++;
    } else {
      const end = tokenEnd(text, at);
      findInToken(text, at, end, segments);
      at = end;
    }
  }
  return segments;
}

/** The intervals of a text between its segments. */
export function* gapsBetween(segments: readonly Span[], length: number): Generator<Span> {
  let from = 0;
  for (const { begin, end } of segments) {
    if (begin > from) yield { begin: from, end: begin };
    from = Math.max(from, end);
  }
  if (from < length) yield { begin: from, end: length };
}

/** Two ascending lists of spans as one, overlaps joined. */
export function mergeSpans(first: readonly Span[], second: readonly Span[]): Span[] {
  if (second.length === 0) return [...first];
  const merged: Span[] = [];
  for (const span of [...first, ...second].sort((a, b) => a.begin - b.begin)) {
    const last = merged.at(-1);
    if (last === undefined || span.begin > last.end) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { begin: last.begin, end: span.end };
  }
  return merged;
}

function isSpaceUnit(unit: number): boolean {
  return unit <= 32 || (unit >= 0x80 && SPACE.test(String.fromCharCode(unit)));
}

function tokenEnd(text: string, from: number): number {
  let end = from + 1;
  while (end < text.length) {
    const unit = text.charCodeAt(end);
    if (unit === 96 || isSpaceUnit(unit)) break;
    end++;
  }
  return end;
}

/** Adds what is to be kept of the token `[begin, end)`: URLs first, then what stands around them. */
function findInToken(text: string, begin: number, end: number, segments: Span[]): void {
  const token = text.slice(begin, end);
  if (!SUSPECT.test(token)) return;
  let from = 0;
  for (let url = urlSpan(token, 0); url !== null; url = urlSpan(token, from)) {
    if (url.begin > from) findInPiece(token.slice(from, url.begin), begin + from, segments);
    segments.push({ begin: begin + url.begin, end: begin + url.end });
    from = url.end;
  }
  if (from < token.length) findInPiece(from === 0 ? token : token.slice(from), begin + from, segments);
}

function findInPiece(piece: string, base: number, segments: Span[]): void {
  const core = coreOf(piece);
  if (isProtectedToken(piece.slice(core.begin, core.end))) {
    segments.push({ begin: base + core.begin, end: base + core.end });
    return;
  }
  for (let at = 0; at < piece.length; at++) {
    const unit = piece.charCodeAt(at);
    if (unit === 64) {
      const address = addressSpan(piece, at);
      if (address === null) continue;
      const previous = segments.at(-1)?.end ?? 0;
      segments.push({ begin: Math.max(previous, base + address.begin), end: base + address.end });
      at = address.end - 1;
    } else if (unit === 58) {
      const close = emojiEnd(piece, at);
      if (close < 0) continue;
      segments.push({ begin: base + at, end: base + close });
      at = close - 1;
    }
  }
}

const OPENING = '([{"\'<“‘«';
const CLOSING = ')]}"\'>”’».,;:!?…*~';

/** A token without the brackets, quotes and sentence marks around it. */
function coreOf(token: string): Span {
  let begin = 0;
  let end = token.length;
  while (begin < end && OPENING.includes(token[begin]!)) begin++;
  while (end > begin && CLOSING.includes(token[end - 1]!)) end--;
  return { begin, end };
}

/** Finds where code spans end; each character is searched once however many back-ticks there are. */
class CodeFinder {
  readonly #text: string;
  #fencesLeft = true;
  #newline = -1;
  #tick = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the code that opens with the back-tick at `at` ends, or -1 where it opens none. */
  endOf(at: number): number {
    const text = this.#text;
    if (this.#fencesLeft && text.startsWith('```', at)) {
      const close = text.indexOf('```', at + 3);
      if (close >= 0) return close + 3;
      this.#fencesLeft = false;
    }
    this.#tick = this.#next('`', this.#tick, at + 1);
    this.#newline = this.#next('\n', this.#newline, at + 1);
    return this.#tick > at + 1 && this.#tick < this.#newline ? this.#tick + 1 : -1;
  }

  /** Position of a character at or behind `from`, the text's length + 1 where there is none. */
  #next(character: string, known: number, from: number): number {
    if (known >= from) return known;
    const found = this.#text.indexOf(character, from);
    return found < 0 ? this.#text.length + 1 : found;
  }
}
