import { LRUCache } from 'lru-cache';
import type { CommunitySettings, CommunityStore } from '../store/communities.js';

/** How long a changed setting may take to reach another process. */
const TTL_MS = 1_000;

/** Settings of a community, read again after a while: they are needed for every message. */
export type ReadSettings = (communityId: string) => Promise<CommunitySettings>;

export function createSettingsCache(communities: CommunityStore): ReadSettings {
  const settings = new LRUCache<string, CommunitySettings>({
    max: 1_000,
    ttl: TTL_MS,
    // Pushed out of the memory by others, it is still answered.
    ignoreFetchAbort: true,
    fetchMethod: (communityId) => communities.settings(communityId),
  });
  return async (communityId) => (await settings.fetch(communityId))!;
}
