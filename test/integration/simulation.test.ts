import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScoreSnapshots } from '../../src/services/score-snapshot.js';
import { openDatabase, type Database } from '../../src/store/database.js';
import { createPipelineStore } from '../../src/store/pipelines.js';
import { createStoredScoreStore } from '../../src/store/stored-scores.js';
import { eventually, startTestService, type TestService } from '../support/service.js';

const INSULT = 'You are a pathetic idiot and everybody here knows it.';
const OFFER = 'I offer SEO backlinks and web design services at cheap rates, DM me for a free quote!';
const TEXTS = [INSULT, OFFER, 'shut up, idiot', 'I will find you and hurt you', 'thanks, see you at noon'];
const SIMULATE = '/v1/policies/default/simulate';

describe('simulation and statistics', () => {
  let service: TestService;
  let db: pg.Client;
  let policy: any;
  beforeAll(async () => {
    // Quick to load, and without a score for scams.
    service = await startTestService({ env: { MODEL: 'linear-1' } });
    db = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await db.connect();
    policy = (await db.query(`select spec from policy_versions where name = 'default' and version = 1`))
      .rows[0].spec;
    for (const [i, text] of TEXTS.entries())
      await classify(`t${i}`, text, { channelId: i % 2 ? 'odd' : 'even' });
  });
  afterAll(async () => {
    await db.end();
    await service.close();
  });

  const classify = async (id: string, text: string, more: object = {}) => {
    const { status, body } = await service.post('/v1/classify', {
      id,
      text,
      channelType: 'public',
      sentAt: '2026-03-01T12:00:00Z',
      ...more,
    });
    expect(status).toBe(200);
    return body;
  };
  const simulate = async (body: object) => {
    const answer = await service.post(SIMULATE, body);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  /** The default policy with other thresholds of one clause. */
  const withThresholds = (clause: string, thresholds: object) => ({
    ...policy,
    clauses: policy.clauses.map((each: any) => (each.id === clause ? { ...each, ...thresholds } : each)),
  });

  it('changes nothing where the rules stay as they are', async () => {
    const result = await simulate({ version: 1 });
    expect(result).toMatchObject({ activeVersion: 1, messages: TEXTS.length, changed: 0, mostChanged: [] });
    for (const clause of result.clauses) expect(clause.after).toEqual(clause.before);
    expect(result.clauses.map(({ id }: any) => id)).toEqual(policy.clauses.map(({ id }: any) => id));
  });

  it('says what activation then does', async () => {
    const candidate = withThresholds('insult', { review: 0.01, act: 0.02 });
    const result = await simulate({ policy: candidate, limit: 100 });
    expect(result.changed).toBeGreaterThan(0);
    expect(result.mostChanged).toHaveLength(result.changed);
    // Who asks for a decision under these rules gets what was foretold.
    const { status } = await service.post('/v1/policies', { name: 'trial', policy: candidate });
    expect(status).toBe(201);
    for (const change of result.mostChanged) {
      expect(change).toMatchObject({
        text: TEXTS[Number(change.id.slice(1))],
        clause: 'insult',
        source: 'api',
      });
      expect(change.sentAt).toBe('2026-03-01T12:00:00.000Z');
      const message = { channelType: 'public', store: 'none', text: change.text };
      const before = await service.post('/v1/classify', message);
      const after = await service.post('/v1/classify', { ...message, policy: 'trial' });
      expect(change.from.action).toBe(before.body.decision.action);
      expect(change.to.action).toBe(after.body.decision.action);
      const clause = after.body.decision.clauses.find(({ id }: any) => id === 'insult');
      expect(change.score).toBe(clause.score);
    }
  });

  it('sees what came, was edited, decided anew and deleted since', async () => {
    const count = async () => (await simulate({ version: 1 })).messages as number;
    const before = await count();
    await classify('later', INSULT);
    expect(await count()).toBe(before + 1);
    const flagged = (await simulate({ version: 1 })).flagged.before as number;
    await classify('later', 'have a nice day');
    expect(await simulate({ version: 1 })).toMatchObject({
      messages: before + 1,
      changed: 0,
      flagged: { before: flagged - 1 },
    });
    await db.query(`update messages set action = 'act' where external_id = 'later'`);
    const changed = await simulate({ version: 1 });
    expect(changed.mostChanged).toMatchObject([{ id: 'later', from: { action: 'act' }, clause: null }]);
    await db.query(
      `delete from decisions where message_id in (select id from messages where external_id = 'later')`,
    );
    await db.query(`delete from messages where external_id = 'later'`);
    expect(await simulate({ version: 1 })).toMatchObject({ messages: before, changed: 0 });
  });

  it('misses no transaction that commits after a later one', async () => {
    const before = (await simulate({ version: 1 })).messages as number;
    await classify('slow', INSULT);
    await db.query('begin');
    await db.query(`update messages set action = 'allow' where external_id = 'slow'`);
    await classify('quick', 'hello there');
    expect(await simulate({ version: 1 })).toMatchObject({ messages: before + 2, changed: 0 });
    await db.query('commit');
    const after = await simulate({ version: 1 });
    expect(after.mostChanged.map(({ id }: any) => id)).toEqual(['slow']);
    await db.query(`update messages set action = 'act' where external_id = 'slow'`);
  });

  it('waits for a message whose latest text has no score yet', async () => {
    await service.stopWorker();
    const before = (await simulate({ version: 1 })).messages as number;
    await service.post('/v1/messages', { id: 'quick', text: OFFER });
    expect((await simulate({ version: 1 })).messages).toBe(before - 1);
    await service.startWorker();
    await eventually(async () => (await simulate({ version: 1 })).messages === before, 15_000);
  });

  it('looks only at what is asked for', async () => {
    const all = await simulate({ version: 1 });
    const odd = await simulate({ version: 1, channelIds: ['odd'] });
    expect(odd.messages).toBe(2);
    const window = { from: '2026-03-01T12:00:00Z', to: '2026-03-15T12:00:00Z' };
    const inWindow = await simulate({ version: 1, ...window });
    // Handed in without a time of its own: counted when it was scored.
    expect(inWindow.messages).toBe(all.messages - 1);
    expect(inWindow.window).toEqual({ from: '2026-03-01T12:00:00.000Z', to: '2026-03-15T12:00:00.000Z' });
    expect(inWindow.reviewsPerWeek.before).toBe(Math.round(inWindow.flagged.before * 5) / 10);
    const outside = { from: '2025-03-01T12:00:00Z', to: '2026-03-01T12:00:00Z' };
    expect(await simulate({ version: 1, ...outside })).toMatchObject({ messages: 0, changed: 0 });
    const trial = await service.post('/v1/policies/trial/simulate', { version: 1 });
    expect(trial.body).toMatchObject({ messages: 0, window: null, reviewsPerWeek: null });
    const others = await service.post('/v1/policies/trial/simulate', { version: 1, allPolicies: true });
    expect(others.body.messages).toBe(all.messages);
  });

  it('says of one clause what happens to it alone', async () => {
    const candidate = withThresholds('insult', { review: 0.01, act: 1 });
    const result = await simulate({ policy: candidate, clause: 'insult', limit: 100 });
    const { before, after } = result.clauses.find(({ id }: any) => id === 'insult');
    expect(result.transitions.allow.review).toBe(after.review - result.transitions.review.review - result.transitions.act.review); // prettier-ignore
    expect(result.flagged).toEqual({ before: before.review + before.act, after: after.review + after.act });
    for (const change of result.mostChanged) expect(change.clause).toBe('insult');
  });

  it('derives from the context whether an offer was asked for, as live decisions do', async () => {
    const asked = [{ authorId: 'b', text: 'Does anyone know a good freelancer for SEO? DM me' }];
    const answer = await classify('asked', OFFER, { authorId: 'a', context: asked });
    const promotion = answer.decision.clauses.find(({ id }: any) => id === 'promotion');
    expect(promotion.status).toBe('notApplicable');
    const result = await simulate({ version: 1 });
    expect(result.clauses.find(({ id }: any) => id === 'promotion').after.notApplicable).toBe(1);
    expect(result.mostChanged.map(({ id }: any) => id)).not.toContain('asked');
  });

  it('spreads scores over 100 bins, by the calibration in force', async () => {
    const { messages } = await simulate({ version: 1 });
    const read = async (query: string) => (await service.get(`/v1/stats/histograms?${query}`)).body;
    const sum = (bins: number[]) => bins.reduce((total, count) => total + count, 0);
    const insult = await read('signal=insult');
    expect(insult.bins).toHaveLength(100);
    expect(sum(insult.bins)).toBe(messages);
    const { body } = await service.post('/v1/classify', { text: INSULT, store: 'none' });
    expect(insult.bins[Math.min(99, Math.floor(body.signals.insult * 100))]).toBeGreaterThan(0);
    const promotion = await read('clause=promotion');
    expect(promotion.notApplicable).toBe(1);
    expect(sum(promotion.bins)).toBe(messages - 1);
    expect(sum((await read('signal=insult&channelId=odd')).bins)).toBe(2);
    expect(await read('signal=scam')).toMatchObject({ unavailable: messages });

    await db.query(
      `insert into calibrations (community_id, pipeline_id, id, spec)
       select 'default', id, 'by-hand', jsonb_set(spec->'calibration', '{id}', '"by-hand"')
         || jsonb_build_object('signals',
           (spec->'calibration'->'signals') || '{"insult":{"method":"sigmoid","a":1,"b":-50}}'::jsonb)
       from pipelines where id = $1`,
      [insult.pipeline],
    );
    expect((await read('signal=insult')).bins[0]).toBe(messages);
    await db.query(`delete from calibrations where id = 'by-hand'`);
    expect(await read('signal=insult')).toEqual(insult);
  });

  it('counts current actions by day', async () => {
    const { body } = await service.get('/v1/stats/actions?to=2026-03-02T00:00:00Z');
    const rows = (
      await db.query(
        `select count(*) filter (where action = 'allow')::int as allow, count(*) filter (where action = 'review')::int as review,
           count(*) filter (where action = 'act')::int as act, count(*) filter (where alert)::int as alert
         from messages where sent_at is not null`,
      )
    ).rows;
    expect(body.days).toEqual([{ day: '2026-03-01', ...rows[0] }]);
  });

  it('refuses what makes no sense, and says what', async () => {
    const fault = async (url: string, body?: object) => {
      const { status, body: problem } = body ? await service.post(url, body) : await service.get(url);
      return [status, problem.errors?.[0].field];
    };
    expect(await fault(SIMULATE, {})).toEqual([400, '/policy']);
    expect(await fault(SIMULATE, { version: 1, policy })).toEqual([400, '/policy']);
    expect(await fault(SIMULATE, { version: 9 })).toEqual([404, undefined]);
    expect(await fault(SIMULATE, { version: 1, clause: 'nonsense' })).toEqual([400, '/clause']);
    expect(await fault(SIMULATE, { version: 1, pipeline: 'nonsense' })).toEqual([404, undefined]);
    expect(await fault('/v1/policies/none/simulate', { version: 1 })).toEqual([404, undefined]);
    const wrong = withThresholds('insult', { review: 0.9, act: 0.1 });
    expect(await fault(SIMULATE, { policy: wrong })).toEqual([400, '/policy/clauses/1/review']);
    const backwards = { from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' };
    expect(await fault(SIMULATE, { version: 1, ...backwards })).toEqual([400, '/to']);
    expect(await fault('/v1/stats/histograms')).toEqual([400, 'querystring/signal']);
    expect(await fault('/v1/stats/histograms?signal=insult&clause=insult')).toEqual([
      400,
      'querystring/signal',
    ]);
    expect(await fault('/v1/stats/histograms?clause=nonsense')).toEqual([400, 'querystring/clause']);
    expect((await fault('/v1/stats/histograms?signal=nonsense'))[0]).toBe(400);
    expect((await fault('/v1/stats/actions?from=yesterday'))[0]).toBe(400);
  });

  it('403 for keys that may not read messages, 401 without one', async () => {
    const [key, reviewer] = await Promise.all([
      service.newKey('classify', 'history'),
      service.newKey('review'),
    ]);
    for (const url of ['/v1/stats/actions', '/v1/stats/histograms?signal=insult']) {
      expect((await service.get(url, key)).status).toBe(403);
      expect((await service.get(url, 'nonsense')).status).toBe(401);
      expect((await service.get(url, reviewer)).status).toBe(200);
    }
    expect((await service.post(SIMULATE, { version: 1 }, key)).status).toBe(403);
    expect((await service.post(SIMULATE, { version: 1 }, reviewer)).status).toBe(200);
  });

  it('goes by no scores of a rescoring that was discarded', async () => {
    const pipeline = 'discarded-1';
    const count = async () => (await simulate({ version: 1, pipeline })).messages as number;
    await db.query(
      `insert into pipelines (id, sha256, spec) select $1, $1, jsonb_set(spec, '{id}', to_jsonb($1::text))
       from pipelines`,
      [pipeline],
    );
    await db.query(
      `insert into scores (revision_id, community_id, pipeline_id, stage, original)
       select revision_id, community_id, $1, stage, original from scores`,
      [pipeline],
    );
    expect(await count()).toBeGreaterThan(0);
    await db.query(
      `insert into runs (community_id, kind, status, outcome, params, pipeline_id, cursor_end, key_id, actor,
         started_at, finished_at)
       select 'default', 'rescore', 'done', 'discarded', '{}', $1, (select max(id) from revisions), min(id), 'test',
         now() - interval '1 minute', now() from api_keys`,
      [pipeline],
    );
    await expect.poll(count).toBe(0);
  });

  describe('what is kept in memory', () => {
    let pool: Database;
    beforeAll(() => {
      pool = openDatabase({ url: service.config.DATABASE_URL, onError: () => undefined });
    });
    afterAll(() => pool.close());

    const keep = (options: { messagesMax?: number; idleMs?: number }) => {
      const stored = createStoredScoreStore(pool);
      const snapshots = createScoreSnapshots(stored, createPipelineStore(pool), options);
      const look = async () => {
        const pipeline = (await stored.latestPipeline('default'))!;
        // eslint-disable-next-line require-yield
        return snapshots.use('default', pipeline, function* (table) {
          return table.rows;
        });
      };
      return { snapshots, look };
    };

    it('is let go when nobody asks for it', async () => {
      const { snapshots, look } = keep({ idleMs: 200 });
      expect(await look()).toBeGreaterThan(0);
      await eventually(() => snapshots.size().messages === 0, 5_000);
      expect(snapshots.size().bytes).toBe(0);
      expect(await look()).toBeGreaterThan(0);
      snapshots.close();
    });

    it('is never more than may be: of more messages the newest', async () => {
      const { snapshots, look } = keep({ messagesMax: 3 });
      expect(await look()).toBe(3);
      snapshots.close();
    });

    it('is read as one by several who ask at once', async () => {
      const { snapshots, look } = keep({});
      const seen = await Promise.all(Array.from({ length: 5 }, look));
      expect(new Set(seen).size).toBe(1);
      expect(snapshots.size().messages).toBe(seen[0]);
      snapshots.close();
    });
  });
});
