import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILL_MESSAGES } from '../support/labelled-messages.js';
import { ADMIN_KEY, eventually, startTestService, type TestService } from '../support/service.js';

const TEXT = 'shut up, you idiot';

describe('recalibration', () => {
  let service: TestService;
  let db: pg.Client;
  beforeAll(async () => {
    service = await startTestService({ env: { MODEL: 'linear-1' } });
    db = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await db.connect();
    for (const statement of FILL_MESSAGES) await db.query(statement);
    // Nothing but this clause decides, so that its scores show in the actions.
    const { body: file } = await service.get('/v1/policies/default/versions/1');
    const clauses = file.policy.clauses.filter(({ id }: any) => id === 'insult');
    const policy = { ...file.policy, clauses };
    for (const [path, body] of [
      ['versions', { policy }],
      ['activate', { version: 2 }],
    ] as const) {
      const { headers } = await service.get('/v1/policies/default');
      const response = await service.app.inject({
        method: 'POST',
        url: `/v1/policies/default/${path}`,
        headers: {
          authorization: `Bearer ${ADMIN_KEY}`,
          'if-match': headers['etag'] as string,
          'content-type': 'application/json',
        },
        payload: JSON.stringify(body),
      });
      expect(response.statusCode).toBeLessThan(300);
    }
  });
  afterAll(async () => {
    await db.end();
    await service.close();
  });

  async function label(count: number) {
    const { body } = await service.post('/v1/labelling/samples', { clause: 'insult', size: count });
    for (const { id, text, stratum, probability } of body.messages) {
      const { status } = await service.post(`/v1/messages/${id}/labels`, {
        target: { clause: 'insult' },
        verdict: text.startsWith('bad') ? 'violates' : 'ok',
        origin: 'suggested',
        sampling: { stratum, probability },
      });
      expect(status).toBe(201);
    }
  }
  const list = () => service.get('/v1/calibrations');
  const propose = (body: object, key?: string) => service.post('/v1/calibrations', body, key);
  async function change(path: string, etag?: string, key = ADMIN_KEY) {
    const response = await service.app.inject({
      method: 'POST',
      url: `/v1/calibrations/${path}`,
      headers: { authorization: `Bearer ${key}`, ...(etag !== undefined && { 'if-match': etag }) },
    });
    return { status: response.statusCode, headers: response.headers, body: response.json() };
  }
  const etagNow = async () => (await list()).headers['etag'] as string;
  const insultOf = async () => {
    const { body } = await service.post('/v1/classify', { text: TEXT, store: 'none' });
    return { score: body.signals.insult, calibration: body.receipt.calibration };
  };
  const binsOf = async () => (await service.get('/v1/stats/histograms?signal=insult')).body.bins;
  const simulated = async () =>
    (await service.post('/v1/policies/default/simulate', { version: 2 })).body.changed;
  const actions = async () =>
    (
      await db.query(
        `select action, count(*)::int as n from messages where external_id like 'n%' group by 1 order by 1`,
      )
    ).rows as { action: string; n: number }[];

  it('says what is missing where labels are too few, and changes nothing', async () => {
    expect((await list()).body).toMatchObject({ active: { insult: null, toxicity: null }, versions: [] });
    await label(10);
    const refused = await propose({ signal: 'insult' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(refused.body.detail).toMatch(/10 of at least 100 sampled labels, \d+ of at least 20 that violate/);
    expect((await propose({ signal: 'scam' })).body.detail).toBe('The model gives no scam.');
    expect((await list()).body.versions).toEqual([]);
  });

  it('is proposed from half of the labels and shown on the other half', async () => {
    await label(200);
    const before = await insultOf();
    const { status, body } = await propose({ signal: 'insult', note: 'We are harsher here.' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      signal: 'insult',
      status: 'proposed',
      note: 'We are harsher here.',
      author: 'ADMIN_API_KEY',
    });
    expect(body.labels.fit + body.labels.shown).toBe(210);
    expect(Math.abs(body.labels.fit - body.labels.shown)).toBeLessThan(3);
    for (const figures of [body.before, body.after]) {
      for (const name of ['ece', 'brier']) {
        const [low, high] = figures.intervals[name];
        expect(low).toBeLessThanOrEqual(high);
        expect(figures[name]).toBeGreaterThan(0);
        expect(figures[name]).toBeLessThan(1);
      }
    }
    expect(body.map.method).toBe('sigmoid');
    expect(await insultOf()).toEqual(before);
    const shown = (await list()).body;
    expect(shown.versions).toEqual([body]);
    expect(shown.active.insult).toBeNull();
  });

  it('is put in force by a person, everywhere, and undone like a policy', async () => {
    const { versions, pipeline } = (await list()).body;
    const [{ id, map }] = versions;
    const before = await insultOf();
    const bins = await binsOf();
    await eventually(async () => (await simulated()) === 0, 20_000);
    const asShipped = await actions();
    expect((await change(`${id}/activate`)).status).toBe(428);
    expect((await change(`${id}/activate`, '"r999"')).status).toBe(412);
    const etag = await etagNow();
    const activated = await change(`${id}/activate`, etag);
    expect(activated).toMatchObject({
      status: 200,
      body: { pipeline, active: { insult: id, toxicity: null }, versions: [{ id, status: 'active' }] },
    });
    expect((await change(`${id}/activate`, etag)).status).toBe(412);
    expect((await change(`${id}/activate`, await etagNow())).status).toBe(409);

    // Live answers, and their receipts.
    const after = await insultOf();
    expect(after.calibration).toBe(`${before.calibration}+insult.${id}`);
    const { rows } = await db.query(`select spec from calibrations where id = $1`, [after.calibration]);
    expect(rows[0].spec.signals.insult).toEqual(map);
    expect(after.score).not.toBe(before.score);
    // What is counted over stored scores, and their current actions.
    expect(await binsOf()).not.toEqual(bins);
    await eventually(async () => (await simulated()) === 0, 20_000);
    await eventually(
      async () =>
        (await db.query('select 1 from calibration_states where rewritten_to is not null')).rowCount === 0,
      20_000,
    );
    expect(await actions()).not.toEqual(asShipped);

    expect((await change('undo?pipeline=nope', await etagNow())).status).toBe(404);
    const undone = await change(`undo?pipeline=${pipeline}`, await etagNow());
    expect(undone).toMatchObject({
      status: 200,
      body: { active: { insult: null }, versions: [{ id, status: 'retired' }] },
    });
    expect(await insultOf()).toEqual(before);
    expect(await binsOf()).toEqual(bins);
    await eventually(async () => (await simulated()) === 0, 20_000);
    expect(await actions()).toEqual(asShipped);
    expect((await change('undo', await etagNow())).status).toBe(409);

    const { entries } = (await service.get('/v1/audit')).body;
    const told = entries.filter(({ action }: any) => action.startsWith('calibration.'));
    expect(
      told.map(({ action, subject, before: was, after: is }: any) => [action, subject, was, is]),
    ).toEqual([
      ['calibration.undo', pipeline, `insult ${id}`, 'as it ships'],
      ['calibration.activate', 'insult', 'as it ships', `insult ${id}`],
      [
        'calibration.propose',
        'insult',
        null,
        expect.stringMatching(/^1: error [0-9.]+ → [0-9.]+ on \d+ labels$/),
      ],
    ]);
  });

  it('400, 404, 403 and 401', async () => {
    expect((await propose({ signal: 'rudeness' })).status).toBe(400);
    expect((await change('999/activate', await etagNow())).status).toBe(404);
    expect((await service.get('/v1/calibrations?pipeline=none')).status).toBe(404);
    const reviewer = await service.newKey('review');
    expect((await service.get('/v1/calibrations', reviewer)).status).toBe(200);
    expect((await propose({ signal: 'insult' }, reviewer)).status).toBe(403);
    expect((await change('undo', '"r1"', reviewer)).status).toBe(403);
    const caller = await service.newKey('classify');
    expect((await service.get('/v1/calibrations', caller)).status).toBe(403);
    expect((await service.get('/v1/calibrations', 'nonsense')).status).toBe(401);
  });
});
