import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENGLISH_PARTS, type EnglishPart } from '../../../src/domain/model.js';
import type { Policy, PolicyContext } from '../../../src/domain/policy.js';
import { SIGNALS, type Signal, type SignalScores } from '../../../src/domain/signal.js';
import { evaluate } from '../../../src/policy/evaluate.js';
import { encodeScore, ScoreTable } from '../../../src/policy/score-table.js';
import { actionsByDay, histogram } from '../../../src/policy/score-statistics.js';
import { context, policy, scores } from './arbitraries.js';

interface Entry {
  readonly known: PolicyContext;
  readonly english: EnglishPart;
  readonly signals: SignalScores;
}

const entry: fc.Arbitrary<Entry> = fc.record({
  known: context,
  english: fc.constantFrom(...ENGLISH_PARTS, 'all', 'all'),
  signals: scores,
});

function fill(entries: readonly Entry[]): ScoreTable {
  const table = new ScoreTable(SIGNALS);
  entries.forEach(({ known, english, signals }, i) => {
    const circumstances = table.numberOf(`${i}`, () => ({
      context: known,
      english,
      channelId: null,
      policyName: null,
    }));
    table.put(
      { id: i + 1, atS: 0, action: 'allow', alert: false, circumstances },
      SIGNALS.map((name) => encodeScore(signals[name]?.score ?? null)),
    );
  });
  return table;
}

function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const nothing = Object.fromEntries(SIGNALS.map((name) => [name, null])) as SignalScores;

/** The scores that count: what language leaves out is out, whatever the policy makes of it. */
function counting({ known, english, signals }: Entry, rules: Policy): SignalScores {
  if (english === 'none') return nothing;
  if (english !== 'part') return signals;
  const fires = evaluate(signals, known, rules).clauses.some(
    ({ score, action }) => score !== null && action !== 'allow',
  );
  return fires ? signals : nothing;
}

function spread(values: readonly (number | null)[], notApplicable = 0) {
  const bins = new Array<number>(100).fill(0);
  for (const value of values) {
    if (value !== null) bins[Math.min(99, Math.floor(Math.round(value * 10_000) / 100))]! += 1;
  }
  return { bins, unavailable: values.filter((value) => value === null).length, notApplicable };
}

describe('a histogram', () => {
  it('holds every score that counts once, of a signal and of a clause', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 25 }),
        policy,
        fc.constantFrom<Signal>(...SIGNALS),
        (entries, rules, signal) => {
          const table = fill(entries);
          const counted = entries.map((each) => counting(each, rules));
          expect(finish(histogram(table, { of: { signal }, policy: rules }))).toEqual(
            spread(counted.map((signals) => signals[signal]?.score ?? null)),
          );
          const clause = rules.clauses[0]!.id;
          const results = entries.map(({ known }, i) => evaluate(counted[i]!, known, rules).clauses[0]!);
          const applying = results.filter(({ status }) => status !== 'notApplicable');
          expect(finish(histogram(table, { of: { clause }, policy: rules }))).toEqual(
            spread(
              applying.map(({ score }) => score),
              results.length - applying.length,
            ),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('puts a score on a bound into the bin above it, and 1 into the last', () => {
    const known = {};
    const entries = [0, 0.0099, 0.01, 0.29, 0.57, 0.99, 1].map((score): Entry => {
      const signals = { ...nothing, insult: { score, view: 'original' as const } };
      return { known, english: 'all', signals };
    });
    const rules: Policy = { title: '', onUnavailable: 'allow', clauses: [] };
    const { bins } = finish(histogram(fill(entries), { of: { signal: 'insult' }, policy: rules }));
    const filled = bins.flatMap((count, bin) => (count > 0 ? [[bin, count]] : []));
    expect(filled).toEqual([[0, 2], [1, 1], [29, 1], [57, 1], [99, 2]]); // prettier-ignore
  });
});

describe('actions by day', () => {
  it('are counted in UTC days, in order, alerts beside them', () => {
    const table = new ScoreTable([]);
    const circumstances = table.numberOf('', () => ({
      context: {},
      english: 'all',
      channelId: null,
      policyName: null,
    }));
    const put = (id: number, atS: number, action: 'allow' | 'review' | 'act', alert: boolean) => {
      table.put({ id, atS, action, alert, circumstances }, []);
    };
    put(1, 2 * 86_400, 'act', true);
    put(2, 86_399, 'allow', false);
    put(3, 86_400, 'review', true);
    put(4, 0, 'allow', true);
    expect(finish(actionsByDay(table, {}))).toEqual([
      { day: 0, allow: 2, review: 0, act: 0, alert: 1 },
      { day: 1, allow: 0, review: 1, act: 0, alert: 1 },
      { day: 2, allow: 0, review: 0, act: 1, alert: 1 },
    ]);
    expect(finish(actionsByDay(table, { fromS: 86_400, toS: 2 * 86_400 }))).toHaveLength(1);
  });
});
