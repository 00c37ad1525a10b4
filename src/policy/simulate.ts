import type { Action } from '../domain/decision.js';
import type { Policy } from '../domain/policy.js';
import { ChunkScores, PolicyOutcomes, type ClauseCounts } from './chunk-outcomes.js';
import { ACT, ALERT, ALLOW, NOT_APPLICABLE, REVIEW, compilePolicy, thresholdFor } from './compiled-policy.js';
import {
  ACTIONS,
  alerts,
  decisionCode,
  decisionOf,
  decodeScore,
  rankOf,
  SCORES_PER_ONE,
  type ScoreTable,
} from './score-table.js';
import { chunksOf, type Chunk, type RowFilter } from './table-rows.js';
import { TopList } from './top-list.js';

/** A decision without its trace. */
export interface Outcome {
  readonly action: Action;
  readonly alert: boolean;
}

/** A message that a candidate policy would decide differently. */
export interface ChangedMessage {
  /** Row id of the message. */
  readonly id: number;
  readonly channelId: string | null;
  readonly from: Outcome;
  readonly to: Outcome;
  /** The clause that brings the change about; null where none does: the current action is of other scores. */
  readonly clause: string | null;
  /** That clause's score under the candidate; null where it has none. */
  readonly score: number | null;
  /** How far that score is beyond the candidate's threshold, at least 0. */
  readonly margin: number;
}

/** What a candidate policy would change. */
export interface Simulation {
  /** Messages that the filter lets through. */
  readonly messages: number;
  readonly changed: number;
  /** How many messages go from which action to which, the unchanged included. */
  readonly transitions: Readonly<Record<Action, Readonly<Record<Action, number>>>>;
  readonly alerts: {
    readonly before: number;
    readonly after: number;
    readonly raised: number;
    readonly cleared: number;
  };
  /** Messages that a person would look at: at review or act, or with an alert. */
  readonly flagged: { readonly before: number; readonly after: number };
  /** Every clause of the candidate, then those it lacks; null where a policy has no such clause. */
  readonly clauses: readonly {
    readonly id: string;
    readonly title: string;
    readonly before: ClauseCounts | null;
    readonly after: ClauseCounts | null;
  }[];
  /** When the first and the last message was sent, in seconds since 1970; null where there is none. */
  readonly span: { readonly firstS: number; readonly lastS: number } | null;
  /** The most changed first: by the distance of the actions, then by margin, then by id. */
  readonly mostChanged: readonly ChangedMessage[];
}

export interface SimulationOptions extends RowFilter {
  readonly candidate: Policy;
  /** What the candidate's clauses are compared with. */
  readonly active: Policy;
  /**
   * Looks at one clause: a message changes where the clause's own action does, between the active
   * policy and the candidate. Else a message changes where the candidate's decision is another than
   * its current one, whichever policy, scores or person gave that.
   */
  readonly clause?: string | undefined;
  /** At most so many of `mostChanged`. */
  readonly limit: number;
}

/** More than any code of a decision. */
const DECISIONS = 8;
/** What a single clause's outcome would be as a decision. */
const CODE_OF_OUTCOME = [ALLOW, REVIEW, ACT, decisionCode(ALLOW, true), ALLOW];
/** An alert that comes or goes weighs as much as the way from allow to act. */
const ALERT_DISTANCE = 2;

/**
 * What a candidate policy would make of stored scores: what `decide` would, with these scores, the
 * circumstances as they are stored, and no explanation. Yields after each few thousand messages, so
 * that the caller can let others have the processor; the table must not change meanwhile.
 */
export function* simulate(table: ScoreTable, options: SimulationOptions): Generator<void, Simulation> {
  const scores = new ChunkScores();
  const after = new PolicyOutcomes(compilePolicy(options.candidate, table), scores);
  yield;
  const before = new PolicyOutcomes(compilePolicy(options.active, table), scores);
  yield;
  const changes = new Changes(table, before, after, options);
  for (const chunk of chunksOf(table, options)) {
    scores.fill(chunk);
    before.evaluate(chunk);
    after.evaluate(chunk);
    changes.add(chunk);
    yield;
  }
  return changes.result();
}

/** Compares the two policies row by row and keeps the sums. */
class Changes {
  #messages = 0;
  #firstS = Infinity;
  #lastS = -Infinity;
  /** How many messages went from which decision to which: by code before × 8 + code after. */
  readonly #moves = new Uint32Array(DECISIONS * DECISIONS);
  readonly #top: TopList<ChangedMessage>;
  /** The clause that is looked at, in each policy; -1 where it has none. Undefined: the decision. */
  readonly #only: { readonly before: number; readonly after: number } | undefined;
  readonly #clauseBefore: readonly number[];

  constructor(
    private readonly table: ScoreTable,
    private readonly before: PolicyOutcomes,
    private readonly after: PolicyOutcomes,
    { clause, limit }: SimulationOptions,
  ) {
    const place = (outcomes: PolicyOutcomes, id: string) =>
      outcomes.clauses.findIndex((each) => each.id === id);
    this.#only =
      clause === undefined ? undefined : { before: place(before, clause), after: place(after, clause) };
    this.#clauseBefore = after.clauses.map(({ id }) => place(before, id));
    this.#top = new TopList(limit);
  }

  add(chunk: Chunk): void {
    const { block, rows, length } = chunk;
    this.#messages += length;
    let first = this.#firstS;
    let last = this.#lastS;
    for (let i = 0; i < length; i++) {
      const at = block.atS[rows[i]!]!;
      if (at < first) first = at;
      if (at > last) last = at;
    }
    this.#firstS = first;
    this.#lastS = last;
    if (this.#only === undefined) this.#compareDecisions(chunk);
    else this.#compareOutcomes(chunk, this.#only);
  }

  #compareDecisions(chunk: Chunk): void {
    const { block, rows, length } = chunk;
    for (let i = 0; i < length; i++) {
      this.#move(chunk, i, decisionOf(block.current[rows[i]!]!), this.after.decision(i));
    }
  }

  #compareOutcomes(chunk: Chunk, only: { readonly before: number; readonly after: number }): void {
    for (let i = 0; i < chunk.length; i++) {
      const from = outcomeOf(this.before, only.before, i);
      const to = outcomeOf(this.after, only.after, i);
      this.#move(chunk, i, CODE_OF_OUTCOME[from]!, CODE_OF_OUTCOME[to]!);
    }
  }

  /** Counts a message with its decision before and after; one that changes may come among the listed. */
  #move(chunk: Chunk, i: number, before: number, after: number): void {
    this.#moves[before * DECISIONS + after]! += 1;
    if (before === after) return;
    const distance = Math.max(
      Math.abs(rankOf(after) - rankOf(before)),
      alerts(before) === alerts(after) ? 0 : ALERT_DISTANCE,
    );
    if (this.#top.mayTake(distance))
      this.#take(chunk, i, distance, readDecision(before), readDecision(after));
  }

  #take(chunk: Chunk, i: number, distance: number, from: Outcome, to: Outcome): void {
    const reason = this.#reason(chunk, i, from, to);
    const id = chunk.block.ids[chunk.rows[i]!]!;
    const { channelId } = this.table.circumstances[chunk.circumstances[i]!]!;
    this.#top.add({ id, channelId, from, to, ...reason }, distance, reason.margin, id);
  }

  /** The clause that brings a change about: of those that can, the one whose score tells most. */
  #reason(chunk: Chunk, i: number, from: Outcome, to: Outcome) {
    const rising =
      from.action === to.action ? to.alert : ACTIONS.indexOf(to.action) > ACTIONS.indexOf(from.action);
    const sought = from.action !== to.action ? outcomeOfAction(rising ? to.action : from.action) : ALERT;
    const reason = { clause: null as string | null, score: null as number | null, margin: 0 };
    const consider = (clause: string, score: number, margin: number) => {
      if (reason.clause !== null && margin <= reason.margin) return;
      Object.assign(reason, { clause, score: decodeScore(score), margin });
    };
    const circumstances = chunk.circumstances[i]!;
    if (rising) {
      this.after.clauses.forEach((clause, k) => {
        if (this.after.outcome(k, i) !== sought || !this.#isMeant(k, this.#only?.after)) return;
        const score = this.after.score(k, i);
        const threshold = thresholdFor(clause, sought, circumstances);
        const margin = score === 0 || threshold === undefined ? 0 : score - threshold;
        consider(clause.id, score, margin / SCORES_PER_ONE);
      });
      return reason;
    }
    this.before.clauses.forEach((clause, kBefore) => {
      if (this.before.outcome(kBefore, i) !== sought || !this.#isMeant(kBefore, this.#only?.before)) return;
      const k = this.#clauseBefore.indexOf(kBefore);
      const candidate = this.after.clauses[k];
      const threshold = candidate && thresholdFor(candidate, sought, circumstances);
      const score = candidate ? this.after.score(k, i) : this.before.score(kBefore, i);
      const margin = score === 0 || threshold === undefined ? 0 : Math.max(0, threshold - score);
      consider(clause.id, score, margin / SCORES_PER_ONE);
    });
    return reason;
  }

  #isMeant(clause: number, only: number | undefined): boolean {
    return only === undefined || only === clause;
  }

  result(): Simulation {
    const sum = (counts: (before: number, after: number) => boolean) =>
      this.#moves.reduce(
        (total, count, i) => (counts(Math.floor(i / DECISIONS), i % DECISIONS) ? total + count : total),
        0,
      );
    const row = (from: number) => {
      const to = (rank: number) => sum((before, after) => rankOf(before) === from && rankOf(after) === rank);
      return { allow: to(ALLOW), review: to(REVIEW), act: to(ACT) };
    };
    return {
      messages: this.#messages,
      changed: sum((before, after) => before !== after),
      transitions: { allow: row(ALLOW), review: row(REVIEW), act: row(ACT) },
      alerts: {
        before: sum((before) => alerts(before)),
        after: sum((_, after) => alerts(after)),
        raised: sum((before, after) => !alerts(before) && alerts(after)),
        cleared: sum((before, after) => alerts(before) && !alerts(after)),
      },
      flagged: { before: sum((before) => before !== 0), after: sum((_, after) => after !== 0) },
      clauses: this.#clauses(),
      span: this.#messages === 0 ? null : { firstS: this.#firstS, lastS: this.#lastS },
      mostChanged: this.#top.sorted(),
    };
  }

  #clauses(): Simulation['clauses'] {
    const { before, after } = this;
    const inCandidate = after.clauses.map(({ id, title }, k) => {
      const kBefore = this.#clauseBefore[k]!;
      return { id, title, before: kBefore < 0 ? null : before.countsOf(kBefore), after: after.countsOf(k) };
    });
    const gone = before.clauses.flatMap(({ id, title }, kBefore) =>
      this.#clauseBefore.includes(kBefore)
        ? []
        : [{ id, title, before: before.countsOf(kBefore), after: null }],
    );
    return [...inCandidate, ...gone];
  }
}

const outcomeOf = (outcomes: PolicyOutcomes, clause: number, row: number) =>
  clause < 0 ? NOT_APPLICABLE : outcomes.outcome(clause, row);

/** A decision as `Block.current` writes it. */
const readDecision = (code: number): Outcome => ({ action: ACTIONS[rankOf(code)]!, alert: alerts(code) });

const outcomeOfAction = (action: Action) => (action === 'act' ? ACT : action === 'review' ? REVIEW : ALLOW);
