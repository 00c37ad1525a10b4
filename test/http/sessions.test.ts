import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, startTestService, type TestService } from '../support/service.js';

interface SignedIn {
  readonly cookie: string;
  readonly csrfToken: string;
  readonly setCookie: string;
  readonly body: any;
}

describe('/v1/session', () => {
  let service: TestService;
  let other: TestService;
  let proxied: TestService;
  let db: pg.Client;
  beforeAll(async () => {
    service = await startTestService({ worker: false });
    const { DATABASE_URL } = service.config;
    const sharing = { worker: false, databaseUrl: () => DATABASE_URL };
    other = await startTestService(sharing);
    proxied = await startTestService({ ...sharing, env: { TRUST_PROXY: 'loopback, 10.0.0.0/8' } });
    db = new pg.Client({ connectionString: DATABASE_URL });
    await db.connect();
  });
  afterAll(async () => {
    await db.end();
    for (const each of [proxied, other, service]) await each.close();
  });

  let lastAddress = 0;
  /** One that nobody has tried a key from yet. */
  const newAddress = () => `198.51.100.${++lastAddress}`;
  const attempt = (key: string, headers: Record<string, string> = {}, at = service, address = newAddress()) =>
    at.app.inject({
      method: 'POST',
      url: '/v1/session',
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify({ key }),
      remoteAddress: address,
    });
  async function signIn(key = ADMIN_KEY): Promise<SignedIn> {
    const response = await attempt(key);
    expect(response.statusCode).toBe(200);
    const setCookie = String(response.headers['set-cookie']);
    const body = response.json();
    return { cookie: setCookie.split(';', 1)[0]!, csrfToken: body.csrfToken, setCookie, body };
  }
  const send = (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    headers: Record<string, string>,
    body?: unknown,
    at = service,
  ) =>
    at.app.inject({
      method,
      url,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
  const NEW_KEY = { owner: 'made by cookie', scopes: ['classify'] };

  it('200 makes of a key a session whose cookie no script and no other site can use', async () => {
    const { setCookie, body, cookie } = await signIn();
    expect(setCookie).toMatch(
      /^conduct_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(body).toEqual({
      owner: 'ADMIN_API_KEY',
      keyId: expect.any(Number),
      scopes: ['admin'],
      communityId: 'default',
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: expect.any(String),
    });
    const hours = (Date.parse(body.expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(11.9);
    expect(hours).toBeLessThan(12.1);
    const shown = await send('GET', '/v1/session', { cookie });
    expect(shown.json()).toEqual(body);
    expect(shown.headers['cache-control']).toBe('no-store');
  });

  it('marks the cookie Secure behind HTTPS, and believes only the proxies it was told of', async () => {
    const https = { 'x-forwarded-proto': 'https' };
    const flags = async (at: TestService, headers = {}, address = '127.0.0.1') =>
      String((await attempt(ADMIN_KEY, headers, at, address)).headers['set-cookie']);
    expect(await flags(proxied, https)).toMatch(/; Secure;/);
    expect(await flags(proxied)).not.toContain('Secure');
    expect(await flags(proxied, https, newAddress())).not.toContain('Secure');
    expect(await flags(service, https)).not.toContain('Secure');
  });

  it('keeps of the token only its hash', async () => {
    const { cookie } = await signIn();
    const token = cookie.split('=')[1]!;
    const { rows } = await db.query(
      `select s::text as row, encode(token_sha256, 'hex') as hash from sessions s`,
    );
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
    expect(rows.map(({ hash }) => hash)).toContain(createHash('sha256').update(token).digest('hex'));
    for (const at of [service, other, proxied]) expect(at.logs()).not.toContain(token);
  });

  it('the cookie opens in every process what the key opens, and no more', async () => {
    const admin = await signIn();
    expect((await send('GET', '/v1/keys', { cookie: admin.cookie }, undefined, other)).statusCode).toBe(200);
    // As browsers send it behind a proxy that asks for a password.
    const behindBasic = { cookie: admin.cookie, authorization: 'Basic dXNlcjpwYXNz' };
    expect((await send('GET', '/v1/keys', behindBasic)).statusCode).toBe(200);
    const wrongKey = { cookie: admin.cookie, authorization: 'Bearer wrong' };
    expect((await send('GET', '/v1/keys', wrongKey)).statusCode).toBe(401);
    const reviewer = await signIn(await service.newKey('review'));
    expect((await send('GET', '/v1/policies', { cookie: reviewer.cookie })).statusCode).toBe(200);
    expect((await send('GET', '/v1/keys', { cookie: reviewer.cookie })).statusCode).toBe(403);
  });

  it('403 for a change without the session’s CSRF token, and nothing is changed', async () => {
    const { cookie, csrfToken } = await signIn();
    const someoneElses = (await signIn()).csrfToken;
    const count = async () => (await db.query('select count(*)::int as n from api_keys')).rows[0].n;
    const before = await count();
    for (const headers of [
      { cookie },
      ...['', 'x', someoneElses].map((t) => ({ cookie, 'x-csrf-token': t })),
    ]) {
      const refused = await send('POST', '/v1/keys', headers, NEW_KEY);
      expect(refused.statusCode).toBe(403);
      expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(refused.json()).toMatchObject({ code: 'forbidden' });
    }
    expect(await count()).toBe(before);
    const made = await send('POST', '/v1/keys', { cookie, 'x-csrf-token': csrfToken }, NEW_KEY);
    expect(made.statusCode).toBe(201);
    const { id } = made.json();
    expect((await send('DELETE', `/v1/keys/${id}`, { cookie })).statusCode).toBe(403);
    expect((await send('DELETE', `/v1/keys/${id}`, { cookie, 'x-csrf-token': csrfToken })).statusCode).toBe(
      200,
    );
  });

  it.each([
    ['of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['of another host of the same site', { 'sec-fetch-site': 'same-site' }, 403],
    ['of another origin, in an older browser or over HTTP', { origin: 'http://evil.example' }, 403],
    ['of another port', { origin: 'http://localhost:81' }, 403],
    ['in a sandbox', { origin: 'null' }, 403],
    ['of ours', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost' }, 200],
    ['of ours, over HTTP', { origin: 'http://localhost' }, 200],
  ])('a request by a page %s', async (_, headers, status) => {
    const { cookie, csrfToken } = await signIn();
    const at = { host: 'localhost', ...headers };
    expect((await attempt(ADMIN_KEY, at)).statusCode).toBe(status);
    const change = await send('POST', '/v1/keys', { ...at, cookie, 'x-csrf-token': csrfToken }, NEW_KEY);
    expect(change.statusCode).toBe(status === 200 ? 201 : 403);
  });

  it('a key sent itself works as ever, without a CSRF token, and goes before the cookie', async () => {
    const { cookie } = await signIn();
    expect((await service.post('/v1/keys', NEW_KEY)).status).toBe(201);
    const both = { cookie, authorization: `Bearer ${ADMIN_KEY}` };
    expect((await send('POST', '/v1/keys', both, NEW_KEY)).statusCode).toBe(201);
    const wrong = { cookie, authorization: 'Bearer conduct_unknown' };
    expect((await send('GET', '/v1/keys', wrong)).statusCode).toBe(401);
  });

  it('revoking the key ends its sessions at once, in every process', async () => {
    const { key, id } = (await service.post('/v1/keys', { owner: 'Ada', scopes: ['review'] })).body;
    const { cookie } = await signIn(key);
    for (const at of [service, other]) {
      expect((await send('GET', '/v1/policies', { cookie }, undefined, at)).statusCode).toBe(200);
    }
    await service.app.inject({
      method: 'DELETE',
      url: `/v1/keys/${id as number}`,
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    for (const at of [service, other]) {
      expect((await send('GET', '/v1/policies', { cookie }, undefined, at)).statusCode).toBe(401);
      expect((await send('GET', '/v1/session', { cookie }, undefined, at)).statusCode).toBe(401);
    }
  });

  it('ends after twelve hours, and what has expired is removed', async () => {
    const { cookie } = await signIn(await service.newKey('review'));
    const own = `token_sha256 = decode($1, 'hex')`;
    const hash = createHash('sha256').update(cookie.split('=')[1]!).digest('hex');
    await db.query(`update sessions set expires_at = now() - interval '1 second' where ${own}`, [hash]);
    expect((await send('GET', '/v1/session', { cookie })).statusCode).toBe(401);
    expect((await send('GET', '/v1/policies', { cookie })).statusCode).toBe(401);
    await signIn();
    expect((await db.query(`select 1 from sessions where ${own}`, [hash])).rows).toEqual([]);
  });

  it('204 signs out: the cookie is cleared and works no more', async () => {
    const { cookie, csrfToken } = await signIn();
    expect((await send('DELETE', '/v1/session', { cookie })).statusCode).toBe(403);
    expect((await send('GET', '/v1/session', { cookie })).statusCode).toBe(200);
    const out = await send('DELETE', '/v1/session', { cookie, 'x-csrf-token': csrfToken });
    expect(out.statusCode).toBe(204);
    expect(out.body).toBe('');
    expect(String(out.headers['set-cookie'])).toMatch(
      /^conduct_session=; Max-Age=0; Path=\/.*Expires=Thu, 01 Jan 1970/,
    );
    expect((await send('GET', '/v1/session', { cookie })).statusCode).toBe(401);
    expect((await send('DELETE', '/v1/session', { cookie })).statusCode).toBe(204);
  });

  it('signing in again ends the session before', async () => {
    const { cookie } = await signIn();
    expect((await attempt(ADMIN_KEY, { cookie })).statusCode).toBe(200);
    expect((await send('GET', '/v1/session', { cookie })).statusCode).toBe(401);
  });

  it('401 for a wrong key and a cookie that is none, 400 for a body that is none; neither shows what was sent', async () => {
    const refused = await attempt('conduct_canary-key-41');
    expect(refused.statusCode).toBe(401);
    expect(refused.headers['set-cookie']).toBeUndefined();
    expect(refused.body).not.toContain('canary-key-41');
    for (const cookie of ['conduct_session=canary-cookie-41', `conduct_session=${'a'.repeat(43)}`, 'x=y']) {
      expect((await send('GET', '/v1/session', { cookie })).statusCode).toBe(401);
      expect((await send('GET', '/v1/keys', { cookie })).statusCode).toBe(401);
    }
    for (const body of [{}, { key: '' }, { key: 1 }, { key: 'x', more: true }]) {
      expect((await send('POST', '/v1/session', {}, body)).statusCode).toBe(400);
    }
    expect(service.logs()).not.toMatch(/canary-(key|cookie)-41/);
  });

  it('429 after ten wrong keys from an address, the right one among those refused', async () => {
    const address = newAddress();
    const guess = (key: string) => attempt(key, {}, service, address);
    for (let i = 0; i < 10; i++) expect((await guess(`conduct_guess-${i}`)).statusCode).toBe(401);
    const refused = await guess(ADMIN_KEY);
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ code: 'too_many_requests' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(200);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(300);
    // The same wrong key again is no new guess, and other addresses are not held up.
    expect((await guess('conduct_guess-3')).statusCode).toBe(401);
    expect((await attempt(ADMIN_KEY)).statusCode).toBe(200);
    // The other door is no way around it.
    const byHeader = await service.app.inject({
      url: '/v1/keys',
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
      remoteAddress: address,
    });
    expect(byHeader.statusCode).toBe(429);
  });

  it('whoever goes on with a key that was right is not held up by guesses from the same address', async () => {
    const remoteAddress = newAddress();
    const ask = (key: string) =>
      service.app.inject({ url: '/v1/keys', headers: { authorization: `Bearer ${key}` }, remoteAddress });
    expect((await ask(ADMIN_KEY)).statusCode).toBe(200);
    for (let i = 0; i < 12; i++) await ask(`conduct_guess-${i}`);
    expect((await ask('conduct_guess-99')).statusCode).toBe(429);
    expect((await ask(ADMIN_KEY)).statusCode).toBe(200);
  });

  it('counts by the address that a trusted proxy names', async () => {
    const through = (address: string, key: string) =>
      attempt(key, { 'x-forwarded-for': address }, proxied, '127.0.0.1');
    for (let i = 0; i < 10; i++) await through('203.0.113.7', `conduct_guess-${i}`);
    expect((await through('203.0.113.7', ADMIN_KEY)).statusCode).toBe(429);
    expect((await through('203.0.113.8', ADMIN_KEY)).statusCode).toBe(200);
  });
});
