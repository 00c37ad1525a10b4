import type { Decision } from '../domain/decision.js';
import type { PolicyRef } from '../domain/policy.js';
import type { CommunityStore, CountEntry } from '../store/communities.js';

const FLUSH_INTERVAL_MS = 5_000;

/** Counts of decisions about messages that are not stored, gathered here and written every 5 s. */
export function createAnonymousCounts(communities: CommunityStore, onError: (error: Error) => void) {
  let gathered = new Map<string, CountEntry>();
  const timer = setInterval(() => void flush(), FLUSH_INTERVAL_MS);
  timer.unref();

  async function flush(): Promise<void> {
    if (gathered.size === 0) return;
    const entries = [...gathered.values()];
    gathered = new Map();
    try {
      await communities.count(entries);
    } catch (error) {
      onError(error as Error);
      for (const entry of entries) merge(entry);
    }
  }

  function merge(entry: CountEntry): void {
    const { count, ...names } = entry;
    const key = JSON.stringify(names);
    gathered.set(key, { ...names, count: count + (gathered.get(key)?.count ?? 0) });
  }

  return {
    add(communityId: string, policy: PolicyRef, { action, alert }: Decision): void {
      merge({
        community_id: communityId,
        policy_name: policy.name,
        policy_version: policy.version,
        action,
        alert,
        count: 1,
      });
    },
    async close(): Promise<void> {
      clearInterval(timer);
      await flush();
    },
  };
}
