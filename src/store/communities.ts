import { StaleError } from '../domain/errors.js';
import type { StoreSetting } from '../domain/message.js';
import { appendAudit, type Actor } from './audit.js';
import type { Database } from './database.js';

/** What is kept of messages, and for how long. */
export interface CommunitySettings {
  /** What is kept where a request does not say, by kind of channel. */
  readonly store: { readonly channels: StoreSetting; readonly directMessages: StoreSetting };
  /** How many days after a message was sent its text is removed; null: never. */
  readonly textDays: number | null;
  /** The same for its scores. */
  readonly scoreDays: number | null;
}

/** Settings and how often they were changed. */
export interface SettingsState {
  readonly settings: CommunitySettings;
  readonly revision: number;
}

const DEFAULTS: CommunitySettings = {
  store: { channels: 'all', directMessages: 'flagged' },
  textDays: null,
  scoreDays: null,
};

export type CommunityStore = ReturnType<typeof createCommunityStore>;

export function createCommunityStore(db: Database) {
  return {
    async settings(communityId: string): Promise<CommunitySettings> {
      return (await readState(db.query, communityId)).settings;
    },

    async settingsState(communityId: string): Promise<SettingsState> {
      return readState(db.query, communityId);
    },

    /**
     * Replaces settings that nobody has changed since they were read.
     * @throws StaleError where their revision is none of `revisions`; nothing is changed then
     */
    async changeSettings(
      communityId: string,
      revisions: readonly number[],
      settings: CommunitySettings,
      actor: Actor,
    ): Promise<SettingsState> {
      return db.transaction(async (query) => {
        const before = await readState(query, communityId, 'for no key update');
        if (!revisions.includes(before.revision)) {
          throw new StaleError('The settings were changed since you read them: read them again.');
        }
        await query(
          'update communities set settings = settings || $2, revision = revision + 1 where id = $1',
          [communityId, JSON.stringify(settings)],
        );
        await appendAudit(query, communityId, actor, {
          action: 'settings.change',
          subject: communityId,
          before: words(before.settings),
          after: words(settings),
        });
        return { settings, revision: before.revision + 1 };
      });
    },

    /** Adds to the anonymous counts: all that remains of messages that are not stored. */
    async count(entries: readonly CountEntry[]): Promise<void> {
      await db.query(
        `insert into decision_counts (community_id, day, policy_name, policy_version, action, alert, count)
         select community_id, (now() at time zone 'utc')::date, policy_name, policy_version, action, alert, count
         from jsonb_to_recordset($1) as e
           (community_id text, policy_name text, policy_version int, action text, alert boolean, count bigint)
         order by 1, 3, 4, 5, 6
         on conflict (community_id, day, policy_name, policy_version, action, alert)
           do update set count = decision_counts.count + excluded.count`,
        [JSON.stringify(entries)],
      );
    },
  };
}

async function readState(
  query: Database['query'],
  communityId: string,
  lock: '' | 'for no key update' = '',
): Promise<SettingsState> {
  const rows = await query<{ settings: Partial<CommunitySettings>; revision: string }>(
    `select settings, revision from communities where id = $1 ${lock}`,
    [communityId],
  );
  return {
    settings: {
      store: { ...DEFAULTS.store, ...rows[0]?.settings.store },
      textDays: rows[0]?.settings.textDays ?? DEFAULTS.textDays,
      scoreDays: rows[0]?.settings.scoreDays ?? DEFAULTS.scoreDays,
    },
    revision: Number(rows[0]?.revision ?? 1),
  };
}

const words = ({ store, textDays, scoreDays }: CommunitySettings) =>
  `kept of channels: ${store.channels}, of direct messages: ${store.directMessages}; ` +
  `texts ${span(textDays)}, scores ${span(scoreDays)}`;

const span = (days: number | null) => (days === null ? 'for ever' : `for ${days} days`);

/** One line of the anonymous counts, in the database's names. */
export interface CountEntry {
  readonly community_id: string;
  readonly policy_name: string;
  readonly policy_version: number;
  readonly action: string;
  readonly alert: boolean;
  readonly count: number;
}
