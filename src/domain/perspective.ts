import type { Signal } from './signal.js';

/**
 * The Perspective API's attributes that signals can serve, by what both say they mean. A score is the
 * largest of the signals named. What no signal speaks of (INCOHERENT, ATTACK_ON_AUTHOR, the bridging
 * attributes …) is left out: it is refused, never made up.
 */
const PRODUCTION = {
  TOXICITY: ['toxicity'],
  SEVERE_TOXICITY: ['severe_toxicity'],
  IDENTITY_ATTACK: ['identity_attack'],
  INSULT: ['insult'],
  PROFANITY: ['profanity'],
  THREAT: ['threat'],
} as const satisfies Record<string, readonly Signal[]>;

const OTHERS = {
  TOXICITY_FAST: ['toxicity'],
  SEXUALLY_EXPLICIT: ['sexually_explicit'],
  /** Pick-up lines, remarks on looks, innuendo. */
  FLIRTATION: ['sexual_advance'],
  /** Vulgar language such as cursing. */
  OBSCENE: ['profanity'],
  /** Irrelevant or unsolicited commercial content: our two signals tell the mass kind from the personal one. */
  SPAM: ['spam', 'solicitation'],
} as const satisfies Record<string, readonly Signal[]>;

/** Attribute names and the signals that stand for them. */
export const PERSPECTIVE_ATTRIBUTES: ReadonlyMap<string, readonly Signal[]> = new Map([
  ...Object.entries(PRODUCTION),
  ...Object.entries(PRODUCTION).map(
    ([name, signals]) => [`${name}_EXPERIMENTAL`, signals] as [string, readonly Signal[]],
  ),
  ...Object.entries(OTHERS),
]);

/** The largest of some signals; null where the model gives none of them for this text. */
export function largestSignal(
  signals: Readonly<Record<Signal, number | null>>,
  names: readonly Signal[],
): number | null {
  const given = names.flatMap((name) => signals[name] ?? []);
  return given.length === 0 ? null : Math.max(...given);
}
