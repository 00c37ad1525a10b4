import { describe, expect, it } from 'vitest';
import { withCensus } from '../../../src/labelling/census.js';
import { consensusOf, opinionsOf, type LabelRow } from '../../../src/labelling/consensus.js';
import { precisionRecall, THRESHOLDS } from '../../../src/labelling/precision-recall.js';
import { weigh, type DrawnSample } from '../../../src/labelling/weights.js';

const row = (id: number, messageId: number, more: Partial<LabelRow> = {}): LabelRow => ({
  id,
  messageId,
  person: 'a',
  about: 'target',
  verdict: 'ok',
  sampling: null,
  ...more,
});
const everybody = (rows: readonly LabelRow[]) => {
  const opinions = opinionsOf(rows);
  return { opinions, decided: new Set(consensusOf(opinions).keys()) };
};

describe('what people say of a message', () => {
  const verdicts = (...rows: LabelRow[]) => [...consensusOf(opinionsOf(rows)).values()];

  it('is what they said last, on the clause or, where it is ok, on the whole', () => {
    expect(verdicts(row(1, 1), row(2, 1, { verdict: 'violates' }))).toEqual(['violates']);
    expect(verdicts(row(1, 1, { verdict: 'violates' }), row(2, 1, { about: 'message' }))).toEqual(['ok']);
    expect(verdicts(row(1, 1, { about: 'message' }), row(2, 1, { verdict: 'violates' }))).toEqual([
      'violates',
    ]);
    expect(verdicts(row(1, 1, { about: 'message', verdict: 'violates' }))).toEqual([]);
    // Taken back: the later word on the whole says nothing of the clause.
    expect(verdicts(row(1, 1, { about: 'message' }), row(2, 1, { about: 'message', verdict: 'unsure' }))).toEqual([]); // prettier-ignore
  });

  it('is what most of them say, and unsure where no verdict leads', () => {
    const said = (...list: LabelRow['verdict'][]) =>
      verdicts(...list.map((verdict, i) => row(i + 1, 1, { person: `${i}`, verdict })));
    expect(said('violates', 'ok')).toEqual(['unsure']);
    expect(said('violates', 'ok', 'violates')).toEqual(['violates']);
    expect(said('violates', 'ok', 'unsure')).toEqual(['unsure']);
    expect(said('ok', 'ok', 'unsure')).toEqual(['ok']);
  });
});

describe('weights', () => {
  it('count a small stratum that was used up step by step as large as it is', () => {
    // 60 messages with high scores, of which each of four samples takes 15; and one of 50,000 low ones each.
    const rows: LabelRow[] = [];
    const samples: DrawnSample[] = [];
    for (let k = 0; k < 4; k++) {
      const drawn = new Map<number, { stratum: string; probability: number }>();
      const labelsUntil = rows.length;
      for (let i = 0; i < 15; i++) {
        drawn.set(15 * k + i, { stratum: 'high', probability: 15 / (60 - 15 * k) });
        rows.push(row(rows.length + 1, 15 * k + i));
      }
      drawn.set(1_000 + k, { stratum: 'low', probability: 1 / (50_000 - k) });
      rows.push(row(rows.length + 1, 1_000 + k));
      const frame = 60 - 15 * k + 50_000 - k;
      samples.push({ id: k, person: 'a', frame, labelsUntil, drawn, covers: () => true });
    }
    const { opinions, decided } = everybody(rows);
    const weights = weigh(opinions, decided, samples, []);
    const sum = (wanted: (id: number) => boolean) =>
      [...weights].reduce((total, [id, { weight }]) => (wanted(id) ? total + weight : total), 0);
    expect(sum(() => true)).toBeCloseTo(1, 9);
    expect(sum((id) => id < 1_000)).toBeCloseTo(60 / 50_060, 9);
  });

  it('leave out what nobody drew, and take draws that are kept elsewhere at their word', () => {
    const { opinions, decided } = everybody([row(1, 1), row(2, 2), row(3, 3)]);
    const draws = [
      { messageId: 1, stratum: 'x', probability: 0.5 },
      { messageId: 2, stratum: 'x', probability: 0.1 },
    ];
    const weights = weigh(opinions, decided, [], draws);
    expect([...weights.keys()]).toEqual([1, 2]);
    expect(weights.get(2)!.weight / weights.get(1)!.weight).toBeCloseTo(5, 9);
  });

  it('let a sample that was drawn and not labelled say nothing', () => {
    const { opinions, decided } = everybody([row(1, 1), row(2, 2)]);
    const sample = { person: 'a', frame: 100, labelsUntil: 0, covers: () => true };
    const drawn = new Map([[1, { stratum: 'x', probability: 0.2 }]]);
    const one = { ...sample, id: 1, drawn };
    const unused = { ...sample, id: 2, drawn: new Map() };
    expect(weigh(opinions, decided, [one, unused], [])).toEqual(weigh(opinions, decided, [one], []));
  });
});

describe('a census', () => {
  const messages = (...entries: [step: number, count: number][]) => {
    const counts = new Array<number>(THRESHOLDS).fill(0);
    for (const [step, count] of entries) counts[step] = count;
    return counts;
  };
  const label = (id: number, score: number, violates = true, weight = 0) => ({
    id,
    score,
    violates,
    weight,
    stratum: 'x',
  });

  it('needs no inclusion probability where everything from a score on is labelled', () => {
    const others = [label(1, 0.9), label(2, 0.8, false), label(3, 0.8)];
    const basis = withCensus(messages([90, 1], [80, 2], [10, 50]), [], others, []);
    expect(basis.labelled.map(({ id, weight }) => [id, weight])).toEqual([[1, 1], [2, 1], [3, 1]]); // prettier-ignore
    const points = precisionRecall(basis.labelled, basis.from);
    expect(points[80]!.precision?.value).toBeCloseTo(2 / 3, 4);
    // One message at 0.10 is not labelled: at thresholds up to there nothing is known.
    expect(points[10]!.precision).toBeNull();
    expect(points[11]!.precision?.value).toBeCloseTo(2 / 3, 4);
    expect(points[80]!.recall).toBeNull();
  });

  it('knows no recall where none of those below is labelled', () => {
    const drawn = [label(1, 0.9, true, 0.3), label(2, 0.3, false, 0.7)];
    const points = precisionRecall(drawn, 0, messages([90, 30], [30, 60], [10, 10]));
    expect(points[10]!.recall).toEqual({ value: 1, low: 1, high: 1 });
    for (const threshold of [11, 30]) expect(points[threshold]!.recall).toBeNull();
    expect(points[31]!.recall).toMatchObject({ value: 1, low: expect.any(Number) });
    expect(points[31]!.recall!.low).toBeLessThan(1);
  });

  it('ends where one message is missing, and below it the sample stands for as many as there are', () => {
    const weighted = [label(1, 0.9, true, 0.3), label(2, 0.3, true, 0.1), label(3, 0.3, false, 0.4)];
    const basis = withCensus(messages([90, 1], [80, 2], [30, 98]), weighted, [label(4, 0.8)], []);
    expect(basis.from).toBe(0);
    const weights = new Map(basis.labelled.map(({ id, weight }) => [id, weight]));
    expect(weights.get(1)).toBe(1);
    expect(weights.get(2)! + weights.get(3)!).toBeCloseTo(100, 9);
    expect(weights.has(4)).toBe(false);
    // With the other one labelled too, undecided though, it goes down to the sample.
    const further = withCensus(messages([90, 1], [80, 2], [30, 98]), weighted, [label(4, 0.8)], [0.8]);
    expect(further.labelled.map(({ id }) => id)).toEqual([1, 4, 2, 3]);
  });
});
