import type { StoreSetting } from '../domain/message.js';
import type { Database } from './database.js';

/** What is kept where a request does not say, by kind of channel. */
export interface CommunitySettings {
  readonly store: { readonly channels: StoreSetting; readonly directMessages: StoreSetting };
}

const DEFAULTS: CommunitySettings = { store: { channels: 'all', directMessages: 'flagged' } };

export type CommunityStore = ReturnType<typeof createCommunityStore>;

export function createCommunityStore(db: Database) {
  return {
    async settings(communityId: string): Promise<CommunitySettings> {
      const rows = await db.query<{ settings: Partial<CommunitySettings> }>(
        'select settings from communities where id = $1',
        [communityId],
      );
      return { store: { ...DEFAULTS.store, ...rows[0]?.settings.store } };
    },

    /** Adds to the anonymous counts: all that remains of messages that are not stored. */
    async count(entries: readonly CountEntry[]): Promise<void> {
      await db.query(
        `insert into decision_counts (community_id, day, policy_name, policy_version, action, alert, count)
         select community_id, (now() at time zone 'utc')::date, policy_name, policy_version, action, alert, count
         from jsonb_to_recordset($1) as e
           (community_id text, policy_name text, policy_version int, action text, alert boolean, count bigint)
         on conflict (community_id, day, policy_name, policy_version, action, alert)
           do update set count = decision_counts.count + excluded.count`,
        [JSON.stringify(entries)],
      );
    },
  };
}

/** One line of the anonymous counts, in the database's names. */
export interface CountEntry {
  readonly community_id: string;
  readonly policy_name: string;
  readonly policy_version: number;
  readonly action: string;
  readonly alert: boolean;
  readonly count: number;
}
