import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { ConflictError, InvalidRequestError } from '../../domain/errors.js';
import type { ApiKey } from '../../domain/keys.js';
import type { DeliveryStatus, Webhook, WebhookDelivery, WebhookSettings } from '../../domain/webhook.js';
import type { Secrets } from '../../queue/secrets.js';
import type { WebhookDeliveryStore } from '../../store/webhook-deliveries.js';
import type { StoredWebhook, WebhookStore } from '../../store/webhooks.js';
import type { AllowedHosts } from './allowed-hosts.js';

/** An endpoint with how often it was changed. */
export interface VersionedWebhook extends Webhook {
  readonly revision: number;
}

/** What a new endpoint needs; the rest has defaults. */
export type NewWebhook = Pick<WebhookSettings, 'url' | 'events'> & Partial<WebhookSettings>;

export interface DeliveryPage {
  readonly deliveries: readonly WebhookDelivery[];
  /** `before` of the next page; null on the last one. */
  readonly next: number | null;
}

export interface WebhookDependencies {
  readonly webhooks: WebhookStore;
  readonly deliveries: WebhookDeliveryStore;
  readonly secrets: Pick<Secrets, 'seal'>;
  readonly allowedHosts: AllowedHosts;
}

export type WebhookService = ReturnType<typeof createWebhookService>;

const WEBHOOKS_MAX = 20;
/** The specification asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;
/** Each valid secret is a signature in a header. */
const EARLIER_SECRETS_MAX = 2;
const PAGE = 50;

/** Endpoints of outgoing webhooks: for admins. */
export function createWebhookService({ webhooks, deliveries, secrets, allowedHosts }: WebhookDependencies) {
  return {
    list: async (communityId: string): Promise<VersionedWebhook[]> =>
      (await webhooks.list(communityId)).map(show),

    /** @throws NotFoundError */
    get: async (communityId: string, id: number): Promise<VersionedWebhook> =>
      show(await webhooks.get(communityId, id)),

    /**
     * Adds an endpoint; `secret` is never shown again.
     * @throws InvalidRequestError for an address that nothing may be sent to, ConflictError for one too many
     */
    async create(
      caller: ApiKey,
      request: NewWebhook,
    ): Promise<{ webhook: VersionedWebhook; secret: string }> {
      const settings = {
        description: '',
        flaggedOnly: true,
        includeText: false,
        enabled: true,
        ...request,
        url: checkUrl(request.url, allowedHosts),
      };
      const secret = newSecret();
      const added = await webhooks.add(
        caller.communityId,
        settings,
        secrets.seal(secret),
        WEBHOOKS_MAX,
        caller,
      );
      if (added === undefined)
        throw new ConflictError(`There are ${WEBHOOKS_MAX} webhooks already, the most there may be.`);
      return { webhook: show(added), secret };
    },

    /**
     * Changes what is named. Disabled, an endpoint gets nothing, and what waits to be sent is cancelled.
     * @param revisions those of which the caller may have read one
     * @throws NotFoundError, StaleError, InvalidRequestError
     */
    async change(
      caller: ApiKey,
      id: number,
      revisions: readonly number[],
      change: Partial<WebhookSettings>,
    ): Promise<VersionedWebhook> {
      const checked = {
        ...change,
        ...(change.url !== undefined && { url: checkUrl(change.url, allowedHosts) }),
      };
      return show(await webhooks.change(caller.communityId, id, revisions, checked, caller));
    },

    /**
     * Makes another secret. For `overlapS` seconds deliveries carry signatures of the earlier ones too.
     * @throws NotFoundError, StaleError, ConflictError where two earlier ones are valid still
     */
    async rotateSecret(
      caller: ApiKey,
      id: number,
      revisions: readonly number[],
      overlapS: number,
    ): Promise<{ webhook: VersionedWebhook; secret: string }> {
      const secret = newSecret();
      const rotation = { sealed: secrets.seal(secret), overlapS, earlierMax: EARLIER_SECRETS_MAX };
      const rotated = await webhooks.rotate(caller.communityId, id, revisions, rotation, caller);
      if (rotated === undefined) {
        throw new ConflictError(
          `${EARLIER_SECRETS_MAX} earlier secrets are still valid: wait until one has ended, or rotate with overlapS 0, which ends them all.`,
        );
      }
      return { webhook: show(rotated), secret };
    },

    /** @throws NotFoundError, StaleError */
    remove: (caller: ApiKey, id: number, revisions: readonly number[]): Promise<void> =>
      webhooks.remove(caller.communityId, id, revisions, caller),

    /** An endpoint's deliveries, latest first. @throws NotFoundError */
    async log(
      communityId: string,
      id: number,
      filter: { readonly status?: DeliveryStatus; readonly before?: number },
    ): Promise<DeliveryPage> {
      await webhooks.get(communityId, id);
      const found = await deliveries.log(communityId, id, { ...filter, limit: PAGE + 1 });
      const page = found.slice(0, PAGE);
      return { deliveries: page, next: found.length > PAGE ? page.at(-1)!.id : null };
    },

    /** @throws NotFoundError, ConflictError where it is being sent now or the endpoint is disabled */
    async sendAgain(communityId: string, id: number, deliveryId: number): Promise<WebhookDelivery> {
      const delivery = await deliveries.sendAgain(communityId, id, deliveryId);
      if (delivery === undefined)
        throw new ConflictError('The webhook is disabled, or this delivery is being sent at this moment.');
      return delivery;
    },
  };
}

const newSecret = () => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

const show = ({ webhook, revision }: StoredWebhook): VersionedWebhook => ({ ...webhook, revision });

/**
 * What can be told of an address without looking it up; where it leads is checked whenever something is sent.
 * @returns the address as it is stored
 * @throws InvalidRequestError naming what is wrong with it
 */
function checkUrl(given: string, allowedHosts: AllowedHosts): string {
  const fault = (message: string) => new InvalidRequestError('/url', message);
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw fault('must be an absolute URL');
  }
  if (url.username !== '' || url.password !== '') throw fault('must hold no user name or password');
  if (url.hash !== '') throw fault('must hold no fragment');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw fault('must begin with https://');
  if (allowedHosts.has(url)) return url.href;
  const listed = 'unless the host is listed in WEBHOOK_ALLOWED_HOSTS';
  if (url.protocol !== 'https:') throw fault(`must begin with https:// ${listed}`);
  const host = url.hostname.replace(/^\[|\]$|\.$/g, '');
  if (isIP(host) !== 0) throw fault(`must name a host, not an address, ${listed}`);
  if (!host.includes('.') || /(^|\.)(localhost|local|internal)$/.test(host)) {
    throw fault(`must name a public host ${listed}`);
  }
  return url.href;
}
