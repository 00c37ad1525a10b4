import type { ChannelType } from '../domain/message.js';
import type { Place } from '../domain/model.js';
import type { Clause, Condition, Policy } from '../domain/policy.js';
import type { Signal } from '../domain/signal.js';

/** `undefined`: nobody told. */
const CHANNEL_TYPES_OF: Readonly<Record<Place, readonly (ChannelType | undefined)[]>> = {
  channel: ['public', 'private', undefined],
  direct: ['dm', 'group_dm'],
};

/**
 * By signal the lowest score at which any clause of a policy may do something about a message of a place, adjusted
 * thresholds included. What conditions ask for besides the channel's type is taken to be met.
 */
export function lowestThresholds(policy: Policy, place: Place): Map<Signal, number> {
  const lowest = new Map<Signal, number>();
  for (const clause of policy.clauses) {
    if (!mayHold(clause.when, place)) continue;
    const threshold = lowestOf(clause, place);
    for (const signal of clause.signals)
      lowest.set(signal, Math.min(threshold, lowest.get(signal) ?? Infinity));
  }
  return lowest;
}

function lowestOf(clause: Clause, place: Place): number {
  if (clause.alertOnly === true) return clause.alert;
  const adjusted = (clause.adjust ?? []).filter(({ when }) => mayHold(when, place));
  return Math.min(
    ...[clause, ...adjusted].flatMap(({ review, act }) => [review ?? Infinity, act ?? Infinity]),
  );
}

/** Whether some message of the place can meet a condition. */
function mayHold(condition: Condition | undefined, place: Place): boolean {
  if (condition === undefined) return true;
  if (condition.orUnknown === true && CHANNEL_TYPES_OF[place].some((type) => type === undefined)) return true;
  if ('all' in condition) return condition.all.every((each) => mayHold(each, place));
  if ('any' in condition) return condition.any.some((each) => mayHold(each, place));
  if (!('channelType' in condition)) return true;
  return CHANNEL_TYPES_OF[place].some((type) => type !== undefined && condition.channelType.includes(type));
}
