import type { Clause, Policy } from '../../api/types.js';
import { showScore } from '../../format.js';

export type ThresholdName = 'review' | 'act' | 'alert';
export type Thresholds = Partial<Readonly<Record<ThresholdName, number>>>;

/** Thresholds moved away from a version, by clause: what a new version would hold. */
export interface Draft {
  /** null: whatever is active. */
  readonly base: number | null;
  readonly moved: Readonly<Record<string, Thresholds>>;
}

export const emptyDraft: Draft = { base: null, moved: {} };

export const thresholdNames = (clause: Clause): readonly ThresholdName[] =>
  clause.alertOnly === true ? ['alert'] : ['review', 'act'];

const ofClause = (clause: Clause, name: ThresholdName): number =>
  clause.alertOnly === true ? clause.alert : name === 'act' ? clause.act : clause.review;

/** A threshold as the draft has it. */
export const thresholdIn = (draft: Draft, clause: Clause, name: ThresholdName): number =>
  draft.moved[clause.id]?.[name] ?? ofClause(clause, name);

const round = (value: number) => Math.round(value * 1000) / 1000;

/** Where a threshold comes to lie that is moved to a place: no further than the clause's other one lets it. */
export function bounded(draft: Draft, clause: Clause, name: ThresholdName, to: number): number {
  const low = name === 'act' ? thresholdIn(draft, clause, 'review') : 0;
  const high = name === 'review' ? thresholdIn(draft, clause, 'act') : 1;
  return round(Math.min(Math.max(to, low), high));
}

export function move(draft: Draft, clause: Clause, name: ThresholdName, to: number): Draft {
  const value = bounded(draft, clause, name, to);
  const own: Thresholds = { ...draft.moved[clause.id], [name]: value };
  const stays = Object.entries(own).every(([at, score]) => score === ofClause(clause, at as ThresholdName));
  const others = Object.entries(draft.moved).filter(([id]) => id !== clause.id);
  return { ...draft, moved: Object.fromEntries(stays ? others : [...others, [clause.id, own]]) };
}

/** The rules with the draft's thresholds. */
export function applyDraft(policy: Policy, draft: Draft): Policy {
  const clauses = policy.clauses.map((clause) => ({ ...clause, ...draft.moved[clause.id] }));
  return { ...policy, clauses };
}

/** "insult: review 0.55 → 0.62", one line a threshold. */
export function changesInWords(policy: Policy, draft: Draft): string[] {
  return policy.clauses.flatMap((clause) =>
    thresholdNames(clause)
      .filter((name) => thresholdIn(draft, clause, name) !== ofClause(clause, name))
      .map(
        (name) =>
          `${clause.id}: ${name} ${showScore(ofClause(clause, name))} → ${showScore(thresholdIn(draft, clause, name))}`,
      ),
  );
}
