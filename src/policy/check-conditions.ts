import type { Condition, ThresholdClause } from '../domain/policy.js';
import { holds } from './conditions.js';
import { below, type Problems } from './problems.js';
import { combinatorsOf, distinguishableContexts, sizeOf } from './satisfiable.js';

/** Keeps the check, which tries each part in each context, far below a second. */
const CONDITIONS_MAX = 32;
const TOO_COMPLEX = 'too many different tags and bounds to be checked: simplify it';

/** Refuses a condition some part of which can never hold, naming the innermost such part. */
export function checkCondition(condition: Condition, path: string, problems: Problems): void {
  if (sizeOf(condition) > CONDITIONS_MAX) {
    problems.add(
      path,
      `${sizeOf(condition)} conditions within each other: at most ${CONDITIONS_MAX} are allowed`,
    );
    return;
  }
  const contexts = distinguishableContexts([condition]);
  if (contexts === undefined) {
    problems.add(path, TOO_COMPLEX);
    return;
  }
  const hopeless: string[] = [];
  for (const part of combinatorsOf(condition, path)) {
    if (hopeless.some((inner) => inner.startsWith(`${part.path}/`))) continue;
    if (contexts.some((context) => holds(part.condition, context))) continue;
    hopeless.push(part.path);
    problems.add(part.path, 'can never hold: its parts contradict each other');
  }
}

/** Refuses an adjustment that never comes to bear: outside the clause's `when`, or behind an earlier one. */
export function checkAdjustments(clause: ThresholdClause, path: string, problems: Problems): void {
  const adjust = clause.adjust ?? [];
  const conditions = adjust.map((adjustment) => adjustment.when);
  const contexts = distinguishableContexts(
    clause.when === undefined ? conditions : [clause.when, ...conditions],
  );
  if (contexts === undefined) {
    problems.add(path, TOO_COMPLEX);
    return;
  }
  const applicable = contexts.filter((context) => holds(clause.when, context));
  for (const [index, condition] of conditions.entries()) {
    const matching = applicable.filter((context) => holds(condition, context));
    const place = below(path, index);
    if (matching.length === 0) {
      problems.add(place, 'can never hold where the clause applies: see its when');
    } else if (matching.every((context) => conditions.slice(0, index).some((c) => holds(c, context)))) {
      problems.add(place, 'never reached, an earlier adjustment matches first: put the narrower one first');
    }
  }
}
