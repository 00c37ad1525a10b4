import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadDefaultPolicy } from '../../../src/policy/default-policy.js';
import {
  applyDraft,
  changesInWords,
  emptyDraft,
  move,
  thresholdIn,
  thresholdNames,
} from '../../../web/src/pages/workbench/draft.js';

const policy = loadDefaultPolicy();
const { clauses } = policy;
const place = fc.double({ min: -1, max: 2, noNaN: true });
const moves = fc.array(fc.tuple(fc.nat(clauses.length - 1), fc.boolean(), place), { maxLength: 20 });

const play = (steps: readonly (readonly [number, boolean, number])[]) =>
  steps.reduce((draft, [i, first, to]) => {
    const clause = clauses[i]!;
    const names = thresholdNames(clause);
    return move(draft, clause, (first ? names[0] : names.at(-1))!, to);
  }, emptyDraft);

describe('a draft', () => {
  it('keeps thresholds in [0, 1] and review below act, however they are moved', () => {
    fc.assert(
      fc.property(moves, (steps) => {
        for (const clause of applyDraft(policy, play(steps)).clauses) {
          const scale = clause.alertOnly === true ? [clause.alert] : [clause.review, clause.act];
          expect([0, ...scale, 1]).toEqual([0, ...scale, 1].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('changes nothing but what was moved, and says it', () => {
    const insult = clauses.find(({ id }) => id === 'insult')!;
    const draft = move(emptyDraft, insult, 'review', 0.5);
    const others = (rules: typeof policy) => rules.clauses.filter(({ id }) => id !== 'insult');
    expect(others(applyDraft(policy, draft))).toEqual(others(policy));
    const before = thresholdIn(emptyDraft, insult, 'review').toFixed(2);
    expect(changesInWords(policy, draft)).toEqual([`insult: review ${before} → 0.50`]);
  });

  it('is empty again when everything is back where it was', () => {
    fc.assert(
      fc.property(moves, (steps) => {
        let draft = play(steps);
        for (const clause of clauses) {
          for (const name of [...thresholdNames(clause), ...thresholdNames(clause)].reverse())
            draft = move(draft, clause, name, thresholdIn(emptyDraft, clause, name));
        }
        expect(draft).toEqual(emptyDraft);
        expect(applyDraft(policy, draft)).toEqual(policy);
      }),
    );
  });
});
