import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

const TEXT = 'canary-idempotent-31: you are a pathetic idiot.';

describe('Idempotency-Key', () => {
  let service: TestService;
  let client: pg.Client;
  let key: string;
  beforeAll(async () => {
    service = await startTestService({ env: { MODEL: 'linear-1' } });
    key = await service.newKey('classify');
    client = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await service.close();
  });

  const send = async (url: string, body: unknown, idempotencyKey?: string, as = key) => {
    const { statusCode, headers, json } = await service.app.inject({
      method: 'POST',
      url,
      headers: {
        authorization: `Bearer ${as}`,
        'content-type': 'application/json',
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      payload: JSON.stringify(body),
    });
    return { status: statusCode, headers, body: json() };
  };
  const count = async (table: 'messages' | 'decisions' | 'idempotency_keys') =>
    Number((await client.query(`select count(*) as n from ${table}`)).rows[0].n);

  it.each([
    ['/v1/classify', { text: TEXT }, 200],
    ['/v1/classify/batch', { items: [{ text: TEXT }, { text: 'See you at noon.' }] }, 200],
    ['/v1/messages', { text: TEXT }, 202],
  ])('gives the same answer of %s again and does nothing twice', async (url, body, status) => {
    const name = `"${randomUUID()}"`;
    const first = await send(url, body, name);
    expect(first.status).toBe(status);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    const messages = await count('messages');
    const second = await send(url, body, name);
    expect(second.status).toBe(status);
    expect(second.body).toEqual(first.body);
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    expect(second.headers['location']).toBe(first.headers['location']);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await count('messages')).toBe(messages);
    await send(url, body);
    expect(await count('messages')).toBeGreaterThan(messages);
  });

  it('is the same with and without quotes', async () => {
    const name = randomUUID();
    const first = await send('/v1/messages', { text: TEXT }, name);
    expect((await send('/v1/messages', { text: TEXT }, `"${name}"`)).body).toEqual(first.body);
  });

  it('refuses another body with 422', async () => {
    const name = randomUUID();
    await send('/v1/messages', { text: TEXT }, name);
    const { status, body } = await send('/v1/messages', { text: `${TEXT}!` }, name);
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'idempotency_key_reused',
      errors: [{ field: 'idempotency-key', message: expect.any(String) }],
    });
  });

  it('belongs to one route and one API key', async () => {
    const name = randomUUID();
    const first = await send('/v1/messages', { text: TEXT }, name);
    expect((await send('/v1/classify', { text: TEXT }, name)).status).toBe(200);
    const other = await service.newKey('classify');
    expect((await send('/v1/messages', { text: TEXT }, name, other)).body.id).not.toBe(first.body.id);
  });

  it('answers 409 while the first is under way, and one of many at once is done', async () => {
    const name = randomUUID();
    const before = await count('messages');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send('/v1/classify', { text: TEXT }, name)),
    );
    expect(await count('messages')).toBe(before + 1);
    const good = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 409);
    expect(good.length).toBeGreaterThanOrEqual(1);
    expect(good.length + refused.length).toBe(8);
    expect(new Set(good.map(({ body }) => body.id)).size).toBe(1);
    for (const { headers, body } of refused) {
      expect(headers['retry-after']).toBe('1');
      expect(body.code).toBe('conflict');
    }
    expect((await send('/v1/classify', { text: TEXT }, name)).body).toEqual(good[0]!.body);
  });

  it('lets a request that failed be tried again', async () => {
    const name = randomUUID();
    expect((await send('/v1/classify', { text: TEXT, policy: 'none-such' }, name)).status).toBe(404);
    expect((await send('/v1/classify', { text: TEXT }, name)).status).toBe(200);
  });

  it('takes the key over from a process that died, and forgets after a day', async () => {
    const name = randomUUID();
    const first = await send('/v1/messages', { text: TEXT }, name);
    const set = (change: string) =>
      client.query(
        `update idempotency_keys set ${change} where created_at = (select max(created_at) from idempotency_keys)`,
      );
    await set('status = null, answer = null');
    expect((await send('/v1/messages', { text: TEXT }, name)).status).toBe(409);
    await set(`locked_until = now() - interval '1 second'`);
    const second = await send('/v1/messages', { text: TEXT }, name);
    expect(second.status).toBe(202);
    expect(second.body.id).not.toBe(first.body.id);
    await set(`created_at = now() - interval '25 hours'`);
    const third = await send('/v1/messages', { text: 'Another text.' }, name);
    expect(third.status).toBe(202);
    expect(third.headers['idempotency-replayed']).toBeUndefined();
  });

  it.each(['', '""', '"unfinished', 'two words', 'ümlaut', 'x'.repeat(256), '"a" "b"'])(
    'refuses %j as a key with 400',
    async (name) => {
      const { status, body } = await send('/v1/messages', { text: TEXT }, name);
      expect(status).toBe(400);
      expect(body.errors).toEqual([{ field: 'idempotency-key', message: expect.any(String) }]);
    },
  );

  it('keeps neither text nor keys', async () => {
    const name = `canary-key-${randomUUID()}`;
    await send('/v1/classify', { text: TEXT, explain: true }, name);
    const { rows } = await client.query('select * from idempotency_keys');
    expect(rows.length).toBeGreaterThan(3);
    const all = JSON.stringify(
      rows.map((row) =>
        Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : value)),
      ),
    );
    expect(all).not.toContain('canary');
    expect(service.logs()).not.toContain('canary');
  });
});
