import type { Policy } from '../../../src/domain/policy.js';
import { opinionsOf, consensusOf, type LabelRow } from '../../../src/labelling/consensus.js';
import { drawSample, findCandidates, type Draw, type DrawOptions } from '../../../src/labelling/draw.js';
import type { LabelledScore } from '../../../src/labelling/precision-recall.js';
import { weigh, type DrawnSample } from '../../../src/labelling/weights.js';
import type { Random } from '../../../src/evaluation/random.js';
import { encodeScore, ScoreTable } from '../../../src/policy/score-table.js';

const policyWith = (thresholds: { review: number; act: number }): Policy => ({
  title: '',
  onUnavailable: 'allow',
  clauses: [{ id: 'insult', title: '', text: '', severity: 3, signals: ['insult'], ...thresholds }],
});
export const POLICY = policyWith({ review: 0.6, act: 0.9 });
export const SHADOW = policyWith({ review: 0.5, act: 0.9 });

export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Whether a message with this score violates: what the community thinks, not what the model says. */
const violationRate = (score: number): number => 0.002 + 0.95 * score ** 1.6;

/** Most scores are low, some are anywhere. Cubing a uniform number gives many small ones. */
const drawScore = (random: Random) => {
  const score = random() < 0.7 ? 0.1 * random() ** 3 : random() ** 1.5;
  return Math.round(score * 10_000) / 10_000;
};

/** A score's density is not needed: true figures are means over very many drawn scores. */
export function truth(threshold: number, random: Random, messages = 400_000) {
  let [above, hits, positives] = [0, 0, 0];
  for (let i = 0; i < messages; i++) {
    const score = drawScore(random);
    const rate = violationRate(score);
    positives += rate;
    if (score < threshold) continue;
    above++;
    hits += rate;
  }
  return { precision: hits / above, recall: hits / positives };
}

export interface Community {
  readonly table: ScoreTable;
  readonly scores: readonly number[];
  readonly violates: readonly boolean[];
}

/** A community of messages with ids from 1 on; every twentieth has views that disagree. */
export function community(messages: number, random: Random): Community {
  const table = new ScoreTable(['insult']);
  const facts = { context: {}, english: 'all', channelId: null, policyName: null } as const;
  const circumstances = table.numberOf('', () => facts);
  const scores: number[] = [];
  const violates: boolean[] = [];
  for (let i = 0; i < messages; i++) {
    const score = drawScore(random);
    scores.push(score);
    violates.push(random() < violationRate(score));
    const row = { id: i + 1, atS: i, action: 'allow', alert: false, circumstances } as const;
    table.put({ ...row, viewsDisagree: i % 20 === 0 }, [encodeScore(score)]);
  }
  return { table, scores, violates };
}

/** One person draws samples one after another and labels each, as far as `labelled` says. */
export function labelInTurn(
  { table, scores, violates }: Community,
  sizes: readonly number[],
  random: Random,
  {
    shadow = undefined as Policy | undefined,
    /** How many of each sample are labelled. */
    labelled = Infinity,
    /** Messages labelled out of order before the first sample, such as those of a review queue. */
    before = [] as readonly number[],
  } = {},
): { labels: LabelledScore[]; draws: Draw[] } {
  const rows: LabelRow[] = [];
  const samples: DrawnSample[] = [];
  const draws: Draw[] = [];
  const label = (messageId: number) => {
    const verdict = violates[messageId - 1] === true ? 'violates' : 'ok';
    rows.push({ id: rows.length + 1, messageId, person: 'a', about: 'target', verdict, sampling: null });
  };
  before.forEach(label);
  for (const size of sizes) {
    const without = new Set(rows.map(({ messageId }) => messageId));
    const labelsUntil = rows.length;
    const of = { clause: 'insult' };
    const draw = sampleOf(table, { of, policy: POLICY, shadow, size, without, random });
    const taken = draw.messages.slice(0, labelled);
    taken.forEach(({ id }) => label(id));
    draws.push(draw);
    samples.push({
      id: samples.length,
      person: 'a',
      frame: draw.strata.reduce((sum, { messages }) => sum + messages, 0),
      labelsUntil,
      drawn: new Map(
        taken.map(({ id, stratum: { name, probability } }) => [id, { stratum: name, probability }]),
      ),
      covers: () => true,
    });
  }
  const opinions = opinionsOf(rows);
  const consensus = consensusOf(opinions);
  const weights = weigh(opinions, new Set(consensus.keys()), samples, []);
  const labels = [...weights].map(([id, { weight, stratum }]) => {
    return { id, score: scores[id - 1]!, violates: consensus.get(id) === 'violates', weight, stratum };
  });
  return { labels, draws };
}

/** A sample of those whose text is kept: of all unless said otherwise. */
export const sampleOf = (
  table: ScoreTable,
  options: DrawOptions,
  canBeRead: (id: number) => boolean = () => true,
): Draw => drawSample(finish(findCandidates(table, options)), options.size, canBeRead, options.random);
