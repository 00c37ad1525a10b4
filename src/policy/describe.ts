import type { Condition } from '../domain/policy.js';

/** A condition in words, such as "channel type dm or group_dm, and not (tagged offers)". */
export function describeCondition(condition: Condition): string {
  const words = plainWords(condition);
  return condition.orUnknown === true ? `${enclosed(condition, words)} or unknown` : words;
}

function plainWords(condition: Condition): string {
  if ('all' in condition) return condition.all.map(part).join(' and ');
  if ('any' in condition) return condition.any.map(part).join(' or ');
  if ('not' in condition) return `not (${describeCondition(condition.not)})`;
  if ('channelType' in condition) return `channel type ${condition.channelType.join('/')}`;
  if ('channelTags' in condition) return `tagged ${condition.channelTags.join('/')}`;
  if ('recipients' in condition) return rangeWords(condition.recipients);
  return condition.solicited ? 'asked for' : 'not asked for';
}

function rangeWords({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min === undefined) return `recipients ≤ ${max!}`;
  return max === undefined ? `recipients ≥ ${min}` : `recipients ${min} to ${max}`;
}

/** A part of a list, in brackets where its own words join several. */
const part = (condition: Condition): string => {
  const words = describeCondition(condition);
  return joinsSeveral(condition) || condition.orUnknown === true ? `(${words})` : words;
};

const enclosed = (condition: Condition, words: string) => (joinsSeveral(condition) ? `(${words})` : words);

const joinsSeveral = (condition: Condition) =>
  ('all' in condition && condition.all.length > 1) || ('any' in condition && condition.any.length > 1);
