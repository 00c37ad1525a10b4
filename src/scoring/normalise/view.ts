import type { Span } from '../../domain/decision.js';

/**
 * A text with the way back to the text it was made from.
 * `offsets[i]` is the index (UTF-16 code unit) in the original text where unit `i` of `text` came
 * from; `offsets.length === text.length + 1`, the last one is the original's length, and they never
 * decrease.
 */
export interface View {
  readonly text: string;
  readonly offsets: Uint32Array;
}

/** Replaces the units `[begin, end)` of a text; a pass hands over edits in ascending order, disjoint. */
export interface Edit {
  readonly begin: number;
  readonly end: number;
  readonly text: string;
}

/** A reading in the writer's case: all capitals, a capital first, or small. */
export function inCaseOf(written: string, word: string): string {
  if (!/[a-z]/.test(written)) return word.toUpperCase();
  return /^[A-Z]/.test(written) ? word[0]!.toUpperCase() + word.slice(1) : word;
}

/** The view of a text that nothing was done to. */
export function identityView(text: string): View {
  return new IdentityView(text);
}

/** Most texts are plain, and nobody asks where in them something came from. */
class IdentityView implements View {
  #offsets: Uint32Array | undefined;

  constructor(readonly text: string) {}

  get offsets(): Uint32Array {
    if (this.#offsets === undefined) {
      this.#offsets = new Uint32Array(this.text.length + 1);
      for (let i = 1; i < this.#offsets.length; i++) this.#offsets[i] = i;
    }
    return this.#offsets;
  }
}

/**
 * A view with edits carried out. A replacement as long as what it replaces maps unit by unit; any
 * other maps to where the replaced text begins.
 */
export function applyEdits(view: View, edits: readonly Edit[]): View {
  if (edits.length === 0) return view;
  let length = view.text.length;
  for (const edit of edits) length += edit.text.length - (edit.end - edit.begin);
  const offsets = new Uint32Array(length + 1);
  const parts: string[] = [];
  let from = 0;
  let to = 0;
  for (const { begin, end, text } of edits) {
    parts.push(view.text.slice(from, begin), text);
    offsets.set(view.offsets.subarray(from, begin), to);
    to += begin - from;
    const unitByUnit = text.length === end - begin;
    for (let i = 0; i < text.length; i++) offsets[to++] = view.offsets[unitByUnit ? begin + i : begin]!;
    from = end;
  }
  parts.push(view.text.slice(from));
  offsets.set(view.offsets.subarray(from), to);
  return { text: parts.join(''), offsets };
}

/**
 * Where the units `[begin, end)` of a view came from. Text that was removed behind the last unit
 * belongs to the span, so that a folded word gives the whole of what was written for it. Positions
 * outside the view are moved to its ends; an empty range gives an empty span.
 */
export function toOriginalSpan(view: View, begin: number, end: number): Span {
  const length = view.text.length;
  const first = Math.min(Math.max(begin, 0), length);
  let last = Math.min(Math.max(end, first), length);
  const originalBegin = view.offsets[first]!;
  if (last === first) return { begin: originalBegin, end: originalBegin };
  // Several units can come from one (a ligature): a span is never empty for it.
  while (last < length && view.offsets[last]! <= originalBegin) last++;
  return { begin: originalBegin, end: view.offsets[last]! };
}

/** The first unit of a view that came from `original` or behind it. */
export function viewIndexOf(view: View, original: number): number {
  let low = 0;
  let high = view.offsets.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (view.offsets[middle]! < original) low = middle + 1;
    else high = middle;
  }
  return low;
}
