import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveSolicited } from '../../src/policy/solicited.js';
import { openDatabase, type Database } from '../../src/store/database.js';
import { createRetentionStore } from '../../src/store/retention.js';
import { ADMIN_KEY, eventually, startTestService, type TestService } from '../support/service.js';

const DAY_MS = 86_400_000;

describe('retention', () => {
  let service: TestService;
  let client: pg.Client;
  let db: Database;
  beforeAll(async () => {
    service = await startTestService();
    client = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await client.connect();
    db = openDatabase({ url: service.config.DATABASE_URL, onError: () => undefined });
  });
  afterAll(async () => {
    await client.end();
    await db.close();
    await service.close();
  });

  async function keep(days: { textDays?: number; scoreDays?: number }): Promise<void> {
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' };
    const read = await service.app.inject({ url: '/v1/settings', headers });
    const payload = JSON.stringify({ store: { channels: 'all', directMessages: 'flagged' }, ...days });
    const { statusCode } = await service.app.inject({
      method: 'PUT',
      url: '/v1/settings',
      headers: { ...headers, 'if-match': String(read.headers['etag']) },
      payload,
    });
    expect(statusCode).toBe(200);
  }

  /** One whole pass, `limit` revisions at a time. @returns how many steps it took */
  async function pass(limit: number): Promise<number> {
    const retention = createRetentionStore(db, deriveSolicited);
    await client.query(`update retention_passes set finished_at = now() - interval '2 hours'`);
    await retention.begin();
    let steps = 0;
    while (await retention.step(limit)) steps += 1;
    return steps;
  }

  const sent = (id: string, daysAgo: number | undefined, text = `text of ${id}`) =>
    service.post('/v1/classify', {
      id,
      text,
      store: 'all',
      context: [{ authorId: 'x', text: 'before' }],
      ...(daysAgo !== undefined && { sentAt: new Date(Date.now() - daysAgo * DAY_MS).toISOString() }),
    });

  const idsWith = async (table: 'texts' | 'scores') =>
    (
      await client.query<{ external_id: string }>(
        `select distinct m.external_id from ${table} t join revisions r on r.id = t.revision_id
         join messages m on m.id = r.message_id order by 1`,
      )
    ).rows.map((row) => row.external_id);

  it('removes texts, then scores, of messages that are too old, and nothing else', async () => {
    await sent('a-old', 40);
    await sent('b-new', 5);
    await sent('c-undated', undefined);
    await sent('d-undated-old', undefined);
    await client.query(
      `update revisions set created_at = now() - interval '31 days'
       where message_id = (select id from messages where external_id = 'd-undated-old')`,
    );
    await sent('e-future', -400);
    await client.query(
      `update revisions set created_at = now() - interval '31 days'
       where message_id = (select id from messages where external_id = 'e-future')`,
    );
    await sent('f-edited', 40);
    await sent('f-edited', 40, 'edited yesterday');
    await service.post('/v1/messages/a-old/labels', { target: 'message', verdict: 'ok', note: 'a note' });

    // The worker enforces it, too: what is tested here is one pass.
    await service.stopWorker();
    expect(await pass(3)).toBe(0);
    await keep({ textDays: 30 });
    expect(await pass(2)).toBeGreaterThan(3);
    expect(await idsWith('texts')).toEqual(['b-new', 'c-undated']);
    expect(await idsWith('scores')).toHaveLength(6);
    const { body } = await service.get('/v1/messages/a-old');
    expect(body.decision).toBeDefined();
    expect(body.text).toBeUndefined();
    expect((await client.query('select 1 from label_notes')).rowCount).toBe(0);
    expect((await client.query('select 1 from labels')).rowCount).toBe(1);
    const hashes = await client.query(
      `select external_id from messages where content_hmac is not null order by 1`,
    );
    expect(hashes.rows.map((row) => row.external_id as string)).toEqual(['b-new', 'c-undated']);
    // No tombstone: the same message is taken in again, and goes with the next pass.
    await keep({});
    await service.startWorker();
    await sent('a-old', 40);
    await service.stopWorker();
    expect(await idsWith('texts')).toContain('a-old');
    await keep({ textDays: 30 });
    await pass(100);
    expect(await idsWith('texts')).toEqual(['b-new', 'c-undated']);

    const counts = async () =>
      (await service.get('/v1/stats/actions')).body.days.reduce(
        (sum: number, day: any) => sum + (day.allow as number) + (day.review as number) + (day.act as number),
        0,
      ) as number;
    const all = await counts();
    await keep({ scoreDays: 35 });
    await pass(2);
    expect(await idsWith('scores')).toEqual(['b-new', 'c-undated', 'd-undated-old', 'e-future']);
    expect(await counts()).toBe(all - 2);
    expect((await service.get('/v1/messages/a-old')).body.decision).toEqual(body.decision);
    expect(
      (await service.post('/v1/messages/a-old/labels', { target: 'message', verdict: 'ok' })).status,
    ).toBe(409);
  });

  it('leaves cases that can be resolved although their scores are gone', async () => {
    await keep({});
    await service.startWorker();
    await sent('case-old', 40, 'You are an idiot and nobody wants you here.');
    await service.stopWorker();
    await keep({ scoreDays: 35 });
    await pass(100);
    expect(await idsWith('scores')).not.toContain('case-old');
    const [{ id }] = (await service.get('/v1/cases?limit=1')).body.cases;
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' };
    const read = await service.app.inject({ url: `/v1/cases/${id}`, headers });
    expect(read.json()).toMatchObject({ status: 'open', message: { id: 'case-old' } });
    const resolve = (clause: string) =>
      service.app.inject({
        method: 'POST',
        url: `/v1/cases/${id}/resolve`,
        headers: { ...headers, 'if-match': String(read.headers['etag']) },
        payload: JSON.stringify({ labels: [{ target: { clause }, verdict: 'violates' }] }),
      });
    expect((await resolve('unheard-of')).statusCode).toBe(400);
    expect((await resolve('insult')).statusCode).toBe(200);
    const { labels } = (await service.get('/v1/messages/case-old/labels')).body;
    expect(labels).toMatchObject([
      { target: { clause: 'insult' }, verdict: 'violates', score: expect.any(Number) },
    ]);
  });

  it('leaves what waits for its scores, unless its run has ended without it', async () => {
    await keep({ textDays: 30 });
    const sentAt = new Date(Date.now() - 40 * DAY_MS).toISOString();
    for (const id of ['p-waits', 'p-cancelled']) {
      expect((await service.post('/v1/messages', { id, text: `text of ${id}`, sentAt })).status).toBe(202);
    }
    await client.query(
      `with run as (
         insert into runs (community_id, kind, status, params, key_id, actor)
         select 'default', 'import', 'cancelled', '{}', min(id), 'test' from api_keys returning id)
       update revisions set run_id = run.id from run
       where message_id = (select id from messages where external_id = 'p-cancelled')`,
    );
    await pass(10);
    expect(await idsWith('texts')).toEqual(['b-new', 'c-undated', 'p-waits']);
    expect((await service.get('/v1/messages/p-cancelled')).body.status).toBe('failed');
    await service.startWorker();
  });

  it('is enforced by a worker soon after it is set, and ends when it is not wanted any more', async () => {
    await sent('w-old', 20);
    await keep({ textDays: 10 });
    await eventually(async () => !(await idsWith('texts')).includes('w-old'), 40_000);
    await keep({});
    await eventually(
      async () => (await client.query('select 1 from retention_passes')).rowCount === 0,
      40_000,
    );
  });

  it('is shared by several processes: each step is taken once', async () => {
    for (let i = 0; i < 20; i++) await sent(`s-${i}`, 50);
    await service.stopWorker();
    const retention = createRetentionStore(db, deriveSolicited);
    await client.query(
      `insert into retention_passes (community_id, subject, days) values ('default', 'texts', 30)
       on conflict (community_id, subject) do update set days = 30, cursor = 0, finished_at = null`,
    );
    const run = async () => {
      while (await retention.step(2));
    };
    await Promise.all([run(), run(), run()]);
    await run();
    expect((await idsWith('texts')).filter((id) => id.startsWith('s-'))).toEqual([]);
  });
});
