import { LRUCache } from 'lru-cache';
import { FINAL_STATUSES, type RunProgress, type VersionedRun } from '../../domain/run.js';
import type { StoredRun } from '../../store/run-rows.js';

/** Over what time the rate of a run at work is measured, in milliseconds. */
const RATE_OVER_MS = 10_000;
const RATE_OVER_MIN_MS = 1_000;
const RUNS_MAX = 1_000;

interface Sample {
  readonly atMs: number;
  readonly done: number;
}

/**
 * Rates of runs, from what is seen of them in this process; of a run that was not seen before it is the average
 * since its start.
 */
export function createRates(now: () => number = Date.now) {
  const samples = new LRUCache<number, Sample[]>({ max: RUNS_MAX });

  function rateOf(run: StoredRun): number | null {
    const done = run.done + run.failed;
    if (FINAL_STATUSES.includes(run.status)) return average(run, done, run.finishedAt?.getTime() ?? now());
    if (run.status !== 'running') {
      samples.delete(run.id);
      return null;
    }
    const atMs = now();
    const seen = (samples.get(run.id) ?? []).filter((sample) => sample.atMs > atMs - 2 * RATE_OVER_MS);
    const since = seen.findLast((sample) => sample.atMs <= atMs - RATE_OVER_MS) ?? seen[0];
    if (seen.length === 0 || atMs - seen.at(-1)!.atMs > RATE_OVER_MIN_MS / 2) seen.push({ atMs, done });
    samples.set(run.id, seen);
    if (since === undefined || atMs - since.atMs < RATE_OVER_MIN_MS) return average(run, done, atMs);
    return rounded(((done - since.done) * 1_000) / (atMs - since.atMs));
  }

  return {
    /** A run as people see it. */
    show(run: StoredRun): VersionedRun {
      const perSecond = rateOf(run);
      const left = Math.max(0, run.total - run.done - run.failed);
      const progress: RunProgress = {
        total: run.total,
        done: run.done,
        failed: run.failed,
        changed: run.changed,
        skipped: run.skipped,
        perSecond,
        secondsLeft: run.status === 'running' && perSecond ? Math.ceil(left / perSecond) : null,
      };
      return {
        id: run.id,
        kind: run.kind,
        status: run.status,
        params: run.params,
        plan: run.plan,
        progress,
        pipeline: run.pipelineId,
        earlierPipeline: run.earlierPipelineId,
        policy: run.policy,
        outcome: run.outcome,
        error: run.error,
        actor: run.actor,
        createdAt: run.createdAt.toISOString(),
        startedAt: run.startedAt?.toISOString() ?? null,
        finishedAt: run.finishedAt?.toISOString() ?? null,
        revision: run.revision,
      };
    },
  };
}

function average(run: StoredRun, done: number, untilMs: number): number | null {
  if (run.startedAt === null || done === 0) return null;
  const ms = untilMs - run.startedAt.getTime();
  return ms <= 0 ? null : rounded((done * 1_000) / ms);
}

const rounded = (perSecond: number) => Math.round(perSecond * 10) / 10;
