import { createHmac, timingSafeEqual } from 'node:crypto';

/** Slack's own window, and on both sides: a timestamp from the future is as good as one from the past. */
const AGE_MAX_S = 300;
const TIMESTAMP = /^[0-9]{1,12}$/;
const SIGNATURE = /^v0=([0-9a-f]{64})$/;

export interface SignedRequest {
  readonly secret: string;
  /** X-Slack-Request-Timestamp, in seconds since 1970. */
  readonly timestamp: string | undefined;
  /** X-Slack-Signature: `v0=` and 64 hexadecimal digits. */
  readonly signature: string | undefined;
  /** As it was received, byte for byte. */
  readonly body: Buffer;
  readonly nowMs: number;
}

/**
 * Whether Slack sent a request, as its "Verifying requests from Slack" says: HMAC-SHA-256 of
 * `v0:timestamp:body` under the app's signing secret, compared in constant time, and no older or newer than
 * five minutes.
 *
 * @returns what is wrong with it; undefined where nothing is
 */
export function signatureFault(request: SignedRequest): 'missing' | 'stale' | 'wrong' | undefined {
  const { secret, timestamp, signature, body, nowMs } = request;
  if (timestamp === undefined || signature === undefined) return 'missing';
  const given = SIGNATURE.exec(signature)?.[1];
  if (given === undefined || !TIMESTAMP.test(timestamp)) return 'wrong';
  if (Math.abs(nowMs / 1_000 - Number(timestamp)) > AGE_MAX_S) return 'stale';
  const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(given, 'hex')) ? undefined : 'wrong';
}
