import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, startTestService, type TestService } from '../support/service.js';

const URL_ALLOWED = 'https://hooks.example.org/conduct?token=path-secret-77';

describe('/v1/webhooks', () => {
  let service: TestService;
  let client: pg.Client;
  beforeAll(async () => {
    service = await startTestService({ worker: false, env: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1:9099' } });
    client = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await service.close();
  });

  const send = async (
    method: 'PATCH' | 'DELETE' | 'POST',
    url: string,
    { body, ifMatch, key = ADMIN_KEY }: { body?: unknown; ifMatch?: string; key?: string } = {},
  ) => {
    const response = await service.app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: response.body === '' ? undefined : response.json(),
    };
  };
  const create = async (more: object = {}) => {
    const { status, body } = await service.post('/v1/webhooks', {
      url: URL_ALLOWED,
      events: ['decision.created'],
      ...more,
    });
    expect(status).toBe(201);
    return body as { id: number; etag: string; secret: string };
  };
  const outcomes = async () =>
    (await client.query(`select outcomes from event_listeners where listener = 'webhooks'`)).rows[0]
      ?.outcomes as string[] | undefined;

  it('forgets at a new address how long the one before wanted to be left alone', async () => {
    const { id, etag } = await create();
    await client.query(`update webhooks set throttled_until = now() + interval '1 day' where id = $1`, [id]);
    const url = `/v1/webhooks/${id}`;
    const described = await send('PATCH', url, { body: { description: 'still there' }, ifMatch: etag });
    expect(described.body.throttledUntil).not.toBeNull();
    const moved = { url: 'https://elsewhere.example.org/' };
    const changed = await send('PATCH', url, { body: moved, ifMatch: described.body.etag });
    expect(changed.body).toMatchObject({ ...moved, throttledUntil: null });
    expect((await send('DELETE', url, { ifMatch: changed.body.etag })).status).toBe(204);
  });

  it('shows a new one with its secret once, and keeps the secret sealed', async () => {
    const { status, headers, body } = await service.post('/v1/webhooks', {
      url: URL_ALLOWED,
      events: ['alert.created', 'run.finished'],
      description: 'the bot',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      url: URL_ALLOWED,
      description: 'the bot',
      events: ['alert.created', 'run.finished'],
      flaggedOnly: true,
      includeText: false,
      enabled: true,
      disabledBy: null,
      throttledUntil: null,
    });
    expect(body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(headers['etag']).toBe(body.etag);
    expect(headers['location']).toBe(`/v1/webhooks/${body.id}`);
    expect(headers['cache-control']).toBe('no-store');
    const one = await service.get(`/v1/webhooks/${body.id}`);
    expect(one.status).toBe(200);
    expect(one.headers['etag']).toBe(body.etag);
    expect(one.body.secret).toBeUndefined();
    const list = await service.get('/v1/webhooks');
    expect(list.body.webhooks).toEqual([one.body]);
    const { rows } = await client.query('select sealed from webhook_secrets');
    expect(JSON.stringify(rows)).not.toContain(body.secret.slice(6, 20));
    expect((await send('DELETE', `/v1/webhooks/${body.id}`, { ifMatch: body.etag })).status).toBe(204);
  });

  it.each([
    ['hello', 'must be an absolute URL'],
    ['ftp://example.org/', 'must begin with https://'],
    ['http://example.org/', 'must begin with https:// unless'],
    ['https://user@example.org/', 'user name'],
    ['https://example.org/#a', 'fragment'],
    ['https://127.0.0.1/', 'not an address'],
    ['https://0x7f.1/', 'not an address'],
    ['https://2130706433/', 'not an address'],
    ['https://[::1]/', 'not an address'],
    ['https://[::ffff:169.254.169.254]/', 'not an address'],
    ['https://8.8.8.8/', 'not an address'],
    ['https://localhost/', 'public host'],
    ['https://a.localhost./', 'public host'],
    ['https://intranet/', 'public host'],
    ['https://metadata.google.internal/', 'public host'],
    ['http://127.0.0.1:9098/', 'must begin with https://'],
  ])('refuses %s', async (url, says) => {
    const { status, body } = await service.post('/v1/webhooks', { url, events: ['run.finished'] });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ field: '/url', message: expect.stringContaining(says) }]);
  });

  it('takes a private host that the configuration allows', async () => {
    const { id, etag } = await create({ url: 'http://127.0.0.1:9099/x' });
    const change = { body: { url: 'http://127.0.0.1:9098/x' }, ifMatch: etag };
    expect((await send('PATCH', `/v1/webhooks/${id}`, change)).status).toBe(400);
    await send('DELETE', `/v1/webhooks/${id}`, { ifMatch: etag });
  });

  it('refuses unknown events and fields, no events, and other media types', async () => {
    const refused = async (body: unknown) => (await service.post('/v1/webhooks', body)).status;
    expect(await refused({ url: URL_ALLOWED, events: ['message.created'] })).toBe(400);
    expect(await refused({ url: URL_ALLOWED, events: [] })).toBe(400);
    expect(await refused({ url: URL_ALLOWED })).toBe(400);
    expect(await refused({ url: URL_ALLOWED, events: ['run.finished'], secret: 'x' })).toBe(400);
    const response = await service.app.inject({
      method: 'POST',
      url: '/v1/webhooks',
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'text/plain' },
      payload: 'x',
    });
    expect(response.statusCode).toBe(415);
  });

  it('is for admins', async () => {
    const { id } = await create();
    const key = await service.newKey('classify', 'review', 'history');
    const routes = [
      ['GET', '/v1/webhooks'],
      ['POST', '/v1/webhooks'],
      ['GET', `/v1/webhooks/${id}`],
      ['PATCH', `/v1/webhooks/${id}`],
      ['DELETE', `/v1/webhooks/${id}`],
      ['POST', `/v1/webhooks/${id}/rotate-secret`],
      ['GET', `/v1/webhooks/${id}/deliveries`],
      ['POST', `/v1/webhooks/${id}/deliveries/1/send-again`],
    ] as const;
    for (const [method, url] of routes) {
      const answer = (headers: Record<string, string>) => service.app.inject({ method, url, headers });
      expect((await answer({ authorization: `Bearer ${key}` })).statusCode, url).toBe(403);
      expect((await answer({})).statusCode, url).toBe(401);
    }
  });

  it('changes what is named, against If-Match, and says so in the audit log without paths', async () => {
    const { id, etag } = await create();
    const url = `/v1/webhooks/${id}`;
    expect((await send('PATCH', url, { body: { enabled: false } })).status).toBe(428);
    expect((await send('PATCH', url, { body: { enabled: false }, ifMatch: '"r99"' })).status).toBe(412);
    expect((await send('PATCH', url, { body: { enabled: false }, ifMatch: '*' })).status).toBe(400);
    expect((await send('PATCH', url, { body: {}, ifMatch: etag })).status).toBe(400);
    const disabled = await send('PATCH', url, { body: { enabled: false }, ifMatch: etag });
    expect(disabled.status).toBe(200);
    expect(disabled.body).toMatchObject({ enabled: false, disabledBy: 'admin', url: URL_ALLOWED });
    expect((await send('PATCH', url, { body: { enabled: true }, ifMatch: etag })).status).toBe(412);
    const enabled = await send('PATCH', url, { body: { enabled: true }, ifMatch: disabled.body.etag });
    expect(enabled.body).toMatchObject({ enabled: true, disabledBy: null });
    expect(
      (await send('PATCH', '/v1/webhooks/99999', { body: { enabled: true }, ifMatch: etag })).status,
    ).toBe(404);
    const { body } = await service.get('/v1/audit');
    const words = JSON.stringify(body);
    expect(words).toContain('webhook.change');
    expect(words).toContain('https://hooks.example.org;');
    expect(words).not.toContain('path-secret-77');
    expect(service.logs()).not.toContain('path-secret-77');
  });

  it('rotates the secret, with an overlap of at most two earlier ones', async () => {
    const created = await create();
    const url = `/v1/webhooks/${created.id}/rotate-secret`;
    expect((await send('POST', url)).status).toBe(428);
    const valid = async () =>
      (
        await client.query('select expires_at from webhook_secrets where webhook_id = $1 order by id', [
          created.id,
        ])
      ).rows as { expires_at: Date | null }[];
    const first = await send('POST', url, { ifMatch: created.etag });
    expect(first.status).toBe(200);
    expect(first.headers['cache-control']).toBe('no-store');
    expect(first.body.secret).not.toBe(created.secret);
    expect((await valid())[0]!.expires_at!.getTime()).toBeGreaterThan(Date.now() + 86_000_000);
    expect((await send('POST', url, { ifMatch: created.etag })).status).toBe(412);
    const second = await send('POST', url, { ifMatch: first.body.etag, body: { overlapS: 60 } });
    expect(second.status).toBe(200);
    expect((await valid()).map(({ expires_at }) => expires_at === null)).toEqual([false, false, true]);
    // The first one's end came nearer, it is never put off.
    expect((await valid())[0]!.expires_at!.getTime()).toBeLessThan(Date.now() + 61_000);
    const third = await send('POST', url, { ifMatch: second.body.etag });
    expect(third.status).toBe(409);
    expect(await valid()).toHaveLength(3);
    const ended = await send('POST', url, { ifMatch: second.body.etag, body: { overlapS: 0 } });
    expect(ended.status).toBe(200);
    expect(await valid()).toHaveLength(1);
    expect((await send('POST', url, { ifMatch: ended.body.etag, body: { overlapS: -1 } })).status).toBe(400);
    expect((await send('POST', '/v1/webhooks/99999/rotate-secret', { ifMatch: '"r1"' })).status).toBe(404);
  });

  it('removes one with its log, against If-Match', async () => {
    const { id, etag } = await create();
    const url = `/v1/webhooks/${id}`;
    expect((await send('DELETE', url)).status).toBe(428);
    expect((await send('DELETE', url, { ifMatch: '"r7"' })).status).toBe(412);
    expect((await send('DELETE', url, { ifMatch: etag })).status).toBe(204);
    expect((await send('DELETE', url, { ifMatch: etag })).status).toBe(404);
    expect((await service.get(url)).status).toBe(404);
    expect((await service.get(`${url}/deliveries`)).status).toBe(404);
    expect((await send('POST', `${url}/deliveries/1/send-again`)).status).toBe(404);
  });

  it('checks the parameters of the log', async () => {
    const { id } = await create();
    const url = `/v1/webhooks/${id}/deliveries`;
    expect((await service.get(url)).body).toEqual({ deliveries: [], next: null });
    expect((await service.get(`${url}?status=pending&before=7`)).status).toBe(200);
    expect((await service.get(`${url}?status=lost`)).status).toBe(400);
    expect((await service.get(`${url}?before=x`)).status).toBe(400);
    expect((await send('POST', `${url}/7/send-again`)).status).toBe(404);
  });

  it('leaves events of decisions behind only for what somebody listens to', async () => {
    await client.query('delete from webhooks');
    expect(await outcomes()).toBeUndefined();
    const run = await create({ events: ['run.finished'] });
    expect(await outcomes()).toBeUndefined();
    await create({ events: ['alert.created'] });
    expect(await outcomes()).toEqual(['alert']);
    const flagged = await create({ events: ['decision.changed'] });
    expect(await outcomes()).toEqual(['act', 'alert', 'review']);
    const all = await create({ flaggedOnly: false });
    expect(await outcomes()).toEqual(['act', 'alert', 'allow', 'review']);
    await send('PATCH', `/v1/webhooks/${all.id}`, { body: { enabled: false }, ifMatch: all.etag });
    await send('DELETE', `/v1/webhooks/${flagged.id}`, { ifMatch: flagged.etag });
    expect(await outcomes()).toEqual(['alert']);
    await client.query(`delete from webhooks where id <> $1`, [run.id]);
    expect(await outcomes()).toBeUndefined();
  });

  it('takes twenty, also when they come at once', async () => {
    await client.query('delete from webhooks');
    const made = await Promise.all(
      Array.from({ length: 22 }, () =>
        service.post('/v1/webhooks', { url: URL_ALLOWED, events: ['run.finished'] }),
      ),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([...Array<number>(20).fill(201), 409, 409]);
    await client.query('delete from webhooks');
  });
});
