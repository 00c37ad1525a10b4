import { Agent, request } from 'node:http';
import { readSample } from './latency.js';
import { startStack, type QueueKind, type Stack } from './stack.js';
import { median, print, quantile, verdict } from './statistics.js';

const ROUNDS = 3;
const MESSAGES = 300;
const WARM_UP = 100;
const OVER_NATIVE_MAX_MS = 3;

const agent = new Agent({ keepAlive: true });

/** Sends JSON and reads the answer to its end. @throws Error on any status but 200 */
function post(stack: Stack, path: string, body: object): Promise<void> {
  const payload = JSON.stringify(body);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(payload),
    authorization: `Bearer ${stack.key}`,
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${stack.url}${path}`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`Status ${response.statusCode}.`)),
      );
    });
    sent.once('error', reject);
    sent.end(payload);
  });
}

type Route = 'native' | 'Perspective' | 'OpenAI';
const ROUTES: Record<Route, (text: string) => readonly [path: string, body: object]> = {
  native: (text) => ['/v1/classify', { text, store: 'none' }],
  Perspective: (text) => [
    '/v1alpha1/comments:analyze',
    {
      comment: { text },
      requestedAttributes: { TOXICITY: {}, INSULT: {}, THREAT: {} },
      dropUnsupportedAttributes: true,
    },
  ],
  OpenAI: (text) => ['/v1/moderations', { input: text }],
};

/** Our own route beside those of other protocols, the same texts turn and turn about, nothing stored. */
export async function benchProtocols(kinds: readonly QueueKind[]): Promise<void> {
  const texts = readSample();
  print(`One message at a time by three protocols (${ROUNDS} rounds of ${MESSAGES}):`);
  for (const kind of kinds) {
    const stack = await startStack(kind);
    const took: Record<Route, number[]> = { native: [], Perspective: [], OpenAI: [] };
    for (let i = 0; i < WARM_UP + ROUNDS * MESSAGES; i++) {
      const text = texts[i % texts.length]!;
      for (const route of inTurn(i)) {
        const startedAt = performance.now();
        await post(stack, ...ROUTES[route](text));
        if (i >= WARM_UP) took[route].push(performance.now() - startedAt);
      }
    }
    for (const [route, ms] of Object.entries(took)) {
      print(` ${kind}, ${route}: p50 ${median(ms).toFixed(2)} ms, p99 ${quantile(ms, 0.99).toFixed(2)} ms`);
    }
    const over = median(took.Perspective) - median(took.native);
    verdict('Perspective over native, p50', over, 'ms', { max: OVER_NATIVE_MAX_MS });
    await stack.stop();
  }
}

/** Each route comes first as often as the others: the first may find the text's way warm or cold. */
function inTurn(i: number): Route[] {
  const routes = Object.keys(ROUTES) as Route[];
  return routes.map((_, n) => routes[(i + n) % routes.length]!);
}
