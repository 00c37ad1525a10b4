import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookSender } from '../../src/integrations/webhooks/send.js';
import { createSecrets } from '../../src/queue/secrets.js';
import { parseAllowedHosts } from '../../src/services/webhooks/allowed-hosts.js';
import { startWebhookDelivery, type DeliveryDependencies } from '../../src/services/webhooks/deliver.js';
import { openDatabase, type Database } from '../../src/store/database.js';
import { createWebhookDeliveryStore, type WebhookDeliveryStore } from '../../src/store/webhook-deliveries.js';
import { startReceiver, type ReceivedRequest, type WebhookReceiver } from '../support/receiver.js';
import { ADMIN_KEY, eventually, startTestService, type TestService } from '../support/service.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';
const SAD = 'I want to kill myself tonight.';
const WAIT_MS = 20_000;
const LOCAL_KEY = Buffer.alloc(32, 5);

const parse = ({ body }: ReceivedRequest) =>
  JSON.parse(body) as { type: string; timestamp: string; data: any };
const verify = (secret: string, { body, headers }: ReceivedRequest) =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

interface Made {
  id: number;
  etag: string;
  secret: string;
}

async function createWebhook(service: TestService, more: object): Promise<Made> {
  const { status, body } = await service.post('/v1/webhooks', { events: ['run.finished'], ...more });
  expect(status).toBe(201);
  return body as Made;
}

async function change(service: TestService, { id, etag }: Made, body: object) {
  const response = await service.app.inject({
    method: 'PATCH',
    url: `/v1/webhooks/${id}`,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'if-match': etag, 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });
  expect(response.statusCode).toBe(200);
}

async function logOf(service: TestService, { id }: Made): Promise<any[]> {
  const { status, body } = await service.get(`/v1/webhooks/${id}/deliveries`);
  expect(status).toBe(200);
  return body.deliveries as any[];
}

describe('webhooks of the running service', () => {
  let service: TestService;
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    service = await startTestService({
      env: { MODEL: 'linear-1', WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' },
    });
  });
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await receiver.close();
    const { body } = await service.get('/v1/webhooks');
    for (const { id, etag } of body.webhooks) {
      await service.app.inject({
        method: 'DELETE',
        url: `/v1/webhooks/${id}`,
        headers: { authorization: `Bearer ${ADMIN_KEY}`, 'if-match': etag },
      });
    }
  });
  afterAll(() => service.close());
  const arrived = (count: number) => eventually(() => receiver.received.length >= count, WAIT_MS);

  it('tell of a decision, live and durable, signed, without the text', async () => {
    const made = await createWebhook(service, { url: `${receiver.url}/a`, events: ['decision.created'] });
    await service.post('/v1/classify', {
      id: 'live-1',
      text: INSULT,
      channelId: 'c1',
      channelType: 'public',
      authorId: 'u1',
      threadId: 't1',
      sentAt: '2026-11-01T12:00:00Z',
    });
    await service.post('/v1/messages', { id: 'durable-1', text: INSULT });
    await service.post('/v1/classify', { id: 'fine-1', text: 'See you at noon.' });
    await arrived(2);
    for (const request of receiver.received) {
      expect(verify(made.secret, request)).toEqual(parse(request));
      expect(request.headers['webhook-id']).toMatch(/^msg_[0-9a-f]{32}$/);
      expect(request.body).not.toContain('pathetic');
      expect(Buffer.byteLength(request.body)).toBeLessThan(20_000);
    }
    const live = receiver.received.map(parse).find(({ data }) => data.message.id === 'live-1')!;
    expect(live.type).toBe('decision.created');
    expect(Date.parse(live.timestamp)).toBeGreaterThan(Date.now() - 60_000);
    expect(live.data).toMatchObject({
      message: {
        id: 'live-1',
        source: 'api',
        revision: 1,
        channelId: 'c1',
        channelType: 'public',
        authorId: 'u1',
        threadId: 't1',
        sentAt: '2026-11-01T12:00:00.000Z',
      },
      decision: { alert: false },
      policy: { name: 'default', version: 1 },
      caseId: expect.any(Number),
    });
    expect(['review', 'act']).toContain(live.data.decision.action);
    expect(live.data.decision.clauses[0]).toMatchObject({
      title: expect.any(String),
      score: expect.any(Number),
    });
    expect(live.data).not.toHaveProperty('text');
    // Nobody asked for harmless ones.
    await expect
      .poll(async () => (await logOf(service, made)).map(({ status }) => status))
      .toEqual(['delivered', 'delivered']);
  });

  it('tell of a changed decision and of alerts, with the text where it is asked for', async () => {
    await createWebhook(service, {
      url: `${receiver.url}/all`,
      events: ['decision.created', 'decision.changed', 'alert.created'],
      flaggedOnly: false,
      includeText: true,
    });
    await service.post('/v1/classify', { id: 'edited', text: 'See you at noon.' });
    await arrived(1);
    await service.post('/v1/classify', { id: 'edited', text: SAD });
    await arrived(3);
    const [created, ...rest] = receiver.received.map(parse);
    expect(created).toMatchObject({ type: 'decision.created', data: { text: 'See you at noon.' } });
    expect(rest.map(({ type }) => type).sort()).toEqual(['alert.created', 'decision.changed']);
    for (const { data } of rest) {
      expect(data).toMatchObject({
        text: SAD,
        message: { id: 'edited', revision: 2 },
        decision: { alert: true },
      });
    }
  });

  it('keep text out of rows, logs and the delivery log', async () => {
    const made = await createWebhook(service, {
      url: receiver.url,
      events: ['decision.created'],
      includeText: true,
    });
    await service.post('/v1/classify', { id: 'canary', text: `canary-webhook-4711 ${INSULT}` });
    await arrived(1);
    expect(receiver.received[0]!.body).toContain('canary-webhook-4711');
    const client = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await client.connect();
    for (const table of ['webhook_deliveries', 'webhook_attempts', 'decision_events']) {
      const { rows } = await client.query(`select 1 from ${table} x where x::text like '%canary-webhook%'`);
      expect(rows, table).toEqual([]);
    }
    await client.end();
    expect(JSON.stringify(await logOf(service, made))).not.toContain('canary-webhook');
    expect(service.logs()).not.toContain('canary-webhook');
  });

  it('forget who wrote what, and send no text that was forgotten', async () => {
    await createWebhook(service, { url: receiver.url, events: ['decision.created'], includeText: true });
    receiver.respond = (response) => void response.writeHead(500).end();
    const message = { id: 'forgotten', text: INSULT, authorId: 'canary-author' };
    await service.post('/v1/classify', message);
    await arrived(1);
    expect(parse(receiver.received[0]!).data).toMatchObject({
      message: { authorId: 'canary-author' },
      text: INSULT,
    });
    const asker = { id: null, owner: 'test', communityId: 'default' };
    await service.services.forgetting.forgetAuthor(asker, { source: 'api', id: 'canary-author' });
    await arrived(2);
    expect(parse(receiver.received[1]!).data).toMatchObject({
      message: { id: 'forgotten', authorId: null },
      text: null,
    });
  });

  it('leave no line in the log about a message that was forgotten after it was sent', async () => {
    const made = await createWebhook(service, { url: receiver.url, events: ['decision.created'] });
    for (const id of ['canary-gone', 'stays']) await service.post('/v1/classify', { id, text: INSULT });
    await arrived(2);
    const ended = async () => (await logOf(service, made)).filter(({ status }) => status === 'delivered');
    await expect.poll(ended).toHaveLength(2);
    const asker = { id: null, owner: 'test', communityId: 'default' };
    await service.services.forgetting.forgetMessage(asker, { source: 'api', id: 'canary-gone' });
    expect(await ended()).toHaveLength(1);
    const client = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await client.connect();
    const { rows } = await client.query(
      `select 1 from webhook_deliveries d where d::text like '%canary-gone%'`,
    );
    await client.end();
    expect(rows).toEqual([]);
  });

  it('sign with the new secret and, for a while, the old one', async () => {
    const made = await createWebhook(service, { url: receiver.url, events: ['decision.created'] });
    const rotate = async (etag: string, overlapS: number) =>
      (
        await service.app.inject({
          method: 'POST',
          url: `/v1/webhooks/${made.id}/rotate-secret`,
          headers: {
            authorization: `Bearer ${ADMIN_KEY}`,
            'if-match': etag,
            'content-type': 'application/json',
          },
          payload: JSON.stringify({ overlapS }),
        })
      ).json<Made>();
    const second = await rotate(made.etag, 3_600);
    await service.post('/v1/classify', { id: 'rotated-1', text: INSULT });
    await arrived(1);
    expect(receiver.received[0]!.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    verify(made.secret, receiver.received[0]!);
    verify(second.secret, receiver.received[0]!);
    const third = await rotate(second.etag, 0);
    await service.post('/v1/classify', { id: 'rotated-2', text: INSULT });
    await arrived(2);
    verify(third.secret, receiver.received[1]!);
    expect(() => verify(second.secret, receiver.received[1]!)).toThrow('No matching signature');
    expect(() => verify(made.secret, receiver.received[1]!)).toThrow('No matching signature');
  });

  it('tell of a run that ends, once and in whatever way', async () => {
    await createWebhook(service, { url: receiver.url, events: ['run.finished'] });
    const client = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await client.connect();
    for (const status of ['done', 'failed', 'cancelled']) {
      const { rows } = await client.query(
        `insert into runs (community_id, kind, status, params, key_id, actor, total)
         select 'default', 'rescore', 'running', '{}', id, 'test', 7 from api_keys limit 1 returning id`,
      );
      await client.query('update runs set status = $2, done = 7, finished_at = now() where id = $1', [
        rows[0].id,
        status,
      ]);
      await client.query(`update runs set outcome = 'discarded' where id = $1`, [rows[0].id]);
    }
    await client.end();
    await arrived(3);
    const runs = receiver.received.map(parse);
    expect(runs.map(({ type }) => type)).toEqual(Array(3).fill('run.finished'));
    expect(runs.map(({ data }) => data.run.status).sort()).toEqual(['cancelled', 'done', 'failed']);
    expect(runs[0]!.data.run).toMatchObject({ kind: 'rescore', total: 7, done: 7, failed: 0 });
  });

  it('end where the receiver says 410, and begin again when an admin says so', async () => {
    const made = await createWebhook(service, { url: receiver.url, events: ['decision.created'] });
    receiver.respond = (response) => void response.writeHead(410).end();
    await service.post('/v1/classify', { id: 'gone-1', text: INSULT });
    await arrived(1);
    const state = async () => (await service.get(`/v1/webhooks/${made.id}`)).body;
    await eventually(async () => (await state()).enabled === false, WAIT_MS);
    const disabled = await state();
    expect(disabled.disabledBy).toBe('gone');
    expect(disabled.etag).not.toBe(made.etag);
    await service.post('/v1/classify', { id: 'gone-2', text: INSULT });
    const again = await service.post(
      `/v1/webhooks/${made.id}/deliveries/${(await logOf(service, made))[0].id}/send-again`,
      {},
    );
    expect(again.status).toBe(409);
    receiver.respond = (response) => void response.writeHead(204).end();
    await change(service, { ...made, etag: disabled.etag }, { enabled: true });
    await service.post('/v1/classify', { id: 'gone-3', text: INSULT });
    await arrived(2);
    // What happened while it was disabled is not told later.
    expect(receiver.received.map((request) => parse(request).data.message.id)).toEqual(['gone-1', 'gone-3']);
    const log = await logOf(service, made);
    expect(log).toHaveLength(2);
    expect(log[1]).toMatchObject({ status: 'failed', attempts: [{ httpStatus: 410, failure: 'status' }] });
  });

  it('are tried again by themselves, and can be sent again, under the same id with a fresh timestamp', async () => {
    const made = await createWebhook(service, { url: receiver.url, events: ['decision.created'] });
    receiver.respond = (response) => void response.writeHead(500).end();
    await service.post('/v1/classify', { id: 'again', text: INSULT });
    await arrived(1);
    await eventually(async () => (await logOf(service, made))[0]?.attempts.length === 1, WAIT_MS);
    const [waiting] = await logOf(service, made);
    expect(waiting).toMatchObject({ status: 'pending', type: 'decision.created' });
    const wait = Date.parse(waiting.nextAttemptAt) - Date.parse(waiting.attempts[0].at);
    expect(wait).toBeGreaterThanOrEqual(4_900);
    expect(wait).toBeLessThan(6_500);
    receiver.respond = (response) => void response.writeHead(204).end();
    await arrived(2);
    await eventually(async () => (await logOf(service, made))[0].status === 'delivered', WAIT_MS);
    const sent = await service.post(`/v1/webhooks/${made.id}/deliveries/${waiting.id}/send-again`, {});
    expect(sent.status).toBe(202);
    expect(sent.body).toMatchObject({ id: waiting.id, status: 'pending' });
    await arrived(3);
    const header = (name: string) => receiver.received.map(({ headers }) => headers[name]);
    expect(new Set(header('webhook-id')).size).toBe(1);
    const times = header('webhook-timestamp').map(Number);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(4);
    for (const request of receiver.received) verify(made.secret, request);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    await eventually(async () => (await logOf(service, made))[0].attempts.length === 3, WAIT_MS);
    expect((await logOf(service, made))[0].attempts.map(({ httpStatus }: any) => httpStatus)).toEqual([
      500, 204, 204,
    ]);
  });
});

describe('the delivery of webhooks', () => {
  let service: TestService;
  let db: Database;
  let client: pg.Client;
  let deliveries: WebhookDeliveryStore;
  let receiver: WebhookReceiver;
  const secrets = createSecrets(LOCAL_KEY);
  const running: { stop(): Promise<void> }[] = [];
  const errors: Error[] = [];

  beforeAll(async () => {
    const QUEUE_KEY = LOCAL_KEY.toString('base64');
    service = await startTestService({
      worker: false,
      env: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1', QUEUE_KEY },
    });
    db = openDatabase({ url: service.config.DATABASE_URL, onError: (error) => errors.push(error) });
    deliveries = createWebhookDeliveryStore(db);
    client = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await client.connect();
  });
  beforeEach(async () => {
    receiver = await startReceiver();
    errors.length = 0;
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((worker) => worker.stop()));
    await receiver.close();
    await client.query('delete from webhooks');
    expect(errors).toEqual([]);
  });
  afterAll(async () => {
    await client.end();
    await db.close();
    await service.close();
  });

  function startWorker(more: Partial<DeliveryDependencies> = {}) {
    const worker = startWebhookDelivery({
      deliveries,
      secrets,
      send: createWebhookSender({ allowedHosts: parseAllowedHosts('127.0.0.1'), timeoutMs: 10_000 }),
      onError: (error) => errors.push(error),
      pollMs: 20,
      delaysS: [0.05, 0.05],
      ...more,
    });
    running.push(worker);
    return worker;
  }
  const announce = (count: number, name = 'e') =>
    deliveries.announce(
      Array.from({ length: count }, (_, i) => ({
        communityId: 'default',
        key: `${name}-${i}`,
        type: 'run.finished' as const,
        occurredAt: new Date().toISOString(),
        flagged: true,
        data: { run: { id: i, name } },
      })),
    );
  const statuses = async () =>
    (await client.query('select status, count(*)::int as n from webhook_deliveries group by status'))
      .rows as {
      status: string;
      n: number;
    }[];
  const allAre = (status: string, n: number) =>
    eventually(async () => {
      const found = await statuses();
      return found.length === 1 && found[0]!.status === status && found[0]!.n === n;
    }, WAIT_MS);

  it('sends each once, however many workers share them', async () => {
    await createWebhook(service, { url: `${receiver.url}/1` });
    await createWebhook(service, { url: `${receiver.url}/2` });
    await announce(60);
    await announce(60);
    for (let i = 0; i < 4; i++) startWorker();
    await allAre('delivered', 120);
    expect(receiver.received).toHaveLength(120);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(120);
  });

  it('gives up after the last attempt, and starts anew when it is sent again', async () => {
    const made = await createWebhook(service, { url: receiver.url });
    receiver.respond = (response) =>
      void response.writeHead(302, { location: `${receiver.url}/other` }).end();
    await announce(1);
    startWorker();
    await allAre('failed', 1);
    const [entry] = await logOf(service, made);
    expect(entry).toMatchObject({
      nextAttemptAt: null,
      attempts: Array(3).fill({
        httpStatus: 302,
        failure: 'redirect',
        at: expect.any(String),
        durationMs: expect.any(Number),
      }),
    });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/', '/', '/']);
    receiver.respond = (response) => void response.writeHead(500).end();
    expect((await service.post(`/v1/webhooks/${made.id}/deliveries/${entry.id}/send-again`, {})).status).toBe(
      202,
    );
    await eventually(async () => (await logOf(service, made))[0].attempts.length === 6, WAIT_MS);
    await allAre('failed', 1);
  });

  it('leaves an overloaded receiver alone for as long as it asks, all of its deliveries', async () => {
    const made = await createWebhook(service, { url: receiver.url });
    receiver.respond = (response) => void response.writeHead(429, { 'retry-after': '2' }).end();
    await announce(1);
    startWorker();
    await eventually(() => receiver.received.length === 1, WAIT_MS);
    const refusedAt = Date.now();
    receiver.respond = (response) => void response.writeHead(204).end();
    await eventually(
      async () => (await service.get(`/v1/webhooks/${made.id}`)).body.throttledUntil !== null,
      WAIT_MS,
    );
    await announce(1, 'second');
    await allAre('delivered', 2);
    expect(receiver.received).toHaveLength(3);
    expect(Date.now() - refusedAt).toBeGreaterThanOrEqual(1_900);
    expect((await service.get(`/v1/webhooks/${made.id}`)).body.throttledUntil).toBeNull();
  });

  it('is taken over from a worker that died, under the same id', async () => {
    await createWebhook(service, { url: receiver.url });
    await announce(1);
    const [dead] = await deliveries.claim({ perWebhook: 1, limit: 1, leaseS: 0.3, busy: [] });
    expect(await deliveries.claim({ perWebhook: 1, limit: 1, leaseS: 1, busy: [] })).toEqual([]);
    startWorker();
    await allAre('delivered', 1);
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([dead!.eventId]);
    // Should it be alive after all, its failure changes nothing any more.
    await deliveries.record(dead!, {
      httpStatus: 500,
      failure: 'status',
      durationMs: 1,
      retryAfterS: 0,
      throttleS: null,
      gone: true,
    });
    expect(await statuses()).toEqual([{ status: 'delivered', n: 1 }]);
    expect((await service.get('/v1/webhooks')).body.webhooks[0].enabled).toBe(true);
  });

  it('is cut off where the receiver does not answer a worker that ends, and made again by another', async () => {
    receiver.respond = () => undefined;
    await createWebhook(service, { url: receiver.url });
    await announce(1);
    const ending = startWorker({ leaseS: 3 });
    await eventually(() => receiver.received.length === 1, WAIT_MS);
    const begun = performance.now();
    await ending.stop();
    // The attempt itself may take 10 s.
    expect(performance.now() - begun).toBeLessThan(6_000);
    receiver.respond = (response) => void response.writeHead(204).end();
    startWorker();
    await allAre('delivered', 1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('goes on to others while one receiver does not answer', async () => {
    const slow = await startReceiver();
    slow.respond = () => undefined;
    await createWebhook(service, { url: slow.url });
    await announce(20, 'slow');
    startWorker({
      send: createWebhookSender({ allowedHosts: parseAllowedHosts('127.0.0.1'), timeoutMs: 3_000 }),
    });
    await eventually(() => slow.received.length >= 2, WAIT_MS);
    await createWebhook(service, { url: receiver.url });
    await announce(10, 'quick');
    await eventually(() => receiver.received.length === 10, WAIT_MS);
    expect(slow.received.length).toBeLessThan(20);
    await slow.close();
  });

  it('cancels what waits when the endpoint is disabled, and refuses to send it again', async () => {
    const made = await createWebhook(service, { url: receiver.url });
    await announce(2);
    await change(service, made, { enabled: false });
    expect(await statuses()).toEqual([{ status: 'cancelled', n: 2 }]);
    startWorker();
    const [entry] = await logOf(service, made);
    expect((await service.post(`/v1/webhooks/${made.id}/deliveries/${entry.id}/send-again`, {})).status).toBe(
      409,
    );
    await announce(1, 'later');
    expect(await statuses()).toEqual([{ status: 'cancelled', n: 2 }]);
    expect(receiver.received).toEqual([]);
  });

  it('refuses to send again what is being sent', async () => {
    const made = await createWebhook(service, { url: receiver.url });
    await announce(1);
    const [claimed] = await deliveries.claim({ perWebhook: 1, limit: 1, leaseS: 30, busy: [] });
    expect(
      (await service.post(`/v1/webhooks/${made.id}/deliveries/${claimed!.id}/send-again`, {})).status,
    ).toBe(409);
  });

  it('sends nothing unsigned where the local key is another', async () => {
    const made = await createWebhook(service, { url: receiver.url });
    await announce(1);
    startWorker({
      secrets: {
        open: () => {
          throw new Error('another key');
        },
      },
    });
    await allAre('failed', 1);
    expect((await logOf(service, made))[0].attempts[0]).toMatchObject({ failure: 'secret_unreadable' });
    expect(receiver.received).toEqual([]);
  });

  it('shows its log in pages and by status, and forgets what ended long ago', async () => {
    const made = await createWebhook(service, { url: receiver.url });
    await announce(60);
    const first = (await service.get(`/v1/webhooks/${made.id}/deliveries`)).body;
    expect(first.deliveries).toHaveLength(50);
    const second = (await service.get(`/v1/webhooks/${made.id}/deliveries?before=${first.next}`)).body;
    expect(second.deliveries).toHaveLength(10);
    expect(second.next).toBeNull();
    const ids = [...first.deliveries, ...second.deliveries].map(({ id }: any) => id as number);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect((await service.get(`/v1/webhooks/${made.id}/deliveries?status=failed`)).body.deliveries).toEqual(
      [],
    );
    await client.query(
      `update webhook_deliveries set status = 'delivered', finished_at = now() - interval '31 days' where id = any ($1)`,
      [ids.slice(0, 3)],
    );
    await client.query(
      `update webhook_deliveries set status = 'failed', finished_at = now() - interval '29 days' where id = $1`,
      [ids[3]],
    );
    receiver.respond = (response) => void response.writeHead(500).end();
    startWorker({ delaysS: [1_000] });
    await eventually(
      async () => (await client.query('select 1 from webhook_deliveries')).rowCount === 57,
      WAIT_MS,
    );
    expect(
      (await service.get(`/v1/webhooks/${made.id}/deliveries?status=failed`)).body.deliveries,
    ).toHaveLength(1);
  });

  it('refuses a private address at delivery, whatever is stored, and says only that', async () => {
    const made = await createWebhook(service, { url: receiver.url });
    await client.query(`update webhooks set url = 'http://localhost:' || $1::text`, [String(receiver.port)]);
    await announce(1);
    startWorker({ delaysS: [] });
    await allAre('failed', 1);
    expect((await logOf(service, made))[0].attempts[0]).toMatchObject({
      httpStatus: null,
      failure: 'address_not_allowed',
    });
    expect(receiver.received).toEqual([]);
  });
});
