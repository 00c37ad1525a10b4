import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, startTestService, type TestService } from '../support/service.js';

const CANARY = 'canary-7f3a91';
const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' };

/** Bodies that must be refused, with status, code, and the field or limit that the answer names. */
const REFUSED: [name: string, body: string | Buffer, status: number, code: string, named: string][] = [
  ['malformed JSON', `{"text":"${CANARY}"`, 400, 'malformed_json', 'JSON'],
  ['an empty body', '', 400, 'malformed_json', 'JSON'],
  ['a body that is no object', '[]', 400, 'invalid_request', '/'],
  ['null', 'null', 400, 'invalid_request', '/'],
  ['an unknown field', `{"text":"${CANARY}","txet":1}`, 400, 'invalid_request', '/txet'],
  ['a missing text', '{}', 400, 'invalid_request', '/text'],
  ['a text that is a number', '{"text":12}', 400, 'invalid_request', '/text'],
  ['a number that is a text', `{"text":"${CANARY}","recipients":"3"}`, 400, 'invalid_request', '/recipients'],
  ['an empty text', '{"text":""}', 400, 'invalid_request', '/text'],
  ['a blank text', '{"text":" \\n\\t"}', 400, 'invalid_request', '/text'],
  ['a text of invisible characters', '{"text":"\\u200b\\u2060\\ufeff"}', 400, 'invalid_request', '/text'],
  ['a lone surrogate', `{"text":"${CANARY} \\ud83d"}`, 400, 'invalid_request', '/text'],
  [
    'a lone surrogate in the context',
    `{"text":"x","context":[{"text":"${CANARY}\\udc00"}]}`,
    400,
    'invalid_request',
    '/context/0/text',
  ],
  ['U+0000', `{"text":"${CANARY}\\u0000"}`, 400, 'invalid_request', 'U+0000'],
  [
    'invalid UTF-8',
    Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
    400,
    'invalid_encoding',
    'UTF-8',
  ],
  ['__proto__', `{"text":"${CANARY}","__proto__":{"admin":true}}`, 400, 'invalid_request', '__proto__'],
  [
    '__proto__ deep inside',
    `{"text":"x","context":[{"text":"y","__proto__":{}}]}`,
    400,
    'invalid_request',
    '__proto__',
  ],
  [
    'constructor.prototype',
    `{"text":"x","constructor":{"prototype":{}}}`,
    400,
    'invalid_request',
    'prototype',
  ],
  ['nesting 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000), 400, 'invalid_request', '32 levels'],
  ['nesting 100,000 objects deep', '{"text":'.repeat(100_000), 400, 'invalid_request', '32 levels'],
  ['a text over its limit', `{"text":"${'x'.repeat(20_481)}"}`, 413, 'payload_too_large', '20480'],
  [
    'a text over its limit in UTF-16 units, not characters',
    `{"text":"${'😀'.repeat(10_241)}"}`,
    413,
    'payload_too_large',
    '20480',
  ],
  [
    'a context over its limit together',
    `{"text":"x","context":[{"text":"${'y'.repeat(10_300)}"},{"text":"${'y'.repeat(10_300)}"}]}`,
    413,
    'payload_too_large',
    '/context',
  ],
  [
    '21 context entries',
    JSON.stringify({ text: 'x', context: Array(21).fill({ text: 'y' }) }),
    400,
    'invalid_request',
    'at most 20',
  ],
  [
    '17 channel tags',
    JSON.stringify({ text: 'x', channelTags: Array(17).fill('t') }),
    400,
    'invalid_request',
    'at most 16',
  ],
  ['a body over 1 MiB', `{"text":"${'x'.repeat(1_100_000)}"}`, 413, 'payload_too_large', '1048576'],
  ['an unknown channel type', '{"text":"x","channelType":"secret"}', 400, 'invalid_request', '/channelType'],
  ['no recipients', '{"text":"x","recipients":0}', 400, 'invalid_request', '/recipients'],
  ['a time that is none', '{"text":"x","sentAt":"yesterday"}', 400, 'invalid_request', '/sentAt'],
  [
    'a time before the year 1',
    '{"text":"x","sentAt":"0000-01-01T00:00:00Z"}',
    400,
    'invalid_request',
    '/sentAt',
  ],
  [
    'an offset of a day',
    '{"text":"x","editedAt":"2026-01-01T00:00:00+24:00"}',
    400,
    'invalid_request',
    '/editedAt',
  ],
  [
    'an offset of 16 hours',
    '{"text":"x","sentAt":"2026-01-01T00:00:00-16:00"}',
    400,
    'invalid_request',
    '/sentAt',
  ],
  ['a control character in an id', '{"text":"x","id":"a\\u0007b"}', 400, 'invalid_request', '/id'],
  ['an id of 256 characters', `{"text":"x","id":"${'i'.repeat(256)}"}`, 400, 'invalid_request', '/id'],
];

describe.each(['/v1/classify', '/v1/messages'])('bad input to %s', (url) => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it.each(REFUSED)('refuses %s', async (_, payload, status, code, named) => {
    const response = await service.app.inject({ method: 'POST', url, headers, payload });
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    const problem = response.json();
    expect(problem).toMatchObject({ type: 'about:blank', status, code });
    expect(JSON.stringify(problem)).toContain(named);
    expect(JSON.stringify(problem)).not.toContain(CANARY);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonx',
    'multipart/form-data; boundary=x',
  ])('415 for %s', async (type) => {
    const response = await service.app.inject({
      method: 'POST',
      url,
      headers: { ...headers, 'content-type': type },
      payload: `text=${CANARY}`,
    });
    expect(response.statusCode).toBe(415);
    expect(response.json()).toMatchObject({ code: 'unsupported_media_type' });
  });

  it('404 for an unknown policy', async () => {
    const { status } = await service.post(url, { text: CANARY, policy: 'nope' });
    expect(status).toBe(404);
  });

  it('takes the longest text there may be', async () => {
    const { status } = await service.post(url, { text: 'word '.repeat(4_096) });
    expect([200, 202]).toContain(status);
  });

  it('stores nothing of what was refused, and logs no text', async () => {
    const { body } = await service.get('/v1/messages/' + encodeURIComponent('a\u0007b'));
    expect(body.status).toBe(404);
    const { durablePending } = await service.services.health.backlog();
    expect(durablePending).toBeLessThanOrEqual(1);
    expect(service.logs()).not.toContain(CANARY);
    const metrics = await service.app.inject('/metrics');
    expect(metrics.body).not.toContain(CANARY);
  });
});

describe('what the database cannot hold', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ worker: false });
  });
  afterAll(() => service.close());

  const at = '0000-06-01T00:00:00Z';
  const clause = (title: string) => ({
    id: 'c',
    title,
    text: 'T',
    severity: 1,
    signals: ['insult'],
    review: 0.5,
    act: 0.9,
  });
  const rules = (title: string) => ({ name: 'p', title: 'P', clauses: [clause(title)] });
  it.each([
    ['GET', '/v1/cases?channelId=%00', 'querystring/channelId'],
    ['GET', '/v1/stats/histograms?signal=insult&pipeline=%00', 'querystring/pipeline'],
    ['GET', '/v1/messages/%00', 'params/id'],
    ['DELETE', '/v1/authors/%00', 'params/id'],
    ['POST', '/v1/keys', '/owner', { owner: 'a\0b', scopes: ['classify'] }],
    ['POST', '/v1/keys', '/owner', { owner: 'a\ud83d', scopes: ['classify'] }],
    ['POST', '/v1/policies', '/clauses/0/title', rules('T\0')],
    ['POST', '/v1/policies', '/clauses/0/title', rules('T\ud800')],
    ['POST', '/v1/runs', '/channelId', { kind: 'rescore', channelId: '\0' }],
    ['POST', '/v1/runs', '/from', { kind: 'rescore', from: at }],
  ] as const)('400 for %s %s: %s', async (method, url, field, payload?: object) => {
    const response = await service.app.inject({
      method,
      url,
      headers: payload ? headers : { authorization: headers.authorization },
      ...(payload && { payload: JSON.stringify(payload) }),
    });
    expect(response.statusCode, response.body).toBe(400);
    expect(response.json().errors[0].field).toContain(field);
  });

  it('400 for a path that is no URL, without repeating it', async () => {
    const response = await service.app.inject({ url: `/v1alpha1/%ZZ?key=${CANARY}` });
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.body).not.toContain(CANARY);
  });
});
