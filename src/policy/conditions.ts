import type { Condition, PolicyContext } from '../domain/policy.js';

/** The value of a condition: Kleene's strong three-valued logic (Kleene 1952, § 64). */
export type Truth = boolean | 'unknown';

/**
 * What a condition says of a context. A leaf whose fact is `undefined` in the context is unknown.
 * Never throws on a condition that `parsePolicy` accepted.
 */
export function truthOf(condition: Condition, context: PolicyContext): Truth {
  const truth = plainTruth(condition, context);
  return truth === 'unknown' && condition.orUnknown === true ? true : truth;
}

/** Whether a condition holds at the top: unknown counts as false, no condition at all as true. */
export function holds(condition: Condition | undefined, context: PolicyContext): boolean {
  return condition === undefined || truthOf(condition, context) === true;
}

function plainTruth(condition: Condition, context: PolicyContext): Truth {
  if ('all' in condition) return conjunction(condition.all, context);
  if ('any' in condition) return disjunction(condition.any, context);
  if ('not' in condition) return negation(truthOf(condition.not, context));
  if ('channelType' in condition) {
    return context.channelType === undefined
      ? 'unknown'
      : condition.channelType.includes(context.channelType);
  }
  if ('channelTags' in condition) {
    return context.channelTags === undefined
      ? 'unknown'
      : intersect(condition.channelTags, context.channelTags);
  }
  if ('recipients' in condition) {
    return context.recipients === undefined ? 'unknown' : within(context.recipients, condition.recipients);
  }
  return context.solicited === undefined ? 'unknown' : context.solicited === condition.solicited;
}

/** False as soon as one is false, true where all are true, else unknown. */
function conjunction(conditions: readonly Condition[], context: PolicyContext): Truth {
  let result: Truth = true;
  for (const condition of conditions) {
    const truth = truthOf(condition, context);
    if (truth === false) return false;
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** True as soon as one is true, false where all are false, else unknown. */
function disjunction(conditions: readonly Condition[], context: PolicyContext): Truth {
  let result: Truth = false;
  for (const condition of conditions) {
    const truth = truthOf(condition, context);
    if (truth === true) return true;
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

function negation(truth: Truth): Truth {
  return truth === 'unknown' ? 'unknown' : !truth;
}

function intersect(wanted: readonly string[], present: readonly string[]): boolean {
  for (const tag of present) if (wanted.includes(tag)) return true;
  return false;
}

function within(count: number, range: { readonly min?: number; readonly max?: number }): boolean {
  return (range.min === undefined || count >= range.min) && (range.max === undefined || count <= range.max);
}
