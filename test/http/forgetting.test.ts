import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, startTestService, type TestService } from '../support/service.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';

describe('forgetting over HTTP', () => {
  let service: TestService;
  let history: string;
  let db: pg.Client;
  beforeAll(async () => {
    service = await startTestService();
    history = await service.newKey('history');
    db = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await db.connect();
  });
  afterAll(async () => {
    await db.end();
    await service.close();
  });

  async function forget(path: string, key?: string): Promise<{ status: number; body: any }> {
    const response = await service.app.inject({
      method: 'DELETE',
      url: path,
      headers: { authorization: `Bearer ${key ?? ADMIN_KEY}` },
    });
    return { status: response.statusCode, body: response.body === '' ? null : response.json() };
  }

  it.each(['/v1/messages/m', '/v1/authors/a'])('%s: 401, 403 and 400', async (path) => {
    expect((await forget(path, 'nonsense')).status).toBe(401);
    for (const scope of ['classify', 'review'] as const) {
      expect((await forget(path, await service.newKey(scope))).status, scope).toBe(403);
    }
    expect((await forget(`${path}?source=No`)).status).toBe(400);
    expect((await forget(`${path}?sauce=api`)).status).toBe(400);
  });

  it('204 for a message, each time; its decision, labels and case stay under its id, its text does not', async () => {
    await service.post('/v1/classify', { id: 'gone', text: INSULT, authorId: 'ann', threadId: 'gone' });
    const label = { target: 'message', verdict: 'violates', note: 'she said idiot' };
    expect((await service.post('/v1/messages/gone/labels', label)).status).toBe(201);
    const before = (await service.get('/v1/messages/gone')).body;

    for (let time = 0; time < 2; time++) {
      expect((await forget('/v1/messages/gone', history)).status).toBe(204);
      const { body } = await service.get('/v1/messages/gone');
      expect(body).toMatchObject({ id: 'gone', status: 'scored', decision: before.decision });
      expect(body.text).toBeUndefined();
      expect(body.context).toBeUndefined();
    }
    const { body: labels } = await service.get('/v1/messages/gone/labels');
    expect(labels.labels).toHaveLength(1);
    expect(labels.labels[0].note).toBeUndefined();
    const { body: queue } = await service.get('/v1/cases');
    const found = queue.cases.find((c: any) => c.message.id.startsWith('forgotten-'));
    expect(found).toMatchObject({ status: 'open', message: { text: null } });
    expect((await service.get('/v1/messages/gone?source=other')).status).toBe(404);
    expect((await service.post('/v1/messages/gone/explain', {})).status).toBe(409);
    const again = await service.post('/v1/messages/gone/labels', { target: 'message', verdict: 'ok' });
    expect(again.status).toBe(201);
    expect((await service.post('/v1/messages/gone/labels', label)).status).toBe(400);
  });

  it('answers what was forgotten and comes again, and stores none of it', async () => {
    await service.post('/v1/classify', { id: 'again', text: INSULT });
    expect((await forget('/v1/messages/again')).status).toBe(204);
    const live = await service.post('/v1/classify', { id: 'again', text: INSULT });
    expect(live.body.decision.action).not.toBe('allow');
    const batch = await service.post('/v1/classify/batch', { items: [{ id: 'again', text: 'edited' }] });
    expect(batch.status).toBe(200);
    expect((await service.post('/v1/messages', { id: 'again', text: INSULT })).status).toBe(202);
    const { body } = await service.get('/v1/messages/again');
    expect(body).toMatchObject({ revision: 1, status: 'scored' });
    expect(body.text).toBeUndefined();
  });

  it('204 for a message that is not known: it is kept from coming', async () => {
    expect((await forget('/v1/messages/early?source=slack:T1')).status).toBe(204);
    expect((await forget('/v1/messages/early')).status).toBe(204);
    await service.post('/v1/classify', { id: 'early', text: 'late' });
    expect((await service.get('/v1/messages/early')).status).toBe(404);
  });

  it('404 for an author of whom nothing was ever known, 204 for others, each time', async () => {
    expect((await forget('/v1/authors/nobody')).status).toBe(404);
    expect((await service.get('/v1/authors/nobody/export')).status).toBe(404);
    await service.post('/v1/classify', { id: 'bob-1', text: INSULT, authorId: 'bob' });
    expect((await forget('/v1/authors/bob?source=other')).status).toBe(404);
    for (let time = 0; time < 2; time++) expect((await forget('/v1/authors/bob', history)).status).toBe(204);
    const { body } = await service.get('/v1/messages/bob-1');
    expect(body.decision.action).not.toBe('allow');
    expect([body.text, body.authorId]).toEqual([undefined, undefined]);
    expect((await service.get('/v1/authors/bob/export')).status).toBe(404);
  });

  it('what a forgotten author sends later is an ordinary message, what was sent before is not stored', async () => {
    const sentBefore = new Date(Date.now() - 3_600_000).toISOString();
    await service.post('/v1/classify', { id: 'cy-1', text: 'hello', authorId: 'cy' });
    expect((await forget('/v1/authors/cy')).status).toBe(204);
    const known = async (id: string) => (await service.get(`/v1/messages/${id}`)).status;
    await service.post('/v1/classify', { id: 'cy-2', text: 'old', authorId: 'cy', sentAt: sentBefore });
    await service.post('/v1/messages', { id: 'cy-3', text: 'old', authorId: 'cy', sentAt: sentBefore });
    await service.post('/v1/classify', { id: 'cy-4', text: 'new', authorId: 'cy' });
    expect(await Promise.all(['cy-2', 'cy-3', 'cy-4'].map(known))).toEqual([404, 404, 200]);
    expect((await forget('/v1/authors/cy')).status).toBe(204);
    expect((await service.get('/v1/messages/cy-4')).body.text).toBeUndefined();
  });

  it('exports all that is kept about a person, and only what is theirs', async () => {
    const context = [
      { authorId: 'eve', text: 'a word of somebody else' },
      { authorId: 'dan', text: 'my own earlier word' },
    ];
    await service.post('/v1/classify', { id: 'dan-1', text: 'first version', authorId: 'dan' });
    await service.post('/v1/classify', { id: 'dan-1', text: INSULT, authorId: 'dan', context });
    await service.post('/v1/classify', { id: 'eve-1', text: 'as he said', authorId: 'eve', context });
    await service.post('/v1/messages/dan-1/labels', { target: 'message', verdict: 'violates', note: 'rude' });
    await db.query(`insert into author_names values ('default', 'api', 'dan', 'Dan Brown')`);
    const response = await service.app.inject({
      url: '/v1/authors/dan/export',
      headers: { authorization: `Bearer ${history}` },
    });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('application/x-ndjson');
    const lines = response.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual(['author', 'message', 'quote', 'end']);
    expect(lines[0]).toMatchObject({ id: 'dan', source: 'api', name: 'Dan Brown' });
    expect(lines[1]).toMatchObject({
      id: 'dan-1',
      revisions: [
        { revision: 1, text: 'first version' },
        { revision: 2, text: INSULT, context: [{ authorId: 'dan', text: 'my own earlier word' }] },
      ],
      labels: [{ target: 'message', verdict: 'violates', note: 'rude' }],
      cases: [{ status: 'open' }],
    });
    expect(lines[1].decisions).toHaveLength(2);
    expect(lines[1].revisions[1].scores[0].original).toHaveLength(
      lines[1].revisions[1].scores[0].labels.length,
    );
    expect(lines[2]).toMatchObject({ in: { id: 'eve-1' }, texts: ['my own earlier word'] });
    expect(lines[3]).toEqual({ type: 'end', messages: 1, quotes: 1 });
    expect(response.body).not.toContain('somebody else');
    expect((await service.get('/v1/authors/dan/export', await service.newKey('review'))).status).toBe(403);
    expect((await service.get('/v1/authors/dan/export', 'nonsense')).status).toBe(401);
    expect((await service.get('/v1/authors/dan/export?source=No')).status).toBe(400);
  });

  it('the log says who forgot and exported when, and not whom', async () => {
    await service.post('/v1/classify', { id: 'logged-message', text: 'hi', authorId: 'logged-author' });
    await service.app.inject({
      url: '/v1/authors/logged-author/export',
      headers: { authorization: `Bearer ${history}` },
    });
    await forget('/v1/messages/logged-message', history);
    await forget('/v1/authors/logged-author', history);
    const { body } = await service.get('/v1/audit?limit=3');
    const [author, message, exported] = body.entries;
    expect([author.action, message.action, exported.action]).toEqual([
      'author.forget',
      'message.forget',
      'author.export',
    ]);
    expect(author.subject).toBe(exported.subject);
    expect(message.subject).toMatch(/^[0-9a-f]{16}$/);
    expect(author.actor.owner).toBe('test');
    expect(JSON.stringify(body)).not.toContain('logged-');
    expect(service.logs()).not.toContain('logged-');
  });
});
