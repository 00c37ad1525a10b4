import { Agent, request } from 'node:http';
import type { Stack } from './stack.js';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/**
 * Sends one message and resolves with the status.
 * @throws Error on any status but 200: a benchmark of refusals would mean nothing
 */
export function classifyOne(
  stack: Pick<Stack, 'url' | 'key'>,
  text: string,
  more: { store?: 'none' } = {},
): Promise<void> {
  const body = JSON.stringify({ text, ...more });
  return new Promise((resolve, reject) => {
    const sent = request(
      `${stack.url}/v1/classify`,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${stack.key}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume();
        response.once('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`Status ${response.statusCode}.`)),
        );
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
