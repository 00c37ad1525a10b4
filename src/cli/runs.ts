import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import type { ClientConfig } from '../config.js';
import { FINAL_STATUSES, type Run, type RunError } from '../domain/run.js';
import { count, followRun, outcomeWords, planWords } from './follow-run.js';
import { connectService, SERVICE_OPTIONS, type Service } from './service.js';
import { UsageError } from './usage.js';

/** As a shell reports a program that Ctrl-C ended. */
const INTERRUPTED = 130;
const ERRORS_SHOWN = 10;

const RUN_OPTIONS = { ...SERVICE_OPTIONS, start: { type: 'boolean' } } as const;
const WINDOW_OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  channel: { type: 'string' },
} as const;

/** What each format is sent as, and the endings that mean it. */
const FORMATS = {
  slack: { contentType: 'application/zip', endings: ['.zip'] },
  ndjson: { contentType: 'application/x-ndjson', endings: ['.ndjson', '.jsonl'] },
  csv: { contentType: 'text/csv', endings: ['.csv'] },
} as const;
type Format = keyof typeof FORMATS;

/** `conduct import FILE`: sends an export to a running service and follows its run. */
export async function importCommand(args: string[], config: ClientConfig): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...RUN_OPTIONS,
      format: { type: 'string' },
      source: { type: 'string' },
      columns: { type: 'string' },
      policy: { type: 'string' },
      'channel-type': { type: 'string' },
      rate: { type: 'string' },
      'open-cases': { type: 'boolean' },
      exact: { type: 'boolean' },
    },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError('import takes one FILE');
  const format = formatOf(file, values.format);
  const query = new URLSearchParams({ kind: 'import', format });
  const given = {
    source: values.source,
    columns: values.columns,
    policy: values.policy,
    channelType: values['channel-type'],
    rateMax: values.rate,
    openCases: values['open-cases'] === true ? 'true' : undefined,
    exact: values.exact === true ? 'true' : undefined,
  };
  for (const [name, value] of Object.entries(given)) if (value !== undefined) query.set(name, value);
  const service = connectService(config, values);
  const run = await interruptibly(
    (signal) => upload(service, file, `/v1/runs?${query.toString()}`, FORMATS[format].contentType, signal),
    'The upload was broken off: nothing is lost, and the same command repeats it.',
  );
  return run === null ? INTERRUPTED : carryOn(service, run, values.start ?? false);
}

function formatOf(file: string, named: string | undefined): Format {
  const ending = extname(file).toLowerCase();
  const formats = Object.keys(FORMATS) as Format[];
  const format = formats.find((name) =>
    named === undefined ? FORMATS[name].endings.includes(ending as never) : name === named,
  );
  if (format === undefined) throw new UsageError(`--format takes ${formats.join(', ')}`);
  return format;
}

async function upload(
  service: Service,
  file: string,
  path: string,
  contentType: string,
  signal: AbortSignal,
): Promise<Run> {
  const { size } = await stat(file).catch((error: unknown) => {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Error(isGone ? `there is no file ${file}` : `${file} cannot be read`, { cause: error });
  });
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${basename(file)} {bar} {percentage} % of ${count(Math.ceil(size / 1024))} KiB | {state}`,
    barCompleteChar: '#',
    barIncompleteChar: '-',
    hideCursor: true,
    gracefulExit: false,
  });
  bar.start(size, 0, { state: 'sent' });
  let sent = 0;
  try {
    return (await service.upload(path, file, {
      contentType,
      signal,
      onSent: (bytes) => {
        sent += bytes;
        bar.update(sent, { state: sent >= size ? 'sent, being read' : 'sent' });
      },
    })) as Run;
  } finally {
    bar.stop();
  }
}

/** `conduct rescore`: scores stored messages again and follows the run. */
export async function rescoreCommand(args: string[], config: ClientConfig): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      ...RUN_OPTIONS,
      ...WINDOW_OPTIONS,
      'only-pipeline': { type: 'string' },
      model: { type: 'string' },
      exact: { type: 'boolean' },
      rate: { type: 'string' },
      'open-cases': { type: 'boolean' },
      'within-reach-of': { type: 'string' },
    },
  });
  const service = connectService(config, values);
  const reachedBy = values['within-reach-of'];
  const body = {
    ...(reachedBy !== undefined && (await offerOf(service, wholeNumber('within-reach-of', reachedBy)))),
    kind: 'rescore',
    ...(reachedBy === undefined && windowOf(values)),
    ...(reachedBy === undefined && { onlyPipeline: values['only-pipeline'] }),
    model: values.model,
    exact: values.exact,
    rateMax: values.rate === undefined ? undefined : wholeNumber('rate', values.rate),
    openCases: values['open-cases'],
  };
  return plan(service, body, values.start ?? false);
}

/** What a replay offered to have scored again. */
async function offerOf(service: Service, id: number): Promise<object> {
  const { data } = await service.call<Run>('GET', `/v1/runs/${id}`);
  const rescore = data.plan?.firstStage?.rescore;
  if (!rescore) throw new UsageError(`run ${id} offers nothing to be scored again`);
  return rescore;
}

/** `conduct replay`: decides over stored scores by another policy, and follows the run. */
export async function replayCommand(args: string[], config: ClientConfig): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      ...RUN_OPTIONS,
      ...WINDOW_OPTIONS,
      policy: { type: 'string' },
      'policy-version': { type: 'string' },
    },
  });
  const version = values['policy-version'];
  const body = {
    kind: 'replay',
    policy: values.policy,
    version: version === undefined ? undefined : wholeNumber('policy-version', version),
    ...windowOf(values),
  };
  return plan(connectService(config, values), body, values.start ?? false);
}

interface Window {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly channel?: string | undefined;
}

const windowOf = ({ from, to, channel }: Window) => ({ from, to, channelId: channel });

function wholeNumber(option: string, value: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(value)) throw new UsageError(`--${option} takes a whole number from 1 on`);
  return Number(value);
}

async function plan(service: Service, body: object, start: boolean): Promise<number> {
  const { data } = await service.call<Run>('POST', '/v1/runs', { body });
  return carryOn(service, data, start);
}

/** Shows a run's plan and, where that is wanted, starts and follows it. */
async function carryOn(service: Service, run: Run, start: boolean): Promise<number> {
  tell(planWords(run));
  if (run.status === 'planned') {
    if (!start && !(await confirmed())) {
      tell(`It is not started. Start it with: conduct runs start ${run.id}`);
      return show(run);
    }
    run = await change(service, run.id, 'resume');
  }
  return follow(service, run);
}

async function follow(service: Service, run: Run): Promise<number> {
  const last = await interruptibly(
    (signal) => {
      if (!FINAL_STATUSES.includes(run.status)) tell('Ctrl-C ends this command, not the run.');
      return followRun(service, run, signal);
    },
    `Run ${run.id} goes on without this command. Follow it: conduct runs follow ${run.id}. ` +
      `Stop it: conduct runs pause ${run.id}, or conduct runs cancel ${run.id}.`,
  );
  if (last === null) return INTERRUPTED;
  tell(outcomeWords(last));
  const whole = (await tellErrors(service, last)) === 0;
  return show(last) || (whole ? 0 : 1);
}

/** Says what was left out and why, as far as a screen holds it. @returns how many there are, ten at most */
async function tellErrors(service: Service, { id }: Run): Promise<number> {
  const path = `/v1/runs/${id}/errors?limit=${ERRORS_SHOWN}`;
  const { data } = await service.call<{ errors: RunError[]; next: string | null }>('GET', path);
  for (const { file, line, reason } of data.errors) {
    tell(`  ${file === null ? '' : `${file} `}${line === null ? '' : `line ${line}: `}${reason}`);
  }
  if (data.next !== null) tell(`  … and more: GET /v1/runs/${id}/errors`);
  return data.errors.length;
}

/** Asks only where somebody is there to answer. */
async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and Ctrl-D close it without an answer.
  const closed = once(terminal, 'close').then(() => '');
  const answer = await Promise.race([terminal.question('Start it now? [y/N] '), closed]);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** Runs something that Ctrl-C ends. @returns null where it did, after saying what that means */
async function interruptibly<T>(work: (signal: AbortSignal) => Promise<T>, words: string): Promise<T | null> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop);
  try {
    const result = await work(stopping.signal);
    if (!stopping.signal.aborted) return result;
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    process.off('SIGINT', stop);
  }
  tell(words);
  return null;
}

/** `conduct runs list|show|follow|start|pause|resume|cancel`. */
export async function runsCommand(args: string[], config: ClientConfig): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: SERVICE_OPTIONS });
  const [action, id] = positionals;
  if (action === 'list') {
    const { data } = await connectService(config, values).call<{ runs: Run[] }>('GET', '/v1/runs?limit=100');
    for (const run of data.runs) process.stdout.write(`${JSON.stringify(run)}\n`);
    return 0;
  }
  const steps = { start: 'resume', resume: 'resume', pause: 'pause', cancel: 'cancel' } as const;
  const known = action === 'show' || action === 'follow' || (action !== undefined && action in steps);
  if (!known || id === undefined || !/^[1-9][0-9]*$/.test(id)) {
    throw new UsageError(
      'runs takes list, or one of show, follow, start, pause, resume and cancel with an ID',
    );
  }
  const service = connectService(config, values);
  if (action in steps)
    return show(await change(service, Number(id), steps[action as keyof typeof steps]), true);
  const { data: run } = await service.call<Run>('GET', `/v1/runs/${id}`);
  return action === 'follow' ? follow(service, run) : show(run, true);
}

async function change(service: Service, id: number, step: 'resume' | 'pause' | 'cancel'): Promise<Run> {
  const { etag } = await service.call<Run>('GET', `/v1/runs/${id}`);
  const { data } = await service.call<Run>('POST', `/v1/runs/${id}/${step}`, { ifMatch: etag ?? '' });
  return data;
}

const tell = (line: string) => process.stderr.write(`${line}\n`);

/**
 * Writes the run as a line of JSON.
 * @returns the exit status: 1 where it ended otherwise than whole, unless only asked how it stands
 */
function show(run: Run, onlyAsked = false): number {
  process.stdout.write(`${JSON.stringify(run)}\n`);
  if (onlyAsked || !FINAL_STATUSES.includes(run.status)) return 0;
  return run.status === 'done' && run.progress.failed === 0 ? 0 : 1;
}
