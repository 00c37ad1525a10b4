import {
  ACT,
  ALERT,
  ALLOW,
  DOES_NOT_APPLY,
  NOT_APPLICABLE,
  OUTCOMES,
  outcomeAt,
  REVIEW,
  type CompiledClause,
} from './compiled-policy.js';
import { decisionCode, UNAVAILABLE } from './score-table.js';
import { CHUNK_ROWS, largestScores, NONE, PART, type Chunk } from './table-rows.js';

/** How often a clause came out how. A message counts once among the first five. */
export interface ClauseCounts {
  readonly allow: number;
  readonly review: number;
  readonly act: number;
  readonly alert: number;
  readonly notApplicable: number;
  /** Messages without a score for the clause although it applied; they are counted above as well. */
  readonly unavailable: number;
}

/** By the set of outcomes of a row's clauses, as bits: the decision, as `Block.current` writes it. */
const DECISION_OF = Uint8Array.from({ length: 1 << OUTCOMES }, (_, outcomes) => {
  const has = (outcome: number) => (outcomes & (1 << outcome)) !== 0;
  return decisionCode(has(ACT) ? ACT : has(REVIEW) ? REVIEW : ALLOW, has(ALERT));
});

/** The scores of clauses in a chunk; clauses of the same signals, in whichever policy, share theirs. */
export class ChunkScores {
  readonly #columns: (readonly number[])[] = [];
  readonly #scores: Uint16Array[] = [];
  readonly #numbers = new Map<string, number>();

  /** Where the scores of a clause will be. */
  scoresOf(clause: CompiledClause): Uint16Array {
    const key = [...clause.columns].sort((a, b) => a - b).join();
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#columns.push(clause.columns) - 1;
      this.#numbers.set(key, number);
      this.#scores.push(new Uint16Array(CHUNK_ROWS));
    }
    return this.#scores[number]!;
  }

  fill(chunk: Chunk): void {
    this.#columns.forEach((columns, number) => largestScores(chunk, columns, this.#scores[number]!));
  }
}

/** What one policy makes of the rows of a chunk, and the sums over all chunks. */
export class PolicyOutcomes {
  readonly #outcomes: Uint8Array[];
  readonly #scores: Uint16Array[];
  /** By row of the chunk the set of its clauses' outcomes that are not `allow`, as bits. */
  readonly #fired = new Uint8Array(CHUNK_ROWS);
  /** By row: 1 where language leaves it without scores. */
  readonly #unscored = new Uint8Array(CHUNK_ROWS);
  /** By clause how often each outcome occurred but `allow`, and last how often it had no score. */
  readonly #counts: Uint32Array[];
  #rows = 0;

  constructor(
    readonly clauses: readonly CompiledClause[],
    scores: ChunkScores,
  ) {
    this.#outcomes = clauses.map(() => new Uint8Array(CHUNK_ROWS));
    this.#scores = clauses.map((clause) => scores.scoresOf(clause));
    this.#counts = clauses.map(() => new Uint32Array(OUTCOMES + 1));
  }

  /** The decision in a row of the chunk, as `Block.current` writes it. */
  decision(row: number): number {
    return DECISION_OF[this.#fired[row]!]!;
  }

  /** The outcome of a clause in a row of the chunk. */
  outcome(clause: number, row: number): number {
    return this.#outcomes[clause]![row]!;
  }

  /** Whether its language leaves a row of the chunk without scores. */
  isUnscored(row: number): boolean {
    return this.#unscored[row] === 1;
  }

  /** The encoded score of a clause in a row of the chunk. */
  score(clause: number, row: number): number {
    return this.isUnscored(row) ? UNAVAILABLE : this.#scores[clause]![row]!;
  }

  /** Evaluates the rows of a chunk whose scores have been filled in. */
  evaluate(chunk: Chunk): void {
    const { length } = chunk;
    this.#rows += length;
    this.#fired.fill(0, 0, length);
    this.#unscored.fill(0, 0, length);
    for (let k = 0; k < this.clauses.length; k++) {
      this.#outcomes[k]!.fill(ALLOW, 0, length);
      evaluateClause(this.clauses[k]!, chunk, {
        scores: this.#scores[k]!,
        outcomes: this.#outcomes[k]!,
        fired: this.#fired,
        counts: this.#counts[k]!,
      });
    }
    if (chunk.anyForeign) this.#leaveUnscored(chunk);
  }

  countsOf(clause: number): ClauseCounts {
    const counts = this.#counts[clause]!;
    const [, review = 0, act = 0, alert = 0, notApplicable = 0, unavailable = 0] = counts;
    const allow = this.#rows - review - act - alert - notApplicable;
    return { allow, review, act, alert, notApplicable, unavailable };
  }

  /** As live messages are decided: scores of English among other words count only if they fire a clause. */
  #leaveUnscored({ foreign, circumstances, length }: Chunk): void {
    for (let i = 0; i < length; i++) {
      const state = foreign[i]!;
      if (state !== NONE && !(state === PART && !this.#fires(i))) continue;
      this.#unscored[i] = 1;
      this.#fired[i] = 0;
      this.clauses.forEach((clause, k) =>
        this.#replace(k, i, outcomeAt(clause, UNAVAILABLE, circumstances[i]!)),
      );
    }
  }

  #fires(row: number): boolean {
    return this.#outcomes.some((outcomes, k) => {
      const outcome = outcomes[row]!;
      return outcome !== ALLOW && outcome !== NOT_APPLICABLE && this.#scores[k]![row] !== UNAVAILABLE;
    });
  }

  /** Takes a clause's outcome in a row back, in favour of the one without a score. */
  #replace(k: number, row: number, outcome: number): void {
    const counts = this.#counts[k]!;
    const outcomes = this.#outcomes[k]!;
    counts[outcomes[row]!]! -= 1;
    counts[outcome]! += 1;
    if (outcome !== NOT_APPLICABLE && this.#scores[k]![row] !== UNAVAILABLE) counts[OUTCOMES]! += 1;
    outcomes[row] = outcome;
    this.#fired[row]! |= 1 << outcome;
  }
}

interface ClauseArrays {
  readonly scores: Uint16Array;
  /** Filled with `allow`. */
  readonly outcomes: Uint8Array;
  readonly fired: Uint8Array;
  readonly counts: Uint32Array;
}

/** Most scores are below every threshold: what they need is done first, and nothing is written for them. */
function evaluateClause(
  { fires, acts, firing, unavailable }: CompiledClause,
  { circumstances, length }: Chunk,
  { scores, outcomes, fired, counts }: ClauseArrays,
): void {
  for (let i = 0; i < length; i++) {
    const score = scores[i]!;
    const number = circumstances[i]!;
    const threshold = fires[number]!;
    let outcome: number = ALLOW;
    if (score >= threshold) outcome = score >= acts[number]! ? ACT : firing;
    else if (threshold === DOES_NOT_APPLY) outcome = NOT_APPLICABLE;
    else if (score === UNAVAILABLE) {
      counts[OUTCOMES]! += 1;
      outcome = unavailable;
    }
    if (outcome === ALLOW) continue;
    outcomes[i] = outcome;
    counts[outcome]! += 1;
    fired[i]! |= 1 << outcome;
  }
}
