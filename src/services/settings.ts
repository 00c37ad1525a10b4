import type { ApiKey } from '../domain/keys.js';
import type { CommunitySettings, CommunityStore, SettingsState } from '../store/communities.js';

export type SettingsService = ReturnType<typeof createSettingsService>;

/** A community's settings: what is kept of messages, and for how long. */
export function createSettingsService(communities: CommunityStore) {
  return {
    get: (communityId: string): Promise<SettingsState> => communities.settingsState(communityId),

    /**
     * Counts in every process within a second.
     * @param revisions those of which the caller may have read one
     * @throws StaleError where the revision is another
     */
    change: (
      caller: ApiKey,
      revisions: readonly number[],
      settings: CommunitySettings,
    ): Promise<SettingsState> => communities.changeSettings(caller.communityId, revisions, settings, caller),
  };
}
