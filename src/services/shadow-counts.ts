import type { Decision } from '../domain/decision.js';
import type { Message } from '../domain/message.js';
import type { ScoredText } from '../domain/model.js';
import type { ShadowCount, ShadowCountStore } from '../store/shadow-counts.js';
import { decide, type Judge } from './decide.js';

const FLUSH_INTERVAL_MS = 2_000;

export type ShadowCounts = ReturnType<typeof createShadowCounts>;

/**
 * What shadow policies would have decided, counted and nothing else kept of it. Gathered here and
 * written every 2 s.
 */
export function createShadowCounts(store: ShadowCountStore, onError: (error: Error) => void) {
  let gathered = new Map<string, ShadowCount>();
  let underWay: Promise<void> = Promise.resolve();
  const timer = setInterval(() => void flush(), FLUSH_INTERVAL_MS);
  timer.unref();

  function flush(): Promise<void> {
    underWay = underWay.then(write);
    return underWay;
  }

  async function write(): Promise<void> {
    if (gathered.size === 0) return;
    const counts = [...gathered.values()];
    gathered = new Map();
    try {
      await store.add(counts);
    } catch (error) {
      onError(error as Error);
      for (const entry of counts) merge(entry);
    }
  }

  function merge(entry: ShadowCount): void {
    const { count, ...names } = entry;
    const key = JSON.stringify(names);
    gathered.set(key, { ...names, count: count + (gathered.get(key)?.count ?? 0) });
  }

  return {
    /** Evaluates a shadow on what was scored, and counts how it differs from what was decided. */
    add(
      communityId: string,
      scored: ScoredText,
      message: Message,
      decided: Decision,
      active: Judge,
      shadow: Judge,
    ) {
      const { raw, stage, language, english } = scored;
      const withoutPieces = { raw, stage, language, ...(english !== undefined && { english }) };
      const would = decide(withoutPieces, message, shadow).decision;
      const versions = {
        communityId,
        policyName: active.policy.name,
        activeVersion: active.policy.version,
        shadowVersion: shadow.policy.version,
      };
      for (const pair of actionPairs(decided, would)) merge({ ...versions, ...pair, count: 1 });
    },

    flush,

    async close(): Promise<void> {
      clearInterval(timer);
      await flush();
    },
  };
}

/** What both said, of the whole and of each clause that either has. */
function actionPairs(
  decided: Pick<Decision, 'action' | 'clauses'>,
  would: Pick<Decision, 'action' | 'clauses'>,
): Pick<ShadowCount, 'clause' | 'active' | 'shadow'>[] {
  const actions = (decision: typeof decided) =>
    new Map<string, string>(decision.clauses.map(({ id, action }) => [id, action]));
  const active = actions(decided);
  const shadow = actions(would);
  return [
    { clause: '', active: decided.action, shadow: would.action },
    ...[...new Set([...active.keys(), ...shadow.keys()])].map((clause) => ({
      clause,
      active: active.get(clause) ?? 'none',
      shadow: shadow.get(clause) ?? 'none',
    })),
  ];
}
