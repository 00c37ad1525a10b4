import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, startTestService, type TestService } from '../support/service.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';
const ORDINARY = 'Has the new welcome flow gone out yet, or shall I send it?';
const DESPAIR = 'I cannot go on any more, I want to die.';
const OFFER = 'Earn money from home, click here to join my program!!!';
const GERMAN =
  'Guten Morgen zusammen, ich bin heute erst ab elf Uhr im Büro, weil der Handwerker noch kommt.';
const PATH = '/v1/moderations';
const UNSUPPORTED = [
  'illicit',
  'illicit/violent',
  'self-harm/instructions',
  'sexual/minors',
  'violence/graphic',
];

interface Options {
  readonly method?: 'GET' | 'POST';
  readonly url?: string;
  readonly headers?: Record<string, string>;
}

describe('POST /v1/moderations', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  async function send(payload: unknown, { method = 'POST', url = PATH, headers = {} }: Options = {}) {
    const response = await service.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json', ...headers },
      ...(method === 'POST' && {
        payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
      }),
    });
    return { status: response.statusCode, body: response.json(), headers: response.headers };
  }
  const moderate = async (input: unknown) => (await send({ input })).body.results;

  it('answers all 13 categories, and names those that nothing looks for', async () => {
    const { status, body, headers } = await send({ input: INSULT });
    expect(status).toBe(200);
    const [result] = body.results;
    for (const part of ['categories', 'category_scores', 'category_applied_input_types']) {
      expect(Object.keys(result[part])).toHaveLength(13);
    }
    expect(headers['x-conduct-unsupported-categories']).toBe(UNSUPPORTED.join(', '));
    for (const name of UNSUPPORTED) {
      expect(result.categories[name]).toBe(false);
      expect(result.category_scores[name]).toBe(0);
      expect(result.category_applied_input_types[name]).toEqual([]);
    }
    expect(result.category_applied_input_types.harassment).toEqual(['text']);
    expect(headers['x-request-id']).toMatch(/^req_/);
    expect(Number(headers['openai-processing-ms'])).toBeGreaterThanOrEqual(0);
  });

  it.each([
    [INSULT, ['harassment']],
    [DESPAIR, ['self-harm', 'self-harm/intent']],
    [ORDINARY, []],
  ])('flags %j by the policy as %j', async (text, categories) => {
    const [result] = await moderate(text);
    expect(result.flagged).toBe(categories.length > 0);
    const held = Object.keys(result.categories).filter((name) => result.categories[name]);
    expect(held).toEqual(categories);
  });

  it('flags what the policy minds and no category means, without one', async () => {
    const [result] = await moderate(OFFER);
    expect(result.flagged).toBe(true);
    expect(Object.values(result.categories)).not.toContain(true);
  });

  it('gives the very scores of the signals behind a category', async () => {
    const native = await service.post('/v1/classify', { text: INSULT, store: 'none' });
    const { toxicity, severe_toxicity, insult, threat, sexual_advance, identity_attack } =
      native.body.signals;
    const [{ category_scores: scores }] = await moderate(INSULT);
    expect(scores.harassment).toBe(Math.max(toxicity, severe_toxicity, insult, threat, sexual_advance));
    expect(scores.hate).toBe(identity_attack);
    expect(scores['hate/threatening']).toBe(Math.min(identity_attack, threat));
  });

  it('follows the active policy at once', async () => {
    const { body: file } = await service.get('/v1/policies/default/versions/1');
    const { headers } = await service.get('/v1/policies/default');
    const clauses = file.policy.clauses.map((clause: any) =>
      clause.id === 'insult' ? { ...clause, review: 0, act: 1 } : clause,
    );
    const change = (url: string, payload: object, etag: unknown) =>
      service.app.inject({
        method: 'POST',
        url,
        headers: { authorization: `Bearer ${ADMIN_KEY}`, 'if-match': etag as string },
        payload,
      });
    const policy = { ...file.policy, clauses };
    const added = await change('/v1/policies/default/versions', { policy }, headers['etag']);
    const active = await change('/v1/policies/default/activate', { version: 2 }, added.headers['etag']);
    expect((await moderate(ORDINARY))[0]).toMatchObject({ flagged: true, categories: { harassment: true } });
    await change('/v1/policies/default/rollback', {}, active.headers['etag']);
    expect((await moderate(ORDINARY))[0]).toMatchObject({ flagged: false });
  });

  it('says which texts it could not read, and makes up no scores for them', async () => {
    const { body, headers } = await send({ input: [ORDINARY, GERMAN] });
    expect(headers['x-conduct-unscored-inputs']).toBe('1');
    expect(headers['x-conduct-unsupported-categories']).toBe(UNSUPPORTED.join(', '));
    expect(Object.values(body.results[1].category_applied_input_types).flat()).toEqual([]);
    const alone = await send({ input: GERMAN });
    expect(alone.headers['x-conduct-unsupported-categories']).toContain('harassment');
  });

  it('stores nothing', async () => {
    const before = (await service.get('/v1/stats/actions')).body;
    await moderate([INSULT, DESPAIR]);
    expect((await service.get('/v1/stats/actions')).body).toEqual(before);
    expect(service.logs()).not.toContain('pathetic');
  });

  const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } };
  it.each([
    ['no input', {}, 'input', 'missing_required_parameter'],
    ['an empty text', { input: ' ' }, 'input', 'empty_string'],
    ['an empty list', { input: [] }, 'input', 'empty_array'],
    ['an empty text in a list', { input: ['a', ''] }, 'input[1]', 'empty_string'],
    ['a text over the limit', { input: 'a'.repeat(20_481) }, 'input', 'string_above_max_length'],
    ['too long a list', { input: Array(1_001).fill('a') }, 'input', 'array_above_max_length'],
    ['an image', { input: [image] }, 'input[0]', 'image_not_supported'],
    ['texts and parts', { input: ['a', { type: 'text', text: 'b' }] }, 'input[0]', 'invalid_type'],
    ['half a character', { input: ['a', 'b\ud800'] }, 'input[1]', null],
    ['a number', { input: 7 }, 'input', null],
    ['another kind of part', { input: [{ type: 'audio' }] }, expect.any(String), null],
  ])('refuses %s', async (_what, body, param, code) => {
    const { status, body: answer } = await send(body);
    expect(status).toBe(400);
    expect(answer).toEqual({
      error: { message: expect.any(String), type: 'invalid_request_error', param, code },
    });
  });

  it.each([
    ['no key', { headers: { authorization: '' } }, 401, 'invalid_api_key'],
    ['a wrong key', { headers: { authorization: 'Bearer wrong' } }, 401, 'invalid_api_key'],
    ['another media type', { headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_content_type'],
    ['no such route', { url: `${PATH}/batch` }, 404, 'unknown_url'],
    ['another method', { method: 'GET' as const }, 404, 'unknown_url'],
  ])('speaks OpenAI’s errors for %s', async (_what, options, status, code) => {
    const answer = await send({ input: ORDINARY }, options);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', param: null, code });
    expect(answer.headers['x-request-id']).toMatch(/^req_/);
  });

  it('speaks OpenAI’s errors for a body that is too large, cut off, or from a key without the scope', async () => {
    const large = await send(`"${'x'.repeat(10 * 1024 * 1024)}"`);
    expect(large).toMatchObject({ status: 413, body: { error: { code: 'request_too_large' } } });
    const cut = await send('{"input":');
    expect(cut).toMatchObject({ status: 400, body: { error: { type: 'invalid_request_error' } } });
    const unknown = await send({ input: ORDINARY, model: 'gpt-0' });
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'model_not_found' } } });
    const headers = { authorization: `Bearer ${await service.newKey('review')}` };
    const forbidden = await send({ input: ORDINARY }, { headers });
    expect(forbidden).toMatchObject({ status: 403, body: { error: { code: 'insufficient_permissions' } } });
  });

  it('speaks OpenAI’s errors for too many wrong keys, with when to try again', async () => {
    const guess = (n: number) =>
      service.app.inject({
        method: 'POST',
        url: PATH,
        headers: { authorization: `Bearer guess-${n}` },
        remoteAddress: '203.0.113.10',
        payload: {},
      });
    for (let n = 0; n < 10; n++) await guess(n);
    const response = await guess(10);
    expect(response.statusCode).toBe(429);
    expect(response.json().error.code).toBe('rate_limit_exceeded');
    expect(response.headers['retry-after']).toBeDefined();
  });

  it('speaks OpenAI’s errors while no worker is there, and asks to try again', async () => {
    await service.stopWorker();
    try {
      const { status, body, headers } = await send({ input: ORDINARY });
      expect(status).toBe(503);
      expect(body.error).toMatchObject({ type: 'server_error', code: 'unavailable' });
      expect(headers['retry-after']).toBeDefined();
    } finally {
      await service.startWorker();
    }
  });
});
