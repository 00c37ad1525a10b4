/** A fault in a policy that a person can put right. */
export interface PolicyProblem {
  /** JSON pointer (RFC 6901) into what was handed in; empty for the whole of it. */
  readonly path: string;
  readonly message: string;
}

/** Beyond this many nobody reads on, and an answer would grow with the size of what is refused. */
const PROBLEMS_MAX = 100;
const QUOTED_LENGTH_MAX = 40;

/** Collects faults while a policy is read, so that all are reported at once. */
export class Problems {
  readonly list: PolicyProblem[] = [];
  private added = 0;

  add(path: string, message: string): void {
    this.added++;
    if (this.list.length < PROBLEMS_MAX) this.list.push({ path, message });
  }

  /** How many faults there are so far, listed or not: who reads a part compares before and after. */
  get count(): number {
    return this.added;
  }
}

/** A step further down a JSON pointer. */
export function below(path: string, key: string | number): string {
  return `${path}/${String(key).slice(0, QUOTED_LENGTH_MAX).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A value from outside, shortened for a message. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > QUOTED_LENGTH_MAX ? `${value.slice(0, QUOTED_LENGTH_MAX)}…` : value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value === undefined ? 'missing' : `a ${typeof value}`;
}

/** Says of a value of the wrong kind what was expected and what is there. */
export function addExpected(problems: Problems, path: string, expected: string, value: unknown): void {
  problems.add(
    path,
    value === undefined ? `missing: ${expected}` : `must be ${expected}, not ${kindOf(value)}`,
  );
}

/** The own fields of a plain object, free of any prototype. */
export type Fields = ReadonlyMap<string, unknown>;

/**
 * The own fields of a plain object; only these are ever read, so that neither `__proto__` nor a
 * prototype can stand in for a field. A field that is `undefined` counts as absent.
 */
export function readFields(
  value: unknown,
  path: string,
  known: readonly string[],
  problems: Problems,
): Fields | undefined {
  if (!isPlainObject(value)) {
    addExpected(problems, path, `an object with ${known.join(', ')}`, value);
    return undefined;
  }
  const fields = new Map<string, unknown>();
  for (const [key, field] of Object.entries(value)) {
    if (!known.includes(key)) {
      problems.add(below(path, key), `unknown field ${quoted(key)}: known here are ${known.join(', ')}`);
    } else if (field !== undefined) fields.set(key, field);
  }
  return fields;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A non-empty list of at most `max` entries. */
export function readList(
  value: unknown,
  path: string,
  options: { readonly of: string; readonly max: number; readonly ifEmpty: string },
  problems: Problems,
): readonly unknown[] | undefined {
  if (!Array.isArray(value)) {
    addExpected(problems, path, `a list of ${options.of}`, value);
    return undefined;
  }
  if (value.length === 0) problems.add(path, `empty list: ${options.ifEmpty}`);
  else if (value.length > options.max) {
    problems.add(path, `${value.length} entries: at most ${options.max} are allowed`);
  } else return value as readonly unknown[];
  return undefined;
}

/** A text with something visible in it, at most `lengthMax` UTF-16 code units. */
export function readText(
  value: unknown,
  path: string,
  lengthMax: number,
  problems: Problems,
): string | undefined {
  if (typeof value !== 'string') addExpected(problems, path, 'a text', value);
  else if (value.trim() === '') problems.add(path, 'must not be blank');
  else if (value.includes('\0') || /\p{Surrogate}/u.test(value)) {
    problems.add(path, 'must not hold U+0000 or half of a character');
  } else if (value.length > lengthMax) {
    problems.add(path, `${value.length} characters: at most ${lengthMax} are allowed`);
  } else return value;
  return undefined;
}

/** A threshold: a number in [0, 1]. */
export function readThreshold(value: unknown, path: string, problems: Problems): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    addExpected(problems, path, 'a number in [0, 1]', value);
  } else if (value < 0 || value > 1) {
    problems.add(path, `threshold ${value} is not in [0, 1]`);
  } else return value;
  return undefined;
}

/** `true` or `false`; absent gives `undefined`. */
export function readOptionalBoolean(value: unknown, path: string, problems: Problems): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  addExpected(problems, path, 'true or false', value);
  return undefined;
}
