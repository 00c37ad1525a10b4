/** A weighted observation at some place. */
export interface Observation {
  readonly at: number;
  /** In [0, 1]. */
  readonly value: number;
  readonly weight: number;
}

/** Neighbouring observations that share one fitted value: their weighted means. */
export interface Pool {
  readonly at: number;
  readonly value: number;
  readonly weight: number;
}

/**
 * The non-decreasing fit with the least weighted squares, by pooling adjacent violators (Ayer et al.
 * 1955): neighbours that would fall are given their common mean.
 *
 * @param observations by rising place; those without weight are left out
 * @returns pools by rising place, their values rising strictly
 */
export function isotonic(observations: Iterable<Observation>): Pool[] {
  const pools: { at: number; value: number; weight: number }[] = [];
  for (const { at, value, weight } of observations) {
    if (weight <= 0) continue;
    let pool = { at, value, weight };
    for (let last = pools.at(-1); last !== undefined && last.value >= pool.value; last = pools.at(-1)) {
      pools.pop();
      const sum = last.weight + pool.weight;
      pool = {
        at: (last.at * last.weight + pool.at * pool.weight) / sum,
        value: (last.value * last.weight + pool.value * pool.weight) / sum,
        weight: sum,
      };
    }
    pools.push(pool);
  }
  return pools;
}

/** The fit at ascending places: linear between the pools, constant outside them. */
export function fittedAt(pools: readonly Pool[], places: readonly number[]): number[] {
  let next = 0;
  return places.map((place) => {
    while (next < pools.length && pools[next]!.at <= place) next++;
    const before = pools[next - 1];
    const after = pools[next];
    if (before === undefined || after === undefined) return (before ?? after)?.value ?? NaN;
    const share = (place - before.at) / (after.at - before.at);
    return before.value * (1 - share) + after.value * share;
  });
}
