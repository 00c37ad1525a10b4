import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionEvent } from '../../src/domain/decision-event.js';
import { startEventDelivery, TryLaterError, type EventListener } from '../../src/services/decision-events.js';
import { createWebhookListener } from '../../src/services/webhooks/announce.js';
import { createDecisionEventStore, type DecisionEventStore } from '../../src/store/decision-events.js';
import { openDatabase, type Database } from '../../src/store/database.js';
import { createWebhookDeliveryStore } from '../../src/store/webhook-deliveries.js';
import { eventually, startTestService, type TestService } from '../support/service.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';
const COMMUNITY = 'default';
const LISTENER = 'test';

describe('events of decisions', () => {
  let service: TestService;
  let client: pg.Client;
  let db: Database;
  let events: DecisionEventStore;
  beforeAll(async () => {
    service = await startTestService();
    const { DATABASE_URL } = service.config;
    client = new pg.Client({ connectionString: DATABASE_URL });
    await client.connect();
    db = openDatabase({ url: DATABASE_URL, onError: () => undefined });
    events = createDecisionEventStore(db);
  });
  afterEach(() => events.unsubscribe(COMMUNITY, LISTENER));
  afterAll(async () => {
    await db.close();
    await client.end();
    await service.close();
  });

  const waiting = async () =>
    (await client.query('select * from decision_events where listener = $1 order by id', [LISTENER]))
      .rows as Record<string, any>[];

  async function submit(id: string, text: string): Promise<void> {
    expect((await service.post('/v1/messages', { id, text })).status).toBe(202);
    await eventually(async () => {
      const { body } = await service.get(`/v1/messages/${id}`);
      return body.status === 'scored' && body.text === text;
    }, 10_000);
  }

  it('are not written while nobody listens', async () => {
    await submit('unheard', INSULT);
    const { rows } = await client.query('select 1 from decision_events');
    expect(rows).toEqual([]);
  });

  it('are written for the outcomes that a listener hears of, live and durable, with what happened', async () => {
    await events.subscribe(COMMUNITY, LISTENER, ['review', 'act']);
    await submit('durable', INSULT);
    await submit('fine', 'See you at noon.');
    await service.post('/v1/classify', { id: 'live', text: INSULT, authorId: 'u1', channelId: 'c1' });
    await service.post('/v1/classify', { id: 'nothing', text: INSULT, store: 'none' });
    await submit('durable', `${INSULT} Really.`);
    const claimed = await events.claim(LISTENER, 10, 60);
    expect(claimed.map(({ type, message }) => [type, message.id, message.revision])).toEqual([
      ['decision.created', 'durable', 1],
      ['decision.created', 'live', 1],
      ['decision.changed', 'durable', 2],
    ]);
    expect(claimed[1]).toMatchObject({
      communityId: COMMUNITY,
      attempts: 1,
      message: { source: 'api', text: INSULT, authorId: 'u1', channelId: 'c1', channelType: null },
    });
    expect(claimed[1]!.decision.action).not.toBe('allow');
    expect(claimed[1]!.caseId).toEqual(expect.any(Number));
  });

  it('hears of an alert whatever its action is', async () => {
    await events.subscribe(COMMUNITY, LISTENER, ['alert']);
    await submit('sad', 'I want to kill myself tonight.');
    await submit('rude', INSULT);
    const claimed = await events.claim(LISTENER, 10, 60);
    expect(claimed.map(({ message }) => message.id)).toEqual(['sad']);
    expect(claimed[0]!.decision.alert).toBe(true);
  });

  it('hold no text of the message', async () => {
    await events.subscribe(COMMUNITY, LISTENER, ['allow', 'review', 'act', 'alert']);
    await submit('canary', 'canary-event-88, you pathetic idiot');
    const { rows } = await client.query(`select 1 from decision_events e where e::text like '%canary%'`);
    expect(rows).toEqual([]);
    expect(await waiting()).toHaveLength(1);
  });

  it('are handled once by several workers, again after a failure, and dropped with the listener', async () => {
    await events.subscribe(COMMUNITY, LISTENER, ['allow', 'review', 'act']);
    const texts = Array.from({ length: 12 }, (_, i) => `Good morning number ${i}`);
    await service.post('/v1/classify/batch', { items: texts.map((text, i) => ({ id: `many-${i}`, text })) });
    const handled: DecisionEvent[] = [];
    const failed: number[] = [];
    const errors: Error[] = [];
    const listener: EventListener = {
      name: LISTENER,
      batchMax: 3,
      async handle(event) {
        if (event.message.id === 'many-5' && event.attempts < 3) {
          failed.push(event.id);
          throw new TryLaterError(0, 'Not now.');
        }
        handled.push(event);
        await Promise.resolve();
      },
    };
    const start = () =>
      startEventDelivery({ events, listeners: [listener], onError: (error) => errors.push(error) });
    const workers = [start(), start()];
    await eventually(() => handled.length >= texts.length, 15_000);
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(handled.map(({ message }) => message.id).sort()).toEqual(texts.map((_, i) => `many-${i}`).sort());
    expect(failed).toHaveLength(2);
    expect(new Set(failed).size).toBe(1);
    expect(errors.map(({ message }) => message)).toEqual(['Not now.', 'Not now.']);
    expect(await waiting()).toEqual([]);
    await submit('late', 'Good night.');
    expect(await waiting()).toHaveLength(1);
    await events.unsubscribe(COMMUNITY, LISTENER);
    expect(await waiting()).toEqual([]);
  });

  it('name nobody to webhooks who was forgotten after they were claimed', async () => {
    await events.subscribe(COMMUNITY, LISTENER, ['review', 'act']);
    for (const id of ['before', 'meanwhile']) {
      await service.post('/v1/classify', {
        id,
        text: INSULT,
        store: 'all',
        authorId: `canary-${id}`,
        channelType: 'dm',
        channelId: `canary-${id}`,
        threadId: `canary-${id}`,
      });
    }
    const [before, meanwhile] = await events.claim(LISTENER, 10, 60);
    // An endpoint to which nothing is sent.
    await client.query(
      `insert into webhooks (community_id, url, events, throttled_until)
       values ($1, 'https://example.org/', '{decision.created}', 'infinity')`,
      [COMMUNITY],
    );
    const webhooks = createWebhookListener(createWebhookDeliveryStore(db));
    const forget = (id: string) =>
      service.services.forgetting.forgetAuthor(
        { id: null, owner: 'test', communityId: COMMUNITY },
        { source: 'api', id },
      );
    await forget('canary-before');
    await webhooks.handle(before!);
    // Under way: it has the message, and is not done with it.
    await client.query('begin');
    await client.query(`select 1 from messages where external_id = 'meanwhile' for update`);
    const handling = webhooks.handle(meanwhile!);
    await client.query(
      `update messages set author_id = null, channel_id = null, thread_id = null, external_id = 'forgotten-by-hand'
       where external_id = 'meanwhile'`,
    );
    await client.query('commit');
    await handling;
    const { rows } = await client.query(
      `select data -> 'message' as message from webhook_deliveries order by id`,
    );
    const unnamed = { authorId: null, channelId: null, threadId: null, channelType: 'dm' };
    expect(rows).toEqual([
      { message: expect.objectContaining({ ...unnamed, id: expect.stringMatching(/^forgotten-/) }) },
      { message: expect.objectContaining({ ...unnamed, id: 'forgotten-by-hand' }) },
    ]);
    expect(JSON.stringify(rows)).not.toContain('canary');
    await client.query('delete from webhooks');
  });

  it('are taken up by somebody else once the lease has ended', async () => {
    await events.subscribe(COMMUNITY, LISTENER, ['allow', 'review', 'act']);
    await submit('leased', 'Good evening.');
    expect(await events.claim(LISTENER, 10, 60)).toHaveLength(1);
    expect(await events.claim(LISTENER, 10, 60)).toEqual([]);
    await client.query(`update decision_events set due_at = now() where listener = $1`, [LISTENER]);
    expect((await events.claim(LISTENER, 10, 60)).map(({ attempts }) => attempts)).toEqual([2]);
  });
});
