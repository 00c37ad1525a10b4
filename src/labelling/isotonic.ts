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
 * 1955): neighbours that would fall are given their common mean. What was observed at one place is one
 * observation, their mean: a function has one value there.
 *
 * @param observations by rising place; those without weight are left out
 * @returns pools by rising place, places and values rising strictly
 */
export function isotonic(observations: Iterable<Observation>): Pool[] {
  const pools: Pool[] = [];
  for (const observation of onePerPlace(observations)) {
    let pool = observation;
    for (let last = pools.at(-1); last !== undefined && last.value >= pool.value; last = pools.at(-1)) {
      pools.pop();
      pool = pooled(last, pool);
    }
    pools.push(pool);
  }
  return pools;
}

function onePerPlace(observations: Iterable<Observation>): Pool[] {
  const places: Pool[] = [];
  for (const { at, value, weight } of observations) {
    if (weight <= 0) continue;
    const last = places.at(-1);
    if (last?.at === at) places[places.length - 1] = pooled(last, { at, value, weight });
    else places.push({ at, value, weight });
  }
  return places;
}

/** Two neighbours as one, at the mean of their places; never outside of them, where rounding could take it. */
export function pooled(one: Pool, other: Pool): Pool {
  const weight = one.weight + other.weight;
  const mean = (x: number, y: number) => (x * one.weight + y * other.weight) / weight;
  const at = Math.min(other.at, Math.max(one.at, mean(one.at, other.at)));
  return { at, value: mean(one.value, other.value), weight };
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
