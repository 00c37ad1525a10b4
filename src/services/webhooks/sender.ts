import type { AttemptFailure } from '../../domain/webhook.js';

/** One attempt at a delivery. */
export interface WebhookRequest {
  readonly url: string;
  /** The header webhook-id: the same on every attempt. */
  readonly eventId: string;
  readonly body: string;
  /** `whsec_…`; the body is signed with each. */
  readonly secrets: readonly string[];
  /** Cuts the attempt off. */
  readonly signal?: AbortSignal;
}

/** What came of it; nothing of what the receiver wrote but its status and how long it asks to wait. */
export interface SendOutcome {
  readonly httpStatus: number | null;
  /** Why no answer came; null where one did. */
  readonly failure: AttemptFailure | null;
  readonly retryAfterS: number | null;
  readonly durationMs: number;
}

/** Signs and posts; never throws, never follows a redirect, never reaches an address that is not allowed. */
export type SendWebhook = (request: WebhookRequest) => Promise<SendOutcome>;
