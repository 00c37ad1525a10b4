import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { loadConfig } from '../src/config.js';
import { loadConfiguredPipeline } from '../src/composition.js';
import type { Run } from '../src/domain/run.js';
import { projectRoot } from '../src/paths.js';
import { inferInThreads } from '../src/scoring/inference/threads.js';
import type { Pipeline } from '../src/scoring/pipeline.js';
import { classifyOne } from './client.js';
import { cpuMs, residentMiB, startStack, workerEnv, type QueueKind, type Stack } from './stack.js';
import { median, print, quantile, verdict } from './statistics.js';

/** Of bench/data/irc.ndjson.gz; fewer show the way, not the figures. */
const MESSAGES = Number(process.env['MESSAGES'] ?? 200_000);
/** Without the first stage: some 350 a second. */
const EXACT_MESSAGES = Math.min(MESSAGES, 16_000);
const STORED = Number(process.env['STORED'] ?? 2_000_000);
const COST_MESSAGES = Math.min(MESSAGES, 20_000);
/** What is measured after the import. */
const PARTS = (process.env['PARTS'] ?? 'replay,exact,live,cost').split(',');
const POLL_MS = 200;
const REPLAYS = 5;
const LIVE_MESSAGES = 300;
const LIVE_GAP_MS = 25;

interface Row {
  readonly id: string;
  readonly text: string;
}

interface Measured {
  readonly run: Run;
  readonly perSecond: number;
  /** Processor milliseconds a message, by part. */
  readonly cost: Readonly<Record<string, number>>;
}

/** `npm run bench:history`: imports, rescoring and replays of the messages in bench/data/irc.ndjson.gz. */
export async function benchHistory(kinds: readonly QueueKind[]): Promise<void> {
  const rows = readRows();
  const kind = kinds.includes('Redis') && process.env['QUEUE'] === 'redis' ? 'Redis' : 'embedded PostgreSQL';
  print(`History, queue on ${kind}, ${MESSAGES.toLocaleString('en')} messages:`);
  const stack = await startStack(kind);
  try {
    await measureImport(stack, rows);
    if (PARTS.includes('replay')) await measureReplay(stack);
    if (PARTS.includes('exact')) await measureExact(stack, rows);
    if (PARTS.includes('live')) await measureLive(stack, rows);
    if (PARTS.includes('cost')) await measureCost(stack, rows);
  } finally {
    await stack.stop();
  }
}

export function readRows(): Row[] {
  const packed = readFileSync(join(projectRoot, 'bench', 'data', 'irc.ndjson.gz'));
  const lines = gunzipSync(packed).toString('utf8').trimEnd().split('\n').slice(0, MESSAGES);
  return lines.map((line) => JSON.parse(line) as Row);
}

async function measureImport(stack: Stack, rows: readonly Row[]): Promise<void> {
  const memory: Record<string, number>[] = [];
  const { perSecond, cost } = await imported(stack, 'irc', rows, {}, () => {
    memory.push(residentMiB(stack.pids()));
  });
  verdict('import and score, end to end', perSecond, 'messages/s', { min: 2_800 });
  printCost(cost);
  const share = await handedOver(stack);
  print(`  handed over to the second stage: ${(100 * share).toFixed(2)} % of the messages`);
  for (const part of Object.keys(memory[0] ?? {})) {
    // The first third is warm-up: caches and heaps fill.
    const later = memory.slice(Math.floor(memory.length / 3)).map((sample) => sample[part]!);
    const tail = later.slice(-Math.ceil(later.length / 4));
    print(
      `  memory of ${part}: ${median(later.slice(0, tail.length)).toFixed(0)} MiB after warm-up, ${median(tail).toFixed(0)} MiB at the end`,
    );
  }
}

async function measureExact(stack: Stack, rows: readonly Row[]): Promise<void> {
  const some = rows.slice(0, EXACT_MESSAGES);
  const config = loadConfig(workerEnv());
  const inference = inferInThreads({ models: config.MODELS_DIR }, config.INFERENCE_THREADS);
  const pipeline = await loadConfiguredPipeline(config, { exact: true, inference });
  const bare = await feedFromArray(pipeline, some);
  await pipeline.close();
  await inference.close();
  const { perSecond } = await imported(stack, 'irc-exact', some, { exact: 'true' });
  print(
    `  bare engine fed from an array: ${bare.toFixed(0)} messages/s; import --exact: ${perSecond.toFixed(0)}`,
  );
  verdict("share of the bare engine's throughput with --exact", (100 * perSecond) / bare, '%', { min: 85 });
}

/** Messages a second of a pipeline alone, texts coming in slices as in a run. */
async function feedFromArray(pipeline: Pipeline, rows: readonly Row[]): Promise<number> {
  const texts = [...new Set(rows.map(({ text }) => text))].map((text) => ({ text }));
  const repeated = rows.length / texts.length;
  await pipeline.score(texts.slice(0, 256), 'bulk');
  const startedAt = performance.now();
  const slices: Promise<unknown>[] = [];
  for (let i = 0; i < texts.length; i += 256) {
    slices.push(pipeline.score(texts.slice(i, i + 256), 'bulk'));
    if (slices.length >= 3) await slices[slices.length - 3];
  }
  await Promise.all(slices);
  // Equal texts are scored once in a run: so many messages did these texts stand for.
  return (texts.length * repeated) / ((performance.now() - startedAt) / 1_000);
}

async function measureReplay(stack: Stack): Promise<void> {
  await tidyUp(stack);
  const rates: number[] = [];
  const before = cpuMs(stack.pids());
  let messages = 0;
  for (let round = 0; round < REPLAYS; round++) {
    const run = await post<Run>(stack, '/v1/runs', { kind: 'replay', start: true });
    const { progress, startedAt, finishedAt } = await finished(stack, run.id);
    messages += progress.done;
    rates.push(progress.done / ((Date.parse(finishedAt!) - Date.parse(startedAt!)) / 1_000));
  }
  verdict(`replay, median of ${REPLAYS}`, median(rates), 'messages/s', { min: 200_000 });
  printCost(costOf(before, cpuMs(stack.pids()), messages));
}

/** Live messages, evenly spaced, without a run and during one: by the last stage alone, and by both. */
async function measureLive(stack: Stack, rows: readonly Row[]): Promise<void> {
  const quiet = await liveLatencies(stack, rows);
  const before = quantile(quiet, 0.99);
  print(`  live p50 ${median(quiet).toFixed(1)} ms, p99 ${before.toFixed(1)} ms without a run`);
  const runs = {
    'an exact rescoring': () => post<Run>(stack, '/v1/runs', { kind: 'rescore', exact: true, start: true }),
    // What a worker has scored lately it remembers.
    'an import': () => sendImport(stack, 'irc-live', marked(rows, 'live'), {}),
  };
  for (const [name, begin] of Object.entries(runs)) {
    const run = await begin();
    await pause(2_000);
    const busy = await liveLatencies(stack, rows);
    const { status } = await readRun(stack, run.id);
    if (status === 'running') await cancel(stack, run.id);
    else print(`  ${name} was over before the live messages were: too few messages to tell`);
    print(`  live p50 ${median(busy).toFixed(1)} ms during ${name}`);
    verdict(`live p99 during ${name}`, quantile(busy, 0.99), 'ms', { max: 1.5 * before + 50 });
  }
}

/** The same messages with another end, which makes them other texts. */
const marked = (rows: readonly Row[], end: string): Row[] =>
  rows.map(({ id, text }) => ({ id, text: `${text} ${end}` }));

async function liveLatencies(stack: Stack, rows: readonly Row[]): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < LIVE_MESSAGES; i++) {
    const startedAt = performance.now();
    await classifyOne(stack, rows[(i * 37) % rows.length]!.text, { store: 'none' });
    times.push(performance.now() - startedAt);
    await pause(LIVE_GAP_MS);
  }
  return times.slice(20);
}

/** What a message costs where few are stored already, and where very many are. */
async function measureCost(stack: Stack, rows: readonly Row[]): Promise<void> {
  const some = rows.slice(0, COST_MESSAGES);
  const cost = async (source: string, end: string) => {
    const { cost: parts } = await imported(stack, source, marked(some, end), {});
    printCost(parts);
    return Object.values(parts).reduce((sum, ms) => sum + ms, 0);
  };
  await cost('cost-warm-up', 'a');
  const few = await cost('cost-few', 'b');
  await fillUp(stack, STORED);
  const many = await cost('cost-many', 'c');
  print(
    `  processor ms a message: ${few.toFixed(3)} beside ${MESSAGES.toLocaleString('en')} stored messages`,
  );
  print(`  processor ms a message: ${many.toFixed(3)} beside ${STORED.toLocaleString('en')} more`);
  verdict('cost beside many against beside few', 100 * (many / few - 1), '%', { max: 10 });
}

/** Copies of the stored messages under other names: indexes and tables as large as after years. */
async function fillUp(stack: Stack, messages: number): Promise<void> {
  const client = new pg.Client({ connectionString: stack.databaseUrl });
  await client.connect();
  const times = Math.ceil(messages / MESSAGES);
  for (let i = 0; i < times; i++) {
    await client.query(
      `with source as (
         select m.*, r.id as revision_id, nextval(pg_get_serial_sequence('messages', 'id')) as new_id,
           nextval(pg_get_serial_sequence('revisions', 'id')) as new_revision
         from messages m join revisions r on r.message_id = m.id where m.source = 'irc'),
       m as (insert into messages (id, community_id, source, external_id, channel_id, author_id, sent_at, content_hmac,
           action, alert, policy_name, policy_version)
         overriding system value
         select new_id, community_id, 'copy-${i}', external_id, channel_id, author_id, sent_at, content_hmac, action, alert,
           policy_name, policy_version from source),
       r as (insert into revisions (id, community_id, message_id, ordinal, status, scored_at)
         overriding system value
         select new_revision, community_id, new_id, 1, 'scored', now() from source),
       t as (insert into texts (revision_id, community_id, text)
         select new_revision, s.community_id, t.text from source s join texts t on t.revision_id = s.revision_id)
       insert into scores (revision_id, community_id, pipeline_id, stage, original, folded)
         select new_revision, s.community_id, pipeline_id, stage, original, folded
         from source s join scores using (revision_id)`,
    );
  }
  await client.end();
  await tidyUp(stack);
}

/** After much was written, or PostgreSQL would do it in the background, beside what is measured. */
async function tidyUp(stack: Stack): Promise<void> {
  const client = new pg.Client({ connectionString: stack.databaseUrl });
  await client.connect();
  await client.query('vacuum analyze');
  await client.query('checkpoint');
  await client.end();
}

export async function handedOver(stack: Stack): Promise<number> {
  const client = new pg.Client({ connectionString: stack.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ share: number }>(
    `select avg((s.stage = p.spec -> 'model' ->> 'name')::int)::float8 as share
     from scores s join pipelines p on p.id = s.pipeline_id`,
  );
  await client.end();
  return rows[0]!.share;
}

/** Imports and scores rows, to the end. */
export async function imported(
  stack: Stack,
  source: string,
  rows: readonly Row[],
  params: Readonly<Record<string, string>>,
  watch: () => void = () => undefined,
): Promise<Measured> {
  const before = cpuMs(stack.pids());
  const startedAt = performance.now();
  const run = await sendImport(stack, source, rows, params);
  const done = await finished(stack, run.id, watch);
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = cpuMs(stack.pids());
  if (done.progress.done !== rows.length)
    throw new Error(`${done.progress.done} of ${rows.length} messages were scored.`);
  return { run: done, perSecond: rows.length / seconds, cost: costOf(before, after, rows.length) };
}

async function sendImport(
  stack: Stack,
  source: string,
  rows: readonly Row[],
  params: Readonly<Record<string, string>>,
): Promise<Run> {
  const query = new URLSearchParams({ kind: 'import', format: 'ndjson', source, start: 'true', ...params });
  const answer = await fetch(`${stack.url}/v1/runs?${query.toString()}`, {
    method: 'POST',
    headers: { ...authorised(stack), 'content-type': 'application/x-ndjson' },
    body: rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  });
  return readJson<Run>(answer);
}

const costOf = (before: Record<string, number>, after: Record<string, number>, messages: number) =>
  Object.fromEntries(Object.entries(after).map(([part, ms]) => [part, (ms - before[part]!) / messages]));

async function finished(stack: Stack, id: number, watch: () => void = () => undefined): Promise<Run> {
  for (;;) {
    const run = await readJson<Run>(
      await fetch(`${stack.url}/v1/runs/${id}`, { headers: authorised(stack) }),
    );
    if (run.status === 'done') return run;
    if (run.status === 'failed' || run.status === 'cancelled')
      throw new Error(`The run ${run.status}: ${run.error}`);
    watch();
    await pause(POLL_MS);
  }
}

async function readRun(stack: Stack, id: number): Promise<Run> {
  return readJson<Run>(await fetch(`${stack.url}/v1/runs/${id}`, { headers: authorised(stack) }));
}

async function cancel(stack: Stack, id: number): Promise<void> {
  const found = await fetch(`${stack.url}/v1/runs/${id}`, { headers: authorised(stack) });
  const headers = { ...authorised(stack), 'if-match': found.headers.get('etag')! };
  await readJson(await fetch(`${stack.url}/v1/runs/${id}/cancel`, { method: 'POST', headers }));
}

async function post<T>(stack: Stack, path: string, body: object): Promise<T> {
  const headers = { ...authorised(stack), 'content-type': 'application/json' };
  return readJson<T>(await fetch(stack.url + path, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function readJson<T>(answer: Response): Promise<T> {
  const body = await answer.text();
  if (!answer.ok) throw new Error(`Status ${answer.status}: ${body}`);
  return JSON.parse(body) as T;
}

const authorised = ({ key }: Stack) => ({ authorization: `Bearer ${key}` });

export function printCost(cost: Readonly<Record<string, number>>): void {
  const parts = Object.entries(cost).map(([part, ms]) => `${part} ${ms.toFixed(4)}`);
  print(`  processor ms a message: ${parts.join(', ')}`);
}
