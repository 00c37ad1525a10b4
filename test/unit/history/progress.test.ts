import { describe, expect, it } from 'vitest';
import type { RunStatus } from '../../../src/domain/run.js';
import { createRates } from '../../../src/services/history/progress.js';
import type { StoredRun } from '../../../src/store/run-rows.js';

const START = Date.parse('2026-01-01T00:00:00Z');

const run = (status: RunStatus, done: number, finishedAtMs?: number): StoredRun => ({
  id: 1,
  communityId: 'default',
  kind: 'rescore',
  status,
  params: {},
  plan: null,
  pipelineId: null,
  earlierPipelineId: null,
  policy: null,
  cursor: 0,
  cursorEnd: 10_000,
  rateMax: null,
  total: 10_000,
  done,
  failed: 0,
  changed: 0,
  skipped: 0,
  outcome: null,
  error: null,
  actor: 'test',
  revision: 1,
  createdAt: new Date(START),
  startedAt: new Date(START),
  finishedAt: finishedAtMs === undefined ? null : new Date(finishedAtMs),
});

describe('the rate of a run', () => {
  const clock = { ms: START };
  const rates = () => createRates(() => clock.ms);
  const at = (seconds: number) => (clock.ms = START + seconds * 1_000);

  it('is the average since the start where the run was not seen before', () => {
    at(10);
    expect(rates().show(run('running', 1_000)).progress).toMatchObject({ perSecond: 100, secondsLeft: 90 });
  });

  it('is that of the last ten seconds or so, however slow it was before', () => {
    const seen = rates();
    for (let s = 100; s <= 130; s++) {
      at(s);
      seen.show(run('running', 100 + (s - 100) * 50));
    }
    expect(seen.show(run('running', 1_600)).progress.perSecond).toBe(50);
  });

  it('is not known of a run that rests, and begins anew when it goes on', () => {
    const seen = rates();
    at(10);
    seen.show(run('running', 1_000));
    at(20);
    expect(seen.show(run('paused', 1_000)).progress).toMatchObject({ perSecond: null, secondsLeft: null });
    at(1_000);
    seen.show(run('running', 1_000));
    at(1_005);
    expect(seen.show(run('running', 1_500)).progress.perSecond).toBe(100);
  });

  it('is that of the whole when it is done', () => {
    at(500);
    const { progress } = rates().show(run('done', 10_000, START + 100_000));
    expect(progress).toMatchObject({ perSecond: 100, secondsLeft: null });
  });
});
