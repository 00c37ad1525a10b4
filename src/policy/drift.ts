/** Bands of 0.1, a tenth of the scale each: whole bands lie between common thresholds. */
const BANDS = 10;
/** Added to the count of every band, so that an empty one has a share and its logarithm is finite. */
const SMOOTHING = 0.5;

/**
 * Population stability index of scores before and after: Σ (aᵢ − bᵢ) · ln(aᵢ / bᵢ) over ten bands of equal
 * width, aᵢ and bᵢ being the shares of the scores that lie in band i after and before. It is the symmetrised
 * Kullback–Leibler divergence of the two histograms: 0 where they are equal, without an upper bound. By the
 * rule of thumb of credit scoring (N. Siddiqi, Credit Risk Scorecards, 2006) a value under 0.1 is little,
 * one over 0.25 much.
 *
 * Few bands on purpose: of equal distributions it is expected to be (bands − 1)(1/n + 1/m) for n and m
 * scores (B. Yurdakul, Statistical Properties of Population Stability Index, 2018), so that a hundred bands
 * would call a thousand unchanged messages a shift.
 *
 * @param before counts of scores in steps of equal width over [0, 1]; their number is a multiple of ten
 * @param after of the same length
 * @returns null where either holds no score
 */
export function stabilityIndex(before: readonly number[], after: readonly number[]): number | null {
  if (before.length !== after.length) throw new RangeError('The two histograms have different steps.');
  const [b, a] = [sharesOf(before), sharesOf(after)];
  if (a === null || b === null) return null;
  return a.reduce((sum, share, i) => sum + (share - b[i]!) * Math.log(share / b[i]!), 0);
}

function sharesOf(steps: readonly number[]): number[] | null {
  const perBand = steps.length / BANDS;
  if (perBand < 1 || !Number.isInteger(perBand)) throw new RangeError('The steps do not fill ten bands.');
  const bands = Array.from({ length: BANDS }, (_, band) =>
    sum(steps.slice(band * perBand, (band + 1) * perBand)),
  );
  const total = sum(bands);
  if (total === 0) return null;
  return bands.map((count) => (count + SMOOTHING) / (total + SMOOTHING * BANDS));
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** What people say of a message or of one of its clauses, and whether it was flagged before and after. */
export interface JudgedTwice {
  /** Whether most people say that it violates; those who are unsure, or disagree, are left out. */
  readonly violates: boolean;
  readonly before: boolean;
  readonly after: boolean;
}

export interface Agreement {
  /** Share of judgements that the decisions before agree with, in [0, 1]; null where there is none. */
  readonly agreementBefore: number | null;
  readonly agreementAfter: number | null;
  /** On how many judgements that rests. */
  readonly count: number;
}

/**
 * How often decisions say what people say, before and after. Plain shares of what happens to be labelled,
 * not estimates for all messages: for those there are precision and recall.
 */
export function agreementOf(judged: readonly JudgedTwice[]): Agreement {
  const count = judged.length;
  const share = (side: 'before' | 'after') =>
    count === 0 ? null : judged.filter((one) => one[side] === one.violates).length / count;
  return { agreementBefore: share('before'), agreementAfter: share('after'), count };
}
