import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startTestService, type TestService } from '../support/service.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';
const TOKEN = 'xxxx-token-of-26-characters';
const OTHER_TOKEN = 'yyyy-token-of-26-characters';

/** Deliveries as each platform documents them. */
const DELIVERIES = {
  mattermost: (id: string, text: string, token = TOKEN) => ({
    channel_id: 'jf5ukm7gab8nxxyrcrmkgyjahe',
    channel_name: 'town-square',
    team_domain: 'team',
    team_id: 'p3ss5f6xcjgn5x6k7fqhdqkbdr',
    post_id: id,
    text,
    timestamp: 1_700_000_000_000,
    token,
    trigger_word: '',
    user_id: 'n6w8dm5ofjyzukwy4k3qpyqi6c',
    user_name: 'canary-name',
    file_ids: '',
  }),
  rocketchat: (id: string, text: string, token = TOKEN) => ({
    token,
    bot: false,
    channel_id: 'GENERAL',
    channel_name: 'general',
    message_id: id,
    timestamp: '2023-11-14T22:13:20.000Z',
    user_id: 'rocket.cat1',
    user_name: 'canary-name',
    text,
    siteUrl: 'https://chat.example',
  }),
  zulip: (id: string, text: string, token = TOKEN) => ({
    bot_email: 'conduct-bot@zulip.example',
    bot_full_name: 'Conduct',
    data: text,
    token,
    trigger: 'mention',
    message: {
      id: Number(id.replace(/\D/g, '')),
      type: 'stream',
      sender_id: 10,
      sender_email: 'canary@zulip.example',
      sender_full_name: 'canary-name',
      stream_id: 5,
      subject: 'Verona',
      content: text,
      timestamp: 1_700_000_000,
    },
  }),
};
const EXPECTED = {
  mattermost: {
    source: 'mattermost:p3ss5f6xcjgn5x6k7fqhdqkbdr',
    silence: {},
    authorId: 'n6w8dm5ofjyzukwy4k3qpyqi6c',
  },
  rocketchat: { source: 'rocketchat', silence: {}, authorId: 'rocket.cat1' },
  zulip: { source: 'zulip', silence: { response_not_required: true }, authorId: '10' },
};
type Platform = keyof typeof DELIVERIES;
const PLATFORMS = Object.keys(DELIVERIES) as Platform[];

describe('other chat platforms', () => {
  let service: TestService;
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const publicHex = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  let n = 1_000;
  const nextId = () => String(++n);

  beforeAll(async () => {
    service = await startTestService({
      env: {
        MATTERMOST_TOKENS: `${OTHER_TOKEN}, ${TOKEN}`,
        ROCKETCHAT_TOKENS: TOKEN,
        ZULIP_TOKENS: TOKEN,
        DISCORD_PUBLIC_KEY: publicHex,
      },
    });
  });
  afterAll(() => service.close());

  async function send(url: string, payload: string, headers: Record<string, string> = {}) {
    const response = await service.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', ...headers },
      payload,
    });
    return { status: response.statusCode, body: response.json() };
  }
  const read = (source: string, id: string) =>
    service.get(`/v1/messages/${encodeURIComponent(id)}?source=${encodeURIComponent(source)}`);
  const scored = (source: string, id: string, text: string) =>
    eventually(async () => {
      const { body } = await read(source, id);
      return body.status === 'scored' && body.text === text;
    }, 15_000);

  describe.each(PLATFORMS)('%s', (platform) => {
    const url = `/integrations/${platform}/messages`;
    const { source, silence, authorId } = EXPECTED[platform];

    it('takes a message, says nothing to it, and scores it', async () => {
      const id = nextId();
      const answer = await send(url, JSON.stringify(DELIVERIES[platform](id, INSULT)));
      expect([answer.status, answer.body]).toEqual([200, silence]);
      await scored(source, id, INSULT);
      expect((await read(source, id)).body).toMatchObject({ authorId, sentAt: '2023-11-14T22:13:20.000Z' });
    });

    it('takes the same message once, and an edited one as a revision', async () => {
      const id = nextId();
      for (const text of ['First.', 'First.', INSULT]) {
        expect((await send(url, JSON.stringify(DELIVERIES[platform](id, text)))).status).toBe(200);
      }
      await scored(source, id, INSULT);
      expect((await read(source, id)).body.revision).toBe(2);
    });

    it('200 for what has no text', async () => {
      const id = nextId();
      expect((await send(url, JSON.stringify(DELIVERIES[platform](id, ' ')))).status).toBe(200);
      expect((await read(source, id)).status).toBe(404);
    });

    it('401 with a wrong token, and nothing stored', async () => {
      const id = nextId();
      for (const token of ['', 'wrong', `${TOKEN} `, TOKEN.toUpperCase()]) {
        const answer = await send(url, JSON.stringify(DELIVERIES[platform](id, 'canary-37', token)));
        expect([answer.status, answer.body]).toEqual([401, { error: 'invalid_token' }]);
      }
      expect((await read(source, id)).status).toBe(404);
    });

    it.each([
      ['400', 'canary-38', {}, 400, 'invalid_payload'],
      ['400 for another shape', '{"token":"canary-38"}', {}, 400, 'invalid_payload'],
      ['413', 'x'.repeat(300 * 1024), {}, 413, 'payload_too_large'],
      ['415', 'canary-38', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    ])('%s', async (_, payload, headers, status, error) => {
      const answer = await send(url, payload, headers);
      expect([answer.status, answer.body]).toEqual([status, { error }]);
    });
  });

  it('Mattermost may send a form', async () => {
    const id = nextId();
    const fields = { ...DELIVERIES.mattermost(id, INSULT), timestamp: 1_700_000_000 };
    const form = Object.entries(fields).map(([k, v]) => [k, String(v)]);
    const payload = new URLSearchParams(form as [string, string][]).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    expect((await send('/integrations/mattermost/messages', payload, type)).status).toBe(200);
    await scored(EXPECTED.mattermost.source, id, INSULT);
    const { body } = await read(EXPECTED.mattermost.source, id);
    expect(body.sentAt).toBe('2023-11-14T22:13:20.000Z');
  });

  it('ignores what programs say', async () => {
    const [rocket, zulip] = [nextId(), nextId()];
    const bot = { ...DELIVERIES.rocketchat(rocket, INSULT), bot: { i: 'hubot' } };
    expect((await send('/integrations/rocketchat/messages', JSON.stringify(bot))).status).toBe(200);
    const own = DELIVERIES.zulip(zulip, INSULT);
    own.message.sender_email = own.bot_email;
    expect((await send('/integrations/zulip/messages', JSON.stringify(own))).status).toBe(200);
    expect((await read('rocketchat', rocket)).status).toBe(404);
    expect((await read('zulip', zulip)).status).toBe(404);
  });

  it("gives an answer in Rocket.Chat the thread's first message as context", async () => {
    const [parent, child] = [nextId(), nextId()];
    const url = '/integrations/rocketchat/messages';
    await send(url, JSON.stringify(DELIVERIES.rocketchat(parent, 'Who knows a designer?')));
    await send(url, JSON.stringify({ ...DELIVERIES.rocketchat(child, 'Me!'), tmid: parent }));
    await scored('rocketchat', child, 'Me!');
    expect((await read('rocketchat', child)).body.context).toEqual([
      { authorId: 'rocket.cat1', text: 'Who knows a designer?' },
    ]);
  });

  describe('Discord', () => {
    const url = '/integrations/discord/interactions';
    const GUILD = '290926798626357999';
    const CHANNEL = '645027906669510667';

    function interact(body: unknown, { atMs = Date.now(), tampered = false } = {}) {
      const payload = JSON.stringify(body);
      const timestamp = String(Math.floor(atMs / 1_000));
      const signature = sign(null, Buffer.from(timestamp + payload), privateKey).toString('hex');
      return send(url, tampered ? payload.replace('}', ' }') : payload, {
        'x-signature-ed25519': signature,
        'x-signature-timestamp': timestamp,
      });
    }
    const report = (id: string, content: string) => ({
      application_id: '1',
      id: '846462639134605312',
      token: 'canary-interaction-token',
      type: 2,
      version: 1,
      guild_id: GUILD,
      channel: { id: CHANNEL, type: 0 },
      member: { user: { id: '53908232506183680', username: 'canary-name' } },
      data: {
        id: '866818195033292850',
        name: 'Report',
        type: 3,
        target_id: id,
        resolved: {
          messages: {
            [id]: {
              id,
              channel_id: CHANNEL,
              content,
              author: { id: '167348773423415296', username: 'canary-name' },
              timestamp: '2023-11-14T22:13:20.000000+00:00',
              edited_timestamp: null,
              type: 0,
            },
          },
        },
      },
    });

    it('answers a ping', async () => {
      expect(await interact({ id: '1', type: 1, version: 1 })).toEqual({ status: 200, body: { type: 1 } });
    });

    it('takes a reported message, tells only whoever reported it, and scores it', async () => {
      const id = nextId();
      const { status, body } = await interact(report(id, INSULT));
      expect(status).toBe(200);
      expect(body).toMatchObject({ type: 4, data: { flags: 64 } });
      await scored(`discord:${GUILD}`, `${CHANNEL}:${id}`, INSULT);
    });

    it('says so where there is no text, and where the command is another', async () => {
      const empty = await interact(report(nextId(), ''));
      expect(empty.body).toMatchObject({ type: 4, data: { flags: 64, content: 'There is no text in it.' } });
      const other = await interact({ type: 2, data: { type: 1, name: 'x' } });
      expect(other).toMatchObject({ status: 200, body: { type: 4, data: { flags: 64 } } });
    });

    it('401 for a wrong signature, and for one of ten minutes before or ahead', async () => {
      const id = nextId();
      const refused = { status: 401, body: { message: 'invalid_signature', code: 0 } };
      expect(await interact(report(id, INSULT), { tampered: true })).toEqual(refused);
      expect(await interact(report(id, INSULT), { atMs: Date.now() - 600_000 })).toEqual(refused);
      expect(await interact(report(id, INSULT), { atMs: Date.now() + 600_000 })).toEqual(refused);
      expect(await send(url, '{"type":1}')).toEqual(refused);
      expect((await read(`discord:${GUILD}`, `${CHANNEL}:${id}`)).status).toBe(404);
    });

    it('400 for what is signed and no interaction', async () => {
      const answer = await interact({ type: 2, data: { type: 3, target_id: '1' } });
      expect(answer).toEqual({ status: 400, body: { message: 'invalid_payload', code: 0 } });
    });
  });

  it('write nothing of messages, names and tokens into the logs', () => {
    expect(service.logs()).not.toContain('canary');
    expect(service.logs()).not.toContain('idiot');
    expect(service.logs()).not.toContain(TOKEN);
  });

  it('404 where they are not configured', async () => {
    const bare = await startTestService({ worker: false });
    for (const path of [...PLATFORMS.map((name) => `${name}/messages`), 'discord/interactions']) {
      const { statusCode } = await bare.app.inject({
        method: 'POST',
        url: `/integrations/${path}`,
        payload: {},
      });
      expect(statusCode).toBe(404);
    }
    await bare.close();
  });
});
