import type { Action } from '../domain/decision.js';
import type { EnglishPart } from '../domain/model.js';
import type { PolicyContext } from '../domain/policy.js';
import type { Signal } from '../domain/signal.js';

/** Rows of a block: small enough that one allocation and one linear search are not noticed. */
const BLOCK_ROWS = 32_768;

/** A score n / 10,000 is kept as n + 1, so that the largest number is the largest available score. */
export const UNAVAILABLE = 0;
export const SCORES_PER_ONE = 10_000;

/**
 * `Block.current`: the rank of the action, whether it alerts, whether the views disagree and whether an earlier
 * stage decided; or that the row is gone.
 */
export const ACTIONS = ['allow', 'review', 'act'] as const satisfies readonly Action[];
const ALERT_BIT = 4;
const VIEWS_BIT = 8;
const EARLY_BIT = 16;
const GONE = 255;

/** Views disagree where the folded one raises a signal by so much. */
export const VIEWS_APART_MIN = 0.2;

/** What is known of a message besides its scores and its time; few messages have one of their own. */
export interface Circumstances {
  readonly context: PolicyContext;
  /** How much of the text is English: where it is `part` or `none`, scores may not count. */
  readonly english: EnglishPart;
  readonly channelId: string | null;
  /** Which policy gave the current action; null where that was not noted. */
  readonly policyName: string | null;
}

/** One scored message on its way into a table. */
export interface ScoredRow {
  /** Row id of the message; a safe integer. */
  readonly id: number;
  /** When it was sent, in seconds since 1970; kept from 1970 to 2106, what lies outside at the end. */
  readonly atS: number;
  readonly action: Action;
  readonly alert: boolean;
  /** Whether what the text reads as once evasions are folded scores much higher than what was written. */
  readonly viewsDisagree?: boolean;
  /** Whether an earlier stage than the pipeline's last gave the scores. */
  readonly early?: boolean;
  /** As `ScoreTable.circumstances` numbers them. */
  readonly circumstances: number;
}

/** Columns of up to `BLOCK_ROWS` messages. */
export interface Block {
  readonly length: number;
  /** One column a signal of the table, in its order; `UNAVAILABLE`, or 1 + score × 10,000. */
  readonly scores: readonly Uint16Array[];
  readonly ids: Float64Array;
  readonly atS: Uint32Array;
  readonly circumstances: Uint32Array;
  readonly current: Uint8Array;
}

type GrowingBlock = { -readonly [Field in keyof Block]: Block[Field] } & {
  ascending: boolean;
  smallest: number;
  largest: number;
};

/** A decision as a number: the rank of its action, as an index of `ACTIONS`, and whether it alerts. */
export const decisionCode = (rank: number, alert: boolean): number => rank | (alert ? ALERT_BIT : 0);
export const rankOf = (code: number): number => code & (ALERT_BIT - 1);
export const alerts = (code: number): boolean => (code & ALERT_BIT) !== 0;

/** Read `Block.current`: the decision alone, whether the message is gone, and so on. */
export const decisionOf = (current: number): number => current & (VIEWS_BIT - 1);
export const isGone = (current: number): boolean => current === GONE;
export const isEarly = (current: number): boolean => current !== GONE && (current & EARLY_BIT) !== 0;
export const viewsDisagree = (current: number): boolean => (current & VIEWS_BIT) !== 0;

/**
 * Calibrated scores of many messages in columns: 17 bytes a message and 2 for each signal. Rows keep
 * the order in which they came.
 */
export class ScoreTable {
  readonly #blocks: GrowingBlock[] = [];
  readonly #circumstances: Circumstances[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #contexts: PolicyContext[] = [];
  readonly #contextNumbers = new Map<string, number>();
  readonly #contextOf: number[] = [];
  #rows = 0;

  /** @param signals those that the table has columns for; all others are unavailable in every row */
  constructor(readonly signals: readonly Signal[]) {}

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  get circumstances(): readonly Circumstances[] {
    return this.#circumstances;
  }

  /** The different contexts among the circumstances: conditions need be asked once for each. */
  get contexts(): readonly PolicyContext[] {
    return this.#contexts;
  }

  /** For each of the circumstances which of `contexts` it has. */
  get contextOf(): readonly number[] {
    return this.#contextOf;
  }

  /** Rows held, those of messages that are gone included. */
  get rows(): number {
    return this.#rows;
  }

  /** Bytes of the columns. */
  get bytes(): number {
    return this.#blocks.length * BLOCK_ROWS * (17 + 2 * this.signals.length);
  }

  /** The number of circumstances, by a key that names them; `read` is called for a new key only. */
  numberOf(key: string, read: () => Circumstances): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      const circumstances = read();
      number = this.#circumstances.push(circumstances) - 1;
      this.#numbers.set(key, number);
      this.#contextOf.push(this.#contextNumber(circumstances.context));
    }
    return number;
  }

  #contextNumber(context: PolicyContext): number {
    const { channelType, channelTags, recipients, solicited } = context;
    // null for what is not known: no value of these is null.
    const key = JSON.stringify([channelType, channelTags, recipients, solicited]);
    let number = this.#contextNumbers.get(key);
    if (number === undefined) {
      number = this.#contexts.push(context) - 1;
      this.#contextNumbers.set(key, number);
    }
    return number;
  }

  /**
   * Adds a message, or replaces what is held of it.
   * @param scores encoded, in the order of `signals`
   */
  put(row: ScoredRow, scores: ArrayLike<number>): void {
    const place = this.find(row.id) ?? this.#append(row.id);
    const { block, index } = place;
    block.atS[index] = Math.min(Math.max(row.atS, 0), 0xffff_ffff);
    block.circumstances[index] = row.circumstances;
    block.current[index] =
      decisionCode(ACTIONS.indexOf(row.action), row.alert) |
      (row.viewsDisagree === true ? VIEWS_BIT : 0) |
      (row.early === true ? EARLY_BIT : 0);
    for (let i = 0; i < this.signals.length; i++) block.scores[i]![index] = scores[i]!;
  }

  /** Takes a message out, if it is there. */
  remove(id: number): void {
    const place = this.find(id);
    if (place !== undefined) place.block.current[place.index] = GONE;
  }

  /** Drops the oldest block. @returns the largest id that was in it */
  dropOldest(): number {
    const block = this.#blocks.shift();
    if (block === undefined) return 0;
    this.#rows -= block.length;
    return block.largest;
  }

  #append(id: number): { block: GrowingBlock; index: number } {
    let block = this.#blocks.at(-1);
    if (block?.length === BLOCK_ROWS || block === undefined) {
      block = emptyBlock(this.signals.length);
      this.#blocks.push(block);
    }
    const index = block.length++;
    this.#rows++;
    block.ids[index] = id;
    if (id < block.largest) block.ascending = false;
    block.largest = Math.max(block.largest, id);
    block.smallest = Math.min(block.smallest, id);
    return { block, index };
  }

  /**
   * Where a message is held, that is gone or not; undefined where it never was. Ids mostly ascend, so
   * that an index would cost memory and save little.
   */
  find(id: number): { readonly block: GrowingBlock; readonly index: number } | undefined {
    for (let i = this.#blocks.length - 1; i >= 0; i--) {
      const block = this.#blocks[i]!;
      if (id < block.smallest || id > block.largest) continue;
      const index = block.ascending
        ? search(block.ids, block.length, id)
        : block.ids.subarray(0, block.length).indexOf(id);
      if (index >= 0) return { block, index };
    }
    return undefined;
  }
}

function emptyBlock(signals: number): GrowingBlock {
  return {
    length: 0,
    scores: Array.from({ length: signals }, () => new Uint16Array(BLOCK_ROWS)),
    ids: new Float64Array(BLOCK_ROWS),
    atS: new Uint32Array(BLOCK_ROWS),
    circumstances: new Uint32Array(BLOCK_ROWS),
    current: new Uint8Array(BLOCK_ROWS),
    ascending: true,
    smallest: Infinity,
    largest: -Infinity,
  };
}

/** The place of an id among ascending ones, or -1. */
function search(ids: Float64Array, length: number, id: number): number {
  let low = 0;
  let high = length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = ids[middle]!;
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** How a table keeps a calibrated score. @throws RangeError unless it is null or in [0, 1] */
export function encodeScore(score: number | null): number {
  if (score === null) return UNAVAILABLE;
  if (!(score >= 0 && score <= 1)) throw new RangeError(`${score} is not in [0, 1]`);
  return Math.round(score * SCORES_PER_ONE) + 1;
}

/** The calibrated score again; exactly the number that was encoded, if that had four decimals. */
export function decodeScore(code: number): number | null {
  return code === UNAVAILABLE ? null : (code - 1) / SCORES_PER_ONE;
}
