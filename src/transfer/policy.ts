import type { Policy } from '../domain/policy.js';
import type { AttributeTransfer, Transfer } from './transfer.js';

const SEVERITY = 3;
const CLAUSES_MAX = 50;

/**
 * A policy that flags as the old thresholds did: a clause an attribute. What the old system did not look
 * for is not in it.
 *
 * @returns null where no attribute got a threshold
 */
export function writePolicy({ attributes }: Transfer): Policy | null {
  const clauses = attributes.flatMap(toClause).slice(0, CLAUSES_MAX);
  if (clauses.length === 0) return null;
  return { title: 'Thresholds carried over from the Perspective API', onUnavailable: 'allow', clauses };
}

function toClause({ attribute, signals, review, act }: AttributeTransfer): Policy['clauses'][number][] {
  if (review.proposed === null) return [];
  const from = review.proposed.value;
  return [
    {
      id: attribute.toLowerCase().replace(/[^a-z0-9_-]/g, '_'),
      title: `${attribute} as before`,
      text: `What the Perspective API's ${attribute} was at least ${review.old} for, as far as our scores tell: carried over by ${review.flagged} flagged messages.`,
      severity: SEVERITY,
      signals,
      review: from,
      // Where too few messages were flagged for `act` to be placed, people look at all of them.
      act: Math.max(from, act.proposed?.value ?? 1),
    },
  ];
}
