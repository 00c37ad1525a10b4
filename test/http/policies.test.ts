import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, startTestService, type TestService } from '../support/service.js';

const clause = (changes: object = {}) => ({
  id: 'insult',
  title: 'Insults',
  text: 'Do not insult.',
  severity: 3,
  signals: ['insult'],
  review: 0.55,
  act: 0.9,
  ...changes,
});
const rules = (...clauses: object[]) => ({ title: 'Rules', onUnavailable: 'allow', clauses });

describe('/v1/policies', () => {
  let service: TestService;
  let reviewer: string;
  beforeAll(async () => {
    service = await startTestService({ worker: false });
    reviewer = await service.newKey('review');
  });
  afterAll(() => service.close());

  async function send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    { body, etag, key = ADMIN_KEY }: { body?: unknown; etag?: string; key?: string } = {},
  ) {
    const response = await service.app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(etag !== undefined && { 'if-match': etag }),
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      etag: response.headers['etag'] as string,
      body: response.json(),
    };
  }
  const etagOf = async (name: string) => (await send('GET', `/v1/policies/${name}`)).etag;
  const create = (name: string, policy: unknown = rules(clause())) =>
    send('POST', '/v1/policies', { body: { name, policy } });
  /** Adds a version to a policy as it stands. */
  const addVersion = async (name: string, policy: unknown, note?: string) =>
    send('POST', `/v1/policies/${name}/versions`, {
      etag: await etagOf(name),
      body: { policy, ...(note !== undefined && { note }) },
    });

  it('begins with the shipped policy as version 1 of default', async () => {
    const { status, body, etag } = await send('GET', '/v1/policies', { key: reviewer });
    expect(status).toBe(200);
    expect(etag).toMatch(/^"/);
    expect(body.policies).toContainEqual(
      expect.objectContaining({
        name: 'default',
        activeVersion: 1,
        shadowVersion: null,
        latestVersion: 1,
        rollbackVersion: null,
      }),
    );
    const version = await send('GET', '/v1/policies/default/versions/1', { key: reviewer });
    expect(version.body).toMatchObject({ author: 'conduct', note: 'The policy that ships with Conduct.' });
    expect(version.body.policy.clauses).toHaveLength(9);
  });

  it('takes back what it exports, under another name and as another version', async () => {
    const file = (await send('GET', '/v1/policies/default/versions/1')).body;
    const created = await send('POST', '/v1/policies', { body: { ...file, name: 'copy' } });
    expect(created).toMatchObject({ status: 201, headers: { location: '/v1/policies/copy' } });
    const copy = (await send('GET', '/v1/policies/copy/versions/1')).body;
    expect(copy.policy).toEqual(file.policy);
    expect(copy.sha256).toBe(file.sha256);
    expect(copy.author).toBe('ADMIN_API_KEY');
    const again = await send('POST', '/v1/policies/copy/versions', { body: file, etag: created.etag });
    expect(again.status).toBe(201);
    expect(again.body).toMatchObject({ name: 'copy', version: 2, sha256: file.sha256 });
  });

  it('409 for a name that is taken, 400 for one that is none', async () => {
    expect((await create('default')).status).toBe(409);
    expect((await create('No spaces!')).body.errors[0].field).toBe('/name');
  });

  it('adds, activates, rolls back, step by step', async () => {
    const name = 'steps';
    await create(name);
    const v2 = await addVersion(name, rules(clause({ review: 0.62 })), 'too many false alarms');
    expect(v2.status).toBe(201);
    expect(v2.body).toMatchObject({ version: 2, note: 'too many false alarms', author: 'ADMIN_API_KEY' });
    expect(v2.headers['location']).toBe('/v1/policies/steps/versions/2');
    await addVersion(name, rules(clause({ review: 0.7 })));
    const active = async () => (await send('GET', `/v1/policies/${name}`)).body.activeVersion as number;
    expect(await active()).toBe(1);
    for (const version of [2, 3]) {
      const etag = await etagOf(name);
      const answer = await send('POST', `/v1/policies/${name}/activate`, { body: { version }, etag });
      expect(answer).toMatchObject({
        status: 200,
        body: { activeVersion: version, rollbackVersion: version - 1 },
      });
      expect(answer.etag).not.toBe(etag);
    }
    for (const version of [2, 1]) {
      const answer = await send('POST', `/v1/policies/${name}/rollback`, { etag: await etagOf(name) });
      expect(answer).toMatchObject({ status: 200, body: { activeVersion: version } });
    }
    const none = await send('POST', `/v1/policies/${name}/rollback`, { etag: await etagOf(name) });
    expect(none).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const { body } = await send('GET', `/v1/policies/${name}/versions`, { key: reviewer });
    expect(body.versions.map((version: { version: number }) => version.version)).toEqual([3, 2, 1]);
    expect(body.versions[1]).toMatchObject({ note: 'too many false alarms', title: 'Rules' });
  });

  it('says in words what changes from one version to another', async () => {
    await create('words');
    await addVersion('words', rules(clause({ review: 0.62 }), clause({ id: 'spam', signals: ['spam'] })));
    const { body } = await send('GET', '/v1/policies/words/diff?from=1&to=2', { key: reviewer });
    expect(body.changes.map((change: { words: string }) => change.words)).toEqual([
      'insult: review 0.55 → 0.62',
      'spam: added (review 0.55, act 0.9)',
    ]);
    expect(body.changes[0]).toMatchObject({ clause: 'insult', field: 'review', from: 0.55, to: 0.62 });
    expect((await send('GET', '/v1/policies/words/diff?from=1&to=9')).status).toBe(404);
    expect((await send('GET', '/v1/policies/words/diff?from=x&to=1')).status).toBe(400);
  });

  it('answers all faults of the rules at once, each with its place', async () => {
    const faulty = rules(
      clause({ review: 0.9, act: 0.5 }),
      clause({ signals: ['insults'] }),
      clause({ id: 'never', when: { all: [{ channelType: ['dm'] }, { channelType: ['public'] }] } }),
      clause({ id: 'crowd', when: { all: [{ recipients: { min: 10 } }, { recipients: { max: 5 } }] } }),
      clause({ id: 'empty', when: { any: [] } }),
      clause({ id: 'far', review: -0.1, act: 1.5 }),
      {
        id: 'care',
        title: 'Care',
        text: 'Care',
        severity: 5,
        signals: ['distress'],
        alertOnly: true,
        alert: 0.5,
        act: 0.9,
      },
    );
    for (const answer of [await create('faulty', faulty), await addVersion('default', faulty)]) {
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
      const fields = answer.body.errors.map((error: { field: string }) => error.field);
      expect(fields.sort()).toEqual([
        '/policy/clauses/0/review',
        '/policy/clauses/1/id',
        '/policy/clauses/1/signals/0',
        '/policy/clauses/2/when',
        '/policy/clauses/3/when',
        '/policy/clauses/4/when/any',
        '/policy/clauses/5/act',
        '/policy/clauses/5/review',
        '/policy/clauses/6/act',
      ]);
    }
    expect((await send('GET', '/v1/policies/faulty')).status).toBe(404);
  });

  const CHANGES: [method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object][] = [
    ['POST', '/versions', { policy: rules(clause()) }],
    ['POST', '/activate', { version: 2 }],
    ['POST', '/rollback'],
    ['PUT', '/shadow', { version: 2 }],
    ['DELETE', '/shadow'],
    ['PUT', '/channels', { ids: [], tags: ['beginners'] }],
  ];

  it.each(CHANGES)('%s %s: 428 without If-Match, 412 when stale, 404, 403', async (method, path, body) => {
    const name = `guard-${method.toLowerCase()}${path.slice(1)}`;
    const { etag: stale } = await create(name);
    await addVersion(name, rules(clause({ review: 0.6 })));
    const url = `/v1/policies/${name}${path}`;
    const before = (await send('GET', `/v1/policies/${name}`)).body;
    const given = body === undefined ? {} : { body };
    expect(await send(method, url, given)).toMatchObject({
      status: 428,
      body: { code: 'precondition_required' },
    });
    expect(await send(method, url, { ...given, etag: stale })).toMatchObject({
      status: 412,
      body: { code: 'precondition_failed' },
    });
    expect((await send(method, url, { ...given, etag: '"other"' })).status).toBe(412);
    expect((await send(method, url, { ...given, etag: `W/${before.etag as string}` })).status).toBe(412);
    expect((await send(method, url, { ...given, etag: '*' })).status).toBe(400);
    expect((await send(method, url, { ...given, etag: before.etag, key: reviewer })).status).toBe(403);
    const none = `/v1/policies/nowhere${path}`;
    expect((await send(method, none, { ...given, etag: before.etag })).status).toBe(404);
    expect((await send('GET', `/v1/policies/${name}`)).body).toEqual(before);
  });

  it('of two admins who change the same state at the same moment exactly one succeeds', async () => {
    await create('race');
    for (let round = 0; round < 5; round++) {
      const etag = await etagOf('race');
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, i) =>
          send('POST', '/v1/policies/race/versions', {
            etag,
            body: { policy: rules(clause({ review: (i + 1) / 20 })) },
          }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 412, 412, 412, 412, 412]);
    }
    expect((await send('GET', '/v1/policies/race')).body.latestVersion).toBe(6);
  });

  it('refuses versions that are none, and the active one as its own shadow', async () => {
    await create('odd');
    const etag = await etagOf('odd');
    for (const [method, path] of [
      ['POST', 'activate'],
      ['PUT', 'shadow'],
    ] as const) {
      const answer = await send(method, `/v1/policies/odd/${path}`, { body: { version: 7 }, etag });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: '/version' }] } });
    }
    expect((await send('PUT', '/v1/policies/odd/shadow', { body: { version: 1 }, etag })).status).toBe(400);
    expect((await send('GET', '/v1/policies/odd/shadow/stats')).status).toBe(404);
    expect((await send('GET', '/v1/policies/odd/versions/2')).status).toBe(404);
  });

  it('a shadow ends when its version becomes the active one', async () => {
    await create('promoted');
    await addVersion('promoted', rules(clause({ review: 0.6 })));
    const shadowed = await send('PUT', '/v1/policies/promoted/shadow', {
      body: { version: 2 },
      etag: await etagOf('promoted'),
    });
    expect(shadowed.body).toMatchObject({ shadowVersion: 2, activeVersion: 1 });
    expect(shadowed.body.shadowSince).not.toBeNull();
    const activated = await send('POST', '/v1/policies/promoted/activate', {
      body: { version: 2 },
      etag: shadowed.etag,
    });
    expect(activated.body).toMatchObject({ activeVersion: 2, shadowVersion: null, shadowSince: null });
  });

  it('assigns channels; 409 for one that another policy has, naming it', async () => {
    await create('beginners');
    await create('regulars');
    const channels = { ids: ['C42', 'timeout'], tags: ['beginners'] };
    const put = await send('PUT', '/v1/policies/beginners/channels', {
      body: channels,
      etag: await etagOf('beginners'),
    });
    expect(put).toMatchObject({ status: 200, body: { channels } });
    const read = await send('GET', '/v1/policies/beginners/channels', { key: reviewer });
    expect(read.body).toEqual(channels);
    expect(read.etag).toBe(put.etag);
    const taken = await send('PUT', '/v1/policies/regulars/channels', {
      body: { ids: ['C1', 'timeout'], tags: [] },
      etag: await etagOf('regulars'),
    });
    expect(taken).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(taken.body.detail).toContain('id "timeout" (beginners)');
    expect((await send('GET', '/v1/policies/regulars')).body.channels).toEqual({ ids: [], tags: [] });
  });

  it('logs who changed what, in words', async () => {
    const key = await service.post('/v1/keys', { owner: 'Ada', scopes: ['admin'] });
    const ada = key.body.key as string;
    await send('POST', '/v1/policies', { body: { name: 'logged', policy: rules(clause()) }, key: ada });
    await send('POST', '/v1/policies/logged/versions', {
      body: { policy: rules(clause({ review: 0.62 })) },
      etag: await etagOf('logged'),
      key: ada,
    });
    await send('PUT', '/v1/policies/logged/shadow', {
      body: { version: 2 },
      etag: await etagOf('logged'),
      key: ada,
    });
    await send('POST', '/v1/policies/logged/activate', {
      body: { version: 2 },
      etag: await etagOf('logged'),
      key: ada,
    });
    await send('POST', '/v1/policies/logged/rollback', { etag: await etagOf('logged'), key: ada });
    await send('DELETE', `/v1/keys/${key.body.id as number}`);
    const { status, body } = await service.get('/v1/audit?limit=6');
    expect(status).toBe(200);
    const told = body.entries.map((entry: any) => [
      entry.actor.owner,
      entry.action,
      entry.subject,
      entry.before,
      entry.after,
    ]);
    expect(told).toEqual([
      ['ADMIN_API_KEY', 'key.revoke', String(key.body.id), 'Ada: admin', null],
      ['Ada', 'policy.rollback', 'logged', 'version 2', 'version 1'],
      ['Ada', 'policy.activate', 'logged', 'version 1', 'version 2'],
      ['Ada', 'policy.shadow', 'logged', null, 'version 2'],
      ['Ada', 'policy.version', 'logged', 'version 1', 'version 2: insult: review 0.55 → 0.62'],
      ['Ada', 'policy.create', 'logged', null, 'version 1 with 1 clause'],
    ]);
    expect(body.entries[1].actor.keyId).toBe(key.body.id);
    const older = await service.get(`/v1/audit?limit=1&before=${body.entries[5].id as number}`);
    expect(older.body.entries[0]).toMatchObject({ action: 'key.create', after: 'Ada: admin' });
    expect((await service.get('/v1/audit', reviewer)).status).toBe(403);
    expect((await service.get('/v1/audit?limit=0')).status).toBe(400);
  });

  it('settings say what is kept where a request does not; their changes are guarded and logged', async () => {
    const kept = (channels: string) => ({ store: { channels, directMessages: 'flagged' } });
    const first = await send('GET', '/v1/settings');
    expect(first).toMatchObject({ status: 200, body: kept('all') });
    expect((await send('PUT', '/v1/settings', { body: kept('none') })).status).toBe(428);
    const changed = await send('PUT', '/v1/settings', { body: kept('none'), etag: first.etag });
    expect(changed).toMatchObject({ status: 200, body: kept('none') });
    expect((await send('PUT', '/v1/settings', { body: kept('all'), etag: first.etag })).status).toBe(412);
    expect((await send('GET', '/v1/settings')).body).toEqual({
      ...kept('none'),
      textDays: null,
      scoreDays: null,
    });
    expect((await send('PUT', '/v1/settings', { body: kept('some'), etag: changed.etag })).status).toBe(400);
    expect((await send('GET', '/v1/settings', { key: reviewer })).status).toBe(403);
    const { body } = await service.get('/v1/audit?limit=1');
    expect(body.entries[0]).toMatchObject({
      action: 'settings.change',
      before: 'kept of channels: all, of direct messages: flagged; texts for ever, scores for ever',
      after: 'kept of channels: none, of direct messages: flagged; texts for ever, scores for ever',
    });
    for (const days of [0, 36_526, 1.5, '30']) {
      const body = { ...kept('all'), textDays: days };
      expect((await send('PUT', '/v1/settings', { body, etag: changed.etag })).status, String(days)).toBe(
        400,
      );
    }
    const limited = { ...kept('all'), textDays: 90, scoreDays: 365 };
    const last = await send('PUT', '/v1/settings', { body: limited, etag: changed.etag });
    expect(last).toMatchObject({ status: 200, body: limited });
    expect((await service.get('/v1/audit?limit=1')).body.entries[0].after).toMatch(
      'texts for 90 days, scores for 365 days',
    );
    await send('PUT', '/v1/settings', { body: kept('all'), etag: last.etag });
    expect((await send('GET', '/v1/settings')).body).toMatchObject({ textDays: null, scoreDays: null });
  });
});
