import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SIGNALS } from '../../src/domain/signal.js';
import { startTestService, type TestService } from '../support/service.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';

describe('POST /v1/classify', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it('answers 200 with signals, decision, receipt and timings', async () => {
    const { status, body } = await service.post('/v1/classify', { text: INSULT });
    expect(status).toBe(200);
    expect(Object.keys(body.signals)).toEqual([...SIGNALS]);
    expect(body.signals.insult).toBeGreaterThan(0.5);
    expect(Object.values(body.signals).every((score) => typeof score === 'number')).toBe(true);
    expect(body.language).toEqual({ code: 'en', confidence: expect.any(Number) });
    expect(body.decision.action).not.toBe('allow');
    const insult = body.decision.clauses.find((clause: { id: string }) => clause.id === 'insult');
    expect(insult).toMatchObject({
      score: body.signals.insult,
      signals: [{ name: 'insult', view: 'original' }],
    });
    expect(body.receipt).toMatchObject({
      pipeline: {
        id: expect.stringMatching(/^blend-1-[0-9a-f]{12}$/),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      model: { name: 'blend-1' },
      policy: { name: 'default', version: 1 },
      runtime: { node: process.version },
    });
    expect(body.receipt.clauses).toHaveLength(body.decision.clauses.length);
    expect(body.timings.totalMs).toBeGreaterThan(0);
  });

  it('allows an ordinary message', async () => {
    const { body } = await service.post('/v1/classify', { text: 'Has the new welcome flow gone out yet?' });
    expect(body.decision).toMatchObject({ action: 'allow', alert: false });
  });

  it('gives the same decision again for the same text', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => service.post('/v1/classify', { text: INSULT })));
    expect(one!.body.signals).toEqual(two!.body.signals);
    expect(one!.body.decision).toEqual(two!.body.decision);
    expect(one!.body.id).not.toBe(two!.body.id);
  });

  it('says when a hit shows only in the folded view', async () => {
    const { body } = await service.post('/v1/classify', { text: 'you are an ｉｄｉｏｔ and a l0ser' });
    const insult = body.decision.clauses.find((clause: { id: string }) => clause.id === 'insult');
    expect(insult.signals[0]).toMatchObject({ name: 'insult', view: 'folded' });
  });

  it('lets the context decide whether an offer was asked for', async () => {
    const offer = {
      text: 'I run a freelance email design studio, DM me for a discount on your first template!',
    };
    const unasked = await service.post('/v1/classify', { ...offer, channelType: 'public', authorId: 'u2' });
    const asked = await service.post('/v1/classify', {
      ...offer,
      channelType: 'public',
      authorId: 'u2',
      context: [
        { authorId: 'u1', text: 'Does anyone know a freelancer who could design our email templates?' },
      ],
    });
    const promotion = (answer: typeof asked) =>
      answer.body.decision.clauses.find((clause: { id: string }) => clause.id === 'promotion');
    expect(promotion(unasked).status).toBeUndefined();
    expect(promotion(asked)).toMatchObject({ status: 'notApplicable', action: 'allow' });
    expect(promotion(asked).score).toBe(promotion(unasked).score);
  });

  it('gives the stored answer again for the same id and text, and a new revision for another text', async () => {
    const first = await service.post('/v1/classify', { id: 'msg 1/ü', text: 'good morning' });
    const again = await service.post('/v1/classify', { id: 'msg 1/ü', text: 'good morning' });
    const { timings, ...same } = again.body;
    expect(timings).toMatchObject({ queueMs: 0, inferMs: 0 });
    expect(first.body).toMatchObject(same);
    await service.post('/v1/classify', { id: 'msg 1/ü', text: INSULT });
    const { body } = await service.get(`/v1/messages/${encodeURIComponent('msg 1/ü')}`);
    expect(body).toMatchObject({ status: 'scored', revision: 2, text: INSULT });
    expect(body.decision.action).not.toBe('allow');
  });

  it('explains which parts of the text carry a score, and what would remain without each', async () => {
    const text = 'Thanks for the flow, it works, but you are an ｉｄｉｏｔ all the same';
    const { body } = await service.post('/v1/classify', { text, explain: true });
    const insult = body.decision.clauses.find((clause: { id: string }) => clause.id === 'insult');
    const named = insult.spans.map((span: { begin: number; end: number }) =>
      text.slice(span.begin, span.end),
    );
    expect(named).toContain('ｉｄｉｏｔ');
    expect(named).not.toContain('flow,');
    for (const { remaining } of insult.spans) expect(remaining).toBeLessThan(insult.score);
    const word = insult.spans.find((span: { begin: number }) => span.begin === text.indexOf('ｉ'));
    // Explained too: what is plainly ordinary is otherwise settled by the first stage.
    const alone = await service.post('/v1/classify', {
      text: text.replace('ｉｄｉｏｔ ', ''),
      explain: true,
    });
    expect(word.remaining).toBe(alone.body.signals.insult);
    const plain = await service.post('/v1/classify', { text });
    expect(plain.body.decision.clauses[0].spans).toBeUndefined();
  });

  it('explains a long message even where it takes longer than one message may', async () => {
    const impatient = await startTestService({ env: { LIVE_DEADLINE_MS: '50' } });
    try {
      const text = `${'We looked at the numbers again and the second half of the campaign did fine. '.repeat(6)}${INSULT}`;
      const { status, body } = await impatient.post('/v1/classify', { text, explain: true });
      expect(status).toBe(200);
      const insult = body.decision.clauses.find((clause: { id: string }) => clause.id === 'insult');
      expect(insult.spans.length).toBeGreaterThan(0);
      expect(body.timings.inferMs).toBeGreaterThan(50);
    } finally {
      await impatient.close();
    }
  });

  it.each([
    ['no key', {}, 401, 'unauthenticated'],
    ['a wrong key', { authorization: 'Bearer nonsense' }, 401, 'unauthenticated'],
    ['another scheme', { authorization: 'Basic dTpw' }, 401, 'unauthenticated'],
  ])('401 for %s', async (_, headers, status, code) => {
    const response = await service.app.inject({
      method: 'POST',
      url: '/v1/classify',
      headers,
      payload: { text: 'x' },
    });
    expect(response.statusCode).toBe(status);
    expect(response.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(response.json()).toMatchObject({ status, code });
  });

  it('403 when the scope is missing', async () => {
    const key = await service.newKey('review');
    const { status, body } = await service.post('/v1/classify', { text: 'x' }, key);
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: 'forbidden', detail: expect.stringContaining('classify') });
  });

  it('404 for an unknown policy', async () => {
    const { status, body } = await service.post('/v1/classify', { text: 'x', policy: 'strict' });
    expect(status).toBe(404);
    expect(body.detail).toContain('strict');
  });
});

describe('POST /v1/classify/batch', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it('answers 1,000 messages in order, each as it would be alone', async () => {
    const items = Array.from({ length: 1_000 }, (_, i) => ({
      id: `n${i}`,
      text: i === 617 ? INSULT : `ordinary message ${i}`,
    }));
    const { status, body } = await service.post('/v1/classify/batch', { items });
    expect(status).toBe(200);
    expect(body.items.map((item: { id: string }) => item.id)).toEqual(items.map((item) => item.id));
    const alone = await service.post('/v1/classify', { text: INSULT });
    expect(body.items[617].signals).toEqual(alone.body.signals);
    expect(body.items[616].decision.action).toBe('allow');
  });

  it('leaves the thread to others while long contexts are read', async () => {
    // Some 40 ms each: as many sentences as are read.
    const context = [{ authorId: 'u1', text: 'ѕA.'.repeat(6_000) }];
    const items = Array.from({ length: 60 }, () => ({ text: 'ok', channelType: 'public', context }));
    // What is compiled when it is first needed takes its time once.
    await service.post('/v1/classify/batch', { items: items.slice(0, 3) });
    let longestMs = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 5);
    const { status } = await service.post('/v1/classify/batch', { items });
    clearInterval(timer);
    expect(status).toBe(200);
    expect(longestMs).toBeLessThan(700);
  });

  it.each([
    ['0', 0, 'at least 1'],
    ['1,001', 1_001, 'at most 1000'],
  ])('400 for a batch of %s', async (_, length, message) => {
    const { status, body } = await service.post('/v1/classify/batch', {
      items: Array.from({ length }, () => ({ text: 'x' })),
    });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ field: '/items', message: expect.stringContaining(message) }]);
  });

  it('names the item at fault and scores none', async () => {
    const { status, body } = await service.post('/v1/classify/batch', {
      items: [{ id: 'kept-out', text: 'fine' }, { text: '  ' }],
    });
    expect(status).toBe(400);
    expect(body.errors[0].field).toBe('/items/1/text');
    expect((await service.get('/v1/messages/kept-out')).status).toBe(404);
  });

  it('400 where two items carry one id', async () => {
    const { status, body } = await service.post('/v1/classify/batch', {
      items: [
        { id: 'a', text: 'x' },
        { id: 'a', text: 'y' },
      ],
    });
    expect(status).toBe(400);
    expect(body.errors[0].field).toBe('/items/1/id');
  });

  it('413 for a body over 16 MiB, with the limit', async () => {
    const items = Array.from({ length: 1_000 }, () => ({ text: 'x'.repeat(17_000) }));
    const { status, body } = await service.post('/v1/classify/batch', { items });
    expect(status).toBe(413);
    expect(body.detail).toContain(String(16 * 1024 * 1024));
  });
});
