/** The q-quantile (0 to 1) of some numbers, by the nearest rank. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A figure beside the one to reach, with a mark. */
export function verdict(
  label: string,
  value: number,
  unit: string,
  bound: { max?: number; min?: number },
): void {
  const reached =
    (bound.max === undefined || value <= bound.max) && (bound.min === undefined || value >= bound.min);
  const target = bound.max === undefined ? `>= ${bound.min}` : `<= ${bound.max}`;
  print(
    `  ${label}: ${value.toFixed(2)} ${unit} (to reach: ${target} ${unit}) ${reached ? 'reached' : 'NOT reached'}`,
  );
}
