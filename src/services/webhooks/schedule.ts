import type { AttemptFailure } from '../../domain/webhook.js';
import type { AttemptRecord } from '../../store/webhook-deliveries.js';
import type { SendOutcome } from './sender.js';

/**
 * Waits in seconds before each attempt after the first, as the Standard Webhooks specification proposes them:
 * about three days in all.
 */
export const RETRY_DELAYS_S: readonly number[] = [
  5,
  5 * 60,
  30 * 60,
  2 * 3_600,
  5 * 3_600,
  10 * 3_600,
  14 * 3_600,
  20 * 3_600,
  24 * 3_600,
];
/** Up to this share of a wait is added to it, so that what failed together does not come back together. */
const JITTER = 0.2;
/** A receiver that asks for more patience than this gets this much. */
const RETRY_AFTER_S_MAX = 24 * 3_600;
const GONE = 410;
/** Answers of a receiver, or of what stands before it, that is overloaded. */
const OVERLOADED = [429, 502, 503, 504];
/** How long an overloaded receiver that does not say is left alone, its other deliveries too. */
const THROTTLE_S = 30;

/**
 * What follows from an attempt: 2xx is success and nothing else; 410 ends the endpoint; after all others the
 * delivery is tried again, not before what Retry-After says.
 * @param attemptsBefore attempts of this round before this one
 * @param random of [0, 1)
 */
export function conclude(
  { httpStatus, failure, durationMs, retryAfterS }: SendOutcome,
  attemptsBefore: number,
  random: () => number,
  delaysS: readonly number[] = RETRY_DELAYS_S,
): AttemptRecord {
  const reason = failure ?? failureOf(httpStatus);
  const done = { httpStatus, failure: reason, durationMs, retryAfterS: null, throttleS: null, gone: false };
  if (reason === null) return done;
  if (httpStatus === GONE) return { ...done, gone: true };
  const asked = retryAfterS === null ? null : Math.min(retryAfterS, RETRY_AFTER_S_MAX);
  const isOverloaded = httpStatus !== null && OVERLOADED.includes(httpStatus);
  const throttleS = isOverloaded ? (asked ?? THROTTLE_S) : null;
  const delayS = delaysS[attemptsBefore];
  if (delayS === undefined) return { ...done, throttleS };
  const waitS = Math.max(delayS * (1 + JITTER * random()), asked ?? 0);
  return { ...done, retryAfterS: waitS, throttleS };
}

function failureOf(httpStatus: number | null): AttemptFailure | null {
  if (httpStatus === null) return 'connection';
  if (httpStatus >= 200 && httpStatus < 300) return null;
  return httpStatus >= 300 && httpStatus < 400 ? 'redirect' : 'status';
}
