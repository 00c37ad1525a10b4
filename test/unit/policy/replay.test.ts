import { describe, expect, it } from 'vitest';
import { loadDefaultPolicy } from '../../../src/policy/default-policy.js';
import { replay } from '../../../src/policy/replay.js';
import { encodeScore, ScoreTable } from '../../../src/policy/score-table.js';
import { simulate } from '../../../src/policy/simulate.js';
import type { Policy } from '../../../src/domain/policy.js';

const SIGNALS = ['toxicity', 'insult', 'threat', 'spam', 'distress'] as const;

function table(rows: number): ScoreTable {
  const made = new ScoreTable([...SIGNALS]);
  const circumstances = made.numberOf('all', () => ({
    context: {},
    english: 'all',
    channelId: 'C1',
    policyName: 'default',
  }));
  // Pseudo-random, and the same every time.
  let state = 1;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let id = 1; id <= rows; id++) {
    const scores = SIGNALS.map(() => encodeScore(Math.round(next() ** 3 * 10_000) / 10_000));
    made.put(
      { id, atS: id, action: id % 7 === 0 ? 'review' : 'allow', alert: id % 11 === 0, circumstances },
      scores,
    );
  }
  return made;
}

function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const active = loadDefaultPolicy();
const candidate: Policy = {
  ...active,
  clauses: active.clauses
    .slice(1)
    .map((clause) => (clause.alertOnly ? clause : { ...clause, review: clause.review / 2 })),
};

describe('replay', () => {
  it('names every message that a simulation counts as changed, with the same decisions', () => {
    const rows = table(10_000);
    const filter = { fromS: 100, toS: 9_000 };
    const simulated = finish(simulate(rows, { candidate, active, limit: 10_000, ...filter }));
    const replayed = finish(replay(rows, { candidate, active, ...filter }));
    expect(replayed.messages).toBe(simulated.messages);
    expect(simulated.changed).toBeGreaterThan(100);
    const listed = simulated.mostChanged.map(({ id, from, to }) => ({ id, before: from, after: to }));
    expect(replayed.changed.map(({ id, before, after }) => ({ id, before, after }))).toEqual(
      listed.sort((a, b) => a.id - b.id),
    );
  });

  it('names the clauses that come out otherwise, one that the candidate lacks among them', () => {
    const { changed } = finish(replay(table(10_000), { candidate, active }));
    const clauses = changed.flatMap((change) => change.clauses);
    for (const { before, after } of clauses) expect(before?.action).not.toBe(after?.action);
    expect(clauses.some(({ id, after }) => id === active.clauses[0]!.id && after === null)).toBe(true);
    expect(
      clauses.some(({ before, after }) => before?.action === 'allow' && after?.action === 'review'),
    ).toBe(true);
  });
});
