import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeWorker, type WorkerParts } from '../../../src/composition.js';
import { openDatabase } from '../../../src/store/database.js';
import type { ScoreRow } from '../../../src/store/score-rows.js';
import { createRunWorkStore } from '../../../src/store/run-work.js';
import { createStoredScoreStore } from '../../../src/store/stored-scores.js';
import { runsInTest, someTexts, type RunsInTest } from '../../support/runs.js';
import { startTestService, type TestService } from '../../support/service.js';

describe('slices', () => {
  let service: TestService;
  let test: RunsInTest;
  let worker: WorkerParts;
  beforeAll(async () => {
    service = await startTestService({ worker: false, env: { MODEL: 'linear-1' } });
    test = await runsInTest(service);
    // Takes no jobs: what is done, is done here.
    worker = await composeWorker(service.config, pino({ level: 'silent' }));
  });
  afterAll(async () => {
    await worker.close();
    await test.close();
    await service.close();
  });
  const progressOf = async (id: number) => (await service.services.runs.get(test.caller, id)).progress;
  const scoresOf = async (id: number) =>
    (
      await test.rows(
        'select count(*)::int as n from scores s join revisions r on r.id = s.revision_id where r.run_id = $1',
        [id],
      )
    )[0]!['n'] as number;

  it('done by two at once, and once more, counts once', async () => {
    const { id } = await test.importTexts(someTexts(60), { source: 'twice' });
    const slice = (await worker.slices.handOut(id, 40))!;
    expect(slice.messages).toBe(40);
    await Promise.all([worker.processSlice(slice), worker.processSlice(slice)]);
    await worker.processSlice(slice);
    expect(await progressOf(id)).toMatchObject({ done: 40, failed: 0 });
    expect(await scoresOf(id)).toBe(40);
    expect(await worker.slices.finish(id)).toBe(false);
    await worker.processSlice((await worker.slices.handOut(id, 40))!);
    expect(await worker.slices.handOut(id, 40)).toBeUndefined();
    expect(await worker.slices.finish(id)).toBe(true);
    expect(await progressOf(id)).toMatchObject({ total: 60, done: 60 });
  });

  it('of a run that pauses wait, and of one that is cancelled count nothing', async () => {
    const { runs } = service.services;
    const run = await test.importTexts(someTexts(30), { source: 'held' });
    const slice = (await worker.slices.handOut(run.id, 10))!;
    const intent = { caller: test.caller, id: run.id };
    const paused = await runs.pause({ ...intent, revisions: [run.revision] });
    await worker.processSlice(slice);
    expect(await progressOf(run.id)).toMatchObject({ done: 0 });
    expect(await worker.slices.handOut(run.id, 10)).toBeUndefined();
    const resumed = await runs.resume({ ...intent, revisions: [paused.revision] });
    expect(await worker.slices.overdue(60, 10)).toEqual([
      { runId: slice.runId, fromId: slice.fromId, toId: slice.toId },
    ]);
    const cancelling = await runs.cancel({ ...intent, revisions: [resumed.revision] });
    expect(cancelling.status).toBe('cancelling');
    const [atWork] = await worker.slices.atWork();
    await worker.slices.cancel(atWork!.run);
    await worker.processSlice(slice);
    expect(await runs.get(test.caller, run.id)).toMatchObject({ status: 'cancelled', progress: { done: 0 } });
    expect(await scoresOf(run.id)).toBe(0);
  });

  it('rows that came in late are handed out before the run is done', async () => {
    const { id } = await test.importTexts(someTexts(20), { source: 'late' });
    await worker.processSlice((await worker.slices.handOut(id, 100))!);
    // As if these had been committed after ones with higher ids.
    await test.rows(
      `update revisions set status = 'pending' where run_id = $1 and id in (
      select id from revisions where run_id = $1 order by id limit 3)`,
      [id],
    );
    expect(await worker.slices.handOut(id, 100)).toBeUndefined();
    expect(await worker.slices.finish(id)).toBe(false);
    expect((await worker.slices.handOut(id, 100))?.messages).toBe(3);
  });

  it('of a message that was forgotten while it was scored store nothing, and open no case', async () => {
    const { slices } = worker;
    const { runs, forgetting } = service.services;
    const db = openDatabase({
      url: service.config.DATABASE_URL,
      connectionsMax: 2,
      onError: () => undefined,
    });
    const work = createRunWorkStore(db);
    const [pipeline] = await test.rows('select id from pipelines limit 1');
    const scored = {
      raw: { original: Float32Array.of(3), folded: null },
      stage: 'x',
      language: { code: 'en', confidence: 1 },
    };
    const outcome = { action: 'act', alert: false } as const;
    /** Scores a slice, and forgets its second message before that is stored. */
    const scoreAndForget = async (runId: number, source: string) => {
      const slice = (await slices.handOut(runId, 10))!;
      const { run } = (await slices.begin(slice))!;
      const texts = await work.texts(run, slice, pipeline!['id'] as string);
      await forgetting.forgetMessage(test.caller, { source, id: `${source}-2` });
      await work.save(run, slice, {
        pipelineId: pipeline!['id'] as string,
        scores: texts.map(({ revisionId }) => ({ revisionId, scored })),
        firsts: texts.map(({ revisionId }) => ({
          ...outcome,
          revisionId,
          policy: { name: 'default', version: 1 },
          keep: true,
          scored,
        })),
        opened: texts.map(({ revisionId, messageId }) => ({
          ...outcome,
          revisionId,
          messageId,
          incomplete: false,
          answer: { decision: { clauses: [] } },
        })),
        changes: [],
        histograms: null,
        done: texts.length,
        lost: [],
      });
      return texts.length;
    };
    const stored = (runId: number) =>
      test.rows(
        `select r.status, m.action, (select count(*)::int from scores where revision_id = r.id) as scores,
           (select count(*)::int from cases where revision_id = r.id) as cases
         from revisions r join messages m on m.id = r.message_id where r.run_id = $1 order by r.id`,
        [runId],
      );
    const done = { status: 'scored', action: 'act', scores: 1, cases: 1 };
    const forgotten = { status: 'failed', action: null, scores: 0, cases: 0 };
    try {
      const imported = await test.importTexts(someTexts(2), { source: 'vanishes', openCases: true });
      // Both halves of an import are in the slice; what is forgotten is in neither.
      await test.rows(
        `update messages set source = 'vanishes', external_id = 'vanishes-2' where source = 'vanishes-2'`,
      );
      expect(await scoreAndForget(imported.id, 'vanishes')).toBe(2);
      expect(await stored(imported.id)).toEqual([done, forgotten]);

      const again = await test.importTexts(someTexts(2), { source: 'lost', start: false });
      await test.rows(`update messages set source = 'lost', external_id = 'lost-2' where source = 'lost-2'`);
      await test.rows(`update revisions set status = 'failed' where run_id = $1`, [again.id]);
      await test.rows(`update messages set channel_id = 'lost' where source = 'lost'`);
      const rescored = await runs.create(test.caller, { kind: 'rescore', channelId: 'lost', start: true });
      expect(await scoreAndForget(rescored.id, 'lost')).toBe(2);
      expect(await stored(again.id)).toEqual([done, forgotten]);
    } finally {
      await db.close();
    }
  });

  it('of a message that was given up go by its own policy, and keep of it what it says', async () => {
    await service.post('/v1/messages', { id: 'given-up', text: 'See you at noon.', channelType: 'dm' });
    await service.post('/v1/policies', {
      name: 'own',
      policy: (await service.get('/v1/policies/default/versions/1')).body.policy,
    });
    await test.rows(
      `update revisions set status = 'failed', policy_name = 'own'
       where message_id = (select id from messages where external_id = 'given-up')`,
    );
    await test.rows(`update messages set channel_id = 'given-up' where external_id = 'given-up'`);
    const run = await service.services.runs.create(test.caller, {
      kind: 'rescore',
      channelId: 'given-up',
      start: true,
    });
    await worker.processSlice((await worker.slices.handOut(run.id, 10))!);
    const found = await test.rows(
      `select r.status, m.action, m.policy_name, m.content_hmac, t.text from messages m
       join revisions r on r.message_id = m.id left join texts t on t.revision_id = r.id
       where m.external_id = 'given-up'`,
    );
    expect(found).toEqual([
      { status: 'scored', action: 'allow', policy_name: 'own', content_hmac: null, text: null },
    ]);
  });

  it('a text that was removed while it waited fails, and says so', async () => {
    const { id } = await test.importTexts(someTexts(5), { source: 'removed' });
    await test.rows(`delete from texts where revision_id in (
      select r.id from revisions r join messages m on m.id = r.message_id where m.external_id = 'removed-2')`);
    await worker.processSlice((await worker.slices.handOut(id, 100))!);
    expect(await progressOf(id)).toMatchObject({ done: 4, failed: 1 });
    const { errors } = await service.services.runs.errors(test.caller, id, { limit: 5 });
    expect(errors[0]!.reason).toContain('removed-2');
  });

  it('their scores read the same whether the rows lie together or apart', async () => {
    const { id } = await test.importTexts(someTexts(40), { source: 'range' });
    await worker.processSlice((await worker.slices.handOut(id, 100))!);
    const [found] = await test.rows(
      `select min(s.pipeline_id::text) as pipeline, array_agg(r.message_id::int order by r.message_id) as ids
       from revisions r join scores s on s.revision_id = r.id where r.run_id = $1`,
      [id],
    );
    const { pipeline, ids } = found as { pipeline: string; ids: number[] };
    expect(ids).toHaveLength(40);
    const { communityId } = test.caller;
    const db = openDatabase({
      url: service.config.DATABASE_URL,
      connectionsMax: 2,
      onError: () => undefined,
    });
    const scores = createStoredScoreStore(db);
    const shown = async (read: (visit: (row: ScoreRow) => void) => Promise<void>) => {
      const rows: number[][] = [];
      await read((row) => rows.push([row.id, row.original(0), row.original(1), row.atS, row.actionRank]));
      return rows.sort(([a], [b]) => a! - b!);
    };
    const ofRange = () =>
      shown((visit) => scores.visitBetween(communityId, pipeline, [ids[0]!, ids.at(-1)!], visit));
    try {
      const together = await ofRange();
      expect(together).toEqual(await shown((visit) => scores.visit(communityId, pipeline, ids, visit)));
      expect(together.map(([message]) => message)).toEqual(ids);
      // An edit, far from the others: the range of revisions now holds mostly what is not meant.
      await test.rows(
        `select setval(pg_get_serial_sequence('revisions', 'id'), (select max(id) + 1000 from revisions))`,
      );
      await test.rows(
        `with m as (update messages set revisions = 2 where id = $1 returning id, community_id)
         insert into revisions (community_id, message_id, ordinal, status, policy_name, store)
         select community_id, id, 2, 'pending', 'default', 'all' from m`,
        [ids[0]],
      );
      expect(await ofRange()).toEqual(together.slice(1));
    } finally {
      await db.close();
    }
  });
});
