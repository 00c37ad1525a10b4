import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Session, SessionService } from '../../services/sessions.js';
import { HttpProblem } from '../problem.js';
import {
  clearSessionCookie,
  refuseForgery,
  refuseOtherSites,
  sessionToken,
  setSessionCookie,
} from '../session-cookie.js';
import { problemResponses } from './responses.js';

const SessionSchema = Type.Object(
  {
    owner: Type.String({ description: 'Whose key it is: the actor in labels, cases and the audit log.' }),
    keyId: Type.Integer(),
    scopes: Type.Array(Type.String()),
    communityId: Type.String(),
    csrfToken: Type.String({
      description: 'To be sent as X-CSRF-Token with every request by cookie other than GET and HEAD.',
    }),
    expiresAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Session' },
);

const tags = ['session'];
const NO_KEY = { security: [] };
const COOKIE = { security: [{ session: [] }] };
const FAILURES = problemResponses('unauthenticated', 'forbidden', 'unavailable');

/** /v1/session: a key becomes a cookie that no script can read. */
export const sessionRoutes: FastifyPluginAsyncTypebox<{ sessions: SessionService }> = async (
  app,
  { sessions },
) => {
  app.post(
    '/v1/session',
    {
      schema: {
        tags,
        summary: 'Sign in with a key',
        description:
          'Sets the cookie conduct_session (HttpOnly, SameSite=Strict, 12 hours), with which every route but those of the Perspective API can be called. The session ends at once when the key is revoked.',
        ...NO_KEY,
        body: Type.Object(
          { key: Type.String({ minLength: 1, maxLength: 512 }) },
          { additionalProperties: false },
        ),
        response: {
          200: SessionSchema,
          ...FAILURES,
          ...problemResponses('invalid_request', 'unsupported_media_type'),
        },
      },
    },
    async (request, reply) => {
      refuseOtherSites(request);
      const started = await sessions.start(request.body.key, request.ip);
      if (started === undefined)
        throw new HttpProblem('unauthenticated', 'The key is not known or was revoked.');
      const earlier = sessionToken(request);
      if (earlier !== undefined) await sessions.end(earlier);
      setSessionCookie(request, reply, started.token);
      return show(reply, started.session);
    },
  );

  app.get(
    '/v1/session',
    {
      schema: { tags, summary: 'Who is signed in', ...COOKIE, response: { 200: SessionSchema, ...FAILURES } },
    },
    async (request, reply) => {
      const token = sessionToken(request);
      const session = token === undefined ? undefined : await sessions.find(token);
      if (session === undefined) throw new HttpProblem('unauthenticated', 'Nobody is signed in.');
      return show(reply, session);
    },
  );

  app.delete(
    '/v1/session',
    {
      schema: {
        tags,
        summary: 'Sign out',
        ...COOKIE,
        response: { 204: Type.Null({ description: 'Also where nobody was signed in.' }), ...FAILURES },
      },
    },
    async (request, reply) => {
      const token = sessionToken(request);
      const session = token === undefined ? undefined : await sessions.find(token);
      if (session !== undefined && token !== undefined) {
        refuseForgery(request, session);
        await sessions.end(token);
      }
      clearSessionCookie(request, reply);
      return reply.code(204).send(null);
    },
  );
  await Promise.resolve();
};

/** What is answered holds a secret of the session: nobody in between may keep it. */
function show(
  reply: { header(name: string, value: string): unknown },
  { key, csrfToken, expiresAt }: Session,
) {
  reply.header('cache-control', 'no-store');
  const { owner, id: keyId, scopes, communityId } = key;
  return { owner, keyId, scopes: [...scopes], communityId, csrfToken, expiresAt };
}
