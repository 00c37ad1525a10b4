import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startTestService, type TestService } from '../support/service.js';

describe('/v1/keys', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ worker: false });
  });
  afterAll(() => service.close());

  it('201 shows a new key once; the list shows owner and scopes, never the key', async () => {
    const { status, body } = await service.post('/v1/keys', {
      owner: 'slack bot',
      scopes: ['classify', 'review'],
    });
    expect(status).toBe(201);
    expect(body.key).toMatch(/^conduct_[\w-]{43}$/);
    const list = await service.get('/v1/keys');
    expect(list.body.keys).toContainEqual(
      expect.objectContaining({
        id: body.id,
        owner: 'slack bot',
        scopes: ['classify', 'review'],
        revokedAt: null,
      }),
    );
    expect(JSON.stringify(list.body)).not.toContain(body.key);
  });

  it('a revoked key is refused', async () => {
    const { body } = await service.post('/v1/keys', { owner: 'gone soon', scopes: ['admin'] });
    expect((await service.get('/v1/keys', body.key)).status).toBe(200);
    const revoked = await service.app.inject({
      method: 'DELETE',
      url: `/v1/keys/${body.id as number}`,
      headers: { authorization: `Bearer ${body.key as string}` },
    });
    expect(revoked.statusCode).toBe(200);
    expect(revoked.json().revokedAt).not.toBeNull();
    await eventually(async () => (await service.get('/v1/keys', body.key)).status === 401, 5_000);
  });

  it('404 for a key that is none, 400 for an id that is none', async () => {
    const remove = (id: string) =>
      service.app.inject({
        method: 'DELETE',
        url: `/v1/keys/${id}`,
        headers: { authorization: 'Bearer test-admin-key-0123456789' },
      });
    expect((await remove('999999')).statusCode).toBe(404);
    expect((await remove('abc')).statusCode).toBe(400);
  });

  it.each([
    [{ owner: 'x', scopes: [] }, '/scopes'],
    [{ owner: 'x', scopes: ['root'] }, '/scopes/0'],
    [{ owner: 'x', scopes: ['admin', 'admin'] }, '/scopes'],
    [{ owner: ' ', scopes: ['admin'] }, '/owner'],
    [{ scopes: ['admin'] }, '/owner'],
  ])('400 for %j', async (body, field) => {
    const answer = await service.post('/v1/keys', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].field).toBe(field);
  });

  it('403 for a key that is no admin', async () => {
    const key = await service.newKey('classify', 'review', 'history');
    expect((await service.get('/v1/keys', key)).status).toBe(403);
    expect((await service.post('/v1/keys', { owner: 'x', scopes: ['admin'] }, key)).status).toBe(403);
  });
});
