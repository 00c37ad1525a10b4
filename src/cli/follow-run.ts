import { SingleBar } from 'cli-progress';
import { setTimeout as pause } from 'node:timers/promises';
import { FINAL_STATUSES, type Run, type RunPlan } from '../domain/run.js';
import { ServiceError, type Service } from './service.js';

const POLL_MS = 500;
/** A service that restarts is waited for. */
const GONE_POLLS_MAX = 120;
const TOO_MANY_REQUESTS = 429;

export const count = (n: number): string => n.toLocaleString('en');

/** "about 12 min", of seconds. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}

/** What a run is about to do, in a line. */
export function planWords({ id, kind, plan }: Run): string {
  const begin = `Run ${id} (${kind})`;
  if (plan === null) return `${begin}: how much there is to do is not known yet.`;
  const { messages, perSecond, seconds } = plan;
  const rate =
    perSecond > 0 ? `, about ${duration(seconds)} at ${count(Math.round(perSecond))} a second` : '';
  return `${begin}: ${count(messages)} ${messages === 1 ? 'message' : 'messages'}${rate}.${reachWords(id, plan)}`;
}

/** That the first stage's scores may not be good enough for these rules, and what can be done. */
function reachWords(id: number, { firstStage }: RunPlan): string {
  if (!firstStage || firstStage.rescore === null) return '';
  const { stage, decided, withinReach } = firstStage;
  return `\n${count(withinReach)} of the ${count(decided)} that ${stage} decided lie within its error of these thresholds; to have exactly those scored by the model first: conduct rescore --within-reach-of ${id}`;
}

/** What came of a run, in a line. */
export function outcomeWords({ id, kind, status, progress, error }: Run): string {
  const parts = [`${count(progress.done)} done`];
  if (kind !== 'import') parts.push(`${count(progress.changed)} changed`);
  if (progress.skipped > 0) parts.push(`${count(progress.skipped)} known before or left out`);
  if (progress.failed > 0) parts.push(`${count(progress.failed)} failed`);
  return `Run ${id} is ${status}: ${parts.join(', ')}.${error === null ? '' : ` ${error}`}`;
}

/** A bar on a terminal, on standard error; elsewhere nothing is drawn. */
function createBar(): SingleBar {
  return new SingleBar({
    stream: process.stderr,
    format: '{bar} {percentage} % | {value} of {total} | {rate} a second | {left} left | {state}',
    barCompleteChar: '#',
    barIncompleteChar: '-',
    hideCursor: true,
    etaBuffer: 1,
    noTTYOutput: false,
    gracefulExit: false,
  });
}

/**
 * Shows how far a run is until it ends, or until it is told to look away: the run itself goes on.
 * @returns the run as it was seen last
 * @throws ServiceError where the service refuses, or is gone for a minute
 */
export async function followRun(service: Service, first: Run, signal: AbortSignal): Promise<Run> {
  const bar = createBar();
  const fields = ({ status, progress }: Run) => ({
    rate: progress.perSecond === null ? '?' : count(Math.round(progress.perSecond)),
    left: progress.secondsLeft === null ? '?' : duration(progress.secondsLeft),
    state: status,
  });
  let run = first;
  let gone = 0;
  let waitMs = POLL_MS;
  bar.start(run.progress.total, run.progress.done, fields(run));
  try {
    while (!FINAL_STATUSES.includes(run.status) && !signal.aborted) {
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
      waitMs = POLL_MS;
      try {
        run = (await service.call<Run>('GET', `/v1/runs/${run.id}`)).data;
        gone = 0;
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const { status, retryAfterS } = error;
        if (status === TOO_MANY_REQUESTS) waitMs = Math.max(POLL_MS, retryAfterS * 1_000);
        else if ((status !== 0 && status < 500) || ++gone > GONE_POLLS_MAX) throw error;
      }
      bar.setTotal(run.progress.total);
      bar.update(run.progress.done, fields(run));
    }
  } finally {
    bar.stop();
  }
  return run;
}
