import { SIGNALS, type Signal } from '../domain/signal.js';
import type { Plan } from './plan.js';
import { printable } from './sets.js';
import type { Scored } from './system.js';

const WORST = 10;

export interface WorstError {
  readonly source: string;
  readonly id: string;
  /** Calibrated. */
  readonly score: number;
  /** Null where the set's licence does not allow to print it. */
  readonly text: string | null;
}

/** The negatives with the highest and the positives with the lowest score, over all sets. */
export interface WorstErrors {
  readonly negatives: readonly WorstError[];
  readonly positives: readonly WorstError[];
}

export function worstErrors({ rows }: Plan, scored: Scored): Partial<Record<Signal, WorstErrors>> {
  const worst: Partial<Record<Signal, WorstErrors>> = {};
  for (const signal of SIGNALS) {
    const raw = scored.raw.get(signal);
    const scores = scored.calibrated.get(signal);
    if (raw === undefined || scores === undefined) continue;
    const labelled = rows.flatMap(({ labels }, item) =>
      labels[signal] === undefined || Number.isNaN(scores[item]) ? [] : [item],
    );
    const show = (item: number): WorstError => {
      const { source, id, message } = rows[item]!;
      return { source, id, score: scores[item]!, text: printable(source, message.text) };
    };
    // Calibrated scores tie at their ends, raw outputs do not.
    const rising = labelled.sort((a, b) => raw[a]! - raw[b]!);
    const positives = rising.filter((item) => rows[item]!.labels[signal]! >= 0.5);
    const negatives = rising.filter((item) => rows[item]!.labels[signal]! < 0.5);
    worst[signal] = {
      negatives: negatives.slice(-WORST).reverse().map(show),
      positives: positives.slice(0, WORST).map(show),
    };
  }
  return worst;
}
