export const WEBHOOK_EVENTS = [
  'decision.created',
  'decision.changed',
  'alert.created',
  'run.finished',
] as const;
/** What an endpoint can be told of. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What an admin chooses of an endpoint. */
export interface WebhookSettings {
  readonly url: string;
  readonly description: string;
  readonly events: readonly WebhookEvent[];
  /** Of decisions only those that are not plain allow. */
  readonly flaggedOnly: boolean;
  /** Whether the message's text goes along. */
  readonly includeText: boolean;
  readonly enabled: boolean;
}

export interface Webhook extends WebhookSettings {
  readonly id: number;
  /** Why it is disabled: by an admin, or because the receiver answered 410; null where it is enabled. */
  readonly disabledBy: 'admin' | 'gone' | null;
  readonly createdAt: string;
  /** Until when the receiver asked to be left alone; null where it did not or that is over. */
  readonly throttledUntil: string | null;
}

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'cancelled'] as const;
/** `failed` after the last attempt, `cancelled` where the endpoint was disabled before. */
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Why an attempt failed: words of ours, never what the receiver said. */
export type AttemptFailure =
  | 'status'
  | 'redirect'
  | 'timeout'
  | 'address_not_allowed'
  | 'name_not_found'
  | 'tls'
  | 'connection'
  | 'secret_unreadable';

export interface DeliveryAttempt {
  readonly at: string;
  /** null where no answer came */
  readonly httpStatus: number | null;
  /** null on success */
  readonly failure: AttemptFailure | null;
  readonly durationMs: number;
}

/** A line of an endpoint's log; holds no message text. */
export interface WebhookDelivery {
  readonly id: number;
  /** The header webhook-id. */
  readonly eventId: string;
  readonly type: WebhookEvent;
  readonly status: DeliveryStatus;
  readonly occurredAt: string;
  /** null where no more is to come */
  readonly nextAttemptAt: string | null;
  /** Oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
}
