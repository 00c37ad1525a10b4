import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { LabelService } from '../../services/labels.js';
import { callerOf } from '../plugins/auth.js';
import { MessageParams, messageName, SourceQuery } from '../schemas/message-name.js';
import { LabelBody, LabelSchema } from '../schemas/label.js';
import { problemResponses } from './responses.js';

const PAGE_MAX = 10_000;
const PAGE_DEFAULT = 1_000;
const NDJSON = 'application/x-ndjson';

const tags = ['labels'];
const FAILURES = problemResponses('invalid_request', 'unauthenticated', 'forbidden', 'unavailable');

/** Labels: what people say of messages. Scope review gives and reads them, admin exports them all. */
export const labelRoutes: FastifyPluginAsyncTypebox<{ labels: LabelService }> = async (app, { labels }) => {
  app.post(
    '/v1/messages/:id/labels',
    {
      config: { scopes: ['review'] },
      schema: {
        tags,
        summary: 'Say what a message is',
        description:
          "On its latest revision, as the key's owner: their latest on the same target counts, earlier ones are kept. Score, pipeline and policy version of the moment are stored with it.",
        params: MessageParams,
        querystring: SourceQuery,
        body: LabelBody,
        response: {
          201: LabelSchema,
          ...FAILURES,
          ...problemResponses('not_found', 'conflict', 'payload_too_large', 'unsupported_media_type'),
        },
      },
    },
    async (request, reply) => {
      const { origin = 'queue', ...body } = request.body;
      const label = await labels.add(callerOf(request), messageName(request), { ...body, origin });
      return reply.code(201).send(label);
    },
  );

  app.get(
    '/v1/messages/:id/labels',
    {
      config: { scopes: ['review'] },
      schema: {
        tags,
        summary: 'Every label of a message, latest first',
        params: MessageParams,
        querystring: SourceQuery,
        response: {
          200: Type.Object({ labels: Type.Array(LabelSchema) }),
          ...FAILURES,
          ...problemResponses('not_found'),
        },
      },
    },
    async (request) => ({ labels: await labels.ofMessage(callerOf(request), messageName(request)) }),
  );

  app.get(
    '/v1/labels',
    {
      config: { scopes: ['admin'] },
      schema: {
        tags,
        summary: 'All labels as NDJSON, in the order in which they were given',
        description: 'One label a line. Where there are more, the header Link names the next page.',
        querystring: Type.Object(
          {
            after: Type.Optional(
              Type.String({ pattern: '^(0|[1-9][0-9]{0,14})$', description: 'Id of the last one read.' }),
            ),
            limit: Type.Optional(
              Type.String({ pattern: '^[1-9][0-9]{0,4}$', description: `1000; at most ${PAGE_MAX}.` }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: { description: 'One label a line.', content: { [NDJSON]: { schema: Type.String() } } },
          ...FAILURES,
        },
      },
    },
    async (request, reply) => {
      const limit = Math.min(Number(request.query.limit ?? PAGE_DEFAULT), PAGE_MAX);
      const after = Number(request.query.after ?? 0);
      const page = await labels.page(callerOf(request), after, limit);
      const last = page.at(-1);
      if (last !== undefined && page.length === limit) {
        reply.header('link', `</v1/labels?after=${last.id}&limit=${limit}>; rel="next"`);
      }
      return reply.type(NDJSON).send(page.map((label) => `${JSON.stringify(label)}\n`).join(''));
    },
  );
  await Promise.resolve();
};
