import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILL_MESSAGES, FILLED as MESSAGES } from '../support/labelled-messages.js';
import { startTestService, type TestService } from '../support/service.js';

describe('thresholds from labels', () => {
  let service: TestService;
  let db: pg.Client;
  let ada: string;
  beforeAll(async () => {
    service = await startTestService({ env: { MODEL: 'linear-1' } });
    db = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await db.connect();
    for (const statement of FILL_MESSAGES) await db.query(statement);
    ada = await keyOf('Ada');
  });
  afterAll(async () => {
    await db.end();
    await service.close();
  });

  const keyOf = async (owner: string) =>
    (await service.post('/v1/keys', { owner, scopes: ['review'] })).body.key as string;
  const draw = async (body: object, key = ada) => {
    const answer = await service.post('/v1/labelling/samples', body, key);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const label = async (message: any, clause: string, key = ada, more: object = {}) => {
    const { id, stratum, probability, text } = message;
    const { status } = await service.post(
      `/v1/messages/${id}/labels`,
      {
        target: { clause },
        verdict: text.startsWith('bad') ? 'violates' : 'ok',
        origin: 'suggested',
        sampling: { stratum, probability },
        ...more,
      },
      key,
    );
    expect(status).toBe(201);
  };
  const stats = async (path: string) => {
    const { status, body } = await service.get(`/v1/stats/${path}`, ada);
    expect(status).toBe(200);
    return body;
  };
  const curve = (query: string) => stats(`precision-recall?${query}`);
  const suggest = (query: string) => stats(`suggestion?${query}`);

  it('counts messages at every threshold, and says nothing of them without labels', async () => {
    const answer = await curve('clause=insult');
    expect(answer).toMatchObject({
      labels: { violates: 0, ok: 0, unsure: 0, sampled: 0, other: 0 },
      effectiveSampleSize: 0,
      basis: 'insufficient',
      minimumLabels: 20,
    });
    expect(answer.points).toHaveLength(101);
    expect(answer.points[0]).toEqual({ threshold: 0, messages: MESSAGES, precision: null, recall: null });
    const { bins } = (await service.get('/v1/stats/histograms?clause=insult')).body;
    for (const [i, { threshold, messages }] of answer.points.entries()) {
      expect(threshold).toBe(i / 100);
      if (i === 100) continue;
      expect(messages).toBe(bins.slice(i).reduce((sum: number, count: number) => sum + count, 0));
    }
    expect(await suggest('clause=insult&goal=precision&at=0.9')).toMatchObject({
      threshold: null,
      reason: 'too_few_labels',
      moreLabels: 20,
      sentence: 'You want at least 90 % precision: 0 labels are too few to say where; 20 more are needed.',
    });
  });

  it('draws messages to label, with text, score and chance, and not again those labelled', async () => {
    const { sampleId, messages, drawnFrom, clause } = await draw({ clause: 'insult', size: 30 });
    expect(clause).toBe('insult');
    expect(drawnFrom).toBe(MESSAGES);
    expect(messages).toHaveLength(30);
    for (const message of messages) {
      expect(message).toMatchObject({ source: 'api', revision: 1, context: [] });
      expect(message.text).toMatch(/^(bad|fine) /);
      expect(message.stratum).toMatch(new RegExp(`^s${sampleId}/${message.reason}/0[.0-9]*-[.0-9]+$`));
      expect(message.probability).toBeGreaterThan(0);
      expect(message.probability).toBeLessThanOrEqual(1);
    }
    expect(new Set(messages.map(({ reason }: any) => reason))).toContain('views_disagree');
    for (const message of messages.slice(0, 19)) await label(message, 'insult');
    const again = await draw({ clause: 'insult', size: 200 });
    expect(again.drawnFrom).toBe(MESSAGES - 19);
    const labelled = new Set(messages.slice(0, 19).map(({ id }: any) => id));
    expect(again.messages.filter(({ id }: any) => labelled.has(id))).toEqual([]);
    // Another person, another clause: nothing is left out.
    expect((await draw({ clause: 'insult', size: 1 }, await keyOf('Eve'))).drawnFrom).toBe(MESSAGES);
    expect((await draw({ clause: 'harassment', size: 1 })).drawnFrom).toBe(MESSAGES);
    expect((await draw({ clause: 'insult', size: 1, channelId: 'c3' })).drawnFrom).toBeLessThan(
      MESSAGES / 3 + 1,
    );
    const few = await curve('clause=insult');
    expect(few).toMatchObject({ labels: { sampled: 19, other: 0 }, basis: 'insufficient' });
    expect(few.points[0].precision).toBeNull();
    expect((await suggest('clause=insult&goal=recall&at=.5')).moreLabels).toBe(1);
  });

  it('estimates precision and recall of all messages from the drawn ones', async () => {
    for (let round = 0; round < 2; round++) {
      const { messages } = await draw({ clause: 'insult', size: 200 });
      for (const message of messages) await label(message, 'insult');
    }
    const { points, labels, basis, effectiveSampleSize, pipeline } = await curve('clause=insult');
    expect(basis).toBe('sampled');
    expect(labels.sampled).toBe(419);
    expect(labels.violates + labels.ok).toBe(419);
    expect(effectiveSampleSize).toBeGreaterThan(20);
    expect(effectiveSampleSize).toBeLessThan(419);
    expect(pipeline).toMatch(/linear-1/);
    // The texts of all messages say what is true.
    const truth = await truthAt([0.2, 0.4, 0.6]);
    for (const [at, { precision, recall }] of truth) {
      const point = points[Math.round(at * 100)];
      expect(point.precision.low - 0.05).toBeLessThan(precision);
      expect(point.precision.high + 0.05).toBeGreaterThan(precision);
      expect(point.recall.low - 0.05).toBeLessThan(recall);
      expect(point.recall.high + 0.05).toBeGreaterThan(recall);
      expect(Math.abs(point.precision.value - precision)).toBeLessThan(0.2);
    }
  });

  /** Precision and recall at thresholds, counted over all texts. */
  async function truthAt(thresholds: number[]) {
    const all: { text: string; score: number }[] = [];
    const { messages } = (await service.post('/v1/policies/default/simulate', { version: 1 })).body;
    expect(messages).toBe(MESSAGES);
    const { rows } = await db.query(
      `select t.text, greatest(s.original[1], coalesce(s.folded[1], s.original[1])) as raw,
         p.spec -> 'calibration' -> 'signals' -> 'insult' as map
       from scores s join texts t using (revision_id) join pipelines p on p.id = s.pipeline_id`,
    );
    for (const { text, raw, map } of rows) all.push({ text, score: calibrated(map, raw) });
    const bad = all.filter(({ text }) => text.startsWith('bad'));
    return thresholds.map((at) => {
      const above = all.filter(({ score }) => score >= at);
      const hits = above.filter(({ text }) => text.startsWith('bad')).length;
      return [at, { precision: hits / above.length, recall: hits / bad.length }] as const;
    });
  }

  function calibrated(map: any, raw: number): number {
    if (map.method === 'sigmoid') return 1 / (1 + Math.exp(-(map.a * raw + map.b)));
    const knots = map.knots as [number, number][];
    const next = knots.findIndex(([at]) => at > raw);
    if (next === 0) return knots[0]![1];
    if (next < 0) return knots.at(-1)![1];
    const [[x0, y0], [x1, y1]] = [knots[next - 1]!, knots[next]!];
    return y0 + ((raw - x0) / (x1 - x0)) * (y1 - y0);
  }

  it('suggests a threshold with its interval, and what it would cost', async () => {
    const answer = await suggest('clause=insult&goal=recall&at=0.8');
    const { threshold, recall, sentence, expectedReviewsPerWeek, labels } = answer;
    expect(answer.reason).toBeNull();
    expect(labels.sampled).toBe(419);
    expect(threshold.low).toBeLessThanOrEqual(threshold.value);
    expect(threshold.high).toBeGreaterThanOrEqual(threshold.value);
    expect(Math.abs(recall.value - 0.8)).toBeLessThan(0.15);
    expect(sentence).toContain(`You want to find at least 80 %: review ≥ ${threshold.value.toFixed(2)} [`);
    const { points } = await curve('clause=insult');
    expect(expectedReviewsPerWeek).toBeCloseTo(points[Math.round(threshold.value * 100)].messages / 2, 0);
    // The same labels say the same.
    expect(await suggest('clause=insult&goal=recall&at=0.8')).toEqual(answer);
    expect(await suggest('clause=insult&goal=precision&at=1')).toMatchObject({
      threshold: null,
      reason: 'not_reachable',
    });
  });

  it('takes labels that were come upon for what they are', async () => {
    const before = await curve('clause=insult');
    const { rows } = await db.query(
      `select m.external_id as id, t.text from messages m join revisions r on r.message_id = m.id
       join texts t on t.revision_id = r.id where t.text like 'bad%'
         and not exists (select 1 from labels where message_id = m.id) order by m.id limit 50`,
    );
    for (const message of rows) {
      await label(message, 'insult', ada, { origin: 'queue', sampling: undefined });
    }
    // Claimed for a sample that did not have it, with a chance that it never had.
    const [sample] = (await db.query(`select max(id) as id from labelling_samples`)).rows;
    const claimed = { stratum: `s${sample.id}/spread/0-0.1`, probability: 0.001 };
    await label(rows[0], 'insult', await keyOf('Mallory'), { sampling: claimed });
    const after = await curve('clause=insult');
    expect(after.labels).toMatchObject({ sampled: before.labels.sampled, other: 50 });
    expect(after.points).toEqual(before.points);
  });

  it('ok on a whole message is ok on every clause; people who disagree are unsure', async () => {
    const { messages } = await draw({ clause: 'scam', size: 2 });
    // linear-1 gives no score for scams: there is nothing to draw.
    expect(messages).toEqual([]);
    const { messages: two } = await draw({ clause: 'promotion', size: 2 });
    const whole = { target: 'message', verdict: 'ok', sampling: undefined };
    await label(two[0], 'promotion', ada, whole);
    await label(two[1], 'promotion', ada, { ...whole, verdict: 'violates' });
    expect((await curve('clause=promotion')).labels).toMatchObject({ violates: 0, ok: 1, unsure: 0 });
    await label(two[0], 'promotion', await keyOf('Bob'), { verdict: 'violates', sampling: undefined });
    expect((await curve('clause=promotion')).labels).toMatchObject({ violates: 0, ok: 0, unsure: 1 });
    await label(two[0], 'promotion', await keyOf('Cid'), { verdict: 'violates', sampling: undefined });
    expect((await curve('clause=promotion')).labels).toMatchObject({ violates: 1, ok: 0, unsure: 0 });
  });

  it('needs no sample where everything has been labelled', async () => {
    const window = 'from=2026-03-01T00:00:00Z&to=2026-03-01T08:00:00Z';
    const { rows } = await db.query(
      `select m.external_id as id, t.text from messages m join revisions r on r.message_id = m.id
       join texts t on t.revision_id = r.id where m.sent_at < '2026-03-01T08:00:00Z'`,
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const message of rows)
      await label(message, 'disruption', ada, { origin: 'queue', sampling: undefined });
    const { labels, basis, points } = await curve(`clause=disruption&${window}`);
    expect(labels).toMatchObject({ sampled: rows.length, other: 0 });
    expect(basis).toBe('sampled');
    const bad = rows.filter(({ text }) => (text as string).startsWith('bad')).length;
    expect(points[0].precision.value).toBeCloseTo(bad / rows.length, 3);
    expect(points[0].recall).toEqual({ value: 1, low: 1, high: 1 });
    expect((await curve('clause=disruption')).basis).toBe('insufficient');
  });

  it('labels on a clause with a signal of its own are labels on that signal', async () => {
    const { labels } = await curve('signal=insult');
    expect(labels.sampled).toBe(419);
    expect((await curve('signal=toxicity')).labels.sampled).toBe(0);
    const { messages, signal, clause } = await draw({ signal: 'threat', size: 5 });
    expect([messages.length, signal, clause]).toEqual([5, 'threat', null]);
  });

  it.each([
    ['precision-recall', 'querystring/signal'],
    ['precision-recall?clause=insult&signal=insult', 'querystring/signal'],
    ['precision-recall?clause=nonsense', 'querystring/clause'],
    ['precision-recall?clause=insult&from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z', 'querystring/to'],
    ['suggestion?clause=insult&goal=precision', 'querystring/at'],
    ['suggestion?clause=insult&goal=precision&at=2', 'querystring/at'],
    ['suggestion?clause=insult&goal=precision&at=0.0', 'querystring/at'],
    ['suggestion?clause=insult&goal=luck&at=0.5', 'querystring/goal'],
  ])('400 for %s', async (path, field) => {
    const { status, body } = await service.get(`/v1/stats/${path}`);
    expect([status, body.errors[0].field]).toEqual([400, field]);
  });

  it('400 and 404 for samples that cannot be, 403 without the scope review, 401 without a key', async () => {
    const fault = async (body: object, key?: string) => {
      const answer = await service.post('/v1/labelling/samples', body, key);
      return [answer.status, answer.body.errors?.[0].field];
    };
    expect(await fault({})).toEqual([400, '/signal']);
    expect(await fault({ clause: 'nonsense' })).toEqual([400, '/clause']);
    expect(await fault({ clause: 'insult', size: 201 })).toEqual([400, '/size']);
    expect(await fault({ clause: 'insult', policy: 'none' })).toEqual([404, undefined]);
    expect(await fault({ clause: 'insult', pipeline: 'none' })).toEqual([404, undefined]);
    const caller = await service.newKey('classify', 'history');
    expect((await fault({ clause: 'insult' }, caller))[0]).toBe(403);
    expect((await fault({ clause: 'insult' }, 'nonsense'))[0]).toBe(401);
    for (const path of ['precision-recall?clause=insult', 'suggestion?clause=insult&goal=recall&at=0.5']) {
      expect((await service.get(`/v1/stats/${path}`, caller)).status).toBe(403);
      expect((await service.get(`/v1/stats/${path}`, 'nonsense')).status).toBe(401);
      const other = `${path}&pipeline=none`;
      expect((await service.get(`/v1/stats/${other}`)).status).toBe(404);
    }
  });
});
