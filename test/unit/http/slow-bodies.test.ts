import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { slowBodies } from '../../../src/http/plugins/slow-bodies.js';

const TIMEOUT_MS = 400;
const IDLE_MS = 200;

describe('slow bodies', () => {
  let app: FastifyInstance;
  beforeEach(async () => {
    app = Fastify();
    await app.register(slowBodies, { timeoutMs: TIMEOUT_MS, idleMs: IDLE_MS });
    app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    app.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
    app.post('/whole', ({ body }, reply) => reply.send({ length: (body as string).length }));
    app.post('/streamed', { config: { streamed: true } }, async ({ body }) => {
      let length = 0;
      for await (const chunk of body as AsyncIterable<Buffer>) length += chunk.length;
      return { length };
    });
    await app.listen({ port: 0 });
  });
  afterEach(() => app.close());

  async function open(path: string, type: string, length: number): Promise<Socket> {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`,
    );
    return socket;
  }

  async function answerOf(socket: Socket): Promise<string> {
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
      if (answer.includes('}')) socket.end();
    });
    // Whoever still sends meets a closed connection after the answer: `once` would fail on that.
    socket.on('error', () => undefined);
    await new Promise((closed) => socket.once('close', closed));
    return answer;
  }

  it('408 where a whole body is not there in time, however steadily it comes', async () => {
    const socket = await open('/whole', 'text/plain', 1_000);
    const dripping = setInterval(() => socket.writable && socket.write('x'), 50);
    expect(await answerOf(socket)).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(dripping);
  });

  it('take a body that is in time', async () => {
    const socket = await open('/whole', 'text/plain', 3);
    socket.write('abc');
    expect(await answerOf(socket)).toContain('{"length":3}');
  });

  it('take a streamed body for as long as it keeps coming', async () => {
    const socket = await open('/streamed', 'text/csv', 10);
    const answer = answerOf(socket);
    for (let i = 0; i < 10; i += 1) {
      await pause(100);
      socket.write('x');
    }
    expect(await answer).toContain('{"length":10}');
  });

  it('cut off a streamed body that has stopped coming', async () => {
    const socket = await open('/streamed', 'text/csv', 10);
    socket.write('x');
    expect(await answerOf(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });
});
