import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action, Decision } from '../../../src/domain/decision.js';
import type { Message } from '../../../src/domain/message.js';
import { ENGLISH_PARTS, type EnglishPart, type PipelineSpec } from '../../../src/domain/model.js';
import type { Policy } from '../../../src/domain/policy.js';
import { SIGNALS, type Signal } from '../../../src/domain/signal.js';
import { encodeScore, ScoreTable } from '../../../src/policy/score-table.js';
import { simulate, type Simulation, type SimulationOptions } from '../../../src/policy/simulate.js';
import { createJudge, decide } from '../../../src/services/decide.js';
import { context, policy, probability } from './arbitraries.js';

/** Logits that are probabilities already, so that a test can say which score a message has. */
const IDENTITY = { method: 'piecewise', knots: [[0, 0], [1, 1]] } as const; // prettier-ignore

function judgeOf(labels: readonly Signal[], rules: Policy) {
  const calibration = {
    id: 'identity',
    signals: Object.fromEntries(SIGNALS.map((name) => [name, IDENTITY])),
  };
  const model = { name: 'test', sha256: '' };
  const pipeline: PipelineSpec = { id: 'test', sha256: '', normaliser: '', model, stages: [], labels, calibration }; // prettier-ignore
  return createJudge(pipeline, calibration, { name: 'default', version: 1, policy: rules, sha256: '' });
}

interface TestMessage {
  readonly facts: Omit<Message, 'text'>;
  readonly english: EnglishPart;
  readonly scores: Readonly<Record<Signal, number>>;
  readonly current: { readonly action: Action; readonly alert: boolean };
  readonly channelId: string | null;
  readonly policyName: string | null;
  readonly atS: number;
}

const ACTIONS = ['allow', 'review', 'act'] as const;
const message: fc.Arbitrary<TestMessage> = fc.record({
  facts: context.map(
    (known) => Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as object,
  ),
  english: fc.constantFrom(...ENGLISH_PARTS, 'all', 'all'),
  scores: fc
    .tuple(...SIGNALS.map(() => probability))
    .map(
      (scores) => Object.fromEntries(SIGNALS.map((name, i) => [name, scores[i]])) as Record<Signal, number>,
    ),
  current: fc.record({ action: fc.constantFrom(...ACTIONS), alert: fc.boolean() }),
  channelId: fc.constantFrom('a', 'b', null),
  policyName: fc.constantFrom('default', 'other', null),
  atS: fc.integer({ min: 0, max: 20 }),
});

/** Twelve signals, or some of them: what a model does not give is unavailable throughout. */
const labels: fc.Arbitrary<readonly Signal[]> = fc.oneof(
  fc.constant([...SIGNALS]),
  fc.subarray([...SIGNALS]),
);
const world = fc.record({
  labels,
  messages: fc.array(message, { maxLength: 25 }),
  candidate: policy,
  active: policy,
});

function fill(signals: readonly Signal[], messages: readonly TestMessage[]): ScoreTable {
  const table = new ScoreTable(signals);
  messages.forEach((entry, i) => {
    const { facts, english, channelId, policyName, scores, current, atS } = entry;
    const circumstances = table.numberOf(JSON.stringify([facts, english, channelId, policyName]), () => ({
      context: facts,
      english,
      channelId,
      policyName,
    }));
    table.put(
      { id: i + 1, atS, ...current, circumstances },
      signals.map((name) => encodeScore(scores[name])),
    );
  });
  return table;
}

function run(table: ScoreTable, options: SimulationOptions): Simulation {
  const steps = simulate(table, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** What a live message of these scores would be answered. */
function decideLive(entry: TestMessage, names: readonly Signal[], rules: Policy): Decision {
  const original = Float32Array.from(names, (name) => entry.scores[name]);
  const language = { code: null, confidence: 0 };
  const scored = { raw: { original, folded: null }, stage: '', language, english: entry.english };
  return decide(scored, { text: 'text', ...entry.facts }, judgeOf(names, rules)).decision;
}

const outcomes = ['allow', 'review', 'act', 'alert', 'notApplicable', 'unavailable'] as const;
function countClause(decisions: readonly Decision[], rules: Policy, id: string) {
  if (!rules.clauses.some((clause) => clause.id === id)) return null;
  const counts = Object.fromEntries(outcomes.map((name) => [name, 0])) as Record<
    (typeof outcomes)[number],
    number
  >;
  for (const { clauses } of decisions) {
    const clause = clauses.find((each) => each.id === id)!;
    counts[clause.status === 'notApplicable' ? 'notApplicable' : clause.action] += 1;
    if (clause.status === 'unavailable') counts.unavailable += 1;
  }
  return counts;
}

const flagged = ({ action, alert }: { action: Action; alert: boolean }) => alert || action !== 'allow';
const count = <T>(values: readonly T[], holds: (value: T) => boolean) => values.filter(holds).length;

type Pair = { id: number; from: TestMessage['current']; to: TestMessage['current'] };

/** The same result, worked out message by message with what decides live ones. */
function expected(pairs: readonly Pair[]) {
  const changed = pairs.filter(({ from, to }) => from.action !== to.action || from.alert !== to.alert);
  const transition = (from: Action, to: Action) =>
    count(pairs, (pair) => pair.from.action === from && pair.to.action === to);
  const row = (from: Action) => Object.fromEntries(ACTIONS.map((to) => [to, transition(from, to)]));
  return {
    messages: pairs.length,
    changed: changed.length,
    transitions: Object.fromEntries(ACTIONS.map((from) => [from, row(from)])),
    alerts: {
      before: count(pairs, ({ from }) => from.alert),
      after: count(pairs, ({ to }) => to.alert),
      raised: count(pairs, ({ from, to }) => !from.alert && to.alert),
      cleared: count(pairs, ({ from, to }) => from.alert && !to.alert),
    },
    flagged: {
      before: count(pairs, ({ from }) => flagged(from)),
      after: count(pairs, ({ to }) => flagged(to)),
    },
    changes: changed.map(({ id, from, to }) => ({ id, from, to })),
  };
}

const byId = (a: { id: number }, b: { id: number }) => a.id - b.id;
function summary(result: Simulation) {
  const { messages, changed, transitions, alerts, flagged: reviews } = result;
  const changes = result.mostChanged.map(({ id, from, to }) => ({ id, from, to })).sort(byId);
  return { messages, changed, transitions, alerts, flagged: reviews, changes };
}

describe('a simulation', () => {
  it('decides every message as a live one is decided', () => {
    fc.assert(
      fc.property(world, ({ labels: names, messages, candidate, active }) => {
        const result = run(fill(names, messages), { candidate, active, limit: 100 });
        const after = messages.map((entry) => decideLive(entry, names, candidate));
        const before = messages.map((entry) => decideLive(entry, names, active));
        const pairs = messages.map(({ current }, i) => {
          const { action, alert } = after[i]!;
          return { id: i + 1, from: current, to: { action, alert } };
        });
        expect(summary(result)).toEqual(expected(pairs));
        const ids = [...new Set([...candidate.clauses, ...active.clauses].map(({ id }) => id))];
        expect(result.clauses.map(({ id }) => id)).toEqual(ids);
        for (const clause of result.clauses) {
          expect(clause.before).toEqual(countClause(before, active, clause.id));
          expect(clause.after).toEqual(countClause(after, candidate, clause.id));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('says of one clause what happens to it alone', () => {
    fc.assert(
      fc.property(world, fc.nat(5), ({ labels: names, messages, candidate, active }, n) => {
        const clause = candidate.clauses[n % candidate.clauses.length]!.id;
        const result = run(fill(names, messages), { candidate, active, clause, limit: 100 });
        const outcome = (entry: TestMessage, rules: Policy) => {
          const found = decideLive(entry, names, rules).clauses.find(({ id }) => id === clause);
          const action = found?.action ?? 'allow';
          return action === 'alert' ? { action: 'allow' as const, alert: true } : { action, alert: false };
        };
        const pairs = messages.map((entry, i) => ({
          id: i + 1,
          from: outcome(entry, active),
          to: outcome(entry, candidate),
        }));
        expect(summary(result)).toEqual(expected(pairs));
        for (const change of result.mostChanged) expect(change.clause).toBe(clause);
      }),
      { numRuns: 300 },
    );
  });

  it('looks only at the messages that are meant, whatever was replaced or taken out', () => {
    const filters = fc.record({
      fromS: fc.option(fc.nat(20), { nil: undefined }),
      toS: fc.option(fc.nat(20), { nil: undefined }),
      channelIds: fc.option(fc.subarray(['a', 'b']), { nil: undefined }),
      policyName: fc.option(fc.constantFrom('default', 'other'), { nil: undefined }),
    });
    const gone = fc.uniqueArray(fc.integer({ min: 1, max: 25 }));
    fc.assert(
      fc.property(
        world,
        filters,
        gone,
        fc.array(message, { maxLength: 5 }),
        (all, filter, removed, edits) => {
          const { labels: names, candidate, active } = all;
          const table = fill(names, all.messages);
          const messages = new Map(all.messages.map((entry, i) => [i + 1, entry]));
          for (const id of removed) {
            table.remove(id);
            messages.delete(id);
          }
          // Some replace what is there, some bring back what was taken out.
          edits.forEach((entry, i) => {
            const id = i * 3 + 1;
            messages.set(id, entry);
            const circumstances = table.numberOf(`edit ${i}`, () => ({ ...entry, context: entry.facts }));
            table.put(
              { id, atS: entry.atS, ...entry.current, circumstances },
              names.map((name) => encodeScore(entry.scores[name])),
            );
          });
          const meant = [...messages].sort(([a], [b]) => a - b).filter(
          ([, { atS, channelId, policyName }]) =>
            atS >= (filter.fromS ?? 0) &&
            atS < (filter.toS ?? Infinity) &&
            (filter.channelIds === undefined || filter.channelIds.some((id) => id === channelId)) &&
            (filter.policyName === undefined || policyName === null || policyName === filter.policyName),
        ); // prettier-ignore
          const pairs = meant.map(([id, entry]) => {
            const { action, alert } = decideLive(entry, names, candidate);
            return { id, from: entry.current, to: { action, alert } };
          });
          const result = run(table, { candidate, active, limit: 100, ...filter });
          expect(summary(result)).toEqual(expected(pairs));
          const times = meant.map(([, { atS }]) => atS);
          const span = { firstS: Math.min(...times), lastS: Math.max(...times) };
          expect(result.span).toEqual(times.length === 0 ? null : span);
        },
      ),
      { numRuns: 200 },
    );
  });

  const rules = (review: number, act: number): Policy => ({
    title: 'Rules',
    onUnavailable: 'allow',
    clauses: [{ id: 'insult', title: '', text: '', severity: 1, signals: ['insult'], review, act }],
  });
  const scored = (insult: number, action: Action): TestMessage => ({
    facts: {},
    english: 'all',
    scores: { ...(Object.fromEntries(SIGNALS.map((name) => [name, 0])) as Record<Signal, number>), insult },
    current: { action, alert: false },
    channelId: null,
    policyName: null,
    atS: 0,
  });

  it('lists the most changed first: by distance, then by margin, and no more than asked for', () => {
    const scores = [0.55, 0.95, 0.5, 0.7, 0.92, 0.1];
    const table = fill(
      ['insult'],
      scores.map((score) => scored(score, 'allow')),
    );
    const options = { candidate: rules(0.5, 0.9), active: rules(1, 1) };
    const all = run(table, { ...options, limit: 10 }).mostChanged;
    expect(all.map(({ id }) => id)).toEqual([2, 5, 4, 1, 3]);
    expect(all[0]).toMatchObject({ to: { action: 'act' }, clause: 'insult', score: 0.95 });
    expect(all.map(({ margin }) => margin)).toEqual([0.05, 0.02, 0.2, 0.05, 0]);
    expect(run(table, { ...options, limit: 2 }).mostChanged.map(({ id }) => id)).toEqual([2, 5]);
    expect(run(table, { ...options, limit: 0 })).toMatchObject({ changed: 5, mostChanged: [] });
  });

  it('measures a change for the better by how far the score is below the new threshold', () => {
    const table = fill(
      ['insult'],
      [0.6, 0.52].map((score) => scored(score, 'review')),
    );
    const result = run(table, { candidate: rules(0.62, 0.9), active: rules(0.5, 0.9), limit: 9 });
    expect(result.mostChanged).toMatchObject([
      { id: 2, clause: 'insult', score: 0.52, margin: 0.1 },
      { id: 1, clause: 'insult', score: 0.6, margin: 0.02 },
    ]);
  });

  it('finds rows in any order of ids over several blocks', () => {
    const table = new ScoreTable(['insult']);
    const circumstances = table.numberOf('', () => ({ context: {}, english: 'all', channelId: null, policyName: null })); // prettier-ignore
    const rowsCount = 40_000;
    const put = (id: number, score: number) =>
      table.put({ id, atS: 0, action: 'allow', alert: false, circumstances }, [encodeScore(score)]);
    // 7 and 40,000 have no common factor: every id comes once, far from in order.
    for (let i = 0; i < rowsCount; i++) put(((i * 7 + 3) % rowsCount) + 1, 0);
    for (let id = 1; id <= rowsCount; id += 1_000) put(id, 0.8);
    table.remove(1_001);
    const result = run(table, { candidate: rules(0.5, 0.9), active: rules(1, 1), limit: 100 });
    expect(table.rows).toBe(rowsCount);
    expect(result).toMatchObject({ messages: rowsCount - 1, changed: 39 });
    expect(table.dropOldest()).toBeGreaterThan(0);
    expect(table.rows).toBeLessThan(rowsCount);
  });
});
