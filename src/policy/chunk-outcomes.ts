import {
  ACT,
  ALERT,
  ALLOW,
  NOT_APPLICABLE,
  OUTCOMES,
  outcomeAt,
  REVIEW,
  type CompiledClause,
} from './compiled-policy.js';
import { UNAVAILABLE } from './score-table.js';
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

/** By outcome what it adds to a decision's action. */
const RANK_OF_OUTCOME = Uint8Array.of(ALLOW, REVIEW, ACT, ALLOW, ALLOW);

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
  /** By row, of the chunk that was evaluated last. */
  readonly ranks = new Uint8Array(CHUNK_ROWS);
  readonly alerts = new Uint8Array(CHUNK_ROWS);
  /** Messages at review or act, or that alert. */
  flagged = 0;
  alerted = 0;
  readonly #outcomes: Uint8Array[];
  readonly #scores: Uint16Array[];
  /** By row: 1 where language leaves it without scores. */
  readonly #unscored = new Uint8Array(CHUNK_ROWS);
  readonly #counts: Float64Array[];

  constructor(
    readonly clauses: readonly CompiledClause[],
    scores: ChunkScores,
  ) {
    this.#outcomes = clauses.map(() => new Uint8Array(CHUNK_ROWS));
    this.#scores = clauses.map((clause) => scores.scoresOf(clause));
    this.#counts = clauses.map(() => new Float64Array(OUTCOMES + 1));
  }

  /** The outcome of a clause in a row of the chunk. */
  outcome(clause: number, row: number): number {
    return this.#outcomes[clause]![row]!;
  }

  /** The encoded score of a clause in a row of the chunk. */
  score(clause: number, row: number): number {
    return this.#unscored[row] === 1 ? UNAVAILABLE : this.#scores[clause]![row]!;
  }

  /** Evaluates the rows of a chunk whose scores have been filled in. */
  evaluate(chunk: Chunk): void {
    const { length, circumstances } = chunk;
    this.clauses.forEach((clause, k) => {
      clauseOutcomes(clause, this.#scores[k]!, circumstances, length, this.#outcomes[k]!);
    });
    this.#unscored.fill(0, 0, length);
    if (chunk.anyForeign) this.#leaveUnscored(chunk);
    this.ranks.fill(ALLOW, 0, length);
    this.alerts.fill(0, 0, length);
    for (const outcomes of this.#outcomes) this.#join(outcomes, length);
    for (let i = 0; i < length; i++) {
      const alert = this.alerts[i]!;
      this.alerted += alert;
      if (alert === 1 || this.ranks[i]! > ALLOW) this.flagged++;
    }
    this.clauses.forEach((_, k) => this.#count(k, length));
  }

  countsOf(clause: number): ClauseCounts {
    const counts = this.#counts[clause]!;
    return {
      allow: counts[ALLOW]!,
      review: counts[REVIEW]!,
      act: counts[ACT]!,
      alert: counts[ALERT]!,
      notApplicable: counts[NOT_APPLICABLE]!,
      unavailable: counts[OUTCOMES]!,
    };
  }

  /** As live messages are decided: scores of English among other words count only if they fire a clause. */
  #leaveUnscored({ foreign, circumstances, length }: Chunk): void {
    for (let i = 0; i < length; i++) {
      const state = foreign[i]!;
      if (state !== NONE && !(state === PART && !this.#fires(i))) continue;
      this.#unscored[i] = 1;
      this.clauses.forEach((clause, k) => {
        this.#outcomes[k]![i] = outcomeAt(clause, UNAVAILABLE, circumstances[i]!);
      });
    }
  }

  #fires(row: number): boolean {
    return this.#outcomes.some((outcomes, k) => {
      const outcome = outcomes[row]!;
      return outcome !== ALLOW && outcome !== NOT_APPLICABLE && this.#scores[k]![row] !== UNAVAILABLE;
    });
  }

  #join(outcomes: Uint8Array, length: number): void {
    const { ranks, alerts } = this;
    for (let i = 0; i < length; i++) {
      const outcome = outcomes[i]!;
      if (outcome === ALLOW) continue;
      const rank = RANK_OF_OUTCOME[outcome]!;
      if (rank > ranks[i]!) ranks[i] = rank;
      if (outcome === ALERT) alerts[i] = 1;
    }
  }

  #count(clause: number, length: number): void {
    const counts = this.#counts[clause]!;
    const outcomes = this.#outcomes[clause]!;
    const scores = this.#scores[clause]!;
    const unscored = this.#unscored;
    let unavailable = 0;
    for (let i = 0; i < length; i++) {
      const outcome = outcomes[i]!;
      counts[outcome]! += 1;
      if ((scores[i] === UNAVAILABLE || unscored[i] === 1) && outcome !== NOT_APPLICABLE) unavailable++;
    }
    counts[OUTCOMES]! += unavailable;
  }
}

function clauseOutcomes(
  clause: CompiledClause,
  scores: Uint16Array,
  circumstances: Uint32Array,
  length: number,
  into: Uint8Array,
): void {
  for (let i = 0; i < length; i++) into[i] = outcomeAt(clause, scores[i]!, circumstances[i]!);
}
