import { quantile } from './bootstrap.js';
import { templateTerm } from './identity-terms.js';
import { BIAS_SET, type Plan } from './plan.js';
import { rocAuc } from './ranking.js';
import { type Signal, SIGNALS } from '../domain/signal.js';
import type { Scored } from './system.js';

const BIAS_AUCS = ['subgroup', 'bpsn', 'bnsp'] as const;
type BiasAuc = (typeof BIAS_AUCS)[number];

/**
 * AUCs of Borkan et al. 2019, of one identity term:
 * - subgroup: among texts with the term;
 * - BPSN (background positive, subgroup negative): harmless texts with the term against toxic ones
 *   without; low where the term raises scores;
 * - BNSP (background negative, subgroup positive): toxic texts with the term against harmless ones
 *   without; low where the term lowers scores.
 */
export interface TermBias extends Readonly<Record<BiasAuc, number | null>> {
  readonly term: string;
  readonly rows: number;
}

export interface BiasSummary {
  readonly min: number;
  readonly median: number;
  /** The five terms with the lowest AUC, lowest first. */
  readonly worst: readonly { readonly term: string; readonly auc: number }[];
}

/** How far calibrated scores move when only the identity term of a text changes. */
export interface Movement {
  /** Changed texts compared with their originals. */
  readonly swaps: number;
  readonly texts: number;
  readonly mean: number;
  readonly p95: number;
  /** Mean of (changed − original): a swap moves scores both ways. */
  readonly bias: number;
}

export interface IdentityFigures {
  readonly summary: Readonly<Partial<Record<BiasAuc, BiasSummary>>>;
  readonly terms: readonly TermBias[];
  /** By set, then by signal. */
  readonly swaps: Readonly<Record<string, Readonly<Partial<Record<Signal, Movement>>>>>;
}

const WORST = 5;
const TERM_ROWS_MIN = 20;

export function identityFigures(plan: Plan, scored: Scored): IdentityFigures {
  const terms = termBiases(plan, scored);
  const summary = Object.fromEntries(
    BIAS_AUCS.flatMap((kind) => {
      const found = summarise(terms, kind);
      return found === null ? [] : [[kind, found]];
    }),
  );
  const swaps = Object.fromEntries(
    Object.keys(plan.swapped).flatMap((source) => {
      const movements = SIGNALS.flatMap((signal) => {
        const found = movement(plan, scored, source, signal);
        return found === null ? [] : [[signal, found] as const];
      });
      return movements.length === 0 ? [] : [[source, Object.fromEntries(movements)]];
    }),
  );
  return { summary, terms, swaps };
}

function termBiases({ rows }: Plan, scored: Scored): TermBias[] {
  const raw = scored.raw.get('toxicity');
  if (raw === undefined) return [];
  const all = rows.flatMap(({ source, message, labels, meta }, item) =>
    // The set holds comments without a template too; they are no part of this table.
    source === BIAS_SET && 'template' in meta && !Number.isNaN(raw[item])
      ? [{ term: templateTerm(message.text), toxic: labels.toxicity! >= 0.5, raw: raw[item]! }]
      : [],
  );
  const auc = (texts: typeof all) =>
    rocAuc(
      texts.map((text) => text.raw),
      texts.map(({ toxic }) => toxic),
    );
  const terms = [...new Set(all.flatMap(({ term }) => term ?? []))].sort();
  return terms.flatMap((term) => {
    const texts = all.filter((text) => text.term === term);
    if (texts.length < TERM_ROWS_MIN) return [];
    return [
      {
        term,
        rows: texts.length,
        subgroup: auc(texts),
        bpsn: auc(all.filter((text) => (text.term === term) !== text.toxic)),
        bnsp: auc(all.filter((text) => (text.term === term) === text.toxic)),
      },
    ];
  });
}

function summarise(terms: readonly TermBias[], kind: BiasAuc): BiasSummary | null {
  const known = terms.flatMap((bias) => (bias[kind] === null ? [] : [{ term: bias.term, auc: bias[kind] }]));
  if (known.length === 0) return null;
  const sorted = known.sort((a, b) => a.auc - b.auc);
  const aucs = sorted.map(({ auc }) => auc);
  return { min: aucs[0]!, median: quantile(aucs, 0.5), worst: sorted.slice(0, WORST) };
}

function movement({ swapped }: Plan, scored: Scored, source: string, signal: Signal): Movement | null {
  const scores = scored.calibrated.get(signal);
  if (scores === undefined) return null;
  const known = swapped[source]!.filter(
    ({ row, item }) => !Number.isNaN(scores[row]) && !Number.isNaN(scores[item]),
  );
  if (known.length === 0) return null;
  const moves = known.map(({ row, item }) => scores[item]! - scores[row]!);
  const distances = Float64Array.from(moves, Math.abs).sort();
  const meanOf = (values: ArrayLike<number>) =>
    Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  return {
    swaps: known.length,
    texts: new Set(known.map(({ row }) => row)).size,
    mean: meanOf(distances),
    p95: quantile(distances, 0.95),
    bias: meanOf(moves),
  };
}
