import type { Report } from './report.js';

/** Smallest and largest value that a figure of a report may have. */
export interface Bound {
  readonly min?: number;
  readonly max?: number;
}

/** Bounds by JSON pointer (RFC 6901) into a report. */
export type Bounds = Readonly<Record<string, Bound>>;

/**
 * Compares a report with committed bounds. Those of systems that were not run are left out.
 * @returns a line for each figure that is missing or out of its bounds, or one where nothing was compared;
 *   none where all hold
 */
export function checkBounds(report: Pick<Report, 'systems'>, bounds: Bounds): string[] {
  const applicable = Object.entries(bounds).filter(([pointer]) => {
    const [, part, system] = keysOf(pointer);
    return part !== 'systems' || (system !== undefined && Object.hasOwn(report.systems, system));
  });
  if (applicable.length === 0) return ['the bounds name no figure of the systems that were run'];
  return applicable.flatMap(([pointer, { min = -Infinity, max = Infinity }]) => {
    const value = valueAt(report, pointer);
    if (typeof value !== 'number') return [`${pointer}: the report has no such figure`];
    if (value < min) return [`${pointer}: ${value} is below ${min}`];
    if (value > max) return [`${pointer}: ${value} is above ${max}`];
    return [];
  });
}

/** @throws Error naming the first entry that is no bound */
export function parseBounds(value: unknown): Bounds {
  if (typeof value !== 'object' || value === null) throw new Error('bounds must be a JSON object');
  for (const [pointer, bound] of Object.entries(value as Record<string, unknown>)) {
    const { min, max, ...others } = (bound ?? {}) as Record<string, unknown>;
    const numbers = [min, max].filter((limit) => limit !== undefined);
    const wellFormed = numbers.length > 0 && numbers.every((limit) => typeof limit === 'number');
    if (!pointer.startsWith('/') || !wellFormed || Object.keys(others).length > 0) {
      throw new Error(`bound ${JSON.stringify(pointer)}: needs a JSON pointer with min, max or both`);
    }
  }
  return value as Bounds;
}

function keysOf(pointer: string): string[] {
  return pointer.split('/').map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(report: unknown, pointer: string): unknown {
  let value = report;
  for (const key of keysOf(pointer).slice(1)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
