import { InvalidRequestError } from '../domain/errors.js';

/** A window [from, to) as requests give it: ISO 8601 with offset; either end may be left open. */
export interface WindowRequest {
  readonly from?: string;
  readonly to?: string;
}

/** Whole seconds since 1970; undefined where an end is open. */
export interface WindowS {
  readonly fromS: number | undefined;
  readonly toS: number | undefined;
}

/** @throws InvalidRequestError where the window ends before it begins, or begins where it ends */
export function readWindow({ from, to }: WindowRequest, at: (field: string) => string): WindowS {
  const fromS = from === undefined ? undefined : readSeconds(from, at('from'));
  const toS = to === undefined ? undefined : readSeconds(to, at('to'));
  if (fromS !== undefined && toS !== undefined && toS <= fromS) {
    throw new InvalidRequestError(at('to'), 'must be later than from, by a second at least');
  }
  return { fromS, toS };
}

/**
 * Of the times that the format `date-time` allows those that PostgreSQL can store.
 * @throws InvalidRequestError
 */
export function checkTime(time: string, field: string): void {
  if (time.startsWith('0000')) throw new InvalidRequestError(field, 'must be of the year 0001 or later');
  if (/[+-](?:1[6-9]|[2-9]\d):?\d\d$/.test(time)) {
    throw new InvalidRequestError(field, 'must be less than 16 hours off from UTC');
  }
}

/** Stored times are compared to the second. */
function readSeconds(time: string, field: string): number {
  checkTime(time, field);
  const ms = Date.parse(time);
  // Formats allow a leap second, which no date of JavaScript can hold.
  if (Number.isNaN(ms)) throw new InvalidRequestError(field, 'is no time of the calendar');
  return Math.floor(ms / 1_000);
}

export const isoTime = (seconds: number): string => new Date(seconds * 1_000).toISOString();
