import type { Database } from '../src/store/database.js';
import { DEMO_PREFIX, PLANTED } from './messages.js';

/** What of the demonstration a database holds. */
export interface StoredDemo {
  /** By the message's name when it was sent, in milliseconds since 1970. */
  readonly sentAt: ReadonlyMap<string, number>;
  /** Messages that are not the demonstration's. */
  readonly others: number;
}

export async function readStored(db: Database, communityId: string): Promise<StoredDemo> {
  const rows = await db.query<{ external_id: string; sent_ms: number | null }>(
    `select external_id, (extract(epoch from sent_at) * 1000)::float8 as sent_ms from messages
     where community_id = $1 and starts_with(external_id, $2)`,
    [communityId, DEMO_PREFIX],
  );
  const [all] = await db.query<{ count: string }>('select count(*) from messages where community_id = $1', [
    communityId,
  ]);
  return {
    sentAt: new Map(rows.map(({ external_id, sent_ms }) => [external_id, sent_ms ?? 0])),
    others: Number(all!.count) - rows.length,
  };
}

/** How the demonstration's messages came out. */
export interface Outcome {
  readonly flagged: number;
  readonly failed: number;
  readonly planted: number;
  readonly plantedFound: number;
}

export async function readOutcome(db: Database, communityId: string): Promise<Outcome> {
  const [row] = await db.query<Record<keyof Outcome, string>>(
    `with demo as (
       select starts_with(m.external_id, $3) as is_planted, r.status = 'failed' as is_failed,
         coalesce(m.action <> 'allow' or m.alert, false) as is_flagged
       from messages m join revisions r on r.message_id = m.id and r.ordinal = m.revisions
       where m.community_id = $1 and starts_with(m.external_id, $2))
     select count(*) filter (where is_flagged) as flagged, count(*) filter (where is_failed) as failed,
       count(*) filter (where is_planted) as planted,
       count(*) filter (where is_planted and is_flagged) as "plantedFound" from demo`,
    [communityId, DEMO_PREFIX, PLANTED],
  );
  return {
    flagged: Number(row!.flagged),
    failed: Number(row!.failed),
    planted: Number(row!.planted),
    plantedFound: Number(row!.plantedFound),
  };
}
