import type { Database } from './database.js';

const KEPT = "interval '2 days'";
const SWEPT_MAX = 20;

export type SlackEventStore = ReturnType<typeof createSlackEventStore>;

/** Which events of Slack have been dealt with: it sends one again when it has missed the answer. */
export function createSlackEventStore(db: Database) {
  return {
    async isKnown(communityId: string, eventId: string): Promise<boolean> {
      const rows = await db.query('select 1 from slack_events where community_id = $1 and event_id = $2', [
        communityId,
        eventId,
      ]);
      return rows.length > 0;
    },

    /** Notes that an event has been dealt with, and forgets some that are too old to come again. */
    async note(communityId: string, eventId: string): Promise<void> {
      await db.query(
        `with old as (
           delete from slack_events where (community_id, event_id) in (
             select community_id, event_id from slack_events
             where community_id = $1 and received_at < now() - ${KEPT} limit ${SWEPT_MAX} for update skip locked))
         insert into slack_events (community_id, event_id) values ($1, $2) on conflict do nothing`,
        [communityId, eventId],
      );
    },
  };
}
