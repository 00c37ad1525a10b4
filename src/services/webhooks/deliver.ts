import { setTimeout as pause } from 'node:timers/promises';
import type { Secrets } from '../../queue/secrets.js';
import type { ClaimedDelivery, WebhookDeliveryStore } from '../../store/webhook-deliveries.js';
import { writeBody } from './body.js';
import { conclude, RETRY_DELAYS_S } from './schedule.js';
import type { SendOutcome, SendWebhook } from './sender.js';

export interface DeliveryDependencies {
  readonly deliveries: WebhookDeliveryStore;
  readonly secrets: Pick<Secrets, 'open'>;
  readonly send: SendWebhook;
  readonly onError: (error: Error) => void;
  /** Waits between attempts; those of the specification unless given. */
  readonly delaysS?: readonly number[];
  readonly pollMs?: number;
  readonly leaseS?: number;
}

const POLL_MS = 500;
/** Twice the longest an attempt may take: who has not written down its outcome by then has died. */
const LEASE_S = 30;
const UNDER_WAY_MAX = 32;
/** A receiver that does not answer holds this many of them at most. */
const PER_WEBHOOK_MAX = 4;
/** How long lines of the log are kept. */
const LOG_DAYS = 30;
const CLEAR_INTERVAL_MS = 600_000;
const CLEAR_MAX = 5_000;
/** So long a process that ends waits for receivers to answer. */
const GRACE_MS = 2_000;

/**
 * Sends due deliveries until stopped. The rows are the truth: any number of processes may run this, each
 * delivery is taken by one of them, and what a killed one had taken is sent again by another.
 */
export function startWebhookDelivery(dependencies: DeliveryDependencies): { stop(): Promise<void> } {
  const { deliveries, onError, pollMs = POLL_MS, leaseS = LEASE_S } = dependencies;
  const stopping = new AbortController();
  const cutOff = new AbortController();
  const underWay = new Map<number, { readonly webhookId: number; readonly done: Promise<void> }>();
  let clearAt = 0;

  const countOf = (webhookId: number) =>
    [...underWay.values()].filter((entry) => entry.webhookId === webhookId).length;

  async function take(): Promise<void> {
    const limit = UNDER_WAY_MAX - underWay.size;
    if (limit === 0) return;
    const webhooks = [...new Set([...underWay.values()].map(({ webhookId }) => webhookId))];
    // Between half and all of what an endpoint may hold: no more than that is ever under way.
    const busy = webhooks.filter((id) => countOf(id) > PER_WEBHOOK_MAX / 2);
    const claimed = await deliveries.claim({ perWebhook: PER_WEBHOOK_MAX / 2, limit, leaseS, busy });
    for (const delivery of claimed) {
      const done = deliver(dependencies, delivery, cutOff.signal)
        .catch((error: unknown) => onError(error as Error))
        .finally(() => underWay.delete(delivery.id));
      underWay.set(delivery.id, { webhookId: delivery.webhookId, done });
    }
  }

  async function clear(): Promise<void> {
    if (Date.now() < clearAt) return;
    clearAt = Date.now() + CLEAR_INTERVAL_MS;
    while ((await deliveries.clear(LOG_DAYS, CLEAR_MAX)) === CLEAR_MAX) await pause(10);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await take();
        await clear();
      } catch (error) {
        onError(error as Error);
      }
      // What has just been sent makes room: look again at once.
      await Promise.race([
        pause(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined),
        ...[...underWay.values()].map(({ done }) => done),
      ]);
    }
  }
  const running = run();
  return {
    /** Attempts that take longer are cut off, and made again once their lease is over. */
    async stop() {
      stopping.abort();
      const timer = setTimeout(() => cutOff.abort(), GRACE_MS);
      await running;
      await Promise.all([...underWay.values()].map(({ done }) => done));
      clearTimeout(timer);
    },
  };
}

async function deliver(
  { deliveries, secrets, send, delaysS = RETRY_DELAYS_S }: DeliveryDependencies,
  delivery: ClaimedDelivery,
  signal: AbortSignal,
): Promise<void> {
  const opened = openSecrets(secrets, delivery.sealedSecrets);
  const outcome: SendOutcome =
    opened === undefined
      ? { httpStatus: null, failure: 'secret_unreadable', retryAfterS: null, durationMs: 0 }
      : await send({
          url: delivery.url,
          eventId: delivery.eventId,
          body: writeBody(delivery),
          secrets: opened,
          signal,
        });
  // Cut off here is no failure of the receiver's.
  if (signal.aborted && outcome.failure === 'timeout') return;
  await deliveries.record(delivery, conclude(outcome, delivery.attempts, Math.random, delaysS));
}

/** Undefined where the local key is another than when they were made: unsigned, nothing goes out. */
function openSecrets(secrets: Pick<Secrets, 'open'>, sealed: readonly string[]): string[] | undefined {
  try {
    return sealed.length === 0 ? undefined : sealed.map((one) => secrets.open(one));
  } catch {
    return undefined;
  }
}
