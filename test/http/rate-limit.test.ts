import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ADMIN_KEY, startTestService, type TestService } from '../support/service.js';

const redisUrl = inject('redisUrl');
const stores = redisUrl === null ? (['memory'] as const) : (['memory', 'redis'] as const);

describe.each(stores)('limits of requests a key, counted in %s', (store) => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({
      worker: false,
      redisUrl: store === 'redis' ? redisUrl : null,
      env: { RATE_LIMIT: '5', RATE_LIMIT_WINDOW_S: '600' },
    });
  });
  afterAll(() => service.close());
  const ask = (key: string, url = '/v1/messages/none') =>
    service.app.inject({ url, headers: { authorization: `Bearer ${key}` } });

  it('say what is left, refuse what is over, and leave other keys alone', async () => {
    const [key, other] = [await service.newKey('classify'), await service.newKey('classify')];
    for (let left = 4; left >= 0; left--) {
      const { statusCode, headers } = await ask(key);
      expect(statusCode).toBe(404);
      expect(headers['ratelimit-policy']).toBe('"default";q=5;w=600');
      expect(headers['ratelimit']).toMatch(new RegExp(`^"default";r=${left};t=(600|59\\d)$`));
      expect(headers['retry-after']).toBeUndefined();
    }
    const refused = await ask(key);
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(refused.json()).toMatchObject({ code: 'too_many_requests' });
    expect(refused.headers['ratelimit']).toMatch(/^"default";r=0;t=/);
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(500);
    expect(seconds).toBeLessThanOrEqual(600);
    expect(Object.keys(refused.headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
    expect((await ask(other)).statusCode).toBe(404);
  });

  it('concern no route that takes no key, and count nothing that is refused for its key', async () => {
    const key = await service.newKey('classify');
    for (let i = 0; i < 7; i++) {
      const health = await service.app.inject('/healthz');
      expect(health.statusCode).toBe(200);
      expect(health.headers['ratelimit']).toBeUndefined();
      expect((await ask('conduct_wrong')).headers['ratelimit']).toBeUndefined();
      expect((await ask(key, '/v1/keys')).statusCode).toBe(403);
    }
    expect((await ask(key)).headers['ratelimit']).toMatch(/r=4/);
  });
});

describe('usage of keys', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ env: { MODEL: 'linear-1' } });
  });
  afterAll(() => service.close());

  it('is counted by their ids, requests by class of status and messages taken', async () => {
    const { body } = await service.post('/v1/keys', { owner: 'canary-owner', scopes: ['classify'] });
    const { id, key } = body as { id: number; key: string };
    await service.post('/v1/classify', { text: 'Hello.' }, key);
    await service.post('/v1/classify/batch', { items: [{ text: 'One.' }, { text: 'Two.' }] }, key);
    await service.post('/v1/messages', { text: 'Three.' }, key);
    await service.post('/v1/messages', { text: '' }, key);
    const comment = { comment: { text: 'Four.' }, requestedAttributes: { TOXICITY: {} } };
    await service.post('/v1alpha1/comments:analyze', comment, key);
    await service.post('/v1/moderations', { input: ['Five.', 'Six.'] }, key);
    const metrics = (await service.app.inject('/metrics')).body;
    expect(metrics).toContain(`conduct_key_requests_total{key="${id}",status="2xx"} 5`);
    expect(metrics).toContain(`conduct_key_requests_total{key="${id}",status="4xx"} 1`);
    expect(metrics).toContain(`conduct_key_messages_total{key="${id}"} 7`);
    expect(metrics).not.toContain('canary-owner');
    expect(service.logs()).not.toContain('"level":50');
  });

  it('is not limited unless configured', async () => {
    const { headers } = await service.get('/v1/keys', ADMIN_KEY);
    expect(headers['ratelimit']).toBeUndefined();
  });
});
