import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startTestService, type TestService } from '../support/service.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';

describe('/v1/messages', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  const scored = (id: string) =>
    eventually(async () => (await service.get(`/v1/messages/${id}`)).body.status === 'scored', 10_000);

  it('202 with a location, then the decision', async () => {
    const { status, headers, body } = await service.post('/v1/messages', { text: INSULT });
    expect(status).toBe(202);
    expect(headers['location']).toBe(`/v1/messages/${body.id as string}`);
    await scored(body.id as string);
    const answer = await service.get(`/v1/messages/${body.id as string}`);
    expect(answer.body).toMatchObject({ status: 'scored', revision: 1, text: INSULT });
    const live = await service.post('/v1/classify', { text: INSULT });
    expect(answer.body.decision).toEqual(live.body.decision);
    expect(answer.body.signals).toEqual(live.body.signals);
  });

  it('takes the same id and text once, and another text as a revision', async () => {
    for (const text of ['first', 'first', 'second']) {
      expect((await service.post('/v1/messages', { id: 'same', text })).status).toBe(202);
    }
    await scored('same');
    expect((await service.get('/v1/messages/same')).body).toMatchObject({ revision: 2, text: 'second' });
  });

  it('reads back only what the key itself handed in, unless it may read messages', async () => {
    const [mine, other, reviewer] = await Promise.all([
      service.newKey('classify'),
      service.newKey('classify'),
      service.newKey('review'),
    ]);
    await service.post('/v1/messages', { id: 'mine', text: 'hello' }, mine);
    await scored('mine');
    const own = await service.get('/v1/messages/mine', mine);
    expect(own.status).toBe(200);
    expect(own.body.text).toBeUndefined();
    expect((await service.get('/v1/messages/mine', other)).status).toBe(404);
    expect((await service.get('/v1/messages/mine', reviewer)).body.text).toBe('hello');
    expect((await service.get('/v1/messages/none', mine)).status).toBe(404);
  });

  it('keeps of a direct message only what was flagged', async () => {
    await service.post('/v1/messages', { id: 'dm-fine', text: 'see you at noon', channelType: 'dm' });
    await service.post('/v1/messages', { id: 'dm-bad', text: INSULT, channelType: 'dm' });
    await Promise.all([scored('dm-fine'), scored('dm-bad')]);
    expect((await service.get('/v1/messages/dm-fine')).body.text).toBeUndefined();
    expect((await service.get('/v1/messages/dm-bad')).body.text).toBe(INSULT);
  });

  it('400 for store: "none", which could not be kept until it is scored', async () => {
    const { status, body } = await service.post('/v1/messages', { text: 'x', store: 'none' });
    expect(status).toBe(400);
    expect(body.errors[0].field).toBe('/store');
  });

  it('400 for an explanation, which a message scored later does not get', async () => {
    const { status, body } = await service.post('/v1/messages', { text: 'x', explain: true });
    expect(status).toBe(400);
    expect(body.errors[0].field).toBe('/explain');
  });

  it('403 for a key without the scope, 401 without a key', async () => {
    const key = await service.newKey('history');
    expect((await service.post('/v1/messages', { text: 'x' }, key)).status).toBe(403);
    expect((await service.get('/v1/messages/x', 'nonsense')).status).toBe(401);
  });
});
