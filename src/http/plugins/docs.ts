import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { SESSION_COOKIE } from '../session-cookie.js';

/** OpenAPI 3.1 from the routes' own schemas, readable at /docs and as JSON at /docs/json. */
export const docs = fp(
  async (app: FastifyInstance, { version }: { version: string }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Conduct',
          version,
          description:
            "Scores chat messages for harassment, spam and distress and maps the scores onto the clauses of a community's own code of conduct.",
          license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        },
        components: {
          securitySchemes: {
            key: { type: 'http', scheme: 'bearer', description: 'An API key.' },
            session: {
              type: 'apiKey',
              in: 'cookie',
              name: SESSION_COOKIE,
              description: 'Set by POST /v1/session; X-CSRF-Token goes with it on all but GET and HEAD.',
            },
            googleKey: {
              type: 'apiKey',
              in: 'query',
              name: 'key',
              description: 'An API key as Google’s clients send it; also in the header X-Goog-Api-Key.',
            },
          },
        },
        security: [{ key: [] }, { session: [] }],
        tags: [
          { name: 'live', description: 'Answered at once.' },
          { name: 'durable', description: 'Taken at once, scored later, never lost.' },
          { name: 'policies', description: 'Immutable versions by name; changes need If-Match.' },
          { name: 'cases', description: 'Messages that wait for a person to look at them.' },
          { name: 'labels', description: 'What people say of messages.' },
          { name: 'statistics', description: 'Figures about stored scores.' },
          { name: 'history', description: 'Runs over all that was ever said: import, rescore, replay.' },
          { name: 'settings', description: 'What is kept where a request does not say.' },
          { name: 'webhooks', description: 'Telling other programs of decisions, alerts and runs.' },
          { name: 'audit', description: 'Who changed what.' },
          { name: 'keys', description: 'API keys: scopes and owners.' },
          { name: 'session', description: 'Signing in with a key, for browsers.' },
          { name: 'perspective', description: 'As the Perspective API, for clients that know it.' },
          { name: 'openai', description: 'As OpenAI’s Moderations, for clients that know them.' },
          { name: 'operation', description: 'Health and metrics; open.' },
        ],
      },
      refResolver: {
        buildLocalReference: (json, _base, _fragment, i) =>
          typeof json.$id === 'string' ? json.$id : `def-${i}`,
      },
    });
    await app.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: true,
      // Its own policy lets other hosts in, and over plain HTTP sends browsers where nobody answers.
      transformStaticCSP: (policy) =>
        policy.replaceAll(/ (?:https:|validator\.swagger\.io)(?=[ ;])| upgrade-insecure-requests;/g, ''),
    });
  },
  { name: 'docs' },
);
