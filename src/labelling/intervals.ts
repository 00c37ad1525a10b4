/** A figure with its central 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * The score interval for a proportion (Wilson 1927): it stays within [0, 1] and says something where
 * none or all of a few were positive.
 *
 * @param share in [0, 1]
 * @param size how many independent observations it rests on; need be no integer. 0 gives [0, 1]
 */
export function wilson(share: number, size: number): Estimate {
  if (size <= 0) return { value: share, low: 0, high: 1 };
  const squared = (Z * Z) / size;
  const centre = share + squared / 2;
  const reach = Z * Math.sqrt((share * (1 - share)) / size + squared / size / 4);
  return {
    value: share,
    // The share lies within but for rounding.
    low: share <= 0 ? 0 : Math.min(share, Math.max(0, (centre - reach) / (1 + squared))),
    high: share >= 1 ? 1 : Math.max(share, Math.min(1, (centre + reach) / (1 + squared))),
  };
}

/** Sums from which a weighted share and the size that it rests on follow. */
export interface WeightSums {
  /** Of all weights, of their squares, and of the weights of positives. */
  total: number;
  squares: number;
  positive: number;
}

/**
 * How many equally likely draws tell as much as these of unequal probability: (Σw)² / Σw²
 * (Kish 1965, Survey Sampling, 11.2C). 0 where there are none.
 */
export const effectiveSize = ({ total, squares }: WeightSums): number =>
  squares === 0 ? 0 : (total * total) / squares;

/** A weighted share with Wilson's interval on the effective size; null where nothing has weight. */
export function weightedShare(sums: WeightSums): Estimate | null {
  return sums.total === 0 ? null : wilson(clamp(sums.positive / sums.total), effectiveSize(sums));
}

/**
 * The share of all positives that lies in one of two groups, such as at or above a threshold. With p the
 * share of positives in the group, q outside and r = q / p, it is 1 / (1 + r · outside / inside). The
 * interval of r comes from those of p and q by the method of variance estimates recovery (Donner and
 * Zou 2012), which, unlike a bootstrap, does not take it that nothing was missed where no positive
 * happened to be drawn.
 *
 * @returns null where there are no positives
 */
export function shareWithin(inside: WeightSums, outside: WeightSums): Estimate | null {
  const positive = inside.positive + outside.positive;
  if (positive <= 0) return null;
  if (outside.total === 0) return { value: 1, low: 1, high: 1 };
  if (inside.total === 0) return { value: 0, low: 0, high: 0 };
  const p = wilson(clamp(inside.positive / inside.total), effectiveSize(inside));
  const q = wilson(clamp(outside.positive / outside.total), effectiveSize(outside));
  const ratio = ratioBounds(q, p);
  const odds = outside.total / inside.total;
  return {
    value: clamp(inside.positive / positive),
    low: 1 / (1 + ratio.high * odds),
    high: 1 / (1 + ratio.low * odds),
  };
}

/** Bounds of q / p from those of q and p, which are independent. */
function ratioBounds(q: Estimate, p: Estimate): { low: number; high: number } {
  const product = q.value * p.value;
  const root = (a: number, c: number) => Math.sqrt(Math.max(0, product * product - a * c));
  const lowest = q.low * (2 * q.value - q.low);
  const divisor = product + root(p.high * (2 * p.value - p.high), lowest);
  const highestDivisor = p.low * (2 * p.value - p.low);
  return {
    low: divisor <= 0 ? 0 : Math.max(0, lowest / divisor),
    high:
      highestDivisor <= 0
        ? Infinity
        : (product + root(highestDivisor, q.high * (2 * q.value - q.high))) / highestDivisor,
  };
}

const clamp = (share: number) => Math.min(1, Math.max(0, share));
