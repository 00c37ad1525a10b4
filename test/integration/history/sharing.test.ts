import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { loadConfiguredEngine } from '../../../src/composition.js';
import type { Engine } from '../../../src/scoring/engine.js';
import { runWorker } from '../../../workers/runner.js';
import { runsInTest, someTexts, type RunsInTest } from '../../support/runs.js';
import { eventually, startTestService, type TestService } from '../../support/service.js';

const MS_PER_TEXT = 4;
const POISON = 'strychnine';

/** The linear model, but slow, and it fails where a text holds a certain word. */
async function slowEngine(service: TestService): Promise<Engine> {
  const engine = await loadConfiguredEngine({ ...service.config, MODEL: 'linear-1' });
  let turn: Promise<unknown> = Promise.resolve();
  return {
    manifest: engine.manifest,
    sha256: engine.sha256,
    close: () => engine.close(),
    async score(texts) {
      if (texts.some((text) => text.includes(POISON))) throw new Error('The engine failed.');
      turn = turn.then(() => pause(texts.length * MS_PER_TEXT));
      await turn;
      return engine.score(texts);
    },
  };
}

describe('runs on a slow engine', () => {
  let service: TestService;
  let test: RunsInTest;
  let worker: { close(): Promise<void> };
  afterEach(async () => {
    await worker.close();
    await test.close();
    await service.close();
  });
  const start = async () => {
    service = await startTestService({ worker: false });
    test = await runsInTest(service);
  };
  const startWorker = async () => {
    worker = await runWorker(service.config, pino({ level: 'silent' }), await slowEngine(service));
  };
  const doneOf = async (id: number) => (await service.services.runs.get(test.caller, id)).progress.done;

  it('two that go on at once share fairly', async () => {
    await start();
    const messages = 1_536;
    const first = await test.importTexts(someTexts(messages), { source: 'first' });
    const second = await test.importTexts(someTexts(messages), { source: 'second' });
    await startWorker();
    await test.until(first.id, 'done', 60_000);
    // All but what is under way of it.
    expect(await doneOf(second.id)).toBeGreaterThan(messages / 2);
    await test.until(second.id, 'done', 60_000);
  }, 120_000);

  it('a message that the engine cannot score is the only one that fails', async () => {
    await start();
    const texts = [...someTexts(299), `Some ${POISON}, please.`];
    const run = await test.importTexts(texts, { source: 'poisoned' });
    await startWorker();
    const done = await test.until(run.id, 'done', 90_000);
    expect(done.progress).toMatchObject({ total: 300, done: 299, failed: 1 });
    const { errors } = await service.services.runs.errors(test.caller, run.id, { limit: 10 });
    expect(errors).toHaveLength(1);
    expect(errors[0]!.reason).toBe('The message poisoned-2-150 could not be scored.');
    expect(
      await test.rows(`select m.external_id from revisions r join messages m on m.id = r.message_id
        where r.status = 'failed'`),
    ).toEqual([{ external_id: 'poisoned-2-150' }]);
    expect(await test.rows('select count(*)::int as n from scores')).toEqual([{ n: 299 }]);
  }, 120_000);

  it('live messages do not wait for it', async () => {
    await start();
    await startWorker();
    await service.services.readiness.first;
    const messages = 3_000;
    const run = await test.importTexts(someTexts(messages), { source: 'long' });
    await eventually(async () => (await doneOf(run.id)) > 0, 30_000);
    for (let i = 0; i < 10; i++) {
      const startedAt = performance.now();
      expect((await service.post('/v1/classify', { text: `hello ${i}`, store: 'none' })).status).toBe(200);
      // What is in the engine already, two short batches, takes some 0.5 s; what waits takes 3 s a slice.
      expect(performance.now() - startedAt).toBeLessThan(1_500);
    }
    expect(await doneOf(run.id)).toBeLessThan(messages);
  }, 120_000);
});
