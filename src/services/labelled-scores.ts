import type { Policy } from '../domain/policy.js';
import { withCensus, type Basis } from '../labelling/census.js';
import { consensusOf, opinionsOf } from '../labelling/consensus.js';
import { blindUpTo } from '../labelling/draw.js';
import { THRESHOLDS, type LabelledScore } from '../labelling/precision-recall.js';
import { weigh, type DrawnSample, type ForeignDraw } from '../labelling/weights.js';
import { scoresOfMessages, type ScoreOfMessage } from '../policy/score-statistics.js';
import type { ScoreTable } from '../policy/score-table.js';
import type {
  LabellingSampleStore,
  SampleStratum,
  SampleTarget,
  StoredSample,
  TargetLabel,
} from '../store/labelling-samples.js';
import type { ScoreQuery } from './score-query.js';

/** Labels on a clause or signal, and the samples that they came of. */
export interface TargetLabels {
  readonly labels: readonly TargetLabel[];
  readonly samples: readonly StoredSample[];
}

/**
 * Labels on a signal are also those on a clause that says the same: one that reads no other signal, holds
 * everywhere, and is the only one to read this one.
 */
export function targetsOf(of: SampleTarget, policy: Policy): SampleTarget[] {
  if ('clause' in of) return [of];
  const readers = policy.clauses.filter(({ signals }) => signals.includes(of.signal));
  const [only] = readers;
  const same = readers.length === 1 && only?.signals.length === 1 && only.when === undefined;
  return same ? [of, { clause: only.id }] : [of];
}

export async function loadLabels(
  store: LabellingSampleStore,
  communityId: string,
  targets: readonly SampleTarget[],
): Promise<TargetLabels> {
  const labels = await Promise.all(targets.map((target) => store.labels(communityId, target)));
  const samples = await Promise.all(targets.map((target) => store.ofTarget(communityId, target)));
  return {
    labels: labels.flat().sort((a, b) => a.id - b.id),
    samples: samples.flat().sort((a, b) => a.id - b.id),
  };
}

/** The name under which labels say how they were drawn. */
export const stratumName = (sampleId: number, stratum: string) => `s${sampleId}/${stratum}`;
const STRATUM = /^s([1-9][0-9]{0,14})\/(.+)$/;

/** What the labels say of the messages that a query means. */
export interface LabelledMessages {
  /** Messages by verdict: of most people, `unsure` where they disagree. */
  readonly violates: number;
  readonly ok: number;
  readonly unsure: number;
  /** Decided messages whose inclusion probability is known, and the other decided ones. */
  readonly sampled: number;
  readonly other: number;
  readonly basis: Basis;
}

/**
 * Weighs the labels of the messages that a query means.
 * @param messages how many of them have a score of i/100 up to (i + 1)/100; null where nothing shall rest
 *   on all of some being labelled
 */
export function weighLabels(
  table: ScoreTable,
  { of, policy, filter }: ScoreQuery,
  { labels, samples }: TargetLabels,
  messages: readonly number[] | null,
): LabelledMessages {
  const opinions = opinionsOf(labels);
  const consensus = consensusOf(opinions);
  const scores = scoresOfMessages(table, { of, policy, ...filter }, consensus.keys());
  // A sample of one channel's messages, or one policy's, speaks for those alone.
  const usable = samples.filter(
    ({ channelId, policyName }) =>
      (channelId === null || channelId === filter.channelId) &&
      (policyName === null || (filter.policyName ?? onlyPolicyOf(table, policyName)) === policyName),
  );
  const { drawn, foreign } = drawsOf(labels, usable, new Set(samples.map(({ id }) => id)), scores);
  const decided = new Set([...consensus].flatMap(([id, verdict]) => (verdict === 'unsure' ? [] : [id])));
  const weights = weigh(opinions, decided, drawn, foreign);

  const weighted: LabelledScore[] = [];
  const others: LabelledScore[] = [];
  const unsure: number[] = [];
  const counts = { violates: 0, ok: 0, unsure: 0 };
  for (const [id, { score }] of scores) {
    const verdict = consensus.get(id)!;
    counts[verdict] += 1;
    if (verdict === 'unsure') {
      unsure.push(score);
      continue;
    }
    const violates = verdict === 'violates';
    const weight = weights.get(id);
    if (weight === undefined) others.push({ id, score, violates, weight: 0, stratum: '' });
    else weighted.push({ id, score, violates, ...weight });
  }
  const heard = new Set(drawn.flatMap(({ id, drawn: labelled }) => (labelled.size > 0 ? [id] : [])));
  const blind = Math.max(0, ...usable.map(({ id, strata }) => (heard.has(id) ? blindUpTo(strata) : 0)));
  const basis =
    messages === null
      ? { labelled: weighted, from: 0 }
      : withCensus(messages, weighted, others, unsure, Math.round(blind * (THRESHOLDS - 1)));
  const sampled = basis.labelled.length;
  return {
    ...counts,
    sampled,
    other: counts.violates + counts.ok - sampled,
    basis,
  };
}

/** The policy, where there are no messages of others. */
function onlyPolicyOf(table: ScoreTable, policy: string): string | undefined {
  const others = table.circumstances.some(({ policyName }) => policyName !== null && policyName !== policy);
  return others ? undefined : policy;
}

/** Which labels came of which sample; draws that somebody keeps elsewhere are believed. */
function drawsOf(
  labels: readonly TargetLabel[],
  usable: readonly StoredSample[],
  known: ReadonlySet<number>,
  scores: ReadonlyMap<number, ScoreOfMessage>,
): { drawn: DrawnSample[]; foreign: ForeignDraw[] } {
  const bySample = new Map(
    usable.map(({ id }) => [id, new Map<number, { stratum: string; probability: number }>()]),
  );
  const strataOf = new Map(usable.map((sample) => [sample.id, sample]));
  const foreign = new Map<number, ForeignDraw>();
  for (const { messageId, about, sampling } of labels) {
    // Of labels on whole messages only those that say ok are seen here: they would lean to one side.
    if (sampling === null || about !== 'target') continue;
    const [, sample, stratum] = STRATUM.exec(sampling.stratum) ?? [];
    const stored = strataOf.get(Number(sample));
    if (stored !== undefined && stratum !== undefined && stored.drawn[messageId] === stratum) {
      bySample.get(stored.id)!.set(messageId, { stratum, probability: stored.strata[stratum]!.probability });
    } else if (!known.has(Number(sample))) {
      foreign.set(messageId, { messageId, ...sampling });
    }
  }
  const drawn = usable.map((sample) => ({
    id: sample.id,
    person: sample.person,
    frame: frameOf(Object.values(sample.strata)),
    labelsUntil: sample.labelsUntil,
    drawn: bySample.get(sample.id)!,
    covers: (messageId: number) => {
      const at = scores.get(messageId)?.atS;
      return at !== undefined && at >= (sample.fromS ?? 0) && at < (sample.toS ?? Infinity);
    },
  }));
  return { drawn, foreign: [...foreign.values()] };
}

/** How many messages a sample speaks for: those of strata that somebody could read. */
export const frameOf = (strata: readonly Pick<SampleStratum, 'messages' | 'probability'>[]): number =>
  strata.reduce((sum, { messages, probability }) => sum + (probability > 0 ? messages : 0), 0);

/** How many messages are in each step of 0.01, from how many are at or above it. */
export const perStep = (atOrAbove: readonly number[]): number[] =>
  atOrAbove.map((count, i) => count - (atOrAbove[i + 1] ?? 0));
