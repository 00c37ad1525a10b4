import { describe, expect, it } from 'vitest';
import { conclude, RETRY_DELAYS_S } from '../../../src/services/webhooks/schedule.js';

const none = () => 0;
const answered = (httpStatus: number, retryAfterS: number | null = null) => ({
  httpStatus,
  failure: null,
  retryAfterS,
  durationMs: 3,
});

describe('what follows from an attempt', () => {
  it.each([200, 201, 202, 204, 299])('%i is success', (status) => {
    expect(conclude(answered(status), 0, none)).toEqual({
      httpStatus: status,
      failure: null,
      durationMs: 3,
      retryAfterS: null,
      throttleS: null,
      gone: false,
    });
  });

  it.each([
    [301, 'redirect'],
    [304, 'redirect'],
    [308, 'redirect'],
    [400, 'status'],
    [404, 'status'],
    [500, 'status'],
    [199, 'status'],
  ])('%i is failure (%s) and tried again after 5 s', (status, failure) => {
    expect(conclude(answered(status), 0, none)).toMatchObject({
      failure,
      retryAfterS: 5,
      throttleS: null,
      gone: false,
    });
  });

  it('410 ends the endpoint and is not tried again', () => {
    expect(conclude(answered(410), 0, none)).toMatchObject({
      failure: 'status',
      retryAfterS: null,
      gone: true,
    });
  });

  it.each([429, 502, 503, 504])('%i leaves the receiver alone for a while', (status) => {
    expect(conclude(answered(status), 0, none)).toMatchObject({ retryAfterS: 5, throttleS: 30 });
    expect(conclude(answered(status, 120), 0, none)).toMatchObject({ retryAfterS: 120, throttleS: 120 });
  });

  it('Retry-After puts the next attempt off, never forward, and by a day at most', () => {
    expect(conclude(answered(500, 60), 0, none)).toMatchObject({ retryAfterS: 60, throttleS: null });
    expect(conclude(answered(500, 1), 1, none)).toMatchObject({ retryAfterS: 300 });
    expect(conclude(answered(429, 1e9), 0, none)).toMatchObject({ retryAfterS: 86_400, throttleS: 86_400 });
  });

  it('an attempt without an answer is tried again, ten times in all', () => {
    const failed = { httpStatus: null, failure: 'timeout', retryAfterS: null, durationMs: 15_000 } as const;
    const waits = Array.from({ length: 10 }, (_, i) => conclude(failed, i, none).retryAfterS);
    expect(waits).toEqual([...RETRY_DELAYS_S, null]);
    expect(conclude(failed, 0, none).failure).toBe('timeout');
  });

  it('waits with jitter: never less than the wait, less than a fifth more', () => {
    expect(conclude(answered(500), 3, () => 0.999_999).retryAfterS).toBeCloseTo(7_200 * 1.2, 1);
    expect(conclude(answered(500), 3, () => 0.5).retryAfterS).toBeCloseTo(7_200 * 1.1, 6);
  });
});
