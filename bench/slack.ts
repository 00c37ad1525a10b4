import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { readSample } from './latency.js';
import { startStack, type QueueKind, type Stack } from './stack.js';
import { print, quantile, verdict } from './statistics.js';

const SECRET = 'bench-signing-secret-0123456789';
/** What Slack sends at most: 30,000 events an hour. */
const PER_SECOND = 8;
const EVENTS = 400;
const WARM_UP = 20;
const HISTORY = 20_000;
const ACK_MAX_MS = 300;

const agent = new Agent({ keepAlive: true });

/** Sends a body and reads the answer to its end. @throws Error on any other status */
function post(url: string, headers: Record<string, string>, body: string, status = 200): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...headers,
        },
      },
      (response) => {
        let answer = '';
        response.on('data', (chunk: Buffer) => (answer += chunk.toString()));
        response.once('end', () => {
          if (response.statusCode === status) resolve(answer);
          else reject(new Error(`Status ${response.statusCode}: ${answer}`));
        });
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Delivers one message as Slack would. @returns milliseconds until it was acknowledged */
async function deliver(stack: Stack, n: number, text: string): Promise<number> {
  const now = Date.now() / 1_000;
  const ts = `${Math.floor(now)}.${String(n).padStart(6, '0')}`;
  const body = JSON.stringify({
    type: 'event_callback',
    team_id: 'T061EG9RZ',
    event_id: `Ev${n}`,
    event: {
      type: 'message',
      user: 'U2147483697',
      channel: 'C024BE91L',
      channel_type: 'channel',
      ts,
      text,
    },
  });
  const timestamp = String(Math.floor(now));
  const digest = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const startedAt = performance.now();
  await post(
    `${stack.url}/integrations/slack/events`,
    { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` },
    body,
  );
  return performance.now() - startedAt;
}

/** Hands in a history, which is scored as fast as it goes. @returns the run's address */
async function startHistory(stack: Stack, texts: readonly string[]): Promise<string> {
  const lines = Array.from({ length: HISTORY }, (_, i) =>
    JSON.stringify({ id: `h${i}`, text: `${texts[i % texts.length]!} ${i}` }),
  );
  const headers = { authorization: `Bearer ${stack.key}`, 'content-type': 'application/x-ndjson' };
  const url = `${stack.url}/v1/runs?kind=import&format=ndjson&source=bench&start=true`;
  const { id } = JSON.parse(await post(url, headers, `${lines.join('\n')}\n`, 201)) as { id: number };
  return `${stack.url}/v1/runs/${id}`;
}

/** How soon Slack's deliveries are acknowledged, at the rate at which Slack stops, beside a history run. */
export async function benchSlack(kinds: readonly QueueKind[]): Promise<void> {
  const texts = readSample();
  process.env['SLACK_SIGNING_SECRET'] = SECRET;
  print(`Slack: acknowledged after the durable write, ${PER_SECOND} messages a second:`);
  for (const kind of kinds) {
    const stack = await startStack(kind);
    let n = 0;
    const run = async (events: number) => {
      const took: number[] = [];
      const under: Promise<unknown>[] = [];
      for (let i = 0; i < events; i++) {
        const text = texts[n % texts.length]!;
        under.push(deliver(stack, ++n, text).then((ms) => took.push(ms)));
        await pause(1_000 / PER_SECOND);
      }
      await Promise.all(under);
      return took;
    };
    await run(WARM_UP);
    const alone = await run(EVENTS / 4);
    const history = await startHistory(stack, texts);
    const beside = await run(EVENTS);
    const answer = await fetch(history, { headers: { authorization: `Bearer ${stack.key}` } });
    const { status, progress } = (await answer.json()) as { status: string; progress: { done: number } };
    const p = (ms: readonly number[], q: number) => quantile(ms, q).toFixed(1);
    print(
      ` ${kind}: alone p50 ${p(alone, 0.5)} ms, p99 ${p(alone, 0.99)} ms; beside p50 ${p(beside, 0.5)} ms`,
    );
    print(`  the run is ${status} at the end, with ${progress.done} messages scored`);
    verdict('p99 beside a history run', quantile(beside, 0.99), 'ms', { max: ACK_MAX_MS });
    await stack.stop();
  }
}
