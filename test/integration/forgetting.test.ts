import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createForgottenStore } from '../../src/store/forgotten.js';
import { openDatabase } from '../../src/store/database.js';
import { createSecrets, readLocalKey } from '../../src/queue/secrets.js';
import { ADMIN_KEY, eventually, startTestService, type TestService } from '../support/service.js';

/** All begin the same: one search finds each of them. */
const CANARY = 'zqxcanary';
const AUTHOR = `${CANARY}-author`;
const NAME = `${CANARY} Name`;
const said = (what: string) => `You pathetic idiot, ${CANARY} text of ${what}.`;
const EARLY = '2026-01-05T10:00:00.123456Z';

const queues = [
  { queue: 'PostgreSQL', redisUrl: () => null },
  ...(inject('redisUrl') === null ? [] : [{ queue: 'Redis', redisUrl: () => inject('redisUrl') }]),
];

describe.each(queues)('what is forgotten, with the queue on $queue', ({ redisUrl }) => {
  let service: TestService;
  let client: pg.Client;
  beforeAll(async () => {
    service = await startTestService({ redisUrl: redisUrl() });
    client = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await service.close();
  });

  const rows = async (sql: string, values: unknown[] = []) =>
    (await client.query(sql, values)).rows as Record<string, any>[];

  async function forget(path: string): Promise<void> {
    const { statusCode } = await service.app.inject({
      method: 'DELETE',
      url: path,
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    expect(statusCode, path).toBe(204);
  }

  /** Every row of every table of every schema, the queue's among them, and every key of Redis. */
  async function tracesOf(text: string): Promise<string[]> {
    const found: string[] = [];
    const tables = await rows(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    expect(tables.length).toBeGreaterThan(25);
    for (const { name } of tables) {
      const hits = await rows(`select t::text as row from ${name as string} t where t::text ilike $1`, [
        `%${text}%`,
      ]);
      found.push(...hits.map(({ row }) => `${name as string}: ${row as string}`));
    }
    const url = redisUrl();
    if (url === null) return found;
    const redis = new Redis(url);
    await redis.config('SET', 'rdbcompression', 'no');
    for (const key of await redis.keys('*')) {
      const value = await redis.dumpBuffer(key);
      if (key.includes(text) || (value as Buffer | null)?.includes(text)) found.push(`redis ${key}`);
    }
    await redis.quit();
    return found;
  }

  /** What the API tells of messages, whoever asks. */
  async function told(): Promise<string> {
    const paths = ['/v1/cases', '/v1/labels', '/v1/audit', '/v1/stats/actions'];
    const ids = (await rows('select external_id, source from messages')).map(
      ({ external_id: id, source }) =>
        `/v1/messages/${encodeURIComponent(id as string)}?source=${encodeURIComponent(source as string)}`,
    );
    const bodies = await Promise.all([...paths, ...ids].map((path) => service.get(path)));
    const simulated = await service.post('/v1/policies/default/simulate', { version: 1 });
    return JSON.stringify([...bodies, simulated]);
  }

  const scored = (id: string) =>
    eventually(async () => (await service.get(`/v1/messages/${id}`)).body.status === 'scored', 20_000);

  const post = async (path: string, body: unknown, status: number) =>
    expect((await service.post(path, body)).status, path).toBe(status);

  /** Hands canaries in by every way there is, and the third revision of a message. */
  async function handIn(reply: string): Promise<void> {
    const circumstances = {
      authorId: AUTHOR,
      channelType: 'dm',
      channelId: `${CANARY}-dm`,
      threadId: `${CANARY}-live`,
      sentAt: EARLY,
      store: 'all',
    };
    const context = [
      { authorId: 'other', text: 'Good morning.' },
      { authorId: AUTHOR, text: said('live') },
      { authorId: AUTHOR, text: `${CANARY} something that was never stored itself` },
    ];
    const items = [{ ...circumstances, id: `${CANARY}-batch`, text: said('batch') }];
    await post('/v1/classify/batch', { items }, 200);
    await post('/v1/messages', { ...circumstances, id: `${CANARY}-durable`, text: said('durable') }, 202);
    await scored(`${CANARY}-durable`);
    for (const text of [said('live'), said('edit one'), said('edit two')]) {
      await post('/v1/classify', { ...circumstances, id: `${CANARY}-live`, text, context }, 200);
    }
    await post(
      '/v1/classify',
      { id: reply, authorId: 'other', text: 'Calm down.', context, store: 'all' },
      200,
    );
  }

  it('is found nowhere afterwards: tables, queue, answers, logs; and not again when it comes once more', async () => {
    await handIn('reply');
    const label = { target: 'message', verdict: 'violates', note: `${CANARY} noted` };
    await post(`/v1/messages/${CANARY}-live/labels`, label, 201);
    await client.query(`insert into author_names values ('default', 'api', $1, $2)`, [AUTHOR, NAME]);
    const before = await tracesOf(CANARY);
    for (const table of ['texts', 'label_notes', 'author_names', 'messages', 'cases']) {
      expect(
        before.some((trace) => trace.startsWith(`public.${table}:`)),
        table,
      ).toBe(true);
    }
    const [counts] = await rows(COUNTS);

    await forget(`/v1/messages/${CANARY}-live`);
    expect(await tracesOf('text of live')).toEqual([]);
    expect(await tracesOf('text of edit')).toEqual([]);
    expect(await tracesOf('noted')).toEqual([]);
    expect(await tracesOf('text of batch')).toHaveLength(1);

    await forget(`/v1/authors/${AUTHOR}`);
    expect(await tracesOf(CANARY)).toEqual([]);
    expect(await told()).not.toContain(CANARY);
    expect(service.logs()).not.toContain(CANARY);
    // What says nothing of anybody stays.
    expect((await rows(COUNTS))[0]).toEqual(counts);
    expect(
      (await rows(`select context from texts where context is not null`)).map((row) => row['context']),
    ).toEqual([[{ authorId: 'other', text: 'Good morning.' }]]);
    const more = await rows(
      `select 1 from messages where external_id like 'forgotten-%' and (content_hmac is not null
         or author_id is not null or channel_id is not null or sent_at <> date_trunc('minute', sent_at))`,
    );
    expect(more).toEqual([]);
    expect((await service.get(`/v1/messages/${CANARY}-live`)).body).toMatchObject({
      status: 'scored',
      revision: 3,
    });

    await handIn('another-reply');
    expect(await tracesOf(CANARY)).toEqual([]);
  });

  it('is taken out of contexts that do not say who said it, whether or not its author is known', async () => {
    const say = (id: string, text: string, more: object = {}) =>
      service.post('/v1/classify', { id, text, store: 'all', ...more });
    const copies = (text: string) => [
      { text },
      { text, authorId: 'bo' },
      { text: 'Good evening.', authorId: 'bo' },
    ];
    await say('of-nobody', said('of nobody'));
    await say('of-ada', said('of ada'), { authorId: 'ada' });
    await say('quotes-nobody', 'I see.', { authorId: 'cleo', context: copies(said('of nobody')) });
    await say('quotes-ada', 'I see, too.', { authorId: 'cleo', context: copies(said('of ada')) });
    const contextOf = async (id: string) =>
      (
        await rows(
          `select t.context from texts t join revisions r on r.id = t.revision_id
           join messages m on m.id = r.message_id where m.external_id = $1`,
          [id],
        )
      )[0]!['context'] as unknown;
    const lastAudit = async () => (await rows('select after from audit_log order by id desc limit 1'))[0];

    await forget('/v1/messages/of-nobody');
    expect(await contextOf('quotes-nobody')).toEqual([{ text: 'Good evening.', authorId: 'bo' }]);
    expect(await lastAudit()).toEqual({ after: 'forgotten; copied into 1 contexts' });
    await forget('/v1/authors/ada');
    // Bo said the same: that is theirs.
    expect(await contextOf('quotes-ada')).toEqual(copies(said('of ada')).slice(1));
    expect(await lastAudit()).toEqual({ after: 'forgotten; copied into 1 contexts' });
  });

  it('is not scored any more where it was waiting', async () => {
    await service.stopWorker();
    await service.post('/v1/messages', { id: 'waiting', text: said('pending'), authorId: 'w' });
    await forget('/v1/messages/waiting');
    await service.startWorker();
    await service.post('/v1/messages', { id: 'next', text: 'hello' });
    await scored('next');
    const { body } = await service.get('/v1/messages/waiting');
    expect(body).toMatchObject({ status: 'failed', revision: 1 });
    expect(
      await rows(`select 1 from scores s join revisions r on r.id = s.revision_id where r.status = 'failed'`),
    ).toEqual([]);
    expect(await tracesOf('text of pending')).toEqual([]);
  });

  it('stays away though it is being stored at this very moment', async () => {
    const send = (id: string, i: number) =>
      service.post('/v1/classify', { id, text: said(`race ${i}`), authorId: `racer-${i % 3}`, store: 'all' });
    for (let round = 0; round < 5; round++) {
      const ids = Array.from({ length: 12 }, (_, i) => `race-${round}-${i}`);
      const sending = ids.map((id, i) => send(id, i));
      await Promise.all(ids.map((id) => forget(`/v1/messages/${id}`)));
      await Promise.all(sending);
    }
    expect(await tracesOf('text of race')).toEqual([]);
  });

  it('is sifted out of what an import brings, and the rest comes in', async () => {
    const { config } = service;
    const db = openDatabase({ url: config.DATABASE_URL, onError: () => undefined });
    const { nameHmac } = createSecrets(readLocalKey(config.QUEUE_KEY, config.DATA_DIR));
    const forgotten = createForgottenStore(nameHmac);
    await service.post('/v1/classify', { id: 'im-1', text: 'one', authorId: 'im' });
    await service.post('/v1/classify', { id: 'im-2', text: 'two', authorId: 'somebody' });
    await forget('/v1/authors/im');
    await forget('/v1/messages/im-2');
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const muchLater = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const quote = [{ authorId: 'im', text: 'quoted' }, { text: 'by nobody' }];
    const kept = await db.transaction((query) =>
      forgotten.sift(query, 'default', 'api', [
        { externalId: 'im-1', text: 'without its author', sentAt: later },
        { externalId: 'im-2', text: 'two', sentAt: later },
        { externalId: 'old', text: 'old', authorId: 'im', sentAt: EARLY },
        { externalId: 'undated', text: 'undated', authorId: 'im' },
        { externalId: 'new', text: 'new', authorId: 'im', sentAt: later },
        { externalId: 'other', text: 'other', authorId: 'somebody', sentAt: EARLY },
        { externalId: 'quoting', text: 'quoting', sentAt: later, context: quote },
        { externalId: 'quoting-new', text: 'quoting', sentAt: muchLater, context: quote },
      ]),
    );
    await db.close();
    expect(kept.map(({ externalId }) => externalId)).toEqual(['new', 'other', 'quoting', 'quoting-new']);
    expect(kept.map(({ context }) => context?.length)).toEqual([undefined, undefined, 1, 2]);
  });

  it('leaves what was decided as it was when it is decided again', async () => {
    const context = [{ authorId: 'asker', text: 'Can anyone recommend a freelancer? Please contact me.' }];
    const offer = 'Hire me, best prices, contact me today: I build cheap apps for your business!';
    await service.post('/v1/classify', {
      id: 'asked',
      text: offer,
      authorId: 'seller',
      context,
      store: 'all',
    });
    expect(await rows(`select solicited from messages where external_id = 'asked'`)).toEqual([
      { solicited: null },
    ]);
    await forget('/v1/authors/asker');
    expect(await rows(`select solicited from messages where external_id = 'asked'`)).toEqual([
      { solicited: true },
    ]);
  });
});

const COUNTS = `select (select count(*) from messages) as messages, (select count(*) from revisions) as revisions,
  (select count(*) from scores) as scores, (select count(*) from decisions) as decisions,
  (select count(*) from labels) as labels, (select count(*) from cases) as cases`;
