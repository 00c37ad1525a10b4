import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Readable } from 'node:stream';
import Type from 'typebox';
import type { ForgettingService } from '../../services/forgetting.js';
import { callerOf } from '../plugins/auth.js';
import { messageName, MessageParams, SourceQuery } from '../schemas/message-name.js';
import { problemResponses } from './responses.js';

const NDJSON = 'application/x-ndjson';
const config = { scopes: ['history'] as const };
const schema = { tags: ['privacy'], params: MessageParams, querystring: SourceQuery };
const FAILURES = problemResponses(
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'not_found',
  'unavailable',
);

/** /v1/authors/{id}: what is kept of a person, and forgetting it. */
export const authorRoutes: FastifyPluginAsyncTypebox<{ forgetting: ForgettingService }> = async (
  app,
  { forgetting },
) => {
  app.delete(
    '/v1/authors/:id',
    {
      config,
      schema: {
        ...schema,
        summary: 'Forget a person',
        description:
          'Does with every message of theirs so far what deleting it does, and removes their id, their name, and what they said from the context of what others wrote. Messages that they send later are ordinary ones; older ones do not come back by an import. May be repeated; 404 where nothing was ever known of them.',
        response: { 204: Type.Null({ description: 'They are forgotten.' }), ...FAILURES },
      },
    },
    async (request, reply) => {
      await forgetting.forgetAuthor(callerOf(request), messageName(request));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/v1/authors/:id/export',
    {
      config,
      schema: {
        ...schema,
        summary: 'Everything that is kept about a person',
        description:
          'One JSON object a line: `author` with the name; each `message` with its revisions, texts, scores, decisions, labels and cases; each `quote` in the context of what others wrote; and `end`, without which it is not complete. What others said, and who labelled, is left out.',
        response: {
          200: { description: 'NDJSON.', content: { [NDJSON]: { schema: Type.String() } } },
          ...FAILURES,
        },
      },
    },
    async (request, reply) => {
      const lines = await forgetting.exportAuthor(callerOf(request), messageName(request));
      return reply
        .type(NDJSON)
        .header('cache-control', 'no-store')
        .send(Readable.from(lines, { objectMode: false }) as never);
    },
  );
  await Promise.resolve();
};
