import { Compile } from 'typebox/compile';
import { InvalidRequestError } from '../domain/errors.js';
import { CONTEXT_ENTRIES_MAX, isBlank, TEXT_LENGTH_MAX } from '../domain/message.js';
import type { ClassifyRequest } from './classify.js';
import { ClassifyBody } from './message-schema.js';
import { checkTime } from './time-window.js';

/** What a JSON schema validator found, in the words that ajv and TypeBox share. */
export interface Violation {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

const checker = Compile(ClassifyBody);

/**
 * Reads a message from parsed JSON, by the same rules as POST /v1/classify.
 * @throws InvalidRequestError naming the field and the limit
 */
export function parseMessage(value: unknown): ClassifyRequest {
  if (!checker.Check(value)) throw firstFault(checker.Errors(value));
  const message = value as ClassifyRequest;
  checkTexts(message);
  checkMessage(message);
  return message;
}

/** The refusal of a value, from what TypeBox says of it. */
export function firstFault(errors: Iterable<unknown>): InvalidRequestError {
  const violations = [...errors] as Violation[];
  // An unknown field comes twice: as a value that no schema allows, and as what it is.
  const violation = violations.find(({ keyword }) => keyword !== 'boolean') ?? violations[0]!;
  const { field, message } = describeViolation(violation);
  return new InvalidRequestError(field, message);
}

/**
 * What a schema cannot say: lengths in UTF-16 code units, no blank text, times that can be stored. Of strings that they can
 * be stored says `checkTexts`, for requests before anything else.
 * @param at JSON pointer of the message, '' where it is the whole body
 * @throws InvalidRequestError naming the field and the limit
 */
export function checkMessage(message: ClassifyRequest, at = ''): void {
  if (message.text.length > TEXT_LENGTH_MAX) refuseLength(`${at}/text`);
  if (isBlank(message.text)) throw new InvalidRequestError(`${at}/text`, 'must not be empty or blank');
  for (const name of ['sentAt', 'editedAt'] as const) {
    const value = message[name];
    if (value !== undefined) checkTime(value, `${at}/${name}`);
  }
  const total = message.context?.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
  if (total > TEXT_LENGTH_MAX)
    refuseLength(`${at}/context`, `(up to ${CONTEXT_ENTRIES_MAX} texts together) `);
}

function checkText(text: string, field: string): void {
  if (!text.isWellFormed()) {
    throw new InvalidRequestError(field, 'holds a lone surrogate: it is not well-formed Unicode');
  }
  if (text.includes('\0')) throw new InvalidRequestError(field, 'must not hold U+0000');
}

/**
 * Every string of a value that came as JSON must be one that PostgreSQL can store.
 * @param at JSON pointer of the value
 * @throws InvalidRequestError where one is not well-formed Unicode or holds U+0000
 */
export function checkTexts(value: unknown, at = ''): void {
  if (typeof value === 'string') checkText(value, at || '/');
  else if (Array.isArray(value)) value.forEach((entry, i) => checkTexts(entry, `${at}/${i}`));
  else if (isPlainObject(value)) {
    for (const [name, entry] of Object.entries(value)) checkTexts(entry, `${at}/${name}`);
  }
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function refuseLength(field: string, note = ''): never {
  throw new InvalidRequestError(
    field,
    `${note}must be at most ${TEXT_LENGTH_MAX} UTF-16 code units long`,
    true,
  );
}

/** The field that a violation means and the limit it knows; never the value. */
export function describeViolation({ instancePath, keyword, params, message }: Violation): {
  field: string;
  message: string;
} {
  const child = (names: unknown) => {
    const name = String(Array.isArray(names) ? names[0] : names);
    return `${instancePath}/${name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  };
  const field = instancePath || '/';
  switch (keyword) {
    case 'required':
      return {
        field: child(params['missingProperty'] ?? params['requiredProperties']),
        message: 'is required',
      };
    case 'additionalProperties':
      return {
        field: child(params['additionalProperty'] ?? params['additionalProperties']),
        message: 'is not a known field',
      };
    case 'enum':
      return { field, message: `must be one of ${JSON.stringify(params['allowedValues'])}` };
    case 'maxItems':
      return { field, message: `must hold at most ${String(params['limit'])} items` };
    case 'minItems':
      return { field, message: `must hold at least ${String(params['limit'])} items` };
    default:
      return { field, message: message ?? 'is not valid' };
  }
}
