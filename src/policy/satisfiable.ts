import { CHANNEL_TYPES } from '../domain/message.js';
import type { Condition, PolicyContext } from '../domain/policy.js';

/** Above this many contexts the question is refused: no rule that people wrote comes near. */
const CONTEXTS_MAX = 2_000;

/**
 * Every context that the conditions can tell apart, unknown facts included, or `undefined` where
 * there are more than 2,000. Conditions see a context only through their leaves, so that it is
 * enough to take each channel type, each side of each bound, and, of tags that stand in the same
 * leaves, one.
 */
export function distinguishableContexts(conditions: readonly Condition[]): PolicyContext[] | undefined {
  const leaves = conditions.flatMap(leavesOf);
  const tags = distinctTags(leaves);
  if (tags.length > Math.log2(CONTEXTS_MAX)) return undefined;
  const channelTypes = mentions(leaves, 'channelType') ? [undefined, ...CHANNEL_TYPES] : [undefined];
  const solicitedValues = mentions(leaves, 'solicited') ? [undefined, true, false] : [undefined];
  const tagSets = [undefined, ...subsets(tags)];
  const counts = [undefined, ...recipientCounts(leaves)];
  if (channelTypes.length * solicitedValues.length * tagSets.length * counts.length > CONTEXTS_MAX) {
    return undefined;
  }
  return channelTypes.flatMap((channelType) =>
    solicitedValues.flatMap((solicited) =>
      tagSets.flatMap((channelTags) =>
        counts.map((recipients) => ({ channelType, solicited, channelTags, recipients })),
      ),
    ),
  );
}

/** How many conditions a condition is made of, itself included. */
export function sizeOf(condition: Condition): number {
  return childrenOf(condition).reduce((size, { child }) => size + sizeOf(child), 1);
}

/** The combinators of a condition, inner ones first: a leaf that was read without fault can always hold. */
export function combinatorsOf(condition: Condition, path: string): { path: string; condition: Condition }[] {
  const inner = childrenOf(condition).flatMap(({ step, child }) => combinatorsOf(child, `${path}/${step}`));
  return isLeaf(condition) ? [] : [...inner, { path, condition }];
}

function childrenOf(condition: Condition): { step: string; child: Condition }[] {
  if ('all' in condition) return condition.all.map((child, index) => ({ step: `all/${index}`, child }));
  if ('any' in condition) return condition.any.map((child, index) => ({ step: `any/${index}`, child }));
  return 'not' in condition ? [{ step: 'not', child: condition.not }] : [];
}

function isLeaf(condition: Condition): boolean {
  return !('all' in condition || 'any' in condition || 'not' in condition);
}

function leavesOf(condition: Condition): Condition[] {
  return isLeaf(condition) ? [condition] : childrenOf(condition).flatMap(({ child }) => leavesOf(child));
}

function mentions(leaves: readonly Condition[], field: keyof PolicyContext): boolean {
  return leaves.some((leaf) => field in leaf);
}

/** One tag of each group of tags that stand in the same leaves. */
function distinctTags(leaves: readonly Condition[]): string[] {
  const lists = leaves.flatMap((leaf) => ('channelTags' in leaf ? [leaf.channelTags] : []));
  const byMembership = new Map<string, string>();
  for (const tag of lists.flat()) {
    const membership = lists.map((list) => (list.includes(tag) ? '1' : '0')).join('');
    if (!byMembership.has(membership)) byMembership.set(membership, tag);
  }
  return [...byMembership.values()];
}

function subsets(tags: readonly string[]): string[][] {
  return tags.reduce<string[][]>((sets, tag) => [...sets, ...sets.map((set) => [...set, tag])], [[]]);
}

/** Both sides of each bound: between two bounds no condition changes. */
function recipientCounts(leaves: readonly Condition[]): number[] {
  const counts = new Set<number>();
  for (const leaf of leaves) {
    if (!('recipients' in leaf)) continue;
    const { min, max } = leaf.recipients;
    for (const count of [min && min - 1, min, max, max && max + 1]) {
      if (count !== undefined && count >= 1) counts.add(count);
    }
  }
  return [...counts];
}
