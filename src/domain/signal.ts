/**
 * Signals: what a model says about a text, each a calibrated probability in [0, 1].
 * The order is the order in which answers list them.
 */
export const SIGNALS = [
  'toxicity',
  'severe_toxicity',
  'insult',
  'identity_attack',
  'threat',
  'sexually_explicit',
  'sexual_advance',
  'profanity',
  'spam',
  'solicitation',
  'scam',
  'distress',
] as const;
export type Signal = (typeof SIGNALS)[number];

/** Grounds of an identity attack: evidence only, no threshold hangs on them. */
export const TARGETS = [
  'target_gender',
  'target_race',
  'target_religion',
  'target_orientation',
  'target_disability',
  'target_appearance',
  'target_origin',
] as const;
export type Target = (typeof TARGETS)[number];

/** What a column of a model's output can mean. */
export type ModelLabel = Signal | Target;

const signals: ReadonlySet<string> = new Set(SIGNALS);

export function isSignal(name: string): name is Signal {
  return signals.has(name);
}

/** The two texts that are scored: what was written, and what it reads as once evasions are folded. */
export type ViewName = 'original' | 'folded';

/** A calibrated score and the view that gave it. */
export interface SignalScore {
  /** Calibrated probability in [0, 1], rounded to 4 decimals. */
  readonly score: number;
  readonly view: ViewName;
}

/** Calibrated scores of one text; `null` where the model does not give the signal (never 0). */
export type SignalScores = Readonly<Record<Signal, SignalScore | null>>;
