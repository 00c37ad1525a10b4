import { macroF1, oracleMacroF1 } from './classification.js';
import { rawOf } from './per-signal.js';
import type { Plan } from './plan.js';
import { rank } from './ranking.js';
import type { Column } from './sets.js';
import type { Scored } from './system.js';

/** Macro-F1 on a set whose published figures are macro-F1. */
export interface PublishedTask {
  readonly task: string;
  readonly source: string;
  /** What the system was asked. */
  readonly column: Column;
  /** From the system itself, never chosen on the set; on what the system ranks by. */
  readonly threshold: number;
  readonly rows: number;
  readonly macroF1: number;
  /** The best that any threshold could reach on this very set: no result, but what a better one could give. */
  readonly oracle: number;
}

/** OLID task A (Zampieri et al. 2019) and EDOS task A (Kirk et al. 2023), as far as sets and system allow. */
export function publishedTasks(plan: Plan, scored: Scored): PublishedTask[] {
  const sexism = scored.raw.has('target_gender') ? 'target_gender' : 'identity_attack';
  return [
    // Calibrated: from one half on it is likelier than not.
    task(plan, scored, {
      task: 'OLID A',
      source: 'olid-test',
      label: 'offensive',
      column: 'offensive',
      threshold: 0.5,
    }),
    task(plan, scored, {
      task: 'EDOS A',
      source: 'edos',
      label: 'target_gender',
      column: sexism,
      threshold: scored.even(sexism),
    }),
  ].flatMap((result) => result ?? []);
}

interface Task {
  readonly task: string;
  readonly source: string;
  readonly label: Column;
  readonly column: Column;
  readonly threshold: number;
}

function task({ rows }: Plan, scored: Scored, { label, ...asked }: Task): PublishedTask | null {
  const raw = rawOf(asked.column, scored);
  if (raw === null) return null;
  const items = rows.flatMap(({ source, labels }, item) =>
    source === asked.source && labels[label] !== undefined && !Number.isNaN(raw[item]) ? [item] : [],
  );
  if (items.length === 0) return null;
  const truth = items.map((item) => rows[item]!.labels[label]! >= 0.5);
  const scores = items.map((item) => raw[item]!);
  return {
    ...asked,
    rows: items.length,
    macroF1: macroF1(
      truth,
      scores.map((score) => score >= asked.threshold),
    ),
    oracle: oracleMacroF1(rank(scores, truth)),
  };
}
