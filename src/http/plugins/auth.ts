import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { ApiKey, Scope } from '../../domain/keys.js';
import type { KeyService } from '../../services/keys.js';
import type { SessionService } from '../../services/sessions.js';
import { HttpProblem } from '../problem.js';
import { refuseForgery, sessionToken } from '../session-cookie.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that made the request; set on every route that names scopes. */
    apiKey: ApiKey | null;
  }
  interface FastifyContextConfig {
    /** A key with any of these scopes may call the route, and one with `admin` always. */
    scopes?: readonly Scope[];
    /** The key may also come as Google's clients send it (`googleKey`); never by session. */
    keyAsGoogle?: boolean;
  }
}

export interface AuthOptions {
  readonly keys: Pick<KeyService, 'authenticate'>;
  readonly sessions: Pick<SessionService, 'find'>;
}

const SECRET_LENGTH_MAX = 512;
const SCHEME = /^bearer +(\S{1,512})$/i;
const CHALLENGE = { 'www-authenticate': 'Bearer realm="conduct"' };

/** Checks the key of every route that names scopes, sent itself or by session, before its body is read. */
export const auth = fp(
  async (app: FastifyInstance, { keys, sessions }: AuthOptions) => {
    app.decorateRequest('apiKey', null);
    app.addHook('onRequest', async (request) => {
      const { scopes, keyAsGoogle = false } = request.routeOptions.config;
      if (scopes === undefined) return;
      const token = keyAsGoogle ? undefined : sessionToken(request);
      const { authorization } = request.headers;
      // What a proxy asks browsers for, such as Basic, is none of ours.
      const key =
        !/^bearer\b/i.test(authorization ?? '') && token !== undefined
          ? await byCookie(sessions, request, token)
          : await byKey(
              keys,
              request,
              (keyAsGoogle ? googleKey(request) : undefined) ?? bearer(authorization),
            );
      if (!key.scopes.some((scope) => scope === 'admin' || scopes.includes(scope))) {
        throw new HttpProblem('forbidden', `The key lacks the scope ${scopes.join(' or ')}.`);
      }
      request.apiKey = key;
    });
    await Promise.resolve();
  },
  { name: 'auth', dependencies: ['problems', '@fastify/cookie'] },
);

const bearer = (header: string | undefined) => SCHEME.exec(header ?? '')?.[1];

/** The query parameter `key`, else the header `X-Goog-Api-Key`; undefined where there is none, or more than one. */
export function googleKey(request: FastifyRequest): string | undefined {
  const { key = request.headers['x-goog-api-key'] } = request.query as { readonly key?: unknown };
  return typeof key === 'string' && key !== '' ? key.slice(0, SECRET_LENGTH_MAX) : undefined;
}

async function byKey(
  keys: AuthOptions['keys'],
  request: FastifyRequest,
  secret: string | undefined,
): Promise<ApiKey> {
  if (secret === undefined) {
    throw new HttpProblem('unauthenticated', 'Send a key: Authorization: Bearer …', undefined, CHALLENGE);
  }
  const key = await keys.authenticate(secret, request.ip);
  if (key === undefined)
    throw new HttpProblem('unauthenticated', 'The key is not known or was revoked.', undefined, CHALLENGE);
  return key;
}

async function byCookie(
  sessions: AuthOptions['sessions'],
  request: FastifyRequest,
  token: string,
): Promise<ApiKey> {
  const session = await sessions.find(token);
  if (session === undefined)
    throw new HttpProblem('unauthenticated', 'The session has ended: sign in again.', undefined, CHALLENGE);
  refuseForgery(request, session);
  return session.key;
}

/** The caller of a route that names scopes. */
export function callerOf(request: FastifyRequest): ApiKey {
  if (request.apiKey === null) throw new Error('This route names no scopes.');
  return request.apiKey;
}
