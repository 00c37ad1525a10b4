import type { Verdict } from '../domain/label.js';
import { consensusOf, opinionsOf } from './consensus.js';

/** A label on the latest revision of a message: on a clause, or on the message as a whole. */
export interface MessageLabel {
  readonly id: number;
  readonly messageId: number;
  readonly person: string;
  /** Null: the message as a whole. */
  readonly clause: string | null;
  readonly verdict: Verdict;
}

/** What most people say of a message or of one of its clauses. */
export interface Judgement {
  readonly messageId: number;
  /** Null: the message as a whole. */
  readonly clause: string | null;
  readonly violates: boolean;
}

/**
 * What people have judged, each person by the latest label: clauses that somebody labelled, on which `ok` on
 * the whole message counts as well, and messages as a whole. Where most are unsure, or as many say one thing
 * as the other, there is no judgement.
 *
 * @param labels in the order in which they were given
 */
export function judgementsOf(labels: readonly MessageLabel[]): Judgement[] {
  const targets = new Set(labels.map(({ clause }) => clause));
  return [...targets].flatMap((clause) => {
    const named = new Set(
      labels.filter((label) => label.clause === clause).map(({ messageId }) => messageId),
    );
    const rows = labels
      .filter((label) => named.has(label.messageId) && (label.clause === clause || label.clause === null))
      .map(({ id, messageId, person, verdict, clause: of }) => {
        const about = of === clause ? ('target' as const) : ('message' as const);
        return { id, messageId, person, verdict, about, sampling: null };
      });
    return [...consensusOf(opinionsOf(rows))].flatMap(([messageId, verdict]) =>
      verdict === 'unsure' ? [] : [{ messageId, clause, violates: verdict === 'violates' }],
    );
  });
}
