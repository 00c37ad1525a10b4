import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { ApiKey, Scope } from '../../domain/keys.js';
import type { KeyService } from '../../services/keys.js';
import { HttpProblem } from '../problem.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that made the request; set on every route that names scopes. */
    apiKey: ApiKey | null;
  }
  interface FastifyContextConfig {
    /** A key with any of these scopes may call the route, and one with `admin` always. */
    scopes?: readonly Scope[];
  }
}

const SCHEME = /^bearer +(\S{1,512})$/i;

/** Checks the bearer key of every route that names scopes, before its body is read. */
export const auth = fp(
  async (app: FastifyInstance, { keys }: { keys: KeyService }) => {
    app.decorateRequest('apiKey', null);
    app.addHook('onRequest', async (request) => {
      const { scopes } = request.routeOptions.config;
      if (scopes === undefined) return;
      const key = await authenticate(keys, request.headers.authorization);
      if (!key.scopes.some((scope) => scope === 'admin' || scopes.includes(scope))) {
        throw new HttpProblem('forbidden', `The key lacks the scope ${scopes.join(' or ')}.`);
      }
      request.apiKey = key;
    });
    await Promise.resolve();
  },
  { name: 'auth', dependencies: ['problems'] },
);

async function authenticate(keys: KeyService, header: string | undefined): Promise<ApiKey> {
  const challenge = { 'www-authenticate': 'Bearer realm="conduct"' };
  const secret = SCHEME.exec(header ?? '')?.[1];
  if (secret === undefined) {
    throw new HttpProblem('unauthenticated', 'Send a key: Authorization: Bearer …', undefined, challenge);
  }
  const key = await keys.authenticate(secret);
  if (key === undefined)
    throw new HttpProblem('unauthenticated', 'The key is not known or was revoked.', undefined, challenge);
  return key;
}

/** The caller of a route that names scopes. */
export function callerOf(request: FastifyRequest): ApiKey {
  if (request.apiKey === null) throw new Error('This route names no scopes.');
  return request.apiKey;
}
