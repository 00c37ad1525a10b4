import type { Policy } from '../domain/policy.js';
import type { Signal } from '../domain/signal.js';

/**
 * The calibrated score from which a signal alone puts a message before a human: the lowest review
 * threshold, without adjustments, of the clauses that hold the signal; an alert-only clause's threshold
 * where no other holds it. Undefined for a signal that decides nothing.
 */
export function reviewThreshold(policy: Policy, signal: Signal): number | undefined {
  const holding = policy.clauses.filter(({ signals }) => signals.includes(signal));
  const reviews = holding.flatMap((clause) => (clause.alertOnly === true ? [] : [clause.review]));
  if (reviews.length > 0) return Math.min(...reviews);
  const alerts = holding.flatMap((clause) => (clause.alertOnly === true ? [clause.alert] : []));
  return alerts.length > 0 ? Math.min(...alerts) : undefined;
}
