/** Smallest and largest value that a figure of a report may have. */
export interface Bound {
  readonly min?: number;
  readonly max?: number;
}

/** Bounds by JSON pointer (RFC 6901) into a report. */
export type Bounds = Readonly<Record<string, Bound>>;

/**
 * Compares a report with committed bounds.
 * @returns a line for each figure that is missing or out of its bounds; none where all hold
 */
export function checkBounds(report: unknown, bounds: Bounds): string[] {
  return Object.entries(bounds).flatMap(([pointer, { min = -Infinity, max = Infinity }]) => {
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

function valueAt(report: unknown, pointer: string): unknown {
  let value = report;
  for (const token of pointer.slice(1).split('/')) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
