import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { forkWorker, loseQueue } from '../../support/queue.js';
import { runsInTest, someTexts, type RunsInTest } from '../../support/runs.js';
import { eventually, startTestService, type TestService } from '../../support/service.js';

const redisUrl = inject('redisUrl');
const BACKENDS = [
  { name: 'PostgreSQL', redis: false },
  { name: 'Redis', redis: true },
];
const MESSAGES = 1_200;

describe.each(BACKENDS)('a run with its queue on $name', ({ redis }) => {
  let service: TestService;
  let test: RunsInTest;
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await test.close();
    await service.close();
  });

  const suite = redis && redisUrl === null ? it.skip : it;
  const start = async () => {
    service = await startTestService({ worker: false, redisUrl: redis ? redisUrl : null });
    test = await runsInTest(service);
  };
  /** One that needs 5 ms for each message. */
  const startWorker = async () => {
    const child = forkWorker(service, 'bench/synthetic-worker.js');
    children.push(child);
    await once(child, 'message');
    return child;
  };
  const isUnderWay = async (id: number) => {
    const { progress } = await service.services.runs.get(test.caller, id);
    return progress.done > 0 && progress.done < MESSAGES / 2;
  };

  async function expectEachOnce(id: number): Promise<void> {
    const { progress } = await test.until(id, 'done', 60_000);
    expect(progress).toMatchObject({ total: MESSAGES, done: MESSAGES, failed: 0 });
    const [stored] = await test.rows(
      `select count(*)::int as scores, count(distinct s.revision_id)::int as revisions,
         count(*) filter (where r.status = 'scored' and m.action is not null)::int as decided
       from scores s join revisions r on r.id = s.revision_id join messages m on m.id = r.message_id
       where r.run_id = $1`,
      [id],
    );
    expect(stored).toEqual({ scores: MESSAGES, revisions: MESSAGES, decided: MESSAGES });
    expect(await test.rows('select 1 from run_slices')).toEqual([]);
  }

  suite(
    'loses nothing and counts nothing twice when a worker is killed',
    async () => {
      await start();
      const { id } = await test.importTexts(someTexts(MESSAGES));
      const first = await startWorker();
      await eventually(() => isUnderWay(id), 30_000);
      first.kill('SIGKILL');
      await startWorker();
      await expectEachOnce(id);
    },
    120_000,
  );

  suite(
    'loses nothing and counts nothing twice when the whole queue is lost',
    async () => {
      await start();
      const { id } = await test.importTexts(someTexts(MESSAGES));
      await startWorker();
      await eventually(() => isUnderWay(id), 30_000);
      await loseQueue(service);
      await expectEachOnce(id);
    },
    120_000,
  );

  suite(
    'two workers share it',
    async () => {
      await start();
      const { id } = await test.importTexts(someTexts(MESSAGES));
      await Promise.all([startWorker(), startWorker()]);
      await expectEachOnce(id);
    },
    120_000,
  );
});
