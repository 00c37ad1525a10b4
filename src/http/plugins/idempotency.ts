import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { FirstRequest, IdempotencyService } from '../../services/idempotency.js';
import { HttpProblem } from '../problem.js';
import { callerOf } from './auth.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route knows the header Idempotency-Key. Its answers must hold no message text. */
    idempotent?: boolean;
  }
  interface FastifyRequest {
    /** Set while a request is the first of its Idempotency-Key. */
    firstOfKey: FirstRequest | null;
  }
}

/** A string of structured fields (RFC 9651): printable ASCII, `"` and `\` escaped; or the same without quotes. */
const QUOTED = /^"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\]){1,255})"$/;
const BARE = /^[\x21\x23-\x5b\x5d-\x7e]{1,255}$/;
const HEADERS_KEPT = ['content-type', 'location'];

/** Declares the header in OpenAPI. */
export const idempotencyHeader = {
  type: 'object',
  properties: {
    'idempotency-key': {
      type: 'string',
      description:
        'A string of your choice for this request. Sent again within a day it gives the same answer, and nothing is done twice: 409 while the first is under way, 422 with another body.',
    },
  },
} as const;

/**
 * Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07) on routes that say `idempotent`. Answers of 2xx
 * are kept and given again; a request that failed has done nothing, so the next one of its key is the first.
 */
export const idempotency = fp(
  async (app: FastifyInstance, { idempotency: service }: { idempotency: IdempotencyService }) => {
    app.decorateRequest('firstOfKey', null);
    app.addHook('preHandler', async (request, reply) => {
      const header = request.headers['idempotency-key'];
      if (request.routeOptions.config.idempotent !== true || header === undefined) return;
      const route = `${request.method} ${request.routeOptions.url}`;
      const found = await service.precedent(callerOf(request), route, readKey(header), request.body);
      switch (found.kind) {
        case 'first':
          request.firstOfKey = found.request;
          return;
        case 'under_way':
          throw new HttpProblem(
            'conflict',
            'The first request with this Idempotency-Key is not answered yet.',
            undefined,
            { 'retry-after': '1' },
          );
        case 'other_request':
          throw new HttpProblem(
            'idempotency_key_reused',
            'This Idempotency-Key was used for another body: choose another key.',
            [{ field: 'idempotency-key', message: 'was used for another body' }],
          );
        case 'repeated': {
          const { status, headers, body } = found.answer;
          // As it was serialised the first time.
          reply.code(status).headers(headers).header('idempotency-replayed', 'true').serializer(String);
          return reply.send(body);
        }
      }
    });
    app.addHook('onSend', async (request, reply, payload) => {
      await settle(request, reply, payload);
      return payload;
    });
    await Promise.resolve();
  },
  { name: 'idempotency', dependencies: ['auth'] },
);

async function settle(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> {
  // Undefined on routes from before this plugin, as those of the documentation.
  const first = request.firstOfKey;
  if (!first) return;
  request.firstOfKey = null;
  if (reply.statusCode < 200 || reply.statusCode > 299 || typeof payload !== 'string') {
    await first.giveBack();
    return;
  }
  const headers = HEADERS_KEPT.flatMap((name) => {
    const value = reply.getHeader(name);
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  await first.finish({ status: reply.statusCode, headers: Object.fromEntries(headers), body: payload });
}

/** @throws HttpProblem 400 */
function readKey(header: string | string[]): string {
  const value = (Array.isArray(header) ? header.join(',') : header).trim();
  const quoted = QUOTED.exec(value)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(["\\])/g, '$1');
  if (BARE.test(value)) return value;
  const message = 'must be a string of 1 to 255 printable ASCII characters, in double quotes';
  throw new HttpProblem('invalid_request', `Idempotency-Key ${message}.`, [
    { field: 'idempotency-key', message },
  ]);
}
