import type { Plan } from './plan.js';
import type { Scored } from './system.js';

/** How many messages, all of them English, were left without any signal. */
export interface Unavailable {
  readonly rows: number;
  readonly unavailable: number;
  readonly share: number;
  /** Scored, although detection spoke against English. */
  readonly uncertain: number;
}

export interface LanguageFigures {
  readonly total: Unavailable;
  /** Sets in which some message is unavailable or uncertain. */
  readonly bySource: Readonly<Record<string, Unavailable>>;
}

export function languageFigures({ rows }: Plan, { outcomes }: Scored): LanguageFigures {
  const counts = new Map<string, { rows: number; unavailable: number; uncertain: number }>();
  const total = { rows: 0, unavailable: 0, uncertain: 0 };
  rows.forEach(({ source }, item) => {
    const outcome = outcomes[item];
    if (outcome === undefined) return;
    const count = counts.get(source) ?? { rows: 0, unavailable: 0, uncertain: 0 };
    counts.set(source, count);
    for (const sum of [count, total]) {
      sum.rows++;
      if (outcome.unavailable) sum.unavailable++;
      else if (outcome.languageUncertain) sum.uncertain++;
    }
  });
  const withShare = (count: typeof total) => ({
    ...count,
    share: count.rows === 0 ? 0 : count.unavailable / count.rows,
  });
  const affected = [...counts].filter(([, { unavailable, uncertain }]) => unavailable + uncertain > 0);
  return {
    total: withShare(total),
    bySource: Object.fromEntries(affected.map(([source, count]) => [source, withShare(count)])),
  };
}
