import type { ClauseAction } from '../domain/decision.js';
import type { Policy } from '../domain/policy.js';
import type { ClauseChange } from '../domain/run.js';
import { ChunkScores, PolicyOutcomes } from './chunk-outcomes.js';
import { ACT, ALERT, compilePolicy, REVIEW } from './compiled-policy.js';
import { ACTIONS, alerts, decisionOf, decodeScore, rankOf, type ScoreTable } from './score-table.js';
import type { Outcome } from './simulate.js';
import { chunksOf, type RowFilter } from './table-rows.js';

export interface ReplayedMessage {
  /** Row id of the message. */
  readonly id: number;
  readonly before: Outcome;
  readonly after: Outcome;
  /** Clauses whose action differs between the active policy and the candidate. */
  readonly clauses: readonly ClauseChange[];
}

export interface Replay {
  /** Messages that the filter lets through. */
  readonly messages: number;
  /** Those whose current action or alert the candidate would change. */
  readonly changed: readonly ReplayedMessage[];
}

/**
 * What a candidate makes of every message of a table, as `simulate` does, and each message that changes by it.
 * Yields after each few thousand messages.
 */
export function* replay(
  table: ScoreTable,
  { candidate, active, ...filter }: RowFilter & { readonly candidate: Policy; readonly active: Policy },
): Generator<void, Replay> {
  const scores = new ChunkScores();
  const after = new PolicyOutcomes(compilePolicy(candidate, table), scores);
  const before = new PolicyOutcomes(compilePolicy(active, table), scores);
  const changed: ReplayedMessage[] = [];
  let messages = 0;
  for (const chunk of chunksOf(table, filter)) {
    scores.fill(chunk);
    after.evaluate(chunk);
    before.evaluate(chunk);
    messages += chunk.length;
    for (let i = 0; i < chunk.length; i++) {
      const row = chunk.rows[i]!;
      const was = decisionOf(chunk.block.current[row]!);
      const is = after.decision(i);
      if (was === is) continue;
      changed.push({
        id: chunk.block.ids[row]!,
        before: readDecision(was),
        after: readDecision(is),
        clauses: differences(before, after, i),
      });
    }
    yield;
  }
  return { messages, changed };
}

/** Every clause of either policy that comes out otherwise. */
function differences(before: PolicyOutcomes, after: PolicyOutcomes, row: number): ClauseChange[] {
  const sideOf = (outcomes: PolicyOutcomes, id: string) => {
    const clause = outcomes.clauses.findIndex((each) => each.id === id);
    if (clause < 0) return null;
    return {
      action: ACTION_OF[outcomes.outcome(clause, row)]!,
      score: decodeScore(outcomes.score(clause, row)),
    };
  };
  const ids = new Set([...after.clauses, ...before.clauses].map(({ id }) => id));
  return [...ids]
    .map((id) => ({ id, before: sideOf(before, id), after: sideOf(after, id) }))
    .filter((change) => change.before?.action !== change.after?.action);
}

/** By outcome; a clause that does not apply allows. */
const ACTION_OF: readonly ClauseAction[] = (() => {
  const actions: ClauseAction[] = ['allow', 'allow', 'allow', 'allow', 'allow'];
  actions[REVIEW] = 'review';
  actions[ACT] = 'act';
  actions[ALERT] = 'alert';
  return actions;
})();

const readDecision = (code: number): Outcome => ({ action: ACTIONS[rankOf(code)]!, alert: alerts(code) });
