import type { MessageName } from '../domain/message.js';
import type { Database } from './database.js';

export type WithdrawnTextStore = ReturnType<typeof createWithdrawnTextStore>;

/** Messages that go on although what they said was taken back. */
export function createWithdrawnTextStore(db: Database) {
  return {
    /**
     * Removes the texts of all revisions of a message, with contexts and notes; decisions, scores and labels stay.
     * What waits for its score is not scored any more. Another text may follow.
     */
    async remove(communityId: string, { source, id }: MessageName): Promise<void> {
      await db.transaction(async (query) => {
        const [message] = await query<{ id: string }>(
          'select id from messages where community_id = $1 and source = $2 and external_id = $3',
          [communityId, source, id],
        );
        if (message === undefined) return;
        // In the order in which workers write, so that they and this wait for each other rather than lock up.
        await query(`update revisions set status = 'failed' where message_id = $1 and status = 'pending'`, [
          message.id,
        ]);
        await query(
          'delete from texts where revision_id in (select id from revisions where message_id = $1)',
          [message.id],
        );
        await query('update messages set content_hmac = null where id = $1', [message.id]);
      });
    },
  };
}
