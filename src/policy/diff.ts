import type { Adjustment, Clause, Policy } from '../domain/policy.js';
import { describeCondition } from './describe.js';

/** One difference between two policies. */
export interface PolicyDifference {
  /** The clause it is in; null for the policy as a whole. */
  readonly clause: string | null;
  /** The field that differs; `clause` where the clause itself came or went, `order` for the order of clauses. */
  readonly field: string;
  /** The values as they stand in the policies; absent where there is none on that side. */
  readonly from?: unknown;
  readonly to?: unknown;
  /** For people: "insult: review 0.55 → 0.62". */
  readonly words: string;
}

/** What changes from one policy to another, in the order of the new one. Empty where they decide and read the same. */
export function diffPolicies(from: Policy, to: Policy): PolicyDifference[] {
  const before = new Map(from.clauses.map((clause) => [clause.id, clause]));
  const after = new Map(to.clauses.map((clause) => [clause.id, clause]));
  return [
    ...fieldDifference(null, 'title', from.title, to.title, quoted),
    ...fieldDifference(null, 'onUnavailable', from.onUnavailable, to.onUnavailable, String),
    ...from.clauses.filter(({ id }) => !after.has(id)).map(removedClause),
    ...to.clauses.flatMap((clause) => {
      const earlier = before.get(clause.id);
      return earlier === undefined ? [addedClause(clause)] : diffClauses(earlier, clause);
    }),
    ...orderDifference(
      from.clauses.flatMap(({ id }) => (after.has(id) ? [id] : [])),
      to.clauses.flatMap(({ id }) => (before.has(id) ? [id] : [])),
    ),
  ];
}

const quoted = (text: string) => JSON.stringify(text);
const list = (values: readonly string[]) => values.join(', ');

const removedClause = (clause: Clause): PolicyDifference => ({
  clause: clause.id,
  field: 'clause',
  from: clause,
  words: `${clause.id}: taken out (${thresholdWords(clause)})`,
});

const addedClause = (clause: Clause): PolicyDifference => ({
  clause: clause.id,
  field: 'clause',
  to: clause,
  words: `${clause.id}: added (${thresholdWords(clause)})`,
});

const thresholdWords = (clause: Clause) =>
  clause.alertOnly === true ? `alert ${clause.alert}` : `review ${clause.review}, act ${clause.act}`;

function diffClauses(from: Clause, to: Clause): PolicyDifference[] {
  const { id } = to;
  const number = (clause: Clause, field: 'review' | 'act' | 'alert') =>
    (clause as Partial<Record<typeof field, number>>)[field];
  return [
    ...fieldDifference(id, 'title', from.title, to.title, quoted),
    ...fieldDifference(id, 'text', from.text, to.text, quoted),
    ...fieldDifference(id, 'severity', from.severity, to.severity, String),
    ...fieldDifference(id, 'signals', from.signals, to.signals, list),
    ...fieldDifference(id, 'alertOnly', from.alertOnly === true, to.alertOnly === true, String),
    ...(['review', 'act', 'alert'] as const).flatMap((field) =>
      fieldDifference(id, field, number(from, field), number(to, field), String),
    ),
    ...fieldDifference(id, 'when', from.when, to.when, describeCondition, 'anywhere'),
    ...diffAdjustments(id, adjustmentsOf(from), adjustmentsOf(to)),
  ];
}

const adjustmentsOf = (clause: Clause): readonly Adjustment[] =>
  clause.alertOnly === true ? [] : (clause.adjust ?? []);

/** Adjustments are told apart by their conditions: two with the same one cannot both come to bear. */
function diffAdjustments(
  clause: string,
  from: readonly Adjustment[],
  to: readonly Adjustment[],
): PolicyDifference[] {
  const key = ({ when }: Adjustment) => canonical(when);
  const before = new Map(from.map((adjustment) => [key(adjustment), adjustment]));
  const after = new Map(to.map((adjustment) => [key(adjustment), adjustment]));
  const kept = (adjustments: readonly Adjustment[], other: ReadonlyMap<string, Adjustment>) =>
    adjustments.filter((adjustment) => other.has(key(adjustment))).map(key);
  const reordered = canonical(kept(from, after)) !== canonical(kept(to, before));
  return [
    ...from
      .filter((adjustment) => !after.has(key(adjustment)))
      .flatMap((adjustment) => adjustmentDifference(clause, adjustment, undefined)),
    ...to.flatMap((adjustment) => adjustmentDifference(clause, before.get(key(adjustment)), adjustment)),
    ...(reordered
      ? [{ clause, field: 'adjust', from, to, words: `${clause}: adjustments in another order` }]
      : []),
  ];
}

function adjustmentDifference(
  clause: string,
  from: Adjustment | undefined,
  to: Adjustment | undefined,
): PolicyDifference[] {
  if (from !== undefined && to !== undefined && from.review === to.review && from.act === to.act) return [];
  const where = describeCondition((to ?? from)!.when);
  const thresholds = (adjustment: Adjustment | undefined) =>
    adjustment === undefined
      ? 'none'
      : (['review', 'act'] as const)
          .flatMap((field) => (adjustment[field] === undefined ? [] : [`${field} ${adjustment[field]}`]))
          .join(', ');
  return [
    {
      clause,
      field: 'adjust',
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      words: `${clause}: where ${where}, ${thresholds(from)} → ${thresholds(to)}`,
    },
  ];
}

function fieldDifference<T>(
  clause: string | null,
  field: string,
  from: T,
  to: T,
  describe: (value: NonNullable<T>) => string,
  absent = 'none',
): PolicyDifference[] {
  if (canonical(from) === canonical(to)) return [];
  const words = (value: T) => (value == null ? absent : describe(value));
  return [
    {
      clause,
      field,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      words: `${clause === null ? '' : `${clause}: `}${field} ${words(from)} → ${words(to)}`,
    },
  ];
}

function orderDifference(from: readonly string[], to: readonly string[]): PolicyDifference[] {
  if (canonical(from) === canonical(to)) return [];
  return [{ clause: null, field: 'order', from, to, words: `order of clauses: ${list(from)} → ${list(to)}` }];
}

/** Equal for equal values whatever the order of their keys; a condition's orUnknown: false is its absence. */
function canonical(value: unknown): string {
  // Within a list what is absent has JSON too.
  return JSON.stringify([value], (key, inner: unknown) => {
    if (key === 'orUnknown' && inner === false) return undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const entries = Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(entries) as unknown;
  });
}
