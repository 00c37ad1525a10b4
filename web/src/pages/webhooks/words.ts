import type { Delivery, WebhookEvent } from '../../api/types.js';

export const EVENT_WORDS: Readonly<Record<WebhookEvent, string>> = {
  'decision.created': 'a message was decided for the first time',
  'decision.changed': 'a message was decided again, as after an edit',
  'alert.created': 'a decision alerts, whatever else it says',
  'run.finished': 'a run over history is done, failed or was cancelled',
};
export const EVENTS = Object.keys(EVENT_WORDS) as WebhookEvent[];

const FAILURES: Readonly<Record<string, string>> = {
  redirect: 'a redirect, which is not followed',
  timeout: 'no answer in time',
  address_not_allowed: 'its address is not public and not allowed',
  name_not_found: 'its name leads nowhere',
  tls: 'no valid certificate',
  connection: 'no connection, or it was cut',
  secret_unreadable: 'the secret was made under another QUEUE_KEY: rotate it',
};

/** What came of an attempt. */
export function attemptWords({ httpStatus, failure }: Delivery['attempts'][number]): string {
  const words = failure === null ? undefined : FAILURES[failure];
  if (httpStatus === null) return words ?? 'no answer';
  return words === undefined ? `answered ${httpStatus}` : `answered ${httpStatus}: ${words}`;
}

/** The host an endpoint is at: its path is often a secret. */
export const hostOf = (url: string) => new URL(url).host;
