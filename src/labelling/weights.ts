import type { Opinion } from './consensus.js';

/** Messages that were drawn at once for one person to label. */
export interface DrawnSample {
  readonly id: number;
  readonly person: string;
  /** How many messages it was drawn from. */
  readonly frame: number;
  /** Labels up to this id were known when it was drawn: that person's messages among them were left out. */
  readonly labelsUntil: number;
  /**
   * The drawn messages that were labelled as such, by row id: the chance that each had to be drawn, and
   * the group it was drawn from. One that somebody came upon elsewhere is not among them: who labels
   * what they come upon does not label at random.
   */
  readonly drawn: ReadonlyMap<number, { readonly stratum: string; readonly probability: number }>;
  /** Whether a message that was left out would else have been in the frame. */
  readonly covers: (messageId: number) => boolean;
}

/** A message drawn by somebody who keeps the sample elsewhere. */
export interface ForeignDraw {
  readonly messageId: number;
  readonly stratum: string;
  readonly probability: number;
}

export interface Weighted {
  /** For which share of all messages, up to a factor that is the same for all, the message stands. */
  readonly weight: number;
  /** Messages that were drawn alike. */
  readonly stratum: string;
}

const FOREIGN = 'elsewhere';
/** Labelled before, and therefore left out of a later sample: they stand for themselves. */
const KNOWN = 'known';

/**
 * Weights by which labelled messages stand for all of them.
 *
 * Each message stands for 1 / its inclusion probability (Horvitz and Thompson 1952). Each sample leaves
 * out what its person had labelled before, so each by itself estimates: those left out, which are known,
 * plus the drawn ones weighted (Des Raj 1956; the same weights as Farquhar, Gal and Rainforth 2021 derive
 * for active learning). The samples' estimates are averaged in proportion to how many labels each has,
 * which keeps the average unbiased. Messages that were drawn and not labelled are taken to be like the
 * labelled ones of their sample (Hájek 1971).
 *
 * @param decided messages whose verdict is `violates` or `ok`; others have no weight
 */
export function weigh(
  opinions: readonly Opinion[],
  decided: ReadonlySet<number>,
  samples: readonly DrawnSample[],
  foreign: readonly ForeignDraw[],
): Map<number, Weighted> {
  const weights = new Map<number, { weight: number; stratum: string }>();
  const add = (messageId: number, weight: number, stratum: string) => {
    const entry = weights.get(messageId);
    if (entry === undefined) weights.set(messageId, { weight, stratum });
    else {
      entry.weight += weight;
      if (entry.stratum === KNOWN) entry.stratum = stratum;
    }
  };
  const labelled = samples.map((sample) => labelsOf(sample, opinions, decided));
  const foreignDecided = foreign.filter(({ messageId }) => decided.has(messageId));
  const all = labelled.reduce((sum, { drawn }) => sum + drawn.length, foreignDecided.length);

  samples.forEach((sample, i) => {
    const { drawn, known, leftOut } = labelled[i]!;
    if (drawn.length === 0) return;
    const share = drawn.length / all;
    const stoodFor = drawn.reduce((sum, { probability }) => sum + 1 / probability, 0);
    const population = sample.frame + leftOut;
    for (const { messageId, stratum, probability } of drawn) {
      const weight = (share * sample.frame) / population / probability / stoodFor;
      add(messageId, weight, `${sample.id}/${stratum}`);
    }
    for (const messageId of known) add(messageId, share / population, KNOWN);
  });
  const stoodFor = foreignDecided.reduce((sum, { probability }) => sum + 1 / probability, 0);
  for (const { messageId, stratum, probability } of foreignDecided) {
    add(messageId, foreignDecided.length / all / probability / stoodFor, `${FOREIGN}/${stratum}`);
  }
  return weights;
}

/** What of a sample has a verdict, and what its person had labelled before it was drawn. */
function labelsOf(sample: DrawnSample, opinions: readonly Opinion[], decided: ReadonlySet<number>) {
  const drawn = [...sample.drawn]
    .filter(([messageId]) => decided.has(messageId))
    .map(([messageId, draw]) => ({ messageId, ...draw }));
  const leftOut = opinions
    .filter(({ person, sinceId }) => person === sample.person && sinceId <= sample.labelsUntil)
    .filter(({ messageId }) => sample.covers(messageId));
  const known = leftOut.map(({ messageId }) => messageId).filter((messageId) => decided.has(messageId));
  return { drawn, known, leftOut: leftOut.length };
}
