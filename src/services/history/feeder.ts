import { setTimeout as pause } from 'node:timers/promises';
import type { Producer } from '../../queue/backend.js';
import { parseHistoryJob } from '../../queue/payloads.js';
import type { Pipeline } from '../../scoring/pipeline.js';
import type { StoredRun } from '../../store/run-rows.js';
import type { RunAtWork, RunSliceStore, Slice } from '../../store/run-slices.js';
import type { RunStore } from '../../store/runs.js';

/** While something is handed out, so that no worker of another process runs dry. */
const BUSY_MS = 100;
/** While nothing is. */
const IDLE_MS = 400;
/** Jobs that wait, or as many as are being done where that is more: enough that no worker waits for the next. */
const WAITING_MIN = 4;
/** Messages of a slice: what a worker does in a second or less, for what is begun is done before a run pauses. */
const SLICE_MESSAGES = 256;
/** An import behind a first stage scores ten times more a second, and each slice costs jobs, statements and a commit. */
const SLICE_MESSAGES_STAGED = 2_048;
/** A replay decides a hundred times more. */
const SLICE_MESSAGES_REPLAYED = 8_192;
/**
 * A slice that was taken up so long ago gets a job again, in case it has lost its own: longer than the queue
 * itself takes to give the job of a killed worker to another one.
 */
export const OVERDUE_S = 15;
/** The same where the queue is empty and idle: it has been lost. */
const OVERDUE_IDLE_S = 2;
const OVERDUE_MAX = 500;
/** An upload whose process has said nothing for so long broke off. */
const ABANDONED_S = 60;
const ABANDONED_CHECK_MS = 5_000;
/** Slices of a run with a rate of its own are this much of a second, so that it is even. */
const PACED_S = 0.25;

export interface FeederDependencies {
  readonly history: Producer;
  readonly slices: RunSliceStore;
  readonly runs: Pick<RunStore, 'brokeOff'>;
  /** Of this process: others that run at the same time have the same, but during an upgrade. */
  readonly pipeline: Pick<Pipeline, 'spec'>;
  readonly onError: (error: Error) => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

export interface Feeder {
  /** Says that there may be something to hand out or to end: it is looked after now, not at the next turn. */
  wake(): void;
  stop(): Promise<void>;
}

/** What a run with a rate of its own may still be given, in messages. */
interface Allowance {
  messages: number;
  at: number;
}

/**
 * Hands out slices of running runs to the queue, in each process, one at a time by a lock that is kept until the
 * process ends. The rows say what is handed out: should the queue lose its jobs, they get new ones.
 */
export function startFeeder(dependencies: FeederDependencies): Feeder {
  const { slices, onError } = dependencies;
  const stopping = new AbortController();
  const { signal } = stopping;
  /** Renewed before each step: what happens from then on cuts the rest after it short. */
  let asked = new AbortController();
  const rest = (ms: number) => pause(ms, undefined, { signal: asked.signal }).catch(() => undefined);

  async function feed(isStillAlone: () => Promise<void>): Promise<void> {
    const feeder = createFeeder(dependencies);
    while (!signal.aborted) {
      asked = new AbortController();
      await isStillAlone();
      await rest((await feeder.step()) ? BUSY_MS : IDLE_MS);
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await slices.alone(feed);
      } catch (error) {
        onError(error as Error);
      }
      await pause(IDLE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  const running = run();
  return {
    wake() {
      asked.abort();
    },
    async stop() {
      stopping.abort();
      asked.abort();
      await running;
    },
  };
}

/** One who hands out; what it remembers is only how fast. */
function createFeeder(dependencies: FeederDependencies) {
  const { history, slices, runs, pipeline, now = () => performance.now() } = dependencies;
  const allowances = new Map<number, Allowance>();
  let abandonedCheckedAt = -Infinity;

  async function endAbandoned(): Promise<void> {
    if (now() - abandonedCheckedAt < ABANDONED_CHECK_MS) return;
    abandonedCheckedAt = now();
    for (const { communityId, id } of await slices.abandoned(ABANDONED_S)) {
      await runs.brokeOff(communityId, id, 'The upload broke off: send the file again.');
    }
  }

  /** Messages that the next slice of a run may have; 0: none for now. */
  function allowed({ run }: RunAtWork): number {
    const most = sliceMessages(run, pipeline.spec.stages.length > 1);
    if (run.rateMax === null) return most;
    const allowance = allowances.get(run.id);
    if (allowance === undefined) {
      // Whoever handed out before may have done so just now.
      allowances.set(run.id, { messages: 0, at: now() });
      return 0;
    }
    const size = Math.min(most, Math.max(1, Math.floor(run.rateMax * PACED_S)));
    const earned = ((now() - allowance.at) / 1_000) * run.rateMax;
    allowance.messages = Math.min(allowance.messages + earned, 2 * size);
    allowance.at = now();
    return allowance.messages >= size ? size : 0;
  }

  /** Hands out to those who have least first, until there is enough in the queue. */
  async function handOut(atWork: readonly RunAtWork[], room: number): Promise<Slice[]> {
    const open = new Map(atWork.map((each) => [each, each.open]));
    const handed: Slice[] = [];
    while (handed.length < room) {
      const [next] = [...open].sort(([a, m], [b, n]) => m - n || a.run.id - b.run.id);
      if (next === undefined) break;
      const [each, count] = next;
      const limit = allowed(each);
      const slice = limit === 0 ? undefined : await slices.handOut(each.run.id, limit);
      if (slice === undefined) {
        open.delete(each);
        continue;
      }
      const allowance = allowances.get(each.run.id);
      if (allowance !== undefined) allowance.messages -= slice.messages;
      open.set(each, count + 1);
      handed.push(slice);
    }
    return handed;
  }

  return {
    /** @returns whether there is work: the next step should come soon */
    async step(): Promise<boolean> {
      await endAbandoned();
      const atWork = await slices.atWork();
      for (const { run } of atWork) if (run.status === 'cancelling') await slices.cancel(run);
      const running = atWork.filter(({ run }) => run.status === 'running');
      for (const id of allowances.keys())
        if (!running.some(({ run }) => run.id === id)) allowances.delete(id);
      if (running.length === 0) return false;
      const { waiting, active } = await history.counts();
      const isIdle = waiting + active === 0;
      const again = await slices.overdue(isIdle ? OVERDUE_IDLE_S : OVERDUE_S, OVERDUE_MAX);
      const handed = await handOut(running, Math.max(WAITING_MIN, active) - waiting - again.length);
      await enqueue(history, [...again, ...handed]);
      for (const { run, open } of running) if (open === 0) await slices.finish(run.id);
      return true;
    },
  };
}

/** Messages of a run's slice, at most; `isStaged`: whether workers have a first stage. */
export function sliceMessages(
  { kind, params }: Pick<StoredRun, 'kind' | 'params'>,
  isStaged: boolean,
): number {
  if (kind === 'replay') return SLICE_MESSAGES_REPLAYED;
  // A rescoring finds much known and is stored in bursts, which live messages would wait for.
  return isStaged && kind === 'import' && params['exact'] !== true ? SLICE_MESSAGES_STAGED : SLICE_MESSAGES;
}

async function enqueue(history: Producer, slices: readonly Slice[]): Promise<void> {
  if (slices.length === 0) return;
  await history.add(
    slices.map(({ runId, fromId, toId }) => ({
      id: `run-${runId}-${fromId}`,
      data: parseHistoryJob({ v: 1, runId, fromId, toId }),
    })),
  );
}
