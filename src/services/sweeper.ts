import type { Producer } from '../queue/backend.js';
import type { MessageStore } from '../store/messages.js';
import { enqueueRevisions } from './submissions.js';

const INTERVAL_MS = 2_000;
/** A revision still pending after this long, with nothing left in the queue, has lost its job. */
const OVERDUE_S = 5;
/**
 * While the queue works through a backlog, its job is more likely waiting than lost, however long the wait: it is
 * enqueued again at this interval and never given up for it.
 */
const OVERDUE_BUSY_S = 300;
const SWEEP_MAX = 5_000;
/** From the second sweep on each revision gets a job of its own: one that kills workers spoils no others. */
const SWEEPS_TOGETHER = 1;
const SWEEPS_MAX = 5;

export interface SweeperDependencies {
  readonly durable: Producer;
  readonly messages: MessageStore;
  readonly onError: (error: Error) => void;
}

/** Re-enqueues what is still pending although its job is gone: the queue may be lost entirely. */
async function sweep({ durable, messages }: SweeperDependencies): Promise<number> {
  return messages.withSweepLock(async () => {
    const { waiting, active } = await durable.counts();
    const isIdle = waiting + active === 0;
    const overdue = await messages.overdue(isIdle ? OVERDUE_S : OVERDUE_BUSY_S, SWEEP_MAX);
    if (overdue.length === 0) return 0;
    const idsWhere = (test: (sweeps: number) => boolean) =>
      overdue.filter(({ sweeps }) => test(sweeps)).map(({ id }) => id);
    await enqueueRevisions(
      durable,
      idsWhere((sweeps) => sweeps < SWEEPS_TOGETHER),
    );
    await enqueueRevisions(
      durable,
      idsWhere((sweeps) => sweeps >= SWEEPS_TOGETHER && sweeps < SWEEPS_MAX),
      1,
    );
    await messages.swept(
      overdue.map((revision) => revision.id),
      isIdle,
      SWEEPS_MAX,
    );
    return overdue.length;
  });
}

/** Sweeps every 2 s until stopped; several workers take turns by a lock in the database. */
export function startSweeper(dependencies: SweeperDependencies): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<unknown> = Promise.resolve();

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      underWay = sweep(dependencies)
        .catch((error: unknown) => dependencies.onError(error as Error))
        .finally(schedule);
    }, INTERVAL_MS);
  }
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
