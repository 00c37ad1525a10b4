import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenForChanges } from '../../src/store/changes.js';
import { ADMIN_KEY, eventually, startTestService, type TestService } from '../support/service.js';

/** Neither certainly an insult nor certainly none, so that thresholds of 0 and 1 tell them apart. */
const TEXT = 'That was a rather silly thing to say.';
const QUEUE_KEY = Buffer.alloc(32, 7).toString('base64');

/** Rules that let everything pass but a perfect score, and rules that let nothing pass. */
const rules = (review: number) => ({
  title: 'One rule',
  onUnavailable: 'allow',
  clauses: [
    { id: 'insult', title: 'Insults', text: 'No insults.', severity: 3, signals: ['insult'], review, act: 1 },
  ],
});
const LENIENT = rules(1);
const STRICT = rules(0);

describe('a policy that changes', () => {
  let service: TestService;
  let other: TestService;
  let db: pg.Client;
  beforeAll(async () => {
    service = await startTestService({ env: { QUEUE_KEY } });
    const { DATABASE_URL, QUEUE_PREFIX } = service.config;
    other = await startTestService({
      worker: false,
      databaseUrl: () => DATABASE_URL,
      env: { QUEUE_KEY, QUEUE_PREFIX },
    });
    db = new pg.Client({ connectionString: DATABASE_URL });
    await db.connect();
  });
  afterAll(async () => {
    await db.end();
    await other.close();
    await service.close();
  });

  const rows = async (sql: string, values: unknown[] = []) =>
    (await db.query(sql, values)).rows as Record<string, any>[];

  async function change(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) {
    const name = path.split('/')[0]!;
    const { headers } = await service.get(`/v1/policies/${name}`);
    const response = await service.app.inject({
      method,
      url: `/v1/policies/${path}`,
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        'if-match': headers['etag'] as string,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
    expect(response.statusCode).toBeLessThan(300);
  }
  const create = async (name: string, ...versions: object[]) => {
    expect((await service.post('/v1/policies', { name, policy: versions[0] })).status).toBe(201);
    for (const policy of versions.slice(1)) await change('POST', `${name}/versions`, { policy });
  };
  const scored = (id: string) =>
    eventually(async () => (await service.get(`/v1/messages/${id}`)).body.status === 'scored', 20_000);

  it('decides at once in every process, and for messages scored later', async () => {
    await create('moving', LENIENT, STRICT);
    const ask = async (at: TestService) =>
      (await at.post('/v1/classify', { text: TEXT, policy: 'moving', store: 'none' })).body;
    for (const at of [service, other]) expect((await ask(at)).decision.action).toBe('allow');
    await change('POST', 'moving/activate', { version: 2 });
    expect(await ask(service)).toMatchObject({
      decision: { action: 'review' },
      receipt: { policy: { name: 'moving', version: 2 } },
    });
    // Well before what it has cached would end by itself.
    await eventually(async () => (await ask(other)).receipt.policy.version === 2, 10_000);
    await service.post('/v1/messages', { id: 'later', text: TEXT, policy: 'moving' });
    await scored('later');
    expect((await service.get('/v1/messages/later')).body.receipt.policy.version).toBe(2);
    await change('POST', 'moving/rollback');
    expect((await ask(service)).receipt.policy.version).toBe(1);
  });

  it('rewrites current actions over stored scores; answers and past decisions stay', async () => {
    await create('history', LENIENT, STRICT);
    await service.post('/v1/classify', { id: 'history-0', text: TEXT, policy: 'history' });
    // More than two batches of the same, as so many classifications would have left them.
    await db.query(
      `with seed as (select * from messages where external_id = 'history-0'),
       m as (
         insert into messages (community_id, source, external_id, content_hmac, action, alert, policy_name, policy_version)
         select community_id, source, 'history-' || i, content_hmac, action, alert, policy_name, policy_version
         from seed, generate_series(1, 449) i returning id),
       r as (
         insert into revisions (community_id, message_id, ordinal, status, scored_at)
         select 'default', id, 1, 'scored', now() from m returning id)
       insert into scores (revision_id, community_id, pipeline_id, stage, original, folded)
       select r.id, s.community_id, s.pipeline_id, s.stage, s.original, s.folded from r, scores s
         join revisions of_seed on of_seed.id = s.revision_id join seed on seed.id = of_seed.message_id`,
    );
    await service.post('/v1/classify', { id: 'elsewhere', text: TEXT });
    const actions = () =>
      rows(
        `select action, policy_version as version, count(*)::int as n from messages
         where policy_name = 'history' group by 1, 2 order by 1, 2`,
      );
    expect(await actions()).toEqual([{ action: 'allow', version: 1, n: 450 }]);
    const [elsewhere] = await rows(
      `select action, policy_name, policy_version from messages where external_id = 'elsewhere'`,
    );
    const decisions = await rows('select count(*)::int as n, max(id) as last from decisions');

    for (const [path, body, action, version] of [
      ['history/activate', { version: 2 }, 'review', 2],
      ['history/rollback', undefined, 'allow', 1],
    ] as const) {
      await change('POST', path, body);
      await eventually(async () => {
        // Asked once: between two questions it may have gone on.
        const [first] = await actions();
        return first?.['n'] === 450 && first['version'] === version;
      }, 20_000);
      expect(await actions()).toEqual([{ action, version, n: 450 }]);
    }
    await change('POST', 'history/activate', { version: 2 });
    await eventually(async () => {
      const [first, ...rest] = await actions();
      return first?.['action'] === 'review' && rest.length === 0;
    }, 20_000);
    const view = (await service.get('/v1/messages/history-0')).body;
    expect(view.current).toEqual({ action: 'review', alert: false, policy: { name: 'history', version: 2 } });
    expect(view).toMatchObject({ decision: { action: 'allow' }, receipt: { policy: { version: 1 } } });
    expect(await rows('select count(*)::int as n, max(id) as last from decisions')).toEqual(decisions);
    expect(
      await rows(`select action, policy_name, policy_version from messages where external_id = 'elsewhere'`),
    ).toEqual([elsewhere]);
  });

  it('counts what a shadow would have said, live and durable, and does nothing else with it', async () => {
    await create('shadowed', LENIENT, STRICT);
    await change('PUT', 'shadowed/shadow', { version: 2 });
    const before = await rows('select count(*)::int as n from decisions');
    const live = await service.post('/v1/classify', { id: 'sh-1', text: TEXT, policy: 'shadowed' });
    expect(live.body).toMatchObject({
      decision: { action: 'allow' },
      receipt: { policy: { name: 'shadowed', version: 1 } },
    });
    expect(JSON.stringify(live.body)).not.toContain('"version":2');
    await service.post('/v1/classify', { text: TEXT, policy: 'shadowed', store: 'none', explain: true });
    await service.post('/v1/messages', { id: 'sh-2', text: TEXT, policy: 'shadowed' });
    await scored('sh-2');
    const stats = async () => (await service.get('/v1/policies/shadowed/shadow/stats')).body;
    await eventually(async () => (await stats()).messages === 3, 10_000);
    expect(await stats()).toMatchObject({
      activeVersion: 1,
      shadowVersion: 2,
      messages: 3,
      changed: 3,
      decision: [{ active: 'allow', shadow: 'review', count: 3 }],
      clauses: [{ clause: 'insult', active: 'allow', shadow: 'review', count: 3 }],
    });
    const metrics = await service.app.inject('/metrics');
    expect(metrics.body).toContain(
      'conduct_shadow_total{policy="shadowed",version="2",clause="insult",active="allow",shadow="review"} 3',
    );
    const after = await rows('select count(*)::int as n from decisions');
    expect(after[0]!['n'] - before[0]!['n']).toBe(2);
    const [message] = await rows(`select action, policy_version from messages where external_id = 'sh-1'`);
    expect(message).toEqual({ action: 'allow', policy_version: 1 });
    await change('DELETE', 'shadowed/shadow');
    expect((await service.get('/v1/policies/shadowed/shadow/stats')).status).toBe(404);
    await service.post('/v1/classify', { text: TEXT, policy: 'shadowed' });
    expect(await rows(`select 1 from shadow_counts where policy_name = 'shadowed'`)).toEqual([]);
  });

  it('is chosen by the request, then by the id of the channel, then by its tags, then it is default', async () => {
    for (const name of ['by-id', 'by-tag', 'by-second-tag']) await create(name, LENIENT);
    await change('PUT', 'by-id/channels', { ids: ['C7'], tags: [] });
    await change('PUT', 'by-tag/channels', { ids: [], tags: ['beginners'] });
    await change('PUT', 'by-second-tag/channels', { ids: [], tags: ['quiet'] });
    const chosen = async (where: object) =>
      (await service.post('/v1/classify', { text: 'hello', store: 'none', ...where })).body.receipt.policy
        .name;
    expect(await chosen({ channelId: 'C7', channelTags: ['beginners'], policy: 'default' })).toBe('default');
    expect(await chosen({ channelId: 'C7', channelTags: ['beginners'] })).toBe('by-id');
    expect(await chosen({ channelId: 'C8', channelTags: ['x', 'beginners', 'quiet'] })).toBe('by-tag');
    expect(await chosen({ channelTags: ['quiet', 'beginners'] })).toBe('by-second-tag');
    expect(await chosen({ channelId: 'C8', channelTags: ['x'] })).toBe('default');
    expect(await chosen({})).toBe('default');
    await service.post('/v1/messages', { id: 'in-c7', text: 'hello', channelId: 'C7' });
    await scored('in-c7');
    expect((await service.get('/v1/messages/in-c7')).body.receipt.policy.name).toBe('by-id');
    await change('PUT', 'by-id/channels', { ids: [], tags: [] });
    expect(await chosen({ channelId: 'C7' })).toBe('default');
  });

  it('news of a change reaches who listens, also over a connection that was lost', async () => {
    let heard = 0;
    const url = new URL(service.config.DATABASE_URL);
    url.searchParams.set('application_name', 'conduct-changes-test');
    const changes = await listenForChanges({
      databaseUrl: url.href,
      onChange: { runs: () => undefined, judges: () => (heard += 1) },
      onError: () => undefined,
    });
    try {
      const before = heard;
      await create('news', LENIENT);
      await eventually(() => heard > before, 5_000);
      await db.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'conduct-changes-test'`,
      );
      const lost = heard;
      // It says so itself once it listens again: what happened in between may have been missed.
      await eventually(() => heard > lost, 5_000);
      const back = heard;
      await create('news-again', LENIENT);
      await eventually(() => heard > back, 5_000);
    } finally {
      await changes.close();
    }
  });
});
