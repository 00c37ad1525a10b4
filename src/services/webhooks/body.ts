import type { WebhookEvent } from '../../domain/webhook.js';

/** The specification asks for bodies under 20 kB. */
export const BODY_BYTES_MAX = 20_000;

export interface WebhookContent {
  readonly type: WebhookEvent;
  /** When it happened, ISO 8601: the same on every attempt. */
  readonly occurredAt: string;
  /** Without message text; {@link decisionData} keeps it small. */
  readonly data: object;
  /** Null where the endpoint asks for it but it is gone; undefined where it does not ask. */
  readonly text?: string | null | undefined;
}

/**
 * The body of a webhook: `{type, timestamp, data}`, with the text, where it is asked for, as `data.text`, cut at
 * the end (`data.textCut: true`) to as much as fits.
 * @returns JSON of less than 20,000 bytes in UTF-8, the same for the same content
 */
export function writeBody({ type, occurredAt, data, text }: WebhookContent): string {
  const withText = (more: object) =>
    JSON.stringify({ type, timestamp: occurredAt, data: { ...data, ...more } });
  const fits = (json: string) => Buffer.byteLength(json) < BODY_BYTES_MAX;
  if (text === undefined) return withText({});
  const whole = withText({ text });
  if (text === null || fits(whole)) return whole;
  // The longest beginning that fits, by bisection.
  let [low, high] = [0, text.length];
  const cut = (length: number) => withText({ text: beginning(text, length), textCut: true });
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(cut(middle))) low = middle;
    else high = middle - 1;
  }
  return cut(low);
}

/** At most `length` code units; a character of two is taken whole or not at all. */
function beginning(text: string, length: number): string {
  const start = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(start) ? start.slice(0, -1) : start;
}
