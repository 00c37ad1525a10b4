import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';
const NOTE = 'canary-note-91: quotes the message';

describe('labels', () => {
  let service: TestService;
  let db: pg.Client;
  let reviewer: string;
  let second: string;
  beforeAll(async () => {
    service = await startTestService();
    db = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await db.connect();
    const keyOf = async (owner: string) =>
      (await service.post('/v1/keys', { owner, scopes: ['review'] })).body.key as string;
    reviewer = await keyOf('Ada');
    second = await keyOf('Grace');
  });
  afterAll(async () => {
    await db.end();
    await service.close();
  });

  const classify = (id: string, text = INSULT) => service.post('/v1/classify', { id, text, store: 'all' });
  const label = (id: string, body: object, key = reviewer) =>
    service.post(`/v1/messages/${id}/labels`, body, key);
  const labelsOf = async (id: string) =>
    (await service.get(`/v1/messages/${id}/labels`, reviewer)).body.labels;
  const OK = { target: 'message', verdict: 'ok' };

  it('201 with what the machine said at the time', async () => {
    const { body: answer } = await classify('m1');
    const insult = answer.decision.clauses.find(({ id }: { id: string }) => id === 'insult');
    const common = {
      message: { id: 'm1', source: 'api', revision: 1 },
      actor: { owner: 'Ada' },
      pipeline: answer.receipt.pipeline.id,
      policy: { name: 'default', version: 1 },
      counts: true,
    };
    const onClause = await label('m1', {
      target: { clause: 'insult' },
      verdict: 'violates',
      note: NOTE,
      origin: 'random',
      sampling: { stratum: '0.6-0.7', probability: 0.125 },
    });
    expect(onClause.status).toBe(201);
    expect(onClause.body).toMatchObject({
      ...common,
      target: { clause: 'insult' },
      verdict: 'violates',
      note: NOTE,
      origin: 'random',
      sampling: { stratum: '0.6-0.7', probability: 0.125 },
      score: insult.score,
    });
    const onSignal = await label('m1', { target: { signal: 'toxicity' }, verdict: 'unsure' });
    expect(onSignal.body).toMatchObject({ ...common, origin: 'queue', score: answer.signals.toxicity });
    const onMessage = await label('m1', OK);
    expect(onMessage.body).toMatchObject({ ...common, target: 'message', score: null });
    expect(await labelsOf('m1')).toEqual([onMessage.body, onSignal.body, onClause.body]);
  });

  it("a person's latest on the same target counts, earlier ones and other people's stay", async () => {
    await classify('m2');
    await label('m2', OK);
    await label('m2', { ...OK, verdict: 'violates' });
    await label('m2', { ...OK, verdict: 'unsure' }, second);
    await label('m2', { target: { clause: 'insult' }, verdict: 'ok' });
    const seen = (await labelsOf('m2')).map((entry: any) => [entry.actor.owner, entry.verdict, entry.counts]);
    expect(seen).toEqual([
      ['Ada', 'ok', true],
      ['Grace', 'unsure', true],
      ['Ada', 'violates', true],
      ['Ada', 'ok', false],
    ]);
  });

  it('is on the latest revision; 409 where another one was read', async () => {
    await classify('m3', 'first text');
    await label('m3', OK);
    await classify('m3', 'second text');
    expect(await label('m3', { ...OK, revision: 1 })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect((await label('m3', { ...OK, revision: 2 })).body.message.revision).toBe(2);
    const seen = (await labelsOf('m3')).map((entry: any) => [entry.message.revision, entry.counts]);
    expect(seen).toEqual([
      [2, true],
      [1, true],
    ]);
  });

  it.each([
    ['an unknown verdict', { target: 'message', verdict: 'maybe' }, '/verdict'],
    ['no target', { verdict: 'ok' }, '/target'],
    ['an unknown signal', { target: { signal: 'rudeness' }, verdict: 'ok' }, '/target'],
    ['a clause that the policy has not', { target: { clause: 'nope' }, verdict: 'ok' }, '/target/clause'],
    [
      'an impossible probability',
      { ...OK, sampling: { stratum: 'x', probability: 0 } },
      '/sampling/probability',
    ],
    ['an unknown origin', { ...OK, origin: 'dream' }, '/origin'],
    ['a lone surrogate', { ...OK, note: 'x\ud83d' }, '/note'],
    ['an unknown field', { ...OK, colour: 'red' }, '/colour'],
  ])('400 for %s', async (_, body, field) => {
    await classify('m4');
    const answer = await label('m4', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { field: string }) => error.field).join()).toContain(field);
  });

  it('404 for a message that is none, 403 without the scope review', async () => {
    expect((await label('none', OK)).status).toBe(404);
    expect((await service.get('/v1/messages/none/labels', reviewer)).status).toBe(404);
    const caller = await service.newKey('classify');
    await classify('m5');
    expect((await label('m5', OK, caller)).status).toBe(403);
    expect((await service.get('/v1/messages/m5/labels', caller)).status).toBe(403);
    expect((await service.get('/v1/labels', reviewer)).status).toBe(403);
  });

  it('a note is kept apart, in no log, and goes with the text of its message', async () => {
    await classify('m6');
    await label('m6', { ...OK, note: NOTE });
    expect(service.logs()).not.toContain('canary-note-91');
    await db.query(
      `delete from texts using revisions r, messages m
       where texts.revision_id = r.id and r.message_id = m.id and m.external_id = 'm6'`,
    );
    const [kept] = await labelsOf('m6');
    expect(kept).toMatchObject({ target: 'message', verdict: 'ok' });
    expect(kept.note).toBeUndefined();
    expect(await label('m6', { ...OK, note: 'again' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: '/note' }] },
    });
    expect((await label('m6', OK)).status).toBe(201);
  });

  it('exports all of them page by page as NDJSON', async () => {
    const lines = (body: string) =>
      body
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as { id: number });
    const export_ = (url: string) =>
      service.app.inject({ url, headers: { authorization: 'Bearer test-admin-key-0123456789' } });
    const whole = await export_('/v1/labels');
    expect(whole.statusCode).toBe(200);
    expect(whole.headers['content-type']).toMatch(/^application\/x-ndjson/);
    const all = lines(whole.body);
    expect(all.length).toBeGreaterThan(8);
    const paged = [];
    let next: string | undefined = '/v1/labels?limit=3';
    while (next !== undefined) {
      const page: Awaited<ReturnType<typeof export_>> = await export_(next);
      paged.push(...lines(page.body));
      next = /^<([^>]+)>; rel="next"$/.exec(String(page.headers['link'] ?? ''))?.[1];
    }
    expect(paged).toEqual(all);
    expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).sort((x, y) => x - y));
  });

  it('a message that waits for its score has none yet: 409', async () => {
    await service.stopWorker();
    await service.post('/v1/messages', { id: 'waiting', text: INSULT });
    expect((await label('waiting', OK)).status).toBe(409);
    await service.startWorker();
  });
});
