import rateLimitStore from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { RequestLimit } from '../../services/api-services.js';
import { HttpProblem } from '../problem.js';

/** Keys counted at once in a process without Redis; the one unused for longest is forgotten. */
const KEYS_MAX = 10_000;
const POLICY = '"default"';

/**
 * At most so many requests a key and window, on every route that takes a key; 429 beyond, before the body is
 * read. Answers say what is left, as draft-ietf-httpapi-ratelimit-headers-11 has it. With Redis gone nobody is
 * refused.
 */
export const rateLimit = fp(
  async (app: FastifyInstance, { max, windowS, redis, nameSpace }: RequestLimit) => {
    if (max === 0) return;
    await app.register(rateLimitStore, {
      global: false,
      max,
      timeWindow: windowS * 1_000,
      cache: KEYS_MAX,
      skipOnError: true,
      nameSpace,
      keyGenerator: (request) => String(request.apiKey?.id),
      ...(redis !== undefined && { redis }),
    });
    const count = app.createRateLimit();
    // After the hooks of all scopes that find out whose the request is.
    app.addHook('preParsing', async (request, reply) => {
      if (!request.apiKey) return;
      const counted = await count(request);
      if (counted.isAllowed) return;
      reply.header('ratelimit-policy', `${POLICY};q=${max};w=${windowS}`);
      reply.header('ratelimit', `${POLICY};r=${counted.remaining};t=${counted.ttlInSeconds}`);
      if (!counted.isExceeded) return;
      throw new HttpProblem(
        'too_many_requests',
        `This key may make ${max} requests in ${windowS} s: try again in ${counted.ttlInSeconds} s.`,
        undefined,
        { 'retry-after': String(counted.ttlInSeconds) },
      );
    });
  },
  { name: 'rate-limit', dependencies: ['auth'] },
);
