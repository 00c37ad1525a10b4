import { brotliCompressSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY, startTestService, type TestService } from '../support/service.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';
const ORDINARY = 'Has the new welcome flow gone out yet, or shall I send it?';
const GERMAN =
  'Guten Morgen zusammen, ich bin heute erst ab elf Uhr im Büro, weil der Handwerker noch kommt.';
const ANALYZE = '/v1alpha1/comments:analyze';
const SUGGEST = '/v1alpha1/comments:suggestscore';
const ERROR = 'type.googleapis.com/google.commentanalyzer.v1alpha1.Error';
const INFO = 'type.googleapis.com/google.rpc.ErrorInfo';

describe('the routes of the Perspective API', () => {
  let service: TestService;
  let db: pg.Client;
  beforeAll(async () => {
    service = await startTestService();
    db = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await db.connect();
  });
  afterAll(async () => {
    await db.end();
    await service.close();
  });

  /** The latest decision about a comment that is stored; undefined where it is not. */
  async function stored(text: string): Promise<any> {
    const { rows } = await db.query(
      `select m.source, m.channel_id, d.answer->'receipt'->'policy'->>'name' as policy_name, d.answer->'decision' as decision
       from texts t join revisions r on r.id = t.revision_id join messages m on m.id = r.message_id
       join decisions d on d.revision_id = r.id where t.text = $1 order by d.id desc limit 1`,
      [text],
    );
    return rows[0];
  }

  async function send(url: string, payload: unknown, headers: Record<string, string> = {}) {
    const response = await service.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });
    return { status: response.statusCode, body: response.json(), headers: response.headers };
  }
  const analyze = (body: object, key = ADMIN_KEY) =>
    send(`${ANALYZE}?key=${key}&alt=json&$.xgafv=1`, {
      comment: { text: ORDINARY },
      requestedAttributes: { TOXICITY: {} },
      ...body,
    });
  const suggest = (body: object, key = ADMIN_KEY) => send(`${SUGGEST}?key=${key}`, body);
  const insulted = { comment: { text: INSULT } };

  /** That an answer is Google's envelope with this code, status and message. */
  function expectError(
    { status, body }: { status: number; body: any },
    code: number,
    rpc: string,
    message: unknown,
  ): any {
    expect(body.error).toMatchObject({ code, status: rpc, message });
    expect(status).toBe(code);
    return body.error.details?.[0];
  }

  describe('comments:analyze', () => {
    it('scores the whole text by default, and says so in one span', async () => {
      const { status, body } = await analyze({ ...insulted, clientToken: 'tok' });
      expect(status).toBe(200);
      const { summaryScore, spanScores } = body.attributeScores.TOXICITY;
      expect(spanScores).toEqual([{ begin: 0, end: INSULT.length, score: summaryScore }]);
      expect(summaryScore.type).toBe('PROBABILITY');
      expect(body).toMatchObject({ languages: ['en'], detectedLanguages: ['en'], clientToken: 'tok' });
    });

    it('gives the very scores that the native route gives', async () => {
      const native = await service.post('/v1/classify', { text: INSULT, store: 'none' });
      const names = ['TOXICITY', 'SEVERE_TOXICITY', 'IDENTITY_ATTACK', 'INSULT', 'PROFANITY', 'THREAT'];
      const requestedAttributes = Object.fromEntries(names.map((name) => [name, {}]));
      const { body } = await analyze({ ...insulted, requestedAttributes });
      for (const name of names) {
        expect(body.attributeScores[name].summaryScore.value).toBe(native.body.signals[name.toLowerCase()]);
      }
    });

    it('knows versions, experimental names and the others that signals can serve', async () => {
      const names = [
        'TOXICITY@6',
        'TOXICITY_FAST',
        'INSULT_EXPERIMENTAL',
        'SEXUALLY_EXPLICIT',
        'FLIRTATION',
        'OBSCENE',
        'SPAM@latest',
      ];
      const requestedAttributes = Object.fromEntries(names.map((name) => [name, null]));
      const { body } = await analyze({ requestedAttributes });
      expect(Object.keys(body.attributeScores)).toEqual(names);
    });

    it('scores each sentence in UTF-16 code units where spans are asked for', async () => {
      const text = `Danke 🙂 for the flow.  ${INSULT} Bye!`;
      const { body } = await analyze({
        comment: { text },
        requestedAttributes: { INSULT: {} },
        spanAnnotations: true,
      });
      const spans = body.attributeScores.INSULT.spanScores as {
        begin: number;
        end: number;
        score: { value: number };
      }[];
      expect(spans.map(({ begin, end }) => text.slice(begin, end))).toEqual([
        'Danke 🙂 for the flow.',
        INSULT,
        'Bye!',
      ]);
      expect(spans[1]!.score.value).toBeGreaterThan(0.6);
      expect(spans[0]!.score.value).toBeLessThan(0.3);
    });

    it('covers every sentence of a long text with at most a hundred spans', async () => {
      const text = 'Fine. '.repeat(1_000).trim();
      const { body } = await analyze({ comment: { text }, spanAnnotations: true });
      const spans = body.attributeScores.TOXICITY.spanScores as { begin: number; end: number }[];
      expect(spans).toHaveLength(100);
      expect(spans[0]!.begin).toBe(0);
      expect(spans.at(-1)!.end).toBe(text.length);
      for (const [i, { begin }] of spans.slice(1).entries()) expect(begin).toBe(spans[i]!.end + 1);
    });

    it('leaves out what scores below its threshold', async () => {
      const { body } = await analyze({
        ...insulted,
        requestedAttributes: { INSULT: { scoreThreshold: 0.5 }, THREAT: { scoreThreshold: 0.9 } },
      });
      expect(Object.keys(body.attributeScores)).toEqual(['INSULT']);
    });

    it('reads the context: whether somebody asked for an offer', async () => {
      const asked = { text: 'Does anyone know a good freelancer for Klaviyo?', type: 'PLAIN_TEXT' };
      const promotion = async (text: string, context?: object) => {
        await analyze({ comment: { text }, doNotStore: false, ...(context && { context }) });
        const { decision } = await stored(text);
        return decision.clauses.find(({ id }: { id: string }) => id === 'promotion').status;
      };
      const offer = 'I do exactly that for a living, my rate is 40 an hour, DM me.';
      expect(await promotion(`${offer} 1`)).toBeUndefined();
      expect(await promotion(`${offer} 2`, { entries: [asked] })).toBe('notApplicable');
      const articleAndParentComment = { article: { text: 'News of the day' }, parentComment: asked };
      expect(await promotion(`${offer} 3`, { articleAndParentComment })).toBe('notApplicable');
    });

    it('takes what comes last of a context that is longer than may be looked at', async () => {
      const entries = [{ text: 'x'.repeat(20_000) }, ...Array.from({ length: 30 }, () => ({ text: 'y' }))];
      expect((await analyze({ context: { entries } })).status).toBe(200);
    });

    it.each([
      ['no comment', { comment: undefined }, 'COMMENT_EMPTY', 'Comment must be non-empty.'],
      ['an empty comment', { comment: { text: '' } }, 'COMMENT_EMPTY', 'Comment must be non-empty.'],
      ['nothing visible', { comment: { text: ' \u200b\n' } }, 'COMMENT_EMPTY', 'Comment must be non-empty.'],
      [
        'a text over the limit',
        { comment: { text: 'a'.repeat(20_481) } },
        'COMMENT_TOO_LONG',
        'Comment text too long.',
      ],
      [
        'no attributes',
        { requestedAttributes: {} },
        'NO_REQUESTED_ATTRIBUTES',
        'Missing requested_attributes',
      ],
      [
        'an attribute that nobody knows',
        { requestedAttributes: { NICENESS: {} } },
        'INVALID_REQUEST',
        'Unknown requested attribute: NICENESS',
      ],
      [
        'an attribute that no signal can serve',
        { requestedAttributes: { TOXICITY: {}, AFFINITY_EXPERIMENTAL: {} } },
        'INVALID_REQUEST',
        'Unknown requested attribute: AFFINITY_EXPERIMENTAL',
      ],
      [
        'another kind of score',
        { requestedAttributes: { TOXICITY: { scoreType: 'PERCENTILE' } } },
        'INVALID_REQUEST',
        'Attribute TOXICITY does not support score type PERCENTILE',
      ],
      [
        'HTML',
        { comment: { text: '<b>hi</b>', type: 'HTML' } },
        'INVALID_REQUEST',
        'comment.type HTML is not supported: send PLAIN_TEXT',
      ],
      [
        'two kinds of context',
        { context: { entries: [{ text: 'a' }], articleAndParentComment: { article: { text: 'b' } } } },
        'INVALID_REQUEST',
        'context must hold entries or articleAndParentComment, not both',
      ],
      [
        'half a character',
        { comment: { text: 'a\ud800' } },
        'INVALID_REQUEST',
        expect.stringContaining('/comment/text holds a lone surrogate'),
      ],
      [
        'a field of the wrong type',
        { doNotStore: 'yes' },
        'INVALID_REQUEST',
        expect.stringContaining('/doNotStore'),
      ],
      [
        'a language that nothing is served in',
        { languages: ['en', 'om'] },
        'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE',
        'Attribute TOXICITY does not support request languages: om',
      ],
      [
        'a text in another language',
        { comment: { text: GERMAN } },
        'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE',
        'Attribute TOXICITY does not support request languages: de',
      ],
    ])('refuses %s', async (_what, body, errorType, message) => {
      const detail = expectError(await analyze(body), 400, 'INVALID_ARGUMENT', message);
      expect(detail).toMatchObject({ '@type': ERROR, errorType });
    });

    it('names attribute and languages where the language is at fault', async () => {
      const { body } = await analyze({ comment: { text: GERMAN }, languages: ['en-GB'] });
      expect(body.error.details[0].languageNotSupportedByAttributeError).toEqual({
        attribute: 'TOXICITY',
        detectedLanguages: ['de'],
        requestedLanguages: ['en-GB'],
      });
    });

    it('drops what it cannot score where that is asked for, and makes nothing up', async () => {
      const dropUnsupportedAttributes = true;
      const requestedAttributes = { TOXICITY: {}, INCOHERENT: {} };
      const some = await analyze({ requestedAttributes, dropUnsupportedAttributes });
      expect(Object.keys(some.body.attributeScores)).toEqual(['TOXICITY']);
      const german = await analyze({ comment: { text: GERMAN }, dropUnsupportedAttributes });
      expect(german.body).toEqual({
        attributeScores: {},
        languages: ['de'],
        detectedLanguages: ['de'],
      });
      const languages = ['fr'];
      const french = await analyze({ languages, dropUnsupportedAttributes });
      expect(french.body).toMatchObject({ attributeScores: {}, languages });
    });

    it('takes nulls for fields that were not sent, and fields it does not know', async () => {
      const nulls = { context: null, languages: null, communityId: null, sessionId: null, colour: 'red' };
      expect((await analyze({ ...nulls, comment: { text: ORDINARY, type: null } })).status).toBe(200);
    });

    it('takes a body without a content type for JSON, and refuses another one', async () => {
      const payload = JSON.stringify({ ...insulted, requestedAttributes: { TOXICITY: {} } });
      const bare = await service.app.inject({
        method: 'POST',
        url: `${ANALYZE}?key=${ADMIN_KEY}`,
        payload: Buffer.from(payload),
      });
      expect(bare.statusCode).toBe(200);
      const form = await send(`${ANALYZE}?key=${ADMIN_KEY}`, payload, {
        'content-type': 'application/x-www-form-urlencoded',
      });
      expectError(form, 415, 'INVALID_ARGUMENT', expect.any(String));
    });

    it('answers under the spelling with an encoded colon, too', async () => {
      const { status } = await send(`/v1alpha1/comments%3Aanalyze?key=${ADMIN_KEY}`, {
        ...insulted,
        requestedAttributes: { TOXICITY: {} },
      });
      expect(status).toBe(200);
    });
  });

  describe('keys', () => {
    it('are the API’s own, in the query or as bearer, with the scope classify', async () => {
      const key = await service.newKey('classify');
      expect((await analyze({}, key)).status).toBe(200);
      const body = { ...insulted, requestedAttributes: { TOXICITY: {} } };
      expect((await send(ANALYZE, body, { authorization: `Bearer ${key}` })).status).toBe(200);
      const reviewer = await service.newKey('history');
      expectError(await analyze({}, reviewer), 403, 'PERMISSION_DENIED', expect.any(String));
    });

    it('are refused as Google does where they are wrong, missing or doubled', async () => {
      const detail = expectError(
        await analyze({}, 'wrong'),
        400,
        'INVALID_ARGUMENT',
        'API key not valid. Please pass a valid API key.',
      );
      expect(detail).toEqual({
        '@type': INFO,
        reason: 'API_KEY_INVALID',
        domain: 'googleapis.com',
        metadata: { service: 'commentanalyzer.googleapis.com' },
      });
      expectError(await send(ANALYZE, insulted), 403, 'PERMISSION_DENIED', expect.any(String));
      const doubled = await send(`${ANALYZE}?key=a&key=b`, insulted);
      expectError(doubled, 403, 'PERMISSION_DENIED', expect.any(String));
    });

    it('may come in the header that Google takes for them', async () => {
      const key = await service.newKey('classify');
      const body = { comment: { text: ORDINARY }, requestedAttributes: { TOXICITY: {} } };
      expect((await send(ANALYZE, body, { 'x-goog-api-key': key })).status).toBe(200);
      const wrong = await send(ANALYZE, body, { 'x-goog-api-key': 'wrong' });
      expectError(wrong, 400, 'INVALID_ARGUMENT', expect.stringContaining('not valid'));
    });

    it('stand in no log', async () => {
      const key = await service.newKey('classify');
      await analyze({}, key);
      await send(`/v1alpha1/nowhere?key=${key}`, {});
      await send(`${ANALYZE}?key=${key}`, '{"comment":');
      expect(service.logs()).not.toContain(key);
      expect(service.logs()).not.toContain(key.slice(12));
    });
  });

  describe('a body that is compressed, as clients in Java send it', () => {
    const post = async (payload: Buffer, encoding = 'gzip') => {
      const response = await service.app.inject({
        method: 'POST',
        url: `${ANALYZE}?key=${ADMIN_KEY}`,
        headers: { 'content-type': 'application/json', 'content-encoding': encoding },
        payload,
      });
      return { status: response.statusCode, body: response.json() };
    };
    const asked = (text: string) =>
      JSON.stringify({ comment: { text }, requestedAttributes: { TOXICITY: {} } });

    it('is read', async () => {
      const plain = await analyze(insulted);
      const { status, body } = await post(gzipSync(asked(INSULT)));
      expect(status).toBe(200);
      expect(body.attributeScores.TOXICITY).toEqual(plain.body.attributeScores.TOXICITY);
    });

    it.each([
      ['cut off', gzipSync(asked(INSULT)).subarray(0, -9), 'gzip', 400],
      ['not compressed at all', Buffer.from(asked(INSULT)), 'gzip', 400],
      ['too large once it is inflated', gzipSync(`"${'x'.repeat(10 * 1024 * 1024)}"`), 'gzip', 413],
      ['compressed in another way', brotliCompressSync(asked(INSULT)), 'br', 415],
    ])('is refused in Google’s envelope where it is %s', async (_what, payload, encoding, code) => {
      expectError(await post(payload, encoding), code, 'INVALID_ARGUMENT', expect.any(String));
    });
  });

  it('checks what is said of an attribute whatever its name', async () => {
    const odd = await suggest({ ...insulted, attributeScores: { 'X\n': { spanScores: 'abc' } } });
    expectError(odd, 400, 'INVALID_ARGUMENT', expect.any(String));
  });

  describe('what goes wrong outside of a route', () => {
    const url = `${ANALYZE}?key=${ADMIN_KEY}`;
    it.each([
      ['no such method', '/v1alpha1/comments:rate?key=x', '{}', 404, 'NOT_FOUND'],
      ['no such version', '/v1alpha1/?key=x', '{}', 404, 'NOT_FOUND'],
      ['no such discovery', '/$discovery/list?key=x', '{}', 404, 'NOT_FOUND'],
      ['JSON cut off', url, '{"comment":', 400, 'INVALID_ARGUMENT'],
      ['no body', url, '', 400, 'INVALID_ARGUMENT'],
      ['a list', url, '[]', 400, 'INVALID_ARGUMENT'],
      ['a prototype', url, '{"__proto__":{}}', 400, 'INVALID_ARGUMENT'],
      ['a deep body', url, '['.repeat(1_000) + ']'.repeat(1_000), 400, 'INVALID_ARGUMENT'],
      ['ten times too large a body', url, `"${'x'.repeat(10 * 1024 * 1024)}"`, 413, 'INVALID_ARGUMENT'],
    ])('is told in Google’s envelope: %s', async (_what, address, payload, code, status) => {
      expectError(await send(address, payload), code, status, expect.any(String));
    });

    it('is told so for too many wrong keys, with when to try again', async () => {
      const guess = (n: number) =>
        service.app.inject({
          method: 'POST',
          url: `${ANALYZE}?key=guess-${n}`,
          remoteAddress: '203.0.113.9',
          payload: {},
        });
      for (let n = 0; n < 10; n++) await guess(n);
      const response = await guess(10);
      const detail = expectError(
        { status: response.statusCode, body: response.json() },
        429,
        'RESOURCE_EXHAUSTED',
        expect.any(String),
      );
      expect(detail).toMatchObject({ reason: 'RATE_LIMIT_EXCEEDED', domain: 'googleapis.com' });
      expect(response.headers['retry-after']).toBeDefined();
    });
  });

  it('tell a key’s limit as Google does, and each protocol as its own', async () => {
    const limited = await startTestService({ worker: false, env: { RATE_LIMIT: '2' } });
    try {
      const ask = async (url: string) => {
        const headers = { authorization: `Bearer ${ADMIN_KEY}` };
        const response = await limited.app.inject({ method: 'POST', url, headers, payload: {} });
        return { status: response.statusCode, body: response.json(), headers: response.headers };
      };
      for (let n = 0; n < 2; n++) expect((await ask(ANALYZE)).status).toBe(400);
      const refused = await ask(ANALYZE);
      const detail = expectError(refused, 429, 'RESOURCE_EXHAUSTED', expect.any(String));
      expect(detail.metadata).toEqual({
        service: 'commentanalyzer.googleapis.com',
        quota_limit: 'AnalyzeRequestsPerMinutePerProject',
        quota_limit_value: '2',
      });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      const moderation = await ask('/v1/moderations');
      expect(moderation).toMatchObject({ status: 429, body: { error: { code: 'rate_limit_exceeded' } } });
      expect(Number(moderation.headers['retry-after'])).toBeGreaterThan(0);
    } finally {
      await limited.close();
    }
  });

  describe('communityId', () => {
    it('selects a policy of that name, else a channel that one is assigned to', async () => {
      const clause = { id: 'any', title: 'Any', text: 'Any', severity: 1, signals: ['toxicity'] };
      const policy = {
        title: 'Strict',
        onUnavailable: 'allow',
        clauses: [{ ...clause, review: 0, act: 1 }],
      };
      await service.post('/v1/policies', { name: 'strict', policy });
      const { headers } = await service.get('/v1/policies/strict');
      const put = await service.app.inject({
        method: 'PUT',
        url: '/v1/policies/strict/channels',
        headers: { authorization: `Bearer ${ADMIN_KEY}`, 'if-match': headers['etag'] as string },
        payload: { ids: ['Coral:example'], tags: [] },
      });
      expect(put.statusCode).toBe(200);
      const decidedBy = async (communityId: string, text: string) => {
        expect((await analyze({ comment: { text }, communityId, doNotStore: false })).status).toBe(200);
        return stored(text);
      };
      expect(await decidedBy('strict', 'Lunch is at noon.')).toMatchObject({ policy_name: 'strict' });
      expect(await decidedBy('Coral:example', 'Lunch is at one.')).toMatchObject({
        policy_name: 'strict',
        channel_id: 'Coral:example',
      });
      expect(await decidedBy('elsewhere', 'Lunch is at two.')).toMatchObject({
        policy_name: 'default',
        channel_id: 'elsewhere',
      });
    });
  });

  describe('doNotStore', () => {
    it('keeps nothing unless it is false, and then what the community keeps', async () => {
      await analyze({ comment: { text: `${INSULT} One.` } });
      await analyze({ comment: { text: `${INSULT} Two.` }, doNotStore: true });
      await analyze({ comment: { text: `${INSULT} Three.` }, doNotStore: false });
      expect(await stored(`${INSULT} One.`)).toBeUndefined();
      expect(await stored(`${INSULT} Two.`)).toBeUndefined();
      expect(await stored(`${INSULT} Three.`)).toMatchObject({ source: 'perspective' });
    });
  });

  describe('comments:suggestscore', () => {
    const labelsOf = async (text: string) => {
      const { rows } = await db.query<{ source: string; external_id: string }>(
        `select m.source, m.external_id from texts t join revisions r on r.id = t.revision_id
         join messages m on m.id = r.message_id where t.text = $1`,
        [text],
      );
      expect(rows.length).toBeLessThan(2);
      if (rows[0] === undefined) return [];
      const { source, external_id: id } = rows[0];
      return (await service.get(`/v1/messages/${id}/labels?source=${source}`)).body.labels;
    };

    it('makes labels of suggested attributes, and answers as the API did', async () => {
      const text = 'You absolute donkey, read it again.';
      const { status, body } = await suggest({
        comment: { text },
        attributeScores: {
          INSULT: { summaryScore: { value: 1 } },
          'THREAT@2': { summaryScore: { value: 0, type: 'PROBABILITY' } },
          SPAM: { summaryScore: { value: 0 } },
          WITTINESS: { summaryScore: { value: 1 } },
        },
        languages: ['en'],
        clientToken: 's1',
      });
      expect(status).toBe(200);
      expect(body).toEqual({ clientToken: 's1', detectedLanguages: ['en'], requestedLanguages: ['en'] });
      const labels = await labelsOf(text);
      expect(labels).toMatchObject([
        { target: { signal: 'threat' }, verdict: 'ok', origin: 'suggestscore', counts: true },
        { target: { signal: 'insult' }, verdict: 'violates', origin: 'suggestscore', counts: true },
      ]);
      expect(labels[1]).toMatchObject({ score: expect.any(Number), message: { source: 'perspective' } });
    });

    it('takes a moderator’s word from Coral, whose later word replaces the earlier', async () => {
      const text = 'That was uncalled for, mate.';
      const context = { entries: [{ text: '{"url":"https://example.com","reply_to_id":"7"}' }] };
      const say = (attributeScores: object) =>
        suggest({ comment: { text }, context, attributeScores, languages: ['EN'], clientToken: 'c:7' });
      const deleted = await say({ DELETED: { summaryScore: { value: 1 } } });
      expect(deleted.body).toMatchObject({ requestedLanguages: ['EN'] });
      await say({ approved: { summaryScore: { value: 1 } } });
      expect(await labelsOf(text)).toMatchObject([
        { target: 'message', verdict: 'ok', counts: true },
        { target: 'message', verdict: 'violates', counts: false },
      ]);
    });

    it('keeps nothing where nothing was said that a label can hold', async () => {
      const text = 'Nothing is said of this one.';
      const { status } = await suggest({
        comment: { text },
        attributeScores: { WITTINESS: { summaryScore: { value: 1 } } },
      });
      expect(status).toBe(200);
      expect(await stored(text)).toBeUndefined();
    });

    it.each([
      ['no scores', {}],
      ['an empty one', { INSULT: {} }],
      ['a score above 1', { INSULT: { summaryScore: { value: 2 } } }],
      ['a score without a value', { INSULT: { summaryScore: {} } }],
    ])('refuses %s', async (_what, attributeScores) => {
      const answer = await suggest({ comment: { text: ORDINARY }, attributeScores });
      const detail = expectError(answer, 400, 'INVALID_ARGUMENT', expect.any(String));
      expect(detail.errorType).toBe('INVALID_REQUEST');
    });

    it('may be called with the scope classify or review', async () => {
      const body = {
        comment: { text: ORDINARY },
        attributeScores: { INSULT: { summaryScore: { value: 0 } } },
      };
      for (const scope of ['classify', 'review'] as const) {
        expect((await suggest(body, await service.newKey(scope))).status).toBe(200);
      }
      expectError(
        await suggest(body, await service.newKey('history')),
        403,
        'PERMISSION_DENIED',
        expect.any(String),
      );
    });

    it('is refused where the community keeps no messages', async () => {
      const { headers, body } = await service.get('/v1/settings');
      const change = (store: object, etag: string) =>
        service.app.inject({
          method: 'PUT',
          url: '/v1/settings',
          headers: { authorization: `Bearer ${ADMIN_KEY}`, 'if-match': etag },
          payload: { ...body, store },
        });
      const changed = await change({ channels: 'none', directMessages: 'none' }, headers['etag'] as string);
      expect(changed.statusCode).toBe(200);
      const answer = await suggest({
        comment: { text: 'Not to be kept.' },
        attributeScores: { INSULT: { summaryScore: { value: 1 } } },
      });
      expectError(answer, 400, 'INVALID_ARGUMENT', expect.stringContaining('keeps no messages'));
      await change(body.store, changed.headers['etag'] as string);
    });
  });
});
