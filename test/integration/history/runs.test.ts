import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConflictError, NotFoundError, StaleError } from '../../../src/domain/errors.js';
import type { RunChange, VersionedRun } from '../../../src/domain/run.js';
import type { RunService } from '../../../src/services/history/run-service.js';
import { runsInTest, someTexts, type RunsInTest } from '../../support/runs.js';
import { ADMIN_KEY, eventually, startTestService, type TestService } from '../../support/service.js';

describe('runs', () => {
  let service: TestService;
  let test: RunsInTest;
  let runs: RunService;
  beforeAll(async () => {
    service = await startTestService({ env: { MODEL: 'linear-1' } });
    test = await runsInTest(service);
    ({ runs } = service.services);
  });
  afterAll(async () => {
    await test.close();
    await service.close();
  });

  const intent = (run: VersionedRun) => ({ caller: test.caller, id: run.id, revisions: [run.revision] });
  const changesOf = async (id: number) => {
    const changes: RunChange[] = [];
    for await (const page of runs.changes(test.caller, id)) changes.push(...page);
    return changes;
  };
  const count = async (from: string, ...values: unknown[]) =>
    (await test.rows(`select count(*)::int as n from ${from}`, values))[0]!['n'] as number;

  it('import and score: planned first, then every message has its scores and its action, and nothing else', async () => {
    const planned = await test.importTexts(someTexts(300), { source: 'first', start: false });
    expect(planned).toMatchObject({
      kind: 'import',
      status: 'planned',
      plan: { messages: 300 },
      progress: { total: 300, done: 0 },
      startedAt: null,
    });
    expect((await service.services.health.backlog()).durablePending).toBe(0);
    await runs.resume(intent(planned));
    const done = await test.until(planned.id, 'done');
    expect(done.progress).toMatchObject({ total: 300, done: 300, failed: 0, skipped: 0 });
    expect(done.progress.perSecond).toBeGreaterThan(0);
    expect(done.pipeline).toMatch(/^linear-1-/);
    expect(
      await count(`scores s join revisions r on r.id = s.revision_id where r.run_id = $1`, done.id),
    ).toBe(300);
    expect(await count('decisions')).toBe(0);
    expect(await count('run_slices')).toBe(0);
    const [insult] = await test.rows(
      `select action, policy_name, policy_version from messages where external_id = 'first-5'`,
    );
    expect(insult).toMatchObject({ policy_name: 'default', policy_version: 1 });
    expect(insult!['action']).not.toBe('allow');
    const flagged = await changesOf(done.id);
    expect(flagged).toHaveLength(60);
    expect(flagged[0]).toMatchObject({ id: 'first-5', before: null, revision: 1 });
  });

  it('a message scored by a run is read with the verdict that its scores give', async () => {
    const stored = (await service.get('/v1/messages/first-5?source=first')).body;
    const live = (
      await service.post('/v1/classify', {
        text: someTexts(5)[4],
        channelType: 'public',
        store: 'none',
      })
    ).body;
    expect(stored.status).toBe('scored');
    expect(stored.signals).toEqual(live.signals);
    expect(stored.decision).toEqual(live.decision);
    expect(stored.receipt).toEqual(live.receipt);
  });

  it('openCases gives flagged messages a decision and a case, and others none', async () => {
    const run = await test.importTexts(someTexts(50), { source: 'cases', openCases: true });
    await test.until(run.id, 'done');
    expect(
      await count(`decisions d join messages m on m.id = d.message_id where m.source like 'cases%'`),
    ).toBe(10);
    expect(await count(`cases where source like 'cases%'`)).toBe(10);
  });

  it('keeps of what is flagged only what its setting says', async () => {
    const run = await test.importTexts(someTexts(20), { source: 'kept', store: 'flagged' });
    await test.until(run.id, 'done');
    expect(await count(`texts t join revisions r on r.id = t.revision_id where r.run_id = $1`, run.id)).toBe(
      4,
    );
  });

  it('rescore: scores of the other model beside the old ones, actions as they were, drift counted once', async () => {
    const before = await test.rows('select id, action, policy_version from messages order by id');
    const run = await runs.create(test.caller, { kind: 'rescore', model: 'encoder-1' });
    expect(run).toMatchObject({ status: 'planned', plan: { messages: before.length - 16 } });
    await runs.resume(intent(run));
    const done = await test.until(run.id, 'done', 120_000);
    expect(done.progress).toMatchObject({ total: before.length - 16, done: before.length - 16, failed: 0 });
    expect(done.pipeline).toMatch(/^encoder-1-/);
    expect(done.earlierPipeline).toMatch(/^linear-1-/);
    expect(await count('scores where pipeline_id = $1', done.pipeline)).toBe(before.length - 16);
    expect(await test.rows('select id, action, policy_version from messages order by id')).toEqual(before);
    const histograms = await runs.histograms(test.caller, run.id);
    const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
    expect(histograms.length).toBeGreaterThan(5);
    expect(histograms.map(({ before: b }) => sum(b)).every((n) => n === before.length - 16 || n === 0)).toBe(
      true,
    );
    expect(histograms.map(({ after }) => sum(after)).every((n) => n === before.length - 16)).toBe(true);
    const changes = await changesOf(run.id);
    expect(changes).toHaveLength(done.progress.changed);
    for (const change of changes) {
      expect([change.before!.action, change.before!.alert]).not.toEqual([
        change.after.action,
        change.after.alert,
      ]);
      expect(change.clauses.length).toBeGreaterThan(0);
    }
  });

  it('rescore: what the pipeline has scored already is not scored again', async () => {
    const scored = await test.rows('select revision_id, change from scores order by 1, 2');
    const run = await runs.create(test.caller, {
      kind: 'rescore',
      model: 'encoder-1',
      start: true,
    });
    const done = await test.until(run.id, 'done', 120_000);
    expect(done.progress.done).toBe(done.progress.total);
    expect(await test.rows('select revision_id, change from scores order by 1, 2')).toEqual(scored);
  });

  it('rescore: only a window and a channel', async () => {
    await service.post('/v1/classify', {
      id: 'old',
      text: 'Long ago.',
      channelId: 'C1',
      sentAt: '2001-02-03T00:00:00Z',
    });
    const run = await runs.create(test.caller, {
      kind: 'rescore',
      from: '2001-02-03T00:00:00Z',
      to: '2001-02-03T00:00:01Z',
      channelId: 'C1',
      start: true,
    });
    expect(run.plan!.messages).toBe(1);
    const done = await test.until(run.id, 'done');
    expect(done.progress).toMatchObject({ total: 1, done: 1 });
    // There are no earlier scores to compare with: nothing has drifted.
    expect(await runs.histograms(test.caller, run.id)).toEqual([]);
  });

  it('rescore: decides messages whose scores were not kept', async () => {
    const decided = () =>
      test.rows(`select action, policy_name, policy_version from messages where external_id = 'old'`);
    const before = await decided();
    expect(before).toMatchObject([{ policy_version: 1 }]);
    await test.rows(`delete from scores where revision_id in
      (select r.id from revisions r join messages m on m.id = r.message_id where m.external_id = 'old')`);
    await test.rows(`update messages set policy_version = null where external_id = 'old' returning id`);
    const run = await runs.create(test.caller, { kind: 'rescore', channelId: 'C1', start: true });
    await test.until(run.id, 'done');
    expect(await decided()).toEqual(before);
    expect((await service.get('/v1/messages/old')).body.text).toBe('Long ago.');
  });

  it('rescore of a model that is none is refused', async () => {
    await expect(runs.create(test.caller, { kind: 'rescore', model: 'nothing' })).rejects.toThrow(
      /none of those/,
    );
  });

  it('replay: changes are those of a simulation, and no message changes', async () => {
    const { body: policy } = await service.get('/v1/policies/default/versions/1');
    const strict = {
      ...policy.policy,
      clauses: policy.policy.clauses.map((clause: any) =>
        clause.alertOnly ? clause : { ...clause, review: Math.min(clause.review, 0.02) },
      ),
    };
    const { headers } = await service.get('/v1/policies/default');
    const added = await service.app.inject({
      method: 'POST',
      url: '/v1/policies/default/versions',
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        'if-match': headers['etag'] as string,
        'content-type': 'application/json',
      },
      payload: JSON.stringify({ policy: strict }),
    });
    expect(added.statusCode).toBe(201);
    const simulated = await service.post('/v1/policies/default/simulate', { version: 2 });
    expect(simulated.status).toBe(200);
    expect(simulated.body.changed).toBeGreaterThan(0);
    const before = await test.rows('select id, action from messages order by id');
    const run = await runs.create(test.caller, { kind: 'replay', version: 2, start: true });
    expect(run.policy).toEqual({ name: 'default', version: 2 });
    const done = await test.until(run.id, 'done');
    expect(done.progress).toMatchObject({
      done: simulated.body.messages,
      changed: simulated.body.changed,
      total: simulated.body.messages,
    });
    expect(run.plan!.messages).toBe(simulated.body.messages);
    const changes = await changesOf(run.id);
    expect(changes).toHaveLength(simulated.body.changed);
    expect(changes[0]!.clauses[0]).toMatchObject({
      before: { action: 'allow' },
      after: { action: 'review' },
    });
    expect(await test.rows('select id, action from messages order by id')).toEqual(before);
  });

  it('pauses, goes on and ends as people say, each change noted with who made it', async () => {
    const run = await test.importTexts(someTexts(400), { source: 'slowly', rateMax: 100 });
    await eventually(async () => (await runs.get(test.caller, run.id)).progress.done > 0, 20_000);
    const paused = await runs.pause(intent(run));
    expect(paused.status).toBe('paused');
    await expect(runs.pause(intent(run))).rejects.toThrow(StaleError);
    await expect(runs.pause(intent(paused))).rejects.toThrow(ConflictError);
    // What was under way may still finish; from then on nothing is done.
    await eventually(
      async () => (await count('run_slices where run_id = $1 and attempts > 0', run.id)) === 0,
      20_000,
    );
    const { done: resting } = (await runs.get(test.caller, run.id)).progress;
    const [cursor] = await test.rows('select cursor from runs where id = $1', [run.id]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await runs.get(test.caller, run.id)).progress.done).toBe(resting);
    expect(await test.rows('select cursor from runs where id = $1', [run.id])).toEqual([cursor]);
    const resumed = await runs.resume(intent(paused));
    expect(resumed.status).toBe('running');
    await eventually(async () => (await runs.get(test.caller, run.id)).progress.done > resting, 20_000);
    await runs.cancel(intent(resumed));
    const cancelled = await test.until(run.id, 'cancelled');
    expect(cancelled.finishedAt).not.toBeNull();
    expect(await count('run_slices where run_id = $1', run.id)).toBe(0);
    // What was not scored waits for the same file to come again.
    const left = await count(`revisions where run_id = $1 and status = 'pending'`, run.id);
    expect(left).toBe(400 - cancelled.progress.done);
    await expect(runs.resume(intent(cancelled))).rejects.toThrow(ConflictError);
    const log = await test.rows(
      `select action, actor from audit_log where subject = $1 and action like 'run.%' order by id`,
      [String(run.id)],
    );
    expect(log.map(({ action }) => action)).toEqual([
      'run.create',
      'run.start',
      'run.pause',
      'run.start',
      'run.cancel',
    ]);
    expect(new Set(log.map(({ actor }) => actor))).toEqual(new Set([test.caller.owner]));
  });

  it('a rate cap holds', async () => {
    const startedAt = performance.now();
    const run = await test.importTexts(someTexts(120), { source: 'capped', rateMax: 40 });
    await test.until(run.id, 'done');
    const seconds = (performance.now() - startedAt) / 1_000;
    // Half a second's worth may come at once.
    expect(120 / seconds).toBeLessThan(40 * 1.25);
  });

  it('what nobody sends on fails after a minute, and what was taken in stays', async () => {
    const run = await runs.createImportRun(test.caller, {
      kind: 'import',
      format: 'csv',
      source: 'silent',
    });
    await test.rows(`update run_slices set handed_out_at = now() - interval '61 seconds' where run_id = $1`, [
      run.id,
    ]);
    const failed = await test.until(run.id, 'failed');
    expect(failed.error).toMatch(/broke off/);
    await expect(runs.finishUpload(test.caller, run.id)).rejects.toThrow(ConflictError);
  });

  it('is listed latest first in pages, watched until it ends, and unknown to other communities', async () => {
    const page = await runs.list(test.caller, { limit: 2 });
    expect(page.runs).toHaveLength(2);
    expect(page.runs[0]!.id).toBeGreaterThan(page.runs[1]!.id);
    const next = await runs.list(test.caller, { limit: 2, cursor: page.next! });
    expect(next.runs[0]!.id).toBeLessThan(page.runs[1]!.id);
    const run = await test.importTexts(someTexts(60), { source: 'watched', rateMax: 60, start: false });
    const seen: string[] = [];
    const watching = (async () => {
      for await (const shown of runs.watch(test.caller, run.id, new AbortController().signal)) {
        seen.push(shown.status);
      }
    })();
    await eventually(() => seen.length > 0, 5_000);
    await runs.resume(intent(run));
    await watching;
    expect(seen[0]).toBe('planned');
    expect(seen).toContain('running');
    expect(seen.at(-1)).toBe('done');
    const stranger = { ...test.caller, communityId: 'elsewhere' };
    await expect(runs.get(stranger, run.id)).rejects.toThrow(NotFoundError);
    expect((await runs.list(stranger, { limit: 5 })).runs).toEqual([]);
  });
});
