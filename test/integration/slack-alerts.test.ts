import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startTestService, type TestService } from '../support/service.js';
import {
  envelope,
  pressed,
  said,
  SIGNING_SECRET,
  slackHeaders,
  startSlack,
  type SlackStandIn,
} from '../support/slack.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';
const DISTRESS = 'I want to kill myself tonight.';
const CHANNEL = 'C0ADMINS1';
const TOKEN = 'xoxb-test-canary-token';
const WAIT_MS = 30_000;

const ENV = {
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_BOT_TOKEN: TOKEN,
  SLACK_ALERT_CHANNEL: CHANNEL,
  SLACK_ALERT_ON: 'review,act,alert',
  PUBLIC_URL: 'https://conduct.example/',
};

let clock = Math.floor(Date.now() / 1_000);
/** A moment ago, and later each time. */
const nextTs = () => `${++clock - 600}.000100`;

async function send(service: TestService, url: string, payload: string, type = 'application/json') {
  const response = await service.app.inject({
    method: 'POST',
    url: `/integrations/slack/${url}`,
    headers: { 'content-type': type, ...slackHeaders(payload) },
    payload,
  });
  return { status: response.statusCode, body: response.body };
}
const say = async (service: TestService, ts: string, text: string, more: object = {}) => {
  const payload = JSON.stringify(envelope(said(ts, text, more)));
  expect((await send(service, 'events', payload)).status).toBe(200);
};
const press = (service: TestService, payload: string) =>
  send(service, 'interactions', payload, 'application/x-www-form-urlencoded');

async function labelsOf(service: TestService, ts: string): Promise<any[]> {
  const url = `/v1/messages/C024BE91L%3A${ts}/labels?source=slack%3AT061EG9RZ`;
  return (await service.get(url)).body.labels;
}

describe('alerts in Slack', () => {
  let slack: SlackStandIn;
  let service: TestService;
  let db: pg.Client;
  beforeAll(async () => {
    slack = await startSlack();
    service = await startTestService({ env: { ...ENV, SLACK_API_URL: slack.url } });
    db = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await db.connect();
  });
  afterEach(() => slack.behave(undefined));
  afterAll(async () => {
    await db.end();
    await service.close();
    await slack.close();
  });

  /** The alert of a message, once it is posted and noted. */
  async function alertOf(ts: string): Promise<Record<string, any>> {
    let found: Record<string, any> | undefined;
    await eventually(async () => {
      const { rows } = await db.query<{ ts: string }>(
        `select a.ts from slack_alerts a join messages m on m.id = a.message_id
         where m.external_id = $1 order by a.decision_id desc`,
        [`C024BE91L:${ts}`],
      );
      found = rows[0] && slack.posted.get(rows[0].ts);
      return found !== undefined;
    }, WAIT_MS);
    return found!;
  }
  const remove = async (ts: string) => {
    const deletion = envelope({
      type: 'message',
      subtype: 'message_deleted',
      channel: 'C024BE91L',
      channel_type: 'channel',
      ts: nextTs(),
      deleted_ts: ts,
    });
    expect((await send(service, 'events', JSON.stringify(deletion))).status).toBe(200);
  };
  const pendingEvents = async () => (await db.query('select 1 from decision_events')).rows.length;
  const forNow = () => db.query('update decision_events set due_at = now()');

  it('say what was said, by whom and where, which clause and why, with links and buttons', async () => {
    const ts = nextTs();
    await say(service, ts, INSULT);
    const alert = await alertOf(ts);
    expect(alert['channel']).toBe(CHANNEL);
    const shown = JSON.stringify(alert['blocks']);
    expect(shown).toContain(INSULT);
    expect(shown).toContain('<@U2147483697> in <#C024BE91L>');
    expect(shown).toMatch(/\*Insults[^*]*\* [01]\.\d\d \((review|act) from 0\.\d\d\): insult [01]\.\d\d/);
    expect(shown).toContain(`https://example.slack.com/archives/C024BE91L/p${ts.replace('.', '')}`);
    expect(shown).toContain('https://conduct.example/#/queue?channel=C024BE91L');
    for (const action of ['conduct_violates', 'conduct_ok']) expect(shown).toContain(action);
    expect(alert['text']).not.toContain('idiot');
    expect(alert['unfurl_links']).toBe(false);
    expect(slack.of('chat.postMessage').every(({ token }) => token === `Bearer ${TOKEN}`)).toBe(true);
  });

  it('come for distress, and not for what is harmless', async () => {
    const [fine, sad] = [nextTs(), nextTs()];
    await say(service, fine, 'See you at noon.');
    await say(service, sad, DISTRESS);
    expect(JSON.stringify((await alertOf(sad))['blocks'])).toContain('*Alert*');
    const { rows } = await db.query(
      `select 1 from slack_alerts a join messages m on m.id = a.message_id where m.external_id = $1`,
      [`C024BE91L:${fine}`],
    );
    expect(rows).toEqual([]);
  });

  it('come after Slack was down, once each, whatever went wrong before', async () => {
    const failures = [
      { status: 500, body: { ok: false } },
      { status: 429, headers: { 'retry-after': '0' }, body: { ok: false, error: 'ratelimited' } },
      { body: { ok: false, error: 'internal_error' } },
      'drop' as const,
    ];
    let n = 0;
    slack.behave((call) =>
      call.method === 'chat.postMessage' && n < failures.length ? failures[n++] : undefined,
    );
    const postedBefore = slack.posted.size;
    const ts = nextTs();
    await say(service, ts, INSULT);
    await eventually(async () => {
      await forNow();
      return n === failures.length && (await pendingEvents()) === 0;
    }, WAIT_MS);
    const alert = await alertOf(ts);
    // The fourth attempt got through although its answer was lost: the fifth found it instead of posting again.
    expect(slack.posted.size).toBe(postedBefore + 1);
    expect(alert['metadata'].event_type).toBe('conduct_alert');
    expect(slack.of('conversations.history').length).toBeGreaterThan(0);
  });

  it('become labels and resolve the case by a button, in the name of whoever pressed it', async () => {
    const ts = nextTs();
    await say(service, ts, INSULT);
    const alert = await alertOf(ts);
    expect(await press(service, pressed(alert, 'conduct_violates'))).toEqual({ status: 200, body: '' });
    const [label] = await labelsOf(service, ts);
    expect(label).toMatchObject({
      target: { clause: 'insult' },
      verdict: 'violates',
      origin: 'slack',
      actor: { owner: 'slack:U0ADMIN01' },
    });
    const { rows } = await db.query(
      `select c.status, c.resolved_by, c.resolution from cases c join messages m on m.id = c.message_id
       where m.external_id = $1`,
      [`C024BE91L:${ts}`],
    );
    expect(rows).toEqual([{ status: 'resolved', resolved_by: 'slack:U0ADMIN01', resolution: 'violates' }]);
    await eventually(
      () => JSON.stringify(slack.posted.get(alert['ts'])!['blocks']).includes('<@U0ADMIN01>: *Violates*'),
      WAIT_MS,
    );
    expect(JSON.stringify(slack.posted.get(alert['ts'])!['blocks'])).not.toContain('conduct_violates');
    // Somebody who saw the buttons still says otherwise: both are kept.
    await press(service, pressed(alert, 'conduct_ok', 'U0ADMIN02'));
    const labels = await labelsOf(service, ts);
    expect(labels.map(({ verdict, actor }) => [verdict, actor.owner])).toContainEqual([
      'ok',
      'slack:U0ADMIN02',
    ]);
    expect(labels.every(({ counts }) => counts)).toBe(true);
  });

  it('are not answered from anywhere else, nor with a wrong signature', async () => {
    const ts = nextTs();
    await say(service, ts, INSULT);
    const alert = await alertOf(ts);
    const payload = pressed(alert, 'conduct_ok');
    const elsewhere = pressed({ ...alert, channel: 'C0ELSEWH1' }, 'conduct_ok');
    expect((await press(service, elsewhere)).status).toBe(200);
    const unsigned = await service.app.inject({
      method: 'POST',
      url: '/integrations/slack/interactions',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...slackHeaders(payload, Date.now(), 'another signing secret'),
      },
      payload,
    });
    expect(unsigned.statusCode).toBe(401);
    expect((await press(service, 'payload=canary')).status).toBe(400);
    expect((await press(service, 'other=1')).status).toBe(400);
    expect(await labelsOf(service, ts)).toEqual([]);
  });

  it('lose the text when the message is deleted', async () => {
    const ts = nextTs();
    await say(service, ts, `canary-alert-41 ${INSULT}`);
    const alert = await alertOf(ts);
    expect(JSON.stringify(alert)).toContain('canary-alert-41');
    await remove(ts);
    await eventually(
      () => !JSON.stringify(slack.posted.get(alert['ts'])).includes('canary-alert-41'),
      WAIT_MS,
    );
  });

  it('lose it although an earlier one cannot be changed', async () => {
    const [stuck, ts] = [nextTs(), nextTs()];
    await say(service, stuck, INSULT);
    const first = await alertOf(stuck);
    await say(service, ts, `canary-alert-42 ${INSULT}`);
    const alert = await alertOf(ts);
    slack.behave((call) =>
      call.method === 'chat.update' && call.args['ts'] === first['ts']
        ? { body: { ok: false, error: 'internal_error' } }
        : undefined,
    );
    await remove(stuck);
    await remove(ts);
    await eventually(
      () => !JSON.stringify(slack.posted.get(alert['ts'])).includes('canary-alert-42'),
      WAIT_MS,
    );
    expect(JSON.stringify(slack.posted.get(first['ts']))).toContain('idiot');
  });

  it('come anew for an edited message', async () => {
    // However long ago it was said.
    const ts = '1700000100.000100';
    await say(service, ts, 'Good morning.');
    const edit = envelope({
      type: 'message',
      subtype: 'message_changed',
      channel: 'C024BE91L',
      channel_type: 'channel',
      message: { type: 'message', user: 'U2147483697', text: INSULT, ts, edited: { ts: `${clock}.000000` } },
    });
    await send(service, 'events', JSON.stringify(edit));
    expect(JSON.stringify((await alertOf(ts))['blocks'])).toContain('(edited)');
  });

  it('do not come for what was said days ago, nor from the channel where they stand', async () => {
    const before = slack.of('chat.postMessage').length;
    await say(service, '1700000000.000100', INSULT);
    await say(service, nextTs(), INSULT, { channel: CHANNEL });
    const ts = nextTs();
    await say(service, ts, INSULT);
    await alertOf(ts);
    await eventually(async () => (await pendingEvents()) === 0, WAIT_MS);
    expect(slack.of('chat.postMessage')).toHaveLength(before + 1);
  });

  it('come for messages from elsewhere too, without mentions', async () => {
    const { body } = await service.post('/v1/messages', {
      text: INSULT,
      authorId: '<!channel>',
      channelId: 'C9',
    });
    const posted = () =>
      [...slack.posted.values()].find((alert) => JSON.stringify(alert).includes('&lt;!channel&gt;'));
    await eventually(() => posted() !== undefined, WAIT_MS);
    expect(JSON.stringify(posted())).not.toContain('<!channel>');
    expect(body.id).toBeDefined();
  });

  it('leave nothing of what was said, of names and of the token in the logs', () => {
    for (const word of ['idiot', 'canary', 'kill']) expect(service.logs()).not.toContain(word);
  });
});

describe('alerts that only link', () => {
  it('show no text', async () => {
    const slack = await startSlack();
    const service = await startTestService({
      env: { ...ENV, SLACK_API_URL: slack.url, SLACK_ALERT_TEXT: 'link', SLACK_ALERT_ON: 'review,act' },
    });
    const ts = nextTs();
    await say(service, ts, INSULT);
    await eventually(() => slack.posted.size === 1, WAIT_MS);
    const [alert] = [...slack.posted.values()];
    expect(JSON.stringify(alert)).not.toContain('idiot');
    expect(JSON.stringify(alert)).toContain(`/archives/C024BE91L/p${ts.replace('.', '')}`);
    await service.close();
    await slack.close();
  });
});
