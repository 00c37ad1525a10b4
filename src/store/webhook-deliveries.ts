import { NotFoundError } from '../domain/errors.js';
import type {
  AttemptFailure,
  DeliveryAttempt,
  DeliveryStatus,
  WebhookDelivery,
  WebhookEvent,
} from '../domain/webhook.js';
import type { Database } from './database.js';
import { CANCEL_PENDING } from './webhooks.js';

/** Something that endpoints may want to hear of. */
export interface NewWebhookEvent {
  readonly communityId: string;
  /** Names it: announced twice, it is sent once. */
  readonly key: string;
  readonly type: WebhookEvent;
  /** ISO 8601. */
  readonly occurredAt: string;
  /** Whether more than plain allow was decided; true for what is no decision. */
  readonly flagged: boolean;
  /** Without message text. */
  readonly data: object;
  /** Whose text goes along, where an endpoint asks for it. */
  readonly revisionId?: number;
}

/** A delivery that this process has to send now. */
export interface ClaimedDelivery {
  readonly id: number;
  readonly communityId: string;
  readonly webhookId: number;
  readonly lease: string;
  readonly url: string;
  readonly sealedSecrets: readonly string[];
  readonly eventId: string;
  readonly type: WebhookEvent;
  readonly occurredAt: string;
  readonly data: object;
  /** Null where the endpoint asks for it but it is gone; undefined where it does not ask. */
  readonly text: string | null | undefined;
  /** How many attempts this round had before. */
  readonly attempts: number;
}

/** What an attempt came to. */
export interface AttemptRecord {
  readonly httpStatus: number | null;
  readonly failure: AttemptFailure | null;
  readonly durationMs: number;
  /** Seconds until the next attempt; null after success and after the last one. */
  readonly retryAfterS: number | null;
  /** The receiver wants to be left alone for so long. */
  readonly throttleS: number | null;
  /** The receiver wants no more of them. */
  readonly gone: boolean;
}

interface ClaimedRow {
  id: string;
  community_id: string;
  webhook_id: string;
  lease: string;
  url: string;
  secrets: string[] | null;
  event_id: string;
  type: WebhookEvent;
  occurred_at: Date;
  data: object;
  include_text: boolean;
  text: string | null;
  attempts: number;
}

interface LogRow {
  id: string;
  event_id: string;
  type: WebhookEvent;
  status: DeliveryStatus;
  occurred_at: Date;
  next_attempt_at: Date;
  attempts: { at: string; httpStatus: number | null; failure: AttemptFailure | null; durationMs: number }[];
}

/** An endpoint's due deliveries, at most $1 of each; of endpoints in $2 none, they are busy. */
const CLAIM = `
  with due as (
    select d.id from webhooks w cross join lateral (
      select id from webhook_deliveries
      where webhook_id = w.id and community_id = w.community_id and status = 'pending' and next_attempt_at <= now()
      order by next_attempt_at, id limit $1 for update skip locked) d
    where w.enabled and (w.throttled_until is null or w.throttled_until <= now()) and w.id <> all ($2)
    limit $3)
  update webhook_deliveries d set lease = gen_random_uuid(), next_attempt_at = now() + make_interval(secs => $4)
  from due, webhooks w
  where d.id = due.id and w.id = d.webhook_id
  returning d.id, d.community_id, d.webhook_id, d.lease, d.event_id, d.type, d.occurred_at, d.data, d.attempts,
    w.url, w.include_text,
    (select array_agg(s.sealed order by s.id desc) from webhook_secrets s
     where s.webhook_id = w.id and (s.expires_at is null or s.expires_at > now())) as secrets,
    case when w.include_text then
      (select t.text from texts t where t.revision_id = d.revision_id and t.community_id = d.community_id) end as text`;

const LOG = `select d.id, d.event_id, d.type, d.status, d.occurred_at, d.next_attempt_at, coalesce((
    select jsonb_agg(jsonb_build_object('at', a.at, 'httpStatus', a.http_status, 'failure', a.failure,
      'durationMs', a.duration_ms) order by a.ordinal)
    from webhook_attempts a where a.delivery_id = d.id), '[]') as attempts
  from webhook_deliveries d where d.community_id = $1 and d.webhook_id = $2`;

export type WebhookDeliveryStore = ReturnType<typeof createWebhookDeliveryStore>;

/** What is to be sent to endpoints, and what came of it. */
export function createWebhookDeliveryStore(db: Database) {
  return {
    /**
     * Adds a delivery for each event and endpoint that listens. The message is named as its row now names it:
     * whoever forgets it meanwhile waits, and then finds the delivery, or has changed the row before.
     * @param query of the transaction it belongs to
     */
    async announce(events: readonly NewWebhookEvent[], query: Database['query'] = db.query): Promise<void> {
      if (events.length === 0) return;
      await query(
        `with e as (
           select * from jsonb_to_recordset($1) as i ("communityId" text, key text, type text,
             "occurredAt" timestamptz, flagged boolean, data jsonb, "revisionId" bigint)),
         named as (
           select r.id as revision_id, jsonb_build_object('id', m.external_id, 'authorId', m.author_id,
             'channelId', m.channel_id, 'threadId', m.thread_id) as names
           from revisions r join messages m on m.id = r.message_id
           where r.id in (select "revisionId" from e) for share of m)
         insert into webhook_deliveries (community_id, webhook_id, event_key, type, occurred_at, data, revision_id)
         select w.community_id, w.id, e.key, e.type, e."occurredAt",
           coalesce(jsonb_set(e.data, '{message}', (e.data -> 'message') || named.names), e.data), e."revisionId"
         from e left join named on named.revision_id = e."revisionId"
         join webhooks w on w.community_id = e."communityId" and w.enabled and e.type = any (w.events)
           and (e.flagged or not w.flagged_only)
         where e."revisionId" is null or named.revision_id is not null
         on conflict (webhook_id, event_key) do nothing`,
        [JSON.stringify(events)],
      );
    },

    /**
     * Takes due deliveries for this process to send. Another process may take one over after `leaseS`.
     * @param busy endpoints of which none are wanted now
     */
    async claim(options: {
      readonly perWebhook: number;
      readonly limit: number;
      readonly leaseS: number;
      readonly busy: readonly number[];
    }): Promise<ClaimedDelivery[]> {
      const { perWebhook, limit, leaseS, busy } = options;
      const rows = await db.query<ClaimedRow>(CLAIM, [perWebhook, busy, limit, leaseS]);
      return rows.map(toClaimed);
    },

    /** Writes down an attempt and what follows from it, unless somebody else has taken the delivery over. */
    async record(
      { id, communityId, webhookId, lease }: ClaimedDelivery,
      { httpStatus, failure, durationMs, retryAfterS, throttleS, gone }: AttemptRecord,
    ): Promise<void> {
      await db.transaction(async (query) => {
        // In the order of whoever disables it by hand: the endpoint before its deliveries.
        if (gone || throttleS !== null) {
          await query('select 1 from webhooks where community_id = $1 and id = $2 for update', [
            communityId,
            webhookId,
          ]);
        }
        const held = await query(
          `update webhook_deliveries set lease = null, attempts = attempts + 1,
             status = case when $4 then 'delivered' when $5::float8 is null then 'failed' else 'pending' end,
             finished_at = case when $4 or $5::float8 is null then now() end,
             next_attempt_at = now() + make_interval(secs => coalesce($5::float8, 0))
           where community_id = $1 and id = $2 and lease = $3 and status = 'pending' returning 1`,
          [communityId, id, lease, failure === null, retryAfterS],
        );
        await query(
          `insert into webhook_attempts (delivery_id, community_id, ordinal, http_status, failure, duration_ms)
           select d.id, d.community_id,
             coalesce((select max(ordinal) from webhook_attempts where delivery_id = d.id), 0) + 1, $3, $4, $5
           from webhook_deliveries d where d.community_id = $1 and d.id = $2`,
          [communityId, id, httpStatus, failure, durationMs],
        );
        if (held.length === 0) return;
        if (throttleS !== null) {
          await query(
            `update webhooks set throttled_until = greatest(throttled_until, now() + make_interval(secs => $3))
             where community_id = $1 and id = $2`,
            [communityId, webhookId, throttleS],
          );
        }
        if (gone) {
          await query(
            `update webhooks set enabled = false, disabled_by = 'gone', revision = revision + 1
             where community_id = $1 and id = $2 and enabled`,
            [communityId, webhookId],
          );
          await query(CANCEL_PENDING, [communityId, webhookId]);
        }
      });
    },

    /** An endpoint's log, latest first: ids below `before`. */
    async log(
      communityId: string,
      webhookId: number,
      { status, before, limit }: { status?: DeliveryStatus; before?: number; limit: number },
    ): Promise<WebhookDelivery[]> {
      const rows = await db.query<LogRow>(
        `${LOG} and d.status = coalesce($3, d.status) and d.id < coalesce($4::bigint, 9223372036854775807)
         order by d.id desc limit $5`,
        [communityId, webhookId, status ?? null, before ?? null, limit],
      );
      return rows.map(toDelivery);
    },

    /**
     * Makes a delivery due now, with a new round of attempts.
     * @returns undefined where it is being sent at this moment, or its endpoint is disabled
     * @throws NotFoundError
     */
    async sendAgain(
      communityId: string,
      webhookId: number,
      id: number,
    ): Promise<WebhookDelivery | undefined> {
      return db.transaction(async (query) => {
        const [webhook] = await query<{ enabled: boolean }>(
          'select enabled from webhooks where community_id = $1 and id = $2 for share',
          [communityId, webhookId],
        );
        if (webhook === undefined) throw new NotFoundError('There is no such webhook.');
        const [row] = await query<{ sending: boolean }>(
          `select lease is not null and next_attempt_at > now() as sending from webhook_deliveries
           where community_id = $1 and webhook_id = $2 and id = $3 for update`,
          [communityId, webhookId, id],
        );
        if (row === undefined) throw new NotFoundError('There is no such delivery.');
        if (row.sending || !webhook.enabled) return undefined;
        await query(
          `update webhook_deliveries set status = 'pending', finished_at = null, attempts = 0, lease = null,
             next_attempt_at = now() where community_id = $1 and id = $2`,
          [communityId, id],
        );
        const [again] = await query<LogRow>(`${LOG} and d.id = $3`, [communityId, webhookId, id]);
        return toDelivery(again!);
      });
    },

    /** Forgets deliveries that ended `days` ago, at most `limit`, and secrets that have ended. @returns how many */
    async clear(days: number, limit: number): Promise<number> {
      await db.query('delete from webhook_secrets where expires_at <= now()');
      const rows = await db.query(
        `delete from webhook_deliveries where id in (
           select id from webhook_deliveries
           where status <> 'pending' and finished_at < now() - make_interval(days => $1) limit $2)
         returning 1`,
        [days, limit],
      );
      return rows.length;
    },
  };
}

const toClaimed = (row: ClaimedRow): ClaimedDelivery => ({
  id: Number(row.id),
  communityId: row.community_id,
  webhookId: Number(row.webhook_id),
  lease: row.lease,
  url: row.url,
  sealedSecrets: row.secrets ?? [],
  eventId: row.event_id,
  type: row.type,
  occurredAt: row.occurred_at.toISOString(),
  data: row.data,
  text: row.include_text ? row.text : undefined,
  attempts: row.attempts,
});

const toDelivery = (row: LogRow): WebhookDelivery => ({
  id: Number(row.id),
  eventId: row.event_id,
  type: row.type,
  status: row.status,
  occurredAt: row.occurred_at.toISOString(),
  nextAttemptAt: row.status === 'pending' ? row.next_attempt_at.toISOString() : null,
  attempts: row.attempts.map(({ at, ...rest }): DeliveryAttempt => ({
    at: new Date(at).toISOString(),
    ...rest,
  })),
});
