import type { Clause, Policy } from '../domain/policy.js';
import { holds } from './conditions.js';
import { decodeScore, SCORES_PER_ONE, type ScoreTable } from './score-table.js';
import { columnsOf } from './table-rows.js';
import { actionAt, thresholdsInForce, type Thresholds } from './thresholds.js';

/** How a clause comes out, as one byte. The first three are the ranks of actions. */
export const ALLOW = 0;
export const REVIEW = 1;
export const ACT = 2;
export const ALERT = 3;
export const NOT_APPLICABLE = 4;
export const OUTCOMES = 5;

/** Above every encoded score. */
const NEVER = 0xffff;
/** In `fires`: the clause does not apply. */
export const DOES_NOT_APPLY = 0xfffe;

/** A clause with its conditions answered for all circumstances of a table. */
export interface CompiledClause {
  readonly id: string;
  readonly title: string;
  /** Columns of the table that it reads: one for each of its signals that the table has. */
  readonly columns: readonly number[];
  /** By circumstances: the smallest encoded score that gives any action but `allow`. */
  readonly fires: Uint16Array;
  /** By circumstances: the smallest encoded score that gives `act`. */
  readonly acts: Uint16Array;
  /** The outcome from `fires` on, and without any score. */
  readonly firing: typeof REVIEW | typeof ALERT;
  readonly unavailable: typeof ALLOW | typeof REVIEW;
}

/** Answers the conditions of a policy once for each context that occurs in a table. */
export function compilePolicy(policy: Policy, table: ScoreTable): CompiledClause[] {
  const known = new Map<string, readonly [fires: number, acts: number]>();
  return policy.clauses.map((clause) => compileClause(clause, policy.onUnavailable, table, known));
}

function compileClause(
  clause: Clause,
  onUnavailable: Policy['onUnavailable'],
  table: ScoreTable,
  known: Map<string, readonly [fires: number, acts: number]>,
): CompiledClause {
  const { contexts, contextOf } = table;
  const byContext = contexts.map((context) => {
    if (!holds(clause.when, context)) return [DOES_NOT_APPLY, NEVER] as const;
    const thresholds = thresholdsInForce(clause, context);
    const key = 'alert' in thresholds ? `${thresholds.alert}` : `${thresholds.review}, ${thresholds.act}`;
    let encoded = known.get(key);
    if (encoded === undefined) known.set(key, (encoded = encodeThresholds(thresholds)));
    return encoded;
  });
  return {
    id: clause.id,
    title: clause.title,
    columns: columnsOf(table, clause.signals),
    fires: Uint16Array.from(contextOf, (context) => byContext[context]![0]),
    acts: Uint16Array.from(contextOf, (context) => byContext[context]![1]),
    firing: clause.alertOnly === true ? ALERT : REVIEW,
    unavailable: clause.alertOnly === true || onUnavailable === 'allow' ? ALLOW : REVIEW,
  };
}

/** Found by asking `actionAt`, so that the comparison with a threshold is written in one place. */
function encodeThresholds(thresholds: Thresholds): readonly [fires: number, acts: number] {
  return [
    smallest((score) => actionAt(score, thresholds) !== 'allow'),
    smallest((score) => actionAt(score, thresholds) === 'act'),
  ];
}

/** The smallest encoded score from which on something holds; `NEVER` where it holds for none. */
function smallest(holdsAt: (score: number) => boolean): number {
  let low = 1;
  let high = SCORES_PER_ONE + 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holdsAt(decodeScore(middle)!)) high = middle;
    else low = middle + 1;
  }
  return low > SCORES_PER_ONE + 1 ? NEVER : low;
}

/** The outcome of a clause at an encoded score. */
export function outcomeAt(clause: CompiledClause, score: number, circumstances: number): number {
  const fires = clause.fires[circumstances]!;
  if (fires === DOES_NOT_APPLY) return NOT_APPLICABLE;
  if (score === 0) return clause.unavailable;
  if (score >= clause.acts[circumstances]!) return ACT;
  return score >= fires ? clause.firing : ALLOW;
}

export function appliesIn(clause: CompiledClause, circumstances: number): boolean {
  return clause.fires[circumstances] !== DOES_NOT_APPLY;
}

/** The smallest encoded score that gives an outcome; undefined where none does. */
export function thresholdFor(
  clause: CompiledClause,
  outcome: number,
  circumstances: number,
): number | undefined {
  const fires = clause.fires[circumstances]!;
  const threshold = outcome === ACT ? clause.acts[circumstances]! : fires;
  return fires === DOES_NOT_APPLY || threshold === NEVER ? undefined : threshold;
}
