import type { Action, ClauseAction, ClauseResult, Evaluation, SignalEvidence } from '../domain/decision.js';
import type { Clause, Policy, PolicyContext } from '../domain/policy.js';
import { SIGNALS, type Signal, type SignalScores } from '../domain/signal.js';
import { holds } from './conditions.js';
import { actionAt, thresholdsInForce, type Thresholds } from './thresholds.js';

/**
 * Maps the scores of one message onto the clauses of a policy. Pure: the same arguments give the
 * same decision.
 *
 * @param signals calibrated probabilities in [0, 1], `null` where the model does not give a signal
 * @param context what is known of the circumstances; it changes thresholds and whether a clause
 *   applies, never a score
 * @param policy a policy that `parsePolicy` accepted
 * @returns every clause in the policy's order; `action` is the largest over the ordinary clauses,
 *   `alert` whether an alert-only clause fired, `incomplete` whether a clause that applies had no
 *   score at all
 * @throws RangeError where any signal is neither `null` nor a number in [0, 1]
 */
export function evaluate(signals: SignalScores, context: PolicyContext, policy: Policy): Evaluation {
  assertScores(signals);
  let action: Action = 'allow';
  let alert = false;
  let incomplete = false;
  const clauses = new Array<ClauseResult>(policy.clauses.length);
  for (let index = 0; index < policy.clauses.length; index++) {
    const result = evaluateClause(policy.clauses[index]!, signals, context, policy.onUnavailable);
    clauses[index] = result;
    if (result.action === 'alert') alert = true;
    else action = larger(action, result.action);
    if (result.status === 'unavailable') incomplete = true;
  }
  return { action, alert, incomplete, clauses };
}

type Writable<T> = { -readonly [Field in keyof T]: T[Field] };

function evaluateClause(
  clause: Clause,
  signals: SignalScores,
  context: PolicyContext,
  onUnavailable: Policy['onUnavailable'],
): ClauseResult {
  const evidence: SignalEvidence[] = [];
  let unavailable: Signal[] | undefined;
  for (const name of clause.signals) {
    const scored = signals[name];
    if (scored === null) (unavailable ??= []).push(name);
    else insertStrongestFirst(evidence, { name, score: scored.score, view: scored.view });
  }
  const score = evidence[0]?.score ?? null;
  const thresholds = thresholdsInForce(clause, context);
  // A clause that does not apply comes out the same at any score: without one it is not incomplete.
  const status = !holds(clause.when, context) ? 'notApplicable' : score === null ? 'unavailable' : undefined;
  const action = clauseAction(status, score, thresholds, onUnavailable);
  const { id, title } = clause;
  // No spreading of optional fields: it took most of the time of an evaluation.
  const result: Writable<ClauseResult> =
    'alert' in thresholds
      ? { id, title, action, score, alert: thresholds.alert, signals: evidence }
      : { id, title, action, score, review: thresholds.review, act: thresholds.act, signals: evidence };
  if (status !== undefined) result.status = status;
  if (unavailable !== undefined) result.unavailable = unavailable;
  return result;
}

function clauseAction(
  status: ClauseResult['status'],
  score: number | null,
  thresholds: Thresholds,
  onUnavailable: Policy['onUnavailable'],
): ClauseAction {
  if (status === 'notApplicable') return 'allow';
  if (score !== null) return actionAt(score, thresholds);
  // An alert-only clause never leads to a review, and an alert on every message would be no alert.
  return 'alert' in thresholds ? 'allow' : onUnavailable;
}

/** Insertion from the end keeps the clause's order among equals; clauses name few signals. */
function insertStrongestFirst(evidence: SignalEvidence[], entry: SignalEvidence): void {
  let position = evidence.length;
  while (position > 0 && evidence[position - 1]!.score < entry.score) position--;
  evidence.splice(position, 0, entry);
}

function larger(left: Action, right: Action): Action {
  if (left === 'act' || right === 'act') return 'act';
  return left === 'review' ? left : right;
}

function assertScores(signals: SignalScores): void {
  for (const name of SIGNALS) {
    const scored = signals[name];
    // Written so that NaN fails too.
    if (scored !== null && !(scored.score >= 0 && scored.score <= 1)) {
      throw new RangeError(`signal ${name}: score ${scored.score} is not in [0, 1]`);
    }
  }
}
