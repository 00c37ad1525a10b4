import { once } from 'node:events';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillCommunity } from '../support/community.js';
import { ADMIN_KEY, eventually, startTestService, type TestService } from '../support/service.js';

const MESSAGES = 120;
const WAIT_MS = 25_000;

describe('runs', () => {
  let service: TestService;
  let db: pg.Client;
  let address: string;
  let historian: string;
  beforeAll(async () => {
    service = await startTestService({ env: { MODEL: 'linear-1' } });
    db = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await db.connect();
    await service.app.listen({ host: '127.0.0.1', port: 0 });
    address = `http://127.0.0.1:${(service.app.server.address() as AddressInfo).port}`;
    await fillCommunity(service, MESSAGES);
    historian = await service.newKey('history');
    await addVersion(service);
  }, 60_000);
  afterAll(async () => {
    await db.end();
    await service.close();
  });

  const plan = (body: object, key = historian) => service.post('/v1/runs', body, key);
  const show = (id: number) => service.get(`/v1/runs/${id}`, historian);
  async function step(id: number, name: string, options: { etag?: string; key?: string } = {}) {
    const etag = options.etag ?? (await show(id)).headers['etag'];
    const response = await service.app.inject({
      method: 'POST',
      url: `/v1/runs/${id}/${name}`,
      headers: {
        authorization: `Bearer ${options.key ?? historian}`,
        ...(etag !== '' && { 'if-match': etag as string }),
      },
    });
    return { status: response.statusCode, headers: response.headers, body: response.json() };
  }
  const ended = (id: number, status = 'done') =>
    eventually(async () => (await show(id)).body.status === status, WAIT_MS);
  async function upload(
    query: string,
    type: string,
    payload: string | Buffer,
    key = historian,
  ): Promise<{ status: number; body: any }> {
    const response = await service.app.inject({
      method: 'POST',
      url: `/v1/runs?${query}`,
      headers: { authorization: `Bearer ${key}`, 'content-type': type },
      payload,
    });
    return { status: response.statusCode, body: response.json() };
  }
  const results = (id: number, format: string, key = historian) =>
    service.app.inject({
      url: `/v1/runs/${id}/results?format=${format}`,
      headers: { authorization: `Bearer ${key}` },
    });

  it('are planned first, started with If-Match, and told in the audit log', async () => {
    const planned = await plan({ kind: 'replay', version: 2 });
    expect(planned.status).toBe(201);
    const { id } = planned.body;
    expect(planned.headers['location']).toBe(`/v1/runs/${id}`);
    expect(planned.headers['etag']).toBe(planned.body.etag);
    expect(planned.body).toMatchObject({
      kind: 'replay',
      status: 'planned',
      plan: { messages: MESSAGES },
      progress: { total: MESSAGES, done: 0, failed: 0, changed: 0 },
      policy: { name: 'default', version: 2 },
      outcome: null,
      error: null,
      actor: 'test',
      startedAt: null,
    });
    expect((await step(id, 'resume', { etag: '' })).status).toBe(428);
    expect((await step(id, 'resume', { etag: '"r99"' })).status).toBe(412);
    expect((await step(id, 'pause')).status).toBe(409);
    const started = await step(id, 'resume');
    expect(started).toMatchObject({ status: 200, body: { id, status: 'running' } });
    expect(started.headers['etag']).not.toBe(planned.headers['etag']);
    await ended(id);
    expect((await step(id, 'resume')).status).toBe(409);
    const { entries } = (await service.get('/v1/audit')).body;
    const told = entries.filter(
      ({ action, subject }: any) => action.startsWith('run.') && subject === String(id),
    );
    expect(told.map(({ action }: any) => action)).toEqual(['run.start', 'run.create']);
  });

  it('are listed latest first, page by page', async () => {
    const ids = [];
    for (let i = 0; i < 3; i += 1) ids.unshift((await plan({ kind: 'rescore' })).body.id);
    const first = await service.get('/v1/runs?limit=2', historian);
    expect(first.body.runs.map(({ id }: any) => id)).toEqual(ids.slice(0, 2));
    expect(first.body.runs[0].etag).toMatch(/^"r\d+"$/);
    const second = await service.get(`/v1/runs?limit=2&cursor=${first.body.next}`, historian);
    expect(second.body.runs[0].id).toBe(ids[2]);
    for (const id of ids) expect((await step(id, 'cancel')).body.status).toBe('cancelled');
  });

  it('tell how they stand by events, from the first on to the final one, and then the stream ends', async () => {
    const { id } = (await plan({ kind: 'replay', version: 2 })).body;
    const response = await fetch(`${address}/v1/runs/${id}/events`, {
      headers: { authorization: `Bearer ${historian}` },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const received = response.text();
    await step(id, 'resume');
    const events = (await received).split('\n\n').filter((event) => event.startsWith('event: run\n'));
    const statuses = events.map((event) => JSON.parse(event.split('\ndata: ')[1]!).status);
    expect(statuses[0]).toBe('planned');
    expect(statuses.at(-1)).toBe('done');
    expect(JSON.parse(events.at(-1)!.split('\ndata: ')[1]!)).toEqual((await show(id)).body);
  });

  it('show what a policy would change, with samples and agreement, without changing it', async () => {
    const before = await actionsOf(db);
    const { id } = (await plan({ kind: 'replay', version: 2, start: true })).body;
    await ended(id);
    const { progress } = (await show(id)).body;
    expect(progress).toMatchObject({ done: MESSAGES, failed: 0 });
    expect(progress.changed).toBeGreaterThan(0);
    await labelChanged(service, db, id);
    const { status, body } = await service.get(`/v1/runs/${id}/drift`, historian);
    expect(status).toBe(200);
    expect(body.signals).toEqual([]);
    const counts = body.decisions.map(({ count }: any) => count);
    expect(counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(progress.changed);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    for (const { before: was, after } of body.decisions) expect(was).not.toEqual(after);
    expect(body.samples.length).toBeGreaterThan(0);
    expect(body.samples[0]).not.toHaveProperty('text');
    // What version 2 adds was labelled as violating: nothing of it was flagged before.
    expect(body.labels).toEqual({ agreementBefore: 0, agreementAfter: 1, count: 1 });
    const asAdmin = (await service.get(`/v1/runs/${id}/drift`)).body;
    expect(asAdmin.samples.every(({ text }: any) => typeof text === 'string')).toBe(true);
    expect(await actionsOf(db)).toEqual(before);
    expect((await step(id, 'promote', { key: ADMIN_KEY })).status).toBe(409);
  });

  it('give their results as NDJSON and as CSV, text only to those who may read it', async () => {
    await db.query(`update messages set channel_id = '=HYPERLINK("x")' where community_id = 'default'`);
    const { id } = (await plan({ kind: 'replay', version: 2, start: true })).body;
    await ended(id);
    const { changed } = (await show(id)).body.progress;
    const ndjson = await results(id, 'ndjson');
    expect(ndjson.headers['content-type']).toBe('application/x-ndjson');
    expect(ndjson.headers['content-disposition']).toBe(`attachment; filename="run-${id}.ndjson"`);
    const lines = ndjson.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(changed);
    expect(lines[0]).toMatchObject({ source: 'api', revision: 1, channelId: '=HYPERLINK("x")' });
    expect(lines[0].clauses[0]).toMatchObject({ before: { action: 'allow' } });
    expect(lines[0]).not.toHaveProperty('text');

    const csv = await results(id, 'csv');
    const rows = parse<Record<string, string>>(csv.body, { columns: true });
    expect(rows.map((row) => row['id'])).toEqual(lines.map((line: any) => line.id));
    expect(rows[0]).toMatchObject({ channelId: `'=HYPERLINK("x")`, beforeAction: lines[0].before.action });
    expect(rows[0]).not.toHaveProperty('text');
    const readable = parse<Record<string, string>>((await results(id, 'csv', ADMIN_KEY)).body, {
      columns: true,
    });
    expect(readable[0]!['text']!.length).toBeGreaterThan(3);
    expect((await results(id, 'xml')).statusCode).toBe(400);
  });

  it('of another model change nothing until they are promoted, and then everything', async () => {
    const pipelineNow = async () => (await service.get('/v1/stats/histograms?signal=insult')).body.pipeline;
    const linear = await pipelineNow();
    const before = await actionsOf(db);
    const { id } = (await plan({ kind: 'rescore', model: 'encoder-1', start: true })).body;
    await ended(id);
    const run = (await show(id)).body;
    expect(run).toMatchObject({ earlierPipeline: linear, progress: { done: MESSAGES } });
    expect(run.pipeline).toMatch(/^encoder-1-/);
    const { body: drift } = await service.get(`/v1/runs/${id}/drift`, historian);
    const insult = drift.signals.find(({ signal }: any) => signal === 'insult');
    const sum = (bins: number[]) => bins.reduce((total, count) => total + count, 0);
    expect([sum(insult.before), sum(insult.after)]).toEqual([MESSAGES, MESSAGES]);
    expect(insult.psi).toBeGreaterThan(0);
    expect(drift.labels.count).toBeGreaterThan(0);
    expect(await pipelineNow()).toBe(linear);
    expect(await actionsOf(db)).toEqual(before);

    expect((await step(id, 'promote')).status).toBe(403);
    const promoted = await step(id, 'promote', { key: ADMIN_KEY });
    expect(promoted).toMatchObject({ status: 200, body: { outcome: 'promoted' } });
    expect(await pipelineNow()).toBe(run.pipeline);
    await eventually(async () => JSON.stringify(await actionsOf(db)) !== JSON.stringify(before), WAIT_MS);
    await eventually(async () => (await differing(db, id)) === 0, WAIT_MS);
    expect((await step(id, 'promote', { key: ADMIN_KEY })).status).toBe(409);
    expect((await step(id, 'discard', { key: ADMIN_KEY })).status).toBe(409);
    const { entries } = (await service.get('/v1/audit')).body;
    expect(entries[0]).toMatchObject({
      action: 'run.promote',
      subject: String(id),
      before: linear,
      after: run.pipeline,
    });
  }, 90_000);

  it('that are discarded leave no score of their own, and those of others', async () => {
    await service.post('/v1/classify', { id: 'later', text: 'You are a clown.' });
    const scores = async () =>
      (await db.query('select pipeline_id, count(*)::int as n from scores group by 1 order by 1')).rows;
    const before = await scores();
    const { id } = (await plan({ kind: 'rescore', model: 'encoder-1', exact: true, start: true })).body;
    await ended(id);
    expect(await scores()).not.toEqual(before);
    const discarded = await step(id, 'discard', { key: ADMIN_KEY });
    expect(discarded).toMatchObject({ status: 200, body: { outcome: 'discarded' } });
    await eventually(async () => JSON.stringify(await scores()) === JSON.stringify(before), WAIT_MS);
  }, 60_000);

  it('import a file that is sent as the body, and name the lines that were refused', async () => {
    const lines = [
      { id: 'a', text: 'Thanks for the hint!', channelId: 'general' },
      { id: 'b', text: 'Shut up, you stupid moron.' },
    ].map((line) => JSON.stringify(line));
    const file = [lines[0], '{"id":"broken"', lines[1], '{"id":"c","txet":1}'].join('\n');
    const { status, body } = await upload(
      'kind=import&source=forum&start=true',
      'application/x-ndjson',
      file,
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'import', params: { format: 'ndjson', source: 'forum' } });
    await ended(body.id);
    expect((await show(body.id)).body.progress).toMatchObject({ total: 2, done: 2 });
    const { errors } = (await service.get(`/v1/runs/${body.id}/errors`, historian)).body;
    expect(errors.map(({ line }: any) => line)).toEqual([2, 4]);
    const flagged = (await results(body.id, 'ndjson')).body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(flagged).toMatchObject([{ id: 'b', source: 'forum', before: null }]);
    expect((await service.get(`/v1/runs/${body.id}/drift`, historian)).status).toBe(409);
    const again = await upload('source=forum&start=true', 'application/x-ndjson', file);
    await ended(again.body.id);
    expect((await show(again.body.id)).body.progress).toMatchObject({ total: 0, done: 0, skipped: 2 });
  });

  it('take files beyond the limit of other bodies', async () => {
    const line = (i: number) => JSON.stringify({ id: `long-${i}`, text: 'word '.repeat(2_000) });
    const file = Array.from({ length: 300 }, (_, i) => line(i)).join('\n');
    expect(file.length).toBeGreaterThan(2 * 1_048_576);
    const { status, body } = await upload('source=long', 'application/x-ndjson', file);
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'planned', plan: { messages: 300 } });
    await step(body.id, 'cancel');
  });

  it('keep what came in of an upload that broke off, and take in the rest when it is repeated', async () => {
    const lines = Array.from({ length: 4_000 }, (_, i) =>
      JSON.stringify({ id: `torn-${i}`, text: `Part ${i}` }),
    );
    const request = requestHttp(`${address}/v1/runs?source=torn`, {
      method: 'POST',
      headers: { authorization: `Bearer ${historian}`, 'content-type': 'application/x-ndjson' },
    });
    request.on('error', () => undefined);
    request.write(`${lines.slice(0, 3_000).join('\n')}\n`);
    const latest = async () => (await service.get('/v1/runs?limit=1', historian)).body.runs[0];
    await eventually(async () => {
      const run = await latest();
      return run?.params.source === 'torn' && run.progress.total > 0;
    }, WAIT_MS);
    request.destroy();
    await eventually(async () => (await latest()).status === 'failed', WAIT_MS);
    expect((await latest()).error).toBe('The upload broke off.');
    expect(service.logs()).not.toContain('request failed');
    const archive = requestHttp(`${address}/v1/runs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${historian}`, 'content-type': 'application/zip' },
    });
    archive.on('error', () => undefined);
    archive.write(Buffer.alloc(65_536));
    await eventually(async () => (await latest()).params.format === 'slack', WAIT_MS);
    archive.destroy();
    await eventually(async () => (await latest()).status === 'failed', WAIT_MS);
    expect(service.logs()).not.toContain('request failed');
    const { body } = await upload('source=torn&start=true', 'application/x-ndjson', lines.join('\n'));
    await ended(body.id);
    const { progress } = (await show(body.id)).body;
    expect(progress).toMatchObject({ total: 4_000, done: 4_000, failed: 0 });
    const { rows } = await db.query(`select count(*)::int as n from messages where source = 'torn'`);
    expect(rows[0].n).toBe(4_000);
  });

  it('say that the service failed where it did, and not that the upload broke off', async () => {
    const request = requestHttp(`${address}/v1/runs?source=failing`, {
      method: 'POST',
      headers: { authorization: `Bearer ${historian}`, 'content-type': 'application/x-ndjson' },
    });
    request.on('error', () => undefined);
    let response: IncomingMessage | undefined;
    request.on('response', (answer) => (response = answer));
    try {
      await db.query('begin');
      await db.query('lock table messages in access exclusive mode');
      for (let i = 0; i < 3_000; i++) request.write(`{"id":"failing-${i}","text":"Part ${i}"}\n`);
      // Whatever waits to write loses its connection, as where the database is restarted.
      await eventually(async () => {
        await db.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'`,
        );
        return response !== undefined;
      }, WAIT_MS);
    } finally {
      await db.query('rollback');
    }
    expect(response!.statusCode).toBe(503);
    response!.resume();
    await eventually(async () => (await service.get('/v1/runs', historian)).status === 200, WAIT_MS);
  });

  it('answer a refused upload without reading it to its end', async () => {
    const request = requestHttp(`${address}/v1/runs?source=x`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer wrong',
        'content-type': 'application/zip',
        'transfer-encoding': 'chunked',
      },
    });
    request.on('error', () => undefined);
    request.write(Buffer.alloc(65_536));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(401);
    expect(response.headers.connection).toBe('close');
    response.resume();
    await once(request, 'close');
  });

  it.each([
    ['a format that the body is not', 'format=csv', 'application/zip', 400, 'format'],
    ['columns of what has none', 'columns=a:b', 'application/zip', 400, 'columns'],
    ['a source that no route could name', 'source=Forum', 'text/csv', 400, 'source'],
    ['an unknown parameter', 'sauce=x', 'text/csv', 400, 'sauce'],
    ['a rate of nothing', 'rateMax=0', 'text/csv', 400, 'rateMax'],
    ['a body of another type', 'source=x', 'text/plain', 415, 'application/zip'],
    ['an archive that is none', 'source=x', 'application/zip', 400, 'zip'],
    ['an unknown policy', 'policy=nope', 'application/x-ndjson', 404, 'nope'],
  ])('refuse an import with %s', async (_, query, type, status, named) => {
    const refused = await upload(query, type, 'x');
    expect(refused.status).toBe(status);
    expect(JSON.stringify(refused.body)).toContain(named);
  });

  it.each([
    ['without a kind', {}, 400, '/kind'],
    ['of an unknown kind', { kind: 'retry' }, 400, '/kind'],
    ['with a field of another kind', { kind: 'replay', model: 'blend-1' }, 400, '/model'],
    ['with an unknown field', { kind: 'rescore', models: [] }, 400, '/models'],
    ['with a model that is not shipped', { kind: 'rescore', model: 'gpt' }, 400, '/model'],
    [
      'with a window that ends before it begins',
      { kind: 'rescore', from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      400,
      '/to',
    ],
    ['of an unknown version', { kind: 'replay', version: 99 }, 404, 'version'],
  ])('are refused %s', async (_, body, status, named) => {
    const refused = await plan(body);
    expect(refused.status).toBe(status);
    expect(JSON.stringify(refused.body)).toContain(named);
  });

  it('401, 403 and 404', async () => {
    const reviewer = await service.newKey('review', 'classify');
    for (const path of ['', '/1', '/1/errors', '/1/events', '/1/results', '/1/drift']) {
      expect((await service.get(`/v1/runs${path}`, reviewer)).status).toBe(403);
      expect((await service.get(`/v1/runs${path}`, 'nonsense')).status).toBe(401);
    }
    expect((await plan({ kind: 'rescore' }, reviewer)).status).toBe(403);
    for (const path of ['', '/errors', '/events', '/results', '/drift']) {
      expect((await service.get(`/v1/runs/999999${path}`, historian)).status).toBe(404);
    }
    expect((await step(999_999, 'pause', { etag: '"r1"' })).status).toBe(404);
    expect((await step(999_999, 'promote', { etag: '"r1"', key: ADMIN_KEY })).status).toBe(404);
  });

  it('do not hold up the end of the service while somebody listens', async () => {
    const other = await startTestService({ worker: false });
    await other.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = other.app.server.address() as AddressInfo;
    const { body } = await other.post('/v1/runs', { kind: 'rescore' });
    const response = await fetch(`http://127.0.0.1:${port}/v1/runs/${body.id}/events`, {
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    const received = response.text();
    const startedAt = performance.now();
    await other.close();
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    expect(await received).toContain('"status":"planned"');
  });
});

/** A second version under which every grumble is an insult. */
async function addVersion(service: TestService): Promise<void> {
  const { body: file } = await service.get('/v1/policies/default/versions/1');
  const { headers } = await service.get('/v1/policies/default');
  for (const clause of file.policy.clauses) if (clause.id === 'insult') clause.review = 0.1;
  const response = await service.app.inject({
    method: 'POST',
    url: '/v1/policies/default/versions',
    headers: {
      authorization: `Bearer ${ADMIN_KEY}`,
      'if-match': headers['etag'] as string,
      'content-type': 'application/json',
    },
    payload: JSON.stringify({ policy: file.policy }),
  });
  expect(response.statusCode).toBe(201);
}

/** Somebody says that one of the messages that a run changed violates the clause. */
async function labelChanged(service: TestService, db: pg.Client, runId: number): Promise<void> {
  const { rows } = await db.query(
    `select m.external_id from run_changes c join messages m on m.id = c.message_id
     where run_id = $1 and before_action = 'allow' order by m.id limit 1`,
    [runId],
  );
  const { status } = await service.post(`/v1/messages/${rows[0].external_id}/labels`, {
    target: { clause: 'insult' },
    verdict: 'violates',
    origin: 'suggested',
  });
  expect(status).toBe(201);
}

const actionsOf = async (db: pg.Client) =>
  (await db.query('select id, action, alert from messages order by id')).rows as unknown[];

/** Messages whose action is not the one that a run found. */
const differing = async (db: pg.Client, runId: number): Promise<number> =>
  (
    await db.query(
      `select count(*)::int as n from run_changes c join messages m on m.id = c.message_id
       where run_id = $1 and (m.action, m.alert) is distinct from (after_action, after_alert)`,
      [runId],
    )
  ).rows[0].n;
