import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

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
          securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key.' } },
        },
        security: [{ key: [] }],
        tags: [
          { name: 'live', description: 'Answered at once.' },
          { name: 'durable', description: 'Taken at once, scored later, never lost.' },
          { name: 'policies', description: 'Immutable versions by name; changes need If-Match.' },
          { name: 'labels', description: 'What people say of messages.' },
          { name: 'statistics', description: 'Figures about stored scores.' },
          { name: 'settings', description: 'What is kept where a request does not say.' },
          { name: 'audit', description: 'Who changed what.' },
          { name: 'keys', description: 'API keys: scopes and owners.' },
          { name: 'operation', description: 'Health and metrics; open.' },
        ],
      },
      refResolver: {
        buildLocalReference: (json, _base, _fragment, i) =>
          typeof json.$id === 'string' ? json.$id : `def-${i}`,
      },
    });
    await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
  },
  { name: 'docs' },
);
