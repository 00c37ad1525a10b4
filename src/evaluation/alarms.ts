import { SIGNALS, type Signal } from '../domain/signal.js';
import type { Plan } from './plan.js';
import { ORDINARY_CHAT, printable } from './sets.js';
import type { Scored } from './system.js';

/** Calibrated scores at which false alarms are counted. */
export const ALARM_THRESHOLDS: readonly number[] = [
  ...Array.from({ length: 19 }, (_, i) => (i + 1) / 20),
  0.97,
  0.98,
  0.99,
];

/** A message of ordinary chat that is no false alarm: somebody read it, and it breaks the rules. */
export interface TrueAlarm {
  readonly source: string;
  readonly id: string;
  readonly reason: string;
}

export interface Alarm {
  readonly id: string;
  /** Clauses that fired, with the score of each. */
  readonly clauses: Readonly<Record<string, number | null>>;
  /** Null where the set's licence does not allow to print it. */
  readonly text: string | null;
}

/** False alarms on one set of ordinary chat under the default policy; all rates per 1,000 messages. */
export interface AlarmFigures {
  readonly rows: number;
  /** Messages left out because they are no false alarms. */
  readonly trueAlarms: number;
  /** Whose action is at least `review`. */
  readonly review: number;
  readonly act: number;
  /** Alert-only clauses. */
  readonly alert: number;
  readonly byClause: Readonly<Record<string, number>>;
  /** By signal, at each of `ALARM_THRESHOLDS`. */
  readonly curves: Readonly<Partial<Record<Signal, readonly number[]>>>;
  readonly alarms: readonly Alarm[];
}

/** By set. */
export function alarmFigures(
  plan: Plan,
  scored: Scored,
  trueAlarms: readonly TrueAlarm[],
): Record<string, AlarmFigures> {
  const figures: Record<string, AlarmFigures> = {};
  for (const source of ORDINARY_CHAT) {
    const all = plan.rows.flatMap((row, item) =>
      row.source === source && scored.outcomes[item] !== undefined ? [item] : [],
    );
    if (all.length === 0) continue;
    const known = new Set(trueAlarms.flatMap((alarm) => (alarm.source === source ? [alarm.id] : [])));
    const items = all.filter((item) => !known.has(plan.rows[item]!.id));
    figures[source] = { ...measure(plan, scored, items), trueAlarms: all.length - items.length };
  }
  return figures;
}

function measure({ rows }: Plan, scored: Scored, items: readonly number[]) {
  const outcomes = items.map((item) => scored.outcomes[item]!);
  const rate = (count: number) => (1000 * count) / items.length;
  const byClause: Record<string, number> = {};
  for (const id of outcomes.flatMap(({ fired }) => fired)) byClause[id] = (byClause[id] ?? 0) + 1;
  const curves = SIGNALS.flatMap((signal) => {
    const scores = scored.calibrated.get(signal);
    if (scores === undefined) return [];
    const at = (threshold: number) => items.filter((item) => scores[item]! >= threshold).length;
    return [[signal, ALARM_THRESHOLDS.map((threshold) => rate(at(threshold)))]];
  });
  return {
    rows: items.length,
    review: rate(outcomes.filter(({ action }) => action !== 'allow').length),
    act: rate(outcomes.filter(({ action }) => action === 'act').length),
    alert: rate(outcomes.filter(({ alert }) => alert).length),
    byClause: Object.fromEntries(Object.entries(byClause).map(([id, count]) => [id, rate(count)])),
    curves: Object.fromEntries(curves) as AlarmFigures['curves'],
    alarms: items.flatMap((item) => {
      const { fired, clauseScores } = scored.outcomes[item]!;
      if (fired.length === 0) return [];
      const { id, source, message } = rows[item]!;
      const clauses = Object.fromEntries(fired.map((clause) => [clause, clauseScores[clause] ?? null]));
      return [{ id, clauses, text: printable(source, message.text) }];
    }),
  };
}
