import type { Policy } from '../domain/policy.js';
import type { Signal } from '../domain/signal.js';
import type { Random } from '../evaluation/random.js';
import { ChunkScores, PolicyOutcomes } from '../policy/chunk-outcomes.js';
import {
  ACT,
  ALERT,
  compilePolicy,
  NOT_APPLICABLE,
  REVIEW,
  thresholdFor,
} from '../policy/compiled-policy.js';
import {
  decodeScore,
  SCORES_PER_ONE,
  UNAVAILABLE,
  VIEWS_APART_MIN,
  viewsDisagree,
  type ScoreTable,
} from '../policy/score-table.js';
import {
  CHUNK_ROWS,
  chunksOf,
  columnsOf,
  largestScores,
  type Chunk,
  type RowFilter,
} from '../policy/table-rows.js';
import { allocate, roundAtRandom, shuffle } from './allocation.js';

/** Why a message may be worth a label; the first that fits, from the last to the first. */
export const REASONS = ['spread', 'near_threshold', 'views_disagree', 'shadow_disagrees'] as const;
export type Reason = (typeof REASONS)[number];

/** Of each reason the share of a sample; where some do not occur the others have theirs. */
const SHARES = { spread: 0.5, near_threshold: 0.25, views_disagree: 0.125, shadow_disagrees: 0.125 };
/** How far from a threshold in force a score is near it. */
const NEAR = 0.05 * SCORES_PER_ONE;
/** Bins of the score, within each reason. */
const SCORE_BINS = 10;

export interface DrawOptions extends RowFilter {
  readonly of: { readonly signal: Signal } | { readonly clause: string };
  readonly policy: Policy;
  /** Evaluated beside it, where there is one. */
  readonly shadow: Policy | undefined;
  /** How many may be drawn at most. */
  readonly size: number;
  /** Row ids of messages that are not to be drawn. */
  readonly without: ReadonlySet<number>;
  readonly random: Random;
}

export interface Stratum {
  readonly name: string;
  readonly reason: Reason;
  /** How many messages it has, and how many of them were drawn. */
  readonly messages: number;
  readonly drawn: number;
  /** The chance that each of its messages had to be drawn; 0 where none of them can be read. */
  readonly probability: number;
}

export interface DrawnMessage {
  /** Row id. */
  readonly id: number;
  /** Calibrated. */
  readonly score: number;
  readonly channelId: string | null;
  readonly stratum: Stratum;
}

/** Some messages of each stratum at random: who knows which of them can be read draws from them. */
export interface Candidates {
  readonly table: ScoreTable;
  readonly strata: readonly Reservoir[];
}

export interface Draw {
  /** In a random order: the first few are a sample, too. */
  readonly messages: readonly DrawnMessage[];
  readonly strata: readonly Stratum[];
}

/**
 * Messages that may be drawn to be labelled, stratified by reason and by score: all that have a score are in exactly one
 * stratum. Yields after each few thousand messages.
 */
export function* findCandidates(table: ScoreTable, options: DrawOptions): Generator<void, Candidates> {
  const { random, size, without } = options;
  const reservoirs = REASONS.flatMap((reason) =>
    Array.from({ length: SCORE_BINS }, (_, bin) => new Reservoir(reason, bin, size, random)),
  );
  const sorter = new Sorter(table, options);
  yield;
  for (const chunk of chunksOf(table, options)) {
    sorter.take(chunk);
    for (let i = 0; i < chunk.length; i++) {
      const stratum = sorter.stratumOf(i);
      if (stratum < 0) continue;
      const id = chunk.block.ids[chunk.rows[i]!]!;
      if (!without.has(id)) reservoirs[stratum]!.offer(id, sorter.score(i), chunk.circumstances[i]!);
    }
    yield;
  }
  return { table, strata: reservoirs.filter(({ messages }) => messages > 0) };
}

/**
 * Draws messages to be labelled. Within a stratum all have the same chance, and each stratum has some, so that the labels
 * speak for all messages: those that can be read are taken to be like the others of their stratum. Of a stratum none of
 * whose candidates can be read nothing is said.
 *
 * @param canBeRead whether the text of a message is kept, by row id
 */
export function drawSample(
  { table, strata }: Candidates,
  size: number,
  canBeRead: (id: number) => boolean,
  random: Random,
): Draw {
  const readable = strata.map((stratum) => stratum.kept.filter(({ id }) => canBeRead(id)));
  const read = strata.flatMap((stratum, i) =>
    readable[i]!.length > 0 ? [{ stratum, from: readable[i]! }] : [],
  );
  const groups = read.map(({ stratum: { messages, reason }, from }) => ({
    messages,
    available: from.length,
    quota: { name: reason, share: SHARES[reason] },
  }));
  const expected = allocate(groups, size);
  const counts = roundAtRandom(expected, random);
  const drawn = read.map(({ stratum, from }, i) => {
    const named = stratum.drawn(counts[i]!, expected[i]!);
    const messages = shuffle([...from], random)
      .slice(0, counts[i])
      .map(({ id, score, circumstances }) => ({
        id,
        score: decodeScore(score)!,
        channelId: table.circumstances[circumstances]!.channelId,
        stratum: named,
      }));
    return { named, messages };
  });
  const unread = strata.filter((_, i) => readable[i]!.length === 0).map((stratum) => stratum.drawn(0, 0));
  return {
    messages: shuffle(
      drawn.flatMap(({ messages }) => messages),
      random,
    ),
    strata: [...drawn.map(({ named }) => named), ...unread],
  };
}

/**
 * Up to which score, in [0, 1], a sample says nothing: the upper end of the highest bin of scores most of whose messages are
 * in strata that nobody could read.
 */
export function blindUpTo(
  strata: Readonly<Record<string, Pick<Stratum, 'messages' | 'probability'>>>,
): number {
  const bins = new Map<number, { all: number; unread: number }>();
  for (const [name, { messages, probability }] of Object.entries(strata)) {
    const end = Number(/-([\d.]+)$/.exec(name)?.[1]);
    const bin = bins.get(end) ?? { all: 0, unread: 0 };
    bin.all += messages;
    if (probability === 0) bin.unread += messages;
    bins.set(end, bin);
  }
  const blind = [...bins].filter(([, { all, unread }]) => unread > all / 2).map(([end]) => end);
  return Math.max(0, ...blind);
}

/** Says of each message in which stratum it is. */
class Sorter {
  readonly #scores = new ChunkScores();
  readonly #active: PolicyOutcomes;
  readonly #shadow: PolicyOutcomes | undefined;
  /** Which of the policies' clauses it is; -1 for a signal, and where the shadow has no such clause. */
  readonly #clause: number;
  readonly #shadowClause: number;
  readonly #columns: readonly number[];
  readonly #values = new Uint16Array(CHUNK_ROWS);
  #chunk: Chunk | undefined;

  constructor(table: ScoreTable, { of, policy, shadow }: DrawOptions) {
    this.#active = new PolicyOutcomes(compilePolicy(policy, table), this.#scores);
    this.#shadow = shadow && new PolicyOutcomes(compilePolicy(shadow, table), this.#scores);
    const place = (outcomes: PolicyOutcomes | undefined) =>
      'clause' in of ? (outcomes?.clauses.findIndex(({ id }) => id === of.clause) ?? -1) : -1;
    this.#clause = place(this.#active);
    this.#shadowClause = place(this.#shadow);
    this.#columns = 'signal' in of ? columnsOf(table, [of.signal]) : [];
  }

  take(chunk: Chunk): void {
    this.#chunk = chunk;
    this.#scores.fill(chunk);
    this.#active.evaluate(chunk);
    this.#shadow?.evaluate(chunk);
    if (this.#clause < 0) largestScores(chunk, this.#columns, this.#values);
  }

  /** The encoded score of a row of the chunk. */
  score(row: number): number {
    if (this.#clause >= 0) return this.#active.score(this.#clause, row);
    return this.#active.isUnscored(row) ? UNAVAILABLE : this.#values[row]!;
  }

  /** Which stratum a row of the chunk is in; -1 where it has no score or the clause does not apply. */
  stratumOf(row: number): number {
    const score = this.score(row);
    if (score === UNAVAILABLE) return -1;
    if (this.#clause >= 0 && this.#active.outcome(this.#clause, row) === NOT_APPLICABLE) return -1;
    const bin = Math.min(SCORE_BINS - 1, Math.floor(((score - 1) * SCORE_BINS) / SCORES_PER_ONE));
    return REASONS.indexOf(this.#reason(row, score)) * SCORE_BINS + bin;
  }

  #reason(row: number, score: number): Reason {
    if (
      this.#shadowClause >= 0 &&
      this.#shadow!.outcome(this.#shadowClause, row) !== this.#active.outcome(this.#clause, row)
    ) {
      return 'shadow_disagrees';
    }
    const { block, rows } = this.#chunk!;
    // Below that no signal of this clause can have been raised so far.
    if (score > VIEWS_APART_MIN * SCORES_PER_ONE && viewsDisagree(block.current[rows[row]!]!)) {
      return 'views_disagree';
    }
    return this.#clause >= 0 && this.#isNear(row, score) ? 'near_threshold' : 'spread';
  }

  #isNear(row: number, score: number): boolean {
    const clause = this.#active.clauses[this.#clause]!;
    const circumstances = this.#chunk!.circumstances[row]!;
    const outcomes = clause.firing === ALERT ? [ALERT] : [REVIEW, ACT];
    return outcomes.some((outcome) => {
      const threshold = thresholdFor(clause, outcome, circumstances);
      return threshold !== undefined && Math.abs(score - threshold) <= NEAR;
    });
  }
}

/** Keeps as many messages of a stratum as may be drawn, each with the same chance (Vitter 1985, R). */
class Reservoir {
  messages = 0;
  readonly kept: { id: number; score: number; circumstances: number }[] = [];

  constructor(
    readonly reason: Reason,
    private readonly bin: number,
    private readonly size: number,
    private readonly random: Random,
  ) {}

  offer(id: number, score: number, circumstances: number): void {
    const place = this.messages < this.size ? this.messages : Math.floor(this.random() * (this.messages + 1));
    this.messages++;
    if (place < this.size) this.kept[place] = { id, score, circumstances };
  }

  drawn(count: number, expected: number): Stratum {
    return {
      name: `${this.reason}/${this.bin / SCORE_BINS}-${(this.bin + 1) / SCORE_BINS}`,
      reason: this.reason,
      messages: this.messages,
      drawn: count,
      probability: Math.min(1, expected / this.messages),
    };
  }
}
