import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followRun } from '../../../src/cli/follow-run.js';
import { connectService, ServiceError } from '../../../src/cli/service.js';
import { loadClientConfig } from '../../../src/config.js';
import type { Run } from '../../../src/domain/run.js';
import { startReceiver, type WebhookReceiver } from '../../support/receiver.js';

const RUN: Run = {
  id: 7,
  kind: 'rescore',
  status: 'running',
  params: {},
  plan: null,
  progress: { total: 2, done: 1, changed: 0, skipped: 0, failed: 0, perSecond: null, secondsLeft: null },
  pipeline: null,
  earlierPipeline: null,
  policy: null,
  outcome: null,
  error: null,
  actor: 'somebody',
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  finishedAt: null,
};

describe('following a run', () => {
  let server: WebhookReceiver;
  beforeAll(async () => {
    server = await startReceiver();
  });
  afterAll(() => server.close());

  const follow = (signal = new AbortController().signal) => {
    const service = connectService(loadClientConfig({}), { url: server.url, key: 'a-key' });
    return followRun(service, RUN, signal);
  };
  const answers = (...statuses: readonly number[]) => {
    const times: number[] = [];
    server.respond = (response) => {
      const status = statuses[Math.min(times.push(performance.now()), statuses.length) - 1]!;
      const body = status === 200 ? { ...RUN, status: 'done' } : { detail: 'no' };
      response.writeHead(status, status === 429 ? { 'retry-after': '1' } : {}).end(JSON.stringify(body));
    };
    return times;
  };

  it('waits as long as a service asks that has been asked too often, and goes on', async () => {
    const times = answers(429, 429, 503, 200);
    expect(await follow()).toMatchObject({ status: 'done' });
    expect(times).toHaveLength(4);
    for (const i of [1, 2]) expect(times[i]! - times[i - 1]!).toBeGreaterThan(950);
  });

  it('ends where the key is refused', async () => {
    answers(403);
    await expect(follow()).rejects.toBeInstanceOf(ServiceError);
  });
});
