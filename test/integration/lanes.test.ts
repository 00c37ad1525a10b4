import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { forkWorker, loseQueue } from '../support/queue.js';
import {
  eventually,
  startTestService,
  type TestService,
  type TestServiceOptions,
} from '../support/service.js';
import { throughSeverable, type Severable } from '../support/severable.js';

const redisUrl = inject('redisUrl');
const BACKENDS = [
  { name: 'PostgreSQL', redis: false },
  { name: 'Redis', redis: true },
];

/** The way to whatever holds the queue: Redis, or the database where that is the queue's home. */
async function withQueueWay(redis: boolean, options: TestServiceOptions = {}) {
  let way: Severable | undefined;
  const through = async (url: string) => {
    const severed = await throughSeverable(url);
    way = severed.way;
    return severed.url;
  };
  const service = await startTestService(
    redis ? { ...options, redisUrl: await through(redisUrl!) } : { ...options, databaseUrl: through },
  );
  return { service, way: way! };
}

async function count(service: TestService, table: string): Promise<number> {
  const client = new pg.Client({ connectionString: service.config.DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    return rows[0]!.n;
  } finally {
    await client.end();
  }
}

describe.each(BACKENDS)('the lanes on $name', ({ redis }) => {
  let service: TestService;
  let way: Severable | undefined;
  const children: ChildProcess[] = [];

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await way?.mend().catch(() => undefined);
    await service.close();
    await way?.close();
    way = undefined;
  });

  const suite = redis && redisUrl === null ? it.skip : it;
  const start = async (options: TestServiceOptions = {}) => {
    service = await startTestService({ ...options, redisUrl: redis ? redisUrl : null });
  };

  suite('answers every one of many concurrent callers, each with its own score', async () => {
    await start();
    const alone = await service.post('/v1/classify', { text: 'you are an idiot', store: 'none' });
    const answers = await Promise.all(
      Array.from({ length: 400 }, (_, i) =>
        service.post('/v1/classify', {
          id: `c${i}`,
          text: i % 7 === 0 ? 'you are an idiot' : `the build of branch ${i} went through`,
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(new Array(400).fill(200));
    answers.forEach(({ body }, i) => {
      expect(body.id).toBe(`c${i}`);
      if (i % 7 === 0) expect(body.signals).toEqual(alone.body.signals);
      else expect(body.decision.action).toBe('allow');
    });
    expect(await count(service, 'decisions')).toBe(400);
  });

  suite('drops a live message past its deadline, and stores nothing of it', async () => {
    await start({ worker: false, env: { LIVE_DEADLINE_MS: '200' } });
    const { status, headers } = await service.post('/v1/classify', { id: 'late', text: 'too late' });
    expect(status).toBe(503);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    await service.startWorker();
    expect((await service.get('/v1/messages/late')).status).toBe(404);
    expect(await count(service, 'texts')).toBe(0);
  });

  suite('scores durable messages that were taken while no worker ran', async () => {
    await start({ worker: false });
    for (let i = 0; i < 30; i++) await service.post('/v1/messages', { id: `d${i}`, text: `message ${i}` });
    expect((await service.get('/v1/messages/d29')).body.status).toBe('pending');
    await service.startWorker();
    await eventually(async () => (await service.services.health.backlog()).durablePending === 0, 15_000);
    expect(await count(service, 'decisions')).toBe(30);
    expect(await count(service, 'scores')).toBe(30);
  });

  suite('loses no acknowledged message when the whole queue is lost', async () => {
    await start({ worker: false });
    for (let i = 0; i < 30; i++) await service.post('/v1/messages', { id: `d${i}`, text: `message ${i}` });
    await loseQueue(service);
    await service.startWorker();
    await eventually(async () => (await service.services.health.backlog()).durablePending === 0, 20_000);
    expect(await count(service, 'decisions')).toBe(30);
  });

  suite('does the job of a killed worker again within 15 s, and counts it once', async () => {
    await start({ worker: false });
    const slow = forkWorker(service, 'bench/synthetic-worker.js');
    children.push(slow);
    await once(slow, 'message');
    const items = Array.from({ length: 200 }, (_, i) => ({ id: `k${i}`, text: `message ${i}` }));
    await Promise.all(items.map((item) => service.post('/v1/messages', item)));
    // 200 messages take it a second: some are done, some under way.
    await eventually(async () => (await count(service, 'decisions')) > 0, 10_000);
    slow.kill('SIGKILL');
    expect(await count(service, 'decisions')).toBeLessThan(200);
    const killedAt = performance.now();
    const second = forkWorker(service, 'bench/synthetic-worker.js');
    children.push(second);
    await eventually(async () => (await service.services.health.backlog()).durablePending === 0, 20_000);
    const tookMs = performance.now() - killedAt;
    console.log(`a killed worker's job was done again after ${(tookMs / 1_000).toFixed(1)} s`);
    expect(tookMs).toBeLessThan(15_000);
    expect(await count(service, 'decisions')).toBe(200);
    expect(await count(service, 'scores')).toBe(200);
  });

  suite(
    'refuses live messages within 100 ms while the queue is gone, and serves within 5 s of its return',
    async () => {
      ({ service, way } = await withQueueWay(redis, { env: { LIVE_DEADLINE_MS: '2000' } }));
      expect((await service.post('/v1/classify', { text: 'before' })).status).toBe(200);
      await way.cut();
      // The first request may be the one that notices.
      await service.post('/v1/classify', { text: 'notices' });
      for (let i = 0; i < 5; i++) {
        const startedAt = performance.now();
        const { status, headers } = await service.post('/v1/classify', { text: 'meanwhile' });
        expect(performance.now() - startedAt).toBeLessThan(100);
        expect(status).toBe(503);
        expect(headers['retry-after']).toBeDefined();
      }
      const durable = await service.post('/v1/messages', { id: 'during', text: 'safe' });
      expect(durable.status).toBe(redis ? 202 : 503);
      expect((await service.get('/readyz')).status).toBe(503);
      await way.mend();
      await eventually(
        async () => (await service.post('/v1/classify', { text: 'after' })).status === 200,
        5_000,
      );
      if (redis) {
        await eventually(
          async () => (await service.get('/v1/messages/during')).body.status === 'scored',
          20_000,
        );
      }
    },
  );
});

describe('the database', () => {
  it('refuses at once while it hangs, once that is known, and serves again when it answers', async () => {
    const { service, way } = await withQueueWay(false, { env: { LIVE_DEADLINE_MS: '500' } });
    try {
      way.freeze();
      // The first ones run into time-outs; from then on the database is known to be gone.
      await eventually(async () => {
        const startedAt = performance.now();
        const { status } = await service.post('/v1/classify', { text: 'x' });
        return status === 503 && performance.now() - startedAt < 100;
      }, 40_000);
      await way.cut();
      await way.mend();
      await eventually(async () => (await service.post('/v1/classify', { text: 'x' })).status === 200, 5_000);
    } finally {
      await way.mend().catch(() => undefined);
      await service.close();
      await way.close();
    }
  }, 90_000);
});
