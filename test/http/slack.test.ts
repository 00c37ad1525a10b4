import { connect } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startTestService, type TestService } from '../support/service.js';
import { envelope, said, SIGNING_SECRET, slackHeaders } from '../support/slack.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';
const SOURCE = 'slack%3AT061EG9RZ';
const EVENTS = '/integrations/slack/events';

describe('what Slack delivers', () => {
  let service: TestService;
  let db: pg.Client;
  let clock = 1_700_000_000;
  const nextTs = () => `${++clock}.000100`;

  beforeAll(async () => {
    service = await startTestService({ env: { SLACK_SIGNING_SECRET: SIGNING_SECRET } });
    db = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await db.connect();
  });
  afterAll(async () => {
    await db.end();
    await service.close();
  });

  async function deliver(
    body: unknown,
    headers: Record<string, string> = {},
    url = EVENTS,
    signed: typeof slackHeaders | (() => object) = slackHeaders,
  ) {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await service.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', ...signed(payload), ...headers },
      payload,
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: response.body === '' ? undefined : response.json(),
    };
  }

  const view = async (ts: string, channel = 'C024BE91L') =>
    service.get(`/v1/messages/${channel}%3A${ts}?source=${SOURCE}`);
  const scored = (ts: string, text: string, channel?: string) =>
    eventually(async () => {
      const { body } = await view(ts, channel);
      return body.status === 'scored' && body.text === text;
    }, 15_000);
  const count = async (table: string) =>
    (await db.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]!.n;

  it('200 with the challenge of a new request URL', async () => {
    const { status, body } = await deliver({ type: 'url_verification', token: 't', challenge: '3eZbrw1aB' });
    expect([status, body]).toEqual([200, { challenge: '3eZbrw1aB' }]);
  });

  it('takes a message, acknowledges when it is stored, and scores it', async () => {
    const ts = nextTs();
    expect(await deliver(envelope(said(ts, INSULT)))).toMatchObject({ status: 200, body: { ok: true } });
    expect((await view(ts)).status).toBe(200);
    await scored(ts, INSULT);
    expect((await view(ts)).body).toMatchObject({
      revision: 1,
      channelId: 'C024BE91L',
      channelType: 'public',
      authorId: 'U2147483697',
      sentAt: new Date(Number(ts) * 1_000).toISOString(),
    });
    expect((await view(ts)).body.decision.action).not.toBe('allow');
  });

  it('takes the same event once, though it comes three times at once and again later', async () => {
    const ts = nextTs();
    const event = envelope(said(ts, 'Only once.'));
    const before = await count('revisions');
    const answers = await Promise.all([1, 2, 3].map(() => deliver(event, { 'x-slack-retry-num': '1' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await scored(ts, 'Only once.');
    const edit = edited(ts, 'Twice, then.', 5);
    await deliver(edit);
    await scored(ts, 'Twice, then.');
    // The first event again: what it says is out of date by now.
    expect((await deliver(event)).status).toBe(200);
    expect((await view(ts)).body).toMatchObject({ revision: 2, text: 'Twice, then.' });
    expect(await count('revisions')).toBe(before + 2);
  });

  const edited = (ts: string, text: string, afterS: number) =>
    envelope({
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      channel: 'C024BE91L',
      channel_type: 'channel',
      ts: `${Math.floor(Number(ts)) + afterS}.000900`,
      message: {
        type: 'message',
        user: 'U2147483697',
        text,
        ts,
        edited: { user: 'U2147483697', ts: `${Math.floor(Number(ts)) + afterS}.000000` },
      },
      previous_message: { type: 'message', user: 'U2147483697', text: 'before', ts },
    });

  it('scores an edit as a new revision, and a link preview not at all', async () => {
    const ts = nextTs();
    await deliver(envelope(said(ts, 'Good morning.')));
    await scored(ts, 'Good morning.');
    await deliver(edited(ts, INSULT, 10));
    await scored(ts, INSULT);
    expect((await view(ts)).body.revision).toBe(2);
    // message_changed with the same text: Slack has added a preview.
    await deliver(edited(ts, INSULT, 10));
    expect((await view(ts)).body.revision).toBe(2);
  });

  it('keeps the edit where the message comes after it', async () => {
    const ts = nextTs();
    await deliver(edited(ts, 'The edit.', 10));
    await deliver(envelope(said(ts, 'The original.')));
    await scored(ts, 'The edit.');
    expect((await view(ts)).body.revision).toBe(1);
  });

  it('gives an answer the first message of its thread as context, while that is kept', async () => {
    const [parent, child, orphan] = [nextTs(), nextTs(), nextTs()];
    await deliver(envelope(said(parent, 'Can anybody recommend a designer?', { user: 'U0ASKS000' })));
    await scored(parent, 'Can anybody recommend a designer?');
    await deliver(envelope(said(child, 'Hire me!', { thread_ts: parent, parent_user_id: 'U0ASKS000' })));
    await deliver(envelope(said(orphan, 'Hire me!', { thread_ts: '1600000000.000100' })));
    await scored(child, 'Hire me!');
    await scored(orphan, 'Hire me!');
    expect((await view(child)).body.context).toEqual([
      { authorId: 'U0ASKS000', text: 'Can anybody recommend a designer?' },
    ]);
    expect((await view(orphan)).body.context).toEqual([]);
  });

  it('removes the text of a deleted message at once; decision and labels stay', async () => {
    const ts = nextTs();
    await deliver(envelope(said(ts, `canary-deleted-31 ${INSULT}`)));
    await scored(ts, `canary-deleted-31 ${INSULT}`);
    const label = { target: 'message', verdict: 'violates', origin: 'queue' };
    const url = `/v1/messages/C024BE91L%3A${ts}/labels?source=${SOURCE}`;
    expect((await service.post(url, label)).status).toBe(201);
    const [decisions, labels] = [await count('decisions'), await count('labels')];
    await deliver(deletion(ts));
    const { rows } = await db.query(`select 1 from texts where text like '%canary-deleted-31%'`);
    expect(rows).toEqual([]);
    expect([await count('decisions'), await count('labels')]).toEqual([decisions, labels]);
    // And it does not come back.
    await deliver(envelope(said(ts, `canary-deleted-31 ${INSULT}`)));
    const { rows: again } = await db.query(`select 1 from texts where text like '%canary-deleted-31%'`);
    expect(again).toEqual([]);
  });

  const deletion = (ts: string) =>
    envelope({
      type: 'message',
      subtype: 'message_deleted',
      hidden: true,
      channel: 'C024BE91L',
      channel_type: 'channel',
      ts: nextTs(),
      deleted_ts: ts,
      previous_message: { type: 'message', user: 'U2147483697', text: 'gone', ts },
    });

  it('stores nothing of a message whose deletion comes first', async () => {
    const ts = nextTs();
    expect((await deliver(deletion(ts))).status).toBe(200);
    await deliver(envelope(said(ts, 'canary-late-32')));
    expect((await view(ts)).status).toBe(404);
  });

  it('lets go of a text that was edited away, and takes the next one', async () => {
    const ts = nextTs();
    await deliver(envelope(said(ts, 'canary-emptied-33', { subtype: 'file_share' })));
    await scored(ts, 'canary-emptied-33');
    await deliver(edited(ts, '', 5));
    expect((await view(ts)).body.text).toBeUndefined();
    await deliver(edited(ts, INSULT, 10));
    await scored(ts, INSULT);
  });

  it('keeps of direct messages only what is flagged', async () => {
    const [fine, bad] = [nextTs(), nextTs()];
    const place = { channel: 'D024BE91L', channel_type: 'im' };
    await deliver(envelope(said(fine, 'See you at noon.', place)));
    await deliver(envelope(said(bad, INSULT, { ...place, channel: 'G024BE91L', channel_type: 'mpim' })));
    await scored(bad, INSULT, 'G024BE91L');
    await eventually(async () => (await view(fine, 'D024BE91L')).body.status === 'scored', 15_000);
    expect((await view(fine, 'D024BE91L')).body.text).toBeUndefined();
    expect((await view(bad, 'G024BE91L')).body.channelType).toBe('group_dm');
  });

  it('cuts what is longer than any text may be, and takes what no text may hold', async () => {
    const ts = nextTs();
    const text = `${'word '.repeat(7_000)}\0\ud800`;
    expect((await deliver(envelope(said(ts, text)))).status).toBe(200);
    expect((await view(ts)).body.text).toHaveLength(20_480);
    const odd = nextTs();
    await deliver(envelope(said(odd, 'a\0b \ud800 c')));
    expect((await view(odd)).body.text).toBe('ab \ufffd c');
  });

  it('200 and nothing stored for bots, people who join, and events about other things', async () => {
    const before = await count('messages');
    for (const event of [
      said(nextTs(), INSULT, { bot_id: 'B1' }),
      said(nextTs(), 'has joined', { subtype: 'channel_join' }),
      { type: 'reaction_added', user: 'U1', item: {} },
    ]) {
      expect((await deliver(envelope(event))).status).toBe(200);
    }
    expect(await count('messages')).toBe(before);
  });

  it('200 for the news that Slack leaves out events; it is counted and logged', async () => {
    const news = {
      token: 'Jhj5dZrVaK7ZwHHjRyZWjbDl',
      type: 'app_rate_limited',
      team_id: 'T061EG9RZ',
      minute_rate_limited: 1_518_467_820,
      api_app_id: 'A0FFV41KK',
    };
    expect((await deliver(news)).status).toBe(200);
    expect(service.logs()).toContain('"minute":1518467820');
    const { payload } = await service.app.inject('/metrics');
    expect(payload).toMatch(/conduct_chat_deliveries_total\{platform="slack",outcome="rate_limited"\} 1/);
  });

  describe('is refused with nothing stored', () => {
    it.each([
      ['with a wrong one', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }, 401, 'invalid_signature'],
      ['as a form', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    ])('%s', async (_, headers, status, error) => {
      const before = await count('messages');
      const answer = await deliver(envelope(said(nextTs(), 'canary-refused-34')), headers);
      expect([answer.status, answer.body]).toEqual([status, { ok: false, error }]);
      expect(answer.headers['x-slack-no-retry']).toBe('1');
      expect(await count('messages')).toBe(before);
    });

    it('401 without a signature', async () => {
      const answer = await deliver(envelope(said(nextTs(), 'canary-refused-34')), {}, EVENTS, () => ({}));
      expect([answer.status, answer.body]).toEqual([401, { ok: false, error: 'invalid_signature' }]);
    });

    it.each([
      ['ten minutes old', -600_000],
      ['from ten minutes ahead', 600_000],
    ])('401 for a replay that is %s', async (_, offsetMs) => {
      const payload = JSON.stringify(envelope(said(nextTs(), 'canary-refused-34')));
      const answer = await deliver(payload, slackHeaders(payload, Date.now() + offsetMs));
      expect([answer.status, answer.body]).toEqual([401, { ok: false, error: 'stale_timestamp' }]);
    });

    it('401 for a signature of another body', async () => {
      const payload = JSON.stringify(envelope(said(nextTs(), 'canary-refused-34')));
      expect((await deliver(payload.replace('34', '35'), slackHeaders(payload))).status).toBe(401);
    });

    it('400 for what is signed and no delivery', async () => {
      for (const body of [
        '',
        'canary-refused-34',
        '[]',
        '{"type":"event_callback"}',
        '{"a":'.repeat(5_000),
      ]) {
        const answer = await deliver(body);
        expect([answer.status, answer.body]).toEqual([400, { ok: false, error: 'invalid_payload' }]);
      }
    });

    it('413 for a body ten times too large', async () => {
      const answer = await deliver(envelope(said(nextTs(), 'x'.repeat(10 * 1024 * 1024))));
      expect([answer.status, answer.body]).toEqual([413, { ok: false, error: 'payload_too_large' }]);
    });

    it('404 below the prefix, in the same form', async () => {
      const answer = await deliver({}, {}, '/integrations/slack/nothing');
      expect([answer.status, answer.body]).toEqual([404, { ok: false, error: 'not_found' }]);
    });

    it('and leaves no trace in the logs', () => {
      expect(service.logs()).not.toContain('canary');
      expect(service.logs()).not.toContain('idiot');
    });
  });

  it('goes on after a client that hangs up half-way', async () => {
    await service.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = service.app.server.address() as { port: number };
    const before = await count('messages');
    const payload = JSON.stringify(envelope(said(nextTs(), 'canary-hung-up-36')));
    const headers = Object.entries(slackHeaders(payload)).map(([name, value]) => `${name}: ${value}\r\n`);
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST ${EVENTS} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${payload.length}\r\n${headers.join('')}\r\n${payload.slice(0, 50)}`,
      () => socket.destroy(),
    );
    await new Promise((resolve) => socket.once('close', resolve));
    const ts = nextTs();
    expect((await deliver(envelope(said(ts, 'Still here.')))).status).toBe(200);
    await scored(ts, 'Still here.');
    expect(await count('messages')).toBe(before + 1);
    expect(service.logs()).not.toContain('canary-hung-up-36');
  });

  it('belongs to a key that opens nothing', async () => {
    const { body } = await service.get('/v1/keys');
    expect(body.keys.filter(({ owner }: { owner: string }) => owner === 'slack')).toMatchObject([
      { owner: 'slack', scopes: [], prefix: '' },
    ]);
  });

  it('forgets event ids after two days, some with each event', async () => {
    const old = `select count(*)::int as n from slack_events where received_at < now() - interval '2 days'`;
    await db.query(`update slack_events set received_at = now() - interval '3 days'`);
    const { rows: before } = await db.query<{ n: number }>(old);
    await deliver(envelope(said(nextTs(), 'One more.')));
    const { rows: after } = await db.query<{ n: number }>(old);
    expect(before[0]!.n).toBeGreaterThan(5);
    expect(after[0]!.n).toBe(Math.max(0, before[0]!.n - 20));
    expect(await count('slack_events')).toBe(after[0]!.n + 1);
  });

  it('404 where no Slack app is configured', async () => {
    const bare = await startTestService({ worker: false });
    const { statusCode } = await bare.app.inject({ method: 'POST', url: EVENTS, payload: {} });
    expect(statusCode).toBe(404);
    await bare.close();
  });
});
