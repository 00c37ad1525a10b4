import { NotFoundError, StaleError } from '../domain/errors.js';
import type { Webhook, WebhookEvent, WebhookSettings } from '../domain/webhook.js';
import { appendAudit, type Actor } from './audit.js';
import type { Database } from './database.js';

/** An endpoint and how often it was changed. */
export interface StoredWebhook {
  readonly webhook: Webhook;
  readonly revision: number;
}

interface Row {
  id: string;
  url: string;
  description: string;
  events: WebhookEvent[];
  flagged_only: boolean;
  include_text: boolean;
  enabled: boolean;
  disabled_by: 'admin' | 'gone' | null;
  throttled_until: Date | null;
  revision: string;
  created_at: Date;
}

type Query = Database['query'];

const COLUMNS = `id, url, description, events, flagged_only, include_text, enabled, disabled_by,
  case when throttled_until > now() then throttled_until end as throttled_until, revision, created_at`;

/** Pending deliveries of an endpoint that is disabled are not sent later, when they are stale. */
export const CANCEL_PENDING = `update webhook_deliveries set status = 'cancelled', finished_at = now(), lease = null
  where community_id = $1 and webhook_id = $2 and status = 'pending'`;

export type WebhookStore = ReturnType<typeof createWebhookStore>;

/** Endpoints of outgoing webhooks and their sealed secrets. */
export function createWebhookStore(db: Database) {
  return {
    async list(communityId: string): Promise<StoredWebhook[]> {
      const rows = await db.query<Row>(
        `select ${COLUMNS} from webhooks where community_id = $1 order by id`,
        [communityId],
      );
      return rows.map(toStored);
    },

    /** @throws NotFoundError */
    get: (communityId: string, id: number): Promise<StoredWebhook> => find(db.query, communityId, id),

    /** @returns undefined where the community has `countMax` endpoints already; nothing is added then */
    async add(
      communityId: string,
      settings: WebhookSettings,
      sealedSecret: string,
      countMax: number,
      actor: Actor,
    ): Promise<StoredWebhook | undefined> {
      return db.transaction(async (query) => {
        // Whoever adds at the same time waits: the count holds.
        await query('select 1 from communities where id = $1 for no key update', [communityId]);
        const [row] = await query<Row>(
          `insert into webhooks (community_id, url, description, events, flagged_only, include_text, enabled, disabled_by)
           select $1, $2, $3, $4, $5, $6, $7, $8
           where (select count(*) from webhooks where community_id = $1) < $9 returning ${COLUMNS}`,
          [communityId, ...columnsOf(settings), settings.enabled ? null : 'admin', countMax],
        );
        if (row === undefined) return undefined;
        await query('insert into webhook_secrets (community_id, webhook_id, sealed) values ($1, $2, $3)', [
          communityId,
          row.id,
          sealedSecret,
        ]);
        await appendAudit(query, communityId, actor, {
          action: 'webhook.create',
          subject: row.id,
          before: null,
          after: words(settings),
        });
        return toStored(row);
      });
    },

    /**
     * Changes an endpoint that nobody has changed since it was read. Disabling cancels what waits to be sent.
     * @throws NotFoundError, StaleError; nothing is changed then
     */
    async change(
      communityId: string,
      id: number,
      revisions: readonly number[],
      change: Partial<WebhookSettings>,
      actor: Actor,
    ): Promise<StoredWebhook> {
      return db.transaction(async (query) => {
        const { webhook: before } = await findToChange(query, communityId, id, revisions);
        const after = { ...before, ...change };
        const [row] = await query<Row>(
          `update webhooks set url = $3, description = $4, events = $5, flagged_only = $6, include_text = $7,
             enabled = $8, disabled_by = case when $8 then null else coalesce(disabled_by, 'admin') end,
             throttled_until = case when enabled and url = $3 then throttled_until end, revision = revision + 1
           where community_id = $1 and id = $2 returning ${COLUMNS}`,
          [communityId, id, ...columnsOf(after)],
        );
        if (!after.enabled) await query(CANCEL_PENDING, [communityId, id]);
        await appendAudit(query, communityId, actor, {
          action: 'webhook.change',
          subject: String(id),
          before: words(before),
          after: words(after),
        });
        return toStored(row!);
      });
    },

    /**
     * Adds a secret; earlier ones end after `overlapS` seconds, or before if they were to.
     * @returns undefined where `earlierMax` earlier ones would still be valid; nothing is changed then
     * @throws NotFoundError, StaleError; nothing is changed then
     */
    async rotate(
      communityId: string,
      id: number,
      revisions: readonly number[],
      rotation: { readonly sealed: string; readonly overlapS: number; readonly earlierMax: number },
      actor: Actor,
    ): Promise<StoredWebhook | undefined> {
      return db
        .transaction(async (query) => {
          await findToChange(query, communityId, id, revisions);
          await query(
            `update webhook_secrets set
             expires_at = least(coalesce(expires_at, 'infinity'), now() + make_interval(secs => $3))
           where community_id = $1 and webhook_id = $2`,
            [communityId, id, rotation.overlapS],
          );
          await query('delete from webhook_secrets where webhook_id = $1 and expires_at <= now()', [id]);
          const [{ earlier } = { earlier: 0 }] = await query<{ earlier: number }>(
            'select count(*)::int as earlier from webhook_secrets where community_id = $1 and webhook_id = $2',
            [communityId, id],
          );
          if (earlier > rotation.earlierMax) throw new TooManySecrets();
          await query('insert into webhook_secrets (community_id, webhook_id, sealed) values ($1, $2, $3)', [
            communityId,
            id,
            rotation.sealed,
          ]);
          const [row] = await query<Row>(
            `update webhooks set revision = revision + 1 where community_id = $1 and id = $2 returning ${COLUMNS}`,
            [communityId, id],
          );
          await appendAudit(query, communityId, actor, {
            action: 'webhook.rotate',
            subject: String(id),
            before: null,
            after: `a new secret; earlier ones end after ${rotation.overlapS} s`,
          });
          return toStored(row!);
        })
        .catch((error: unknown) => {
          if (error instanceof TooManySecrets) return undefined;
          throw error;
        });
    },

    /** Removes an endpoint with its secrets and its log. @throws NotFoundError, StaleError */
    async remove(communityId: string, id: number, revisions: readonly number[], actor: Actor): Promise<void> {
      await db.transaction(async (query) => {
        const { webhook } = await findToChange(query, communityId, id, revisions);
        await query('delete from webhooks where community_id = $1 and id = $2', [communityId, id]);
        await appendAudit(query, communityId, actor, {
          action: 'webhook.delete',
          subject: String(id),
          before: words(webhook),
          after: null,
        });
      });
    },
  };
}

/** Rolls the rotation back. */
class TooManySecrets extends Error {}

async function find(query: Query, communityId: string, id: number, lock = ''): Promise<StoredWebhook> {
  const [row] = await query<Row>(
    `select ${COLUMNS} from webhooks where community_id = $1 and id = $2 ${lock}`,
    [communityId, id],
  );
  if (row === undefined) throw new NotFoundError('There is no such webhook.');
  return toStored(row);
}

async function findToChange(
  query: Query,
  communityId: string,
  id: number,
  revisions: readonly number[],
): Promise<StoredWebhook> {
  const found = await find(query, communityId, id, 'for update');
  if (!revisions.includes(found.revision)) {
    throw new StaleError('The webhook was changed since you read it: read it again.');
  }
  return found;
}

const columnsOf = ({ url, description, events, flaggedOnly, includeText, enabled }: WebhookSettings) => [
  url,
  description,
  events,
  flaggedOnly,
  includeText,
  enabled,
];

/** For the audit log. Paths and queries of receivers' addresses are often secrets: only the host is named. */
const words = ({ url, events, flaggedOnly, includeText, enabled }: WebhookSettings) =>
  [
    new URL(url).origin,
    events.join(', '),
    flaggedOnly ? 'flagged only' : 'all decisions',
    includeText ? 'with text' : 'without text',
    enabled ? 'enabled' : 'disabled',
  ].join('; ');

const toStored = (row: Row): StoredWebhook => ({
  revision: Number(row.revision),
  webhook: {
    id: Number(row.id),
    url: row.url,
    description: row.description,
    events: row.events,
    flaggedOnly: row.flagged_only,
    includeText: row.include_text,
    enabled: row.enabled,
    disabledBy: row.disabled_by,
    throttledUntil: row.throttled_until?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  },
});
