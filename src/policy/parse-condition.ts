import { CHANNEL_TYPES, type ChannelType } from '../domain/message.js';
import type { Condition } from '../domain/policy.js';
import {
  addExpected,
  below,
  quoted,
  readFields,
  readList,
  readOptionalBoolean,
  readText,
  type Fields,
  type Problems,
} from './problems.js';

const KINDS = ['all', 'any', 'not', 'channelType', 'channelTags', 'recipients', 'solicited'] as const;
type Kind = (typeof KINDS)[number];

/** Deeper than any rule that a person wrote, and shallow enough to read recursively. */
const DEPTH_MAX = 10;
const LIST_MAX = 32;
const TAG_LENGTH_MAX = 100;

/** What was read; absent where it has a fault, which then is among the problems. */
type Parsed<T> = T | undefined;

/** Reads a condition of the policy file; faults go to `problems`, and then nothing is returned. */
export function parseCondition(
  value: unknown,
  path: string,
  problems: Problems,
  depth = 1,
): Condition | undefined {
  if (depth > DEPTH_MAX) {
    problems.add(path, `nested deeper than ${DEPTH_MAX} conditions`);
    return undefined;
  }
  const before = problems.count;
  const fields = readFields(value, path, [...KINDS, 'orUnknown'], problems);
  if (fields === undefined) return undefined;
  const orUnknown = readOptionalBoolean(fields.get('orUnknown'), below(path, 'orUnknown'), problems);
  // A misspelt kind is an unknown field, which has been said.
  if (problems.count > before && !KINDS.some((name) => fields.has(name))) return undefined;
  const kind = theKind(fields, path, problems);
  if (kind === undefined) return undefined;
  const condition = READERS[kind](fields.get(kind), below(path, kind), problems, depth);
  if (condition === undefined || problems.count > before) return undefined;
  return orUnknown === undefined ? condition : { ...condition, orUnknown };
}

function theKind(fields: Fields, path: string, problems: Problems): Kind | undefined {
  const present = KINDS.filter((kind) => fields.has(kind));
  if (present.length === 1) return present[0];
  problems.add(
    path,
    present.length === 0
      ? `a condition needs one of ${KINDS.join(', ')}`
      : `a condition has one of ${KINDS.join(', ')}, not ${present.join(' and ')}: join them with all or any`,
  );
  return undefined;
}

type Reader = (value: unknown, path: string, problems: Problems, depth: number) => Parsed<Condition>;

const READERS: Readonly<Record<Kind, Reader>> = {
  all(value, path, problems, depth) {
    const all = readConditions(value, path, problems, depth);
    return all && { all };
  },
  any(value, path, problems, depth) {
    const any = readConditions(value, path, problems, depth);
    return any && { any };
  },
  not(value, path, problems, depth) {
    const not = parseCondition(value, path, problems, depth + 1);
    return not && { not };
  },
  channelType(value, path, problems) {
    const channelType = readChannelTypes(value, path, problems);
    return channelType && { channelType };
  },
  channelTags(value, path, problems) {
    const channelTags = readTags(value, path, problems);
    return channelTags && { channelTags };
  },
  recipients(value, path, problems) {
    const recipients = readRange(value, path, problems);
    return recipients && { recipients };
  },
  solicited(value, path, problems) {
    if (typeof value === 'boolean') return { solicited: value };
    addExpected(problems, path, 'true or false', value);
    return undefined;
  },
};

function readConditions(
  value: unknown,
  path: string,
  problems: Problems,
  depth: number,
): Parsed<readonly Condition[]> {
  const options = { of: 'conditions', max: LIST_MAX, ifEmpty: 'leave the condition out, or name one' };
  const list = readList(value, path, options, problems);
  if (list === undefined) return undefined;
  const conditions = list.map((entry, index) =>
    parseCondition(entry, below(path, index), problems, depth + 1),
  );
  return allDefined(conditions);
}

function readChannelTypes(value: unknown, path: string, problems: Problems): Parsed<readonly ChannelType[]> {
  const options = { of: 'channel types', max: LIST_MAX, ifEmpty: 'no channel is of none of the types' };
  const list = readList(value, path, options, problems);
  if (list === undefined) return undefined;
  const types = list.map((entry, index) => {
    const type = CHANNEL_TYPES.find((name) => name === entry);
    if (type === undefined) problems.add(below(path, index), `must be one of ${CHANNEL_TYPES.join(', ')}`);
    return type;
  });
  return allDistinct(types, path, problems);
}

function readTags(value: unknown, path: string, problems: Problems): Parsed<readonly string[]> {
  const options = { of: 'tags', max: LIST_MAX, ifEmpty: 'no channel carries one of no tags' };
  const list = readList(value, path, options, problems);
  if (list === undefined) return undefined;
  const tags = list.map((entry, index) => {
    const tag = readText(entry, below(path, index), TAG_LENGTH_MAX, problems);
    if (tag === undefined || tag === tag.trim()) return tag;
    problems.add(below(path, index), 'white space at the edge: tags are compared as they stand');
    return undefined;
  });
  return allDistinct(tags, path, problems);
}

function readRange(
  value: unknown,
  path: string,
  problems: Problems,
): Parsed<{ readonly min?: number; readonly max?: number }> {
  const before = problems.count;
  const fields = readFields(value, path, ['min', 'max'], problems);
  if (fields === undefined) return undefined;
  const min = readCount(fields.get('min'), below(path, 'min'), problems);
  const max = readCount(fields.get('max'), below(path, 'max'), problems);
  if (problems.count > before) return undefined;
  if (min === undefined && max === undefined) problems.add(path, 'needs min, max or both');
  else if (min !== undefined && max !== undefined && min > max) {
    problems.add(path, `can never hold: min ${min} is above max ${max}`);
  }
  if (problems.count > before) return undefined;
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function readCount(value: unknown, path: string, problems: Problems): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value;
  if (typeof value === 'number') problems.add(path, 'must be a whole number of people, at least 1');
  else addExpected(problems, path, 'a whole number, at least 1', value);
  return undefined;
}

function allDefined<T>(values: readonly (T | undefined)[]): Parsed<readonly T[]> {
  const defined = values.filter((value) => value !== undefined);
  return defined.length === values.length ? defined : undefined;
}

/** All entries, or nothing where one is missing; an entry that is there twice is a fault. */
export function allDistinct<T extends string>(
  values: readonly (T | undefined)[],
  path: string,
  problems: Problems,
): Parsed<readonly T[]> {
  const seen = new Set<T>();
  for (const [index, value] of values.entries()) {
    if (value === undefined) continue;
    if (seen.has(value)) problems.add(below(path, index), `${quoted(value)} is listed twice`);
    seen.add(value);
  }
  return seen.size === values.length ? [...seen] : undefined;
}
