import type { Decision } from '../../domain/decision.js';
import type { ClauseChange } from '../../domain/run.js';
import { SIGNALS } from '../../domain/signal.js';
import { binOf } from '../../labelling/precision-recall.js';
import type { BinsBySignal } from '../../store/run-results.js';
import type { Verdict } from '../decide.js';

const BINS = 100;

/** Clauses whose action is another than it was; all clauses that fired where there was no decision before. */
export function changedClauses(before: Decision | undefined, after: Decision): ClauseChange[] {
  const sideOf = (decision: Decision | undefined, id: string) => {
    const clause = decision?.clauses.find((each) => each.id === id);
    return clause === undefined ? null : { action: clause.action, score: clause.score };
  };
  const ids = new Set([...after.clauses, ...(before?.clauses ?? [])].map(({ id }) => id));
  return [...ids]
    .map((id) => ({ id, before: sideOf(before, id), after: sideOf(after, id) }))
    .filter((change) => (change.before?.action ?? 'allow') !== (change.after?.action ?? 'allow'));
}

/** Counts calibrated scores; a signal that is not available counts nowhere. */
export class ScoreBins {
  readonly #bins = new Map<string, number[]>();

  add(signals: Verdict['signals']): void {
    for (const signal of SIGNALS) {
      const score = signals[signal];
      if (score === null) continue;
      let counts = this.#bins.get(signal);
      if (counts === undefined) this.#bins.set(signal, (counts = new Array<number>(BINS).fill(0)));
      counts[Math.min(BINS - 1, binOf(score))]! += 1;
    }
  }

  get counts(): BinsBySignal {
    return this.#bins;
  }
}
