import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { checkMessage } from '../../services/message-input.js';
import type { SubmissionService } from '../../services/submissions.js';
import { callerOf } from '../plugins/auth.js';
import { MessageViewSchema } from '../schemas/answer.js';
import { ClassifyBody } from '../../services/message-schema.js';
import { problemResponses } from './responses.js';

/** POST /v1/messages and GET /v1/messages/{id}: the durable lane. */
export const messageRoutes: FastifyPluginAsyncTypebox<{ submissions: SubmissionService }> = async (
  app,
  { submissions },
) => {
  app.post(
    '/v1/messages',
    {
      config: { scopes: ['classify'] },
      schema: {
        tags: ['durable'],
        summary: 'Hand in a message to be scored later',
        description:
          'When this answers, the message is committed and will be scored, whatever happens to the queue.',
        body: ClassifyBody,
        response: {
          202: Type.Object({ id: Type.String() }),
          ...problemResponses(
            'invalid_request',
            'unauthenticated',
            'forbidden',
            'not_found',
            'payload_too_large',
            'unsupported_media_type',
            'unavailable',
          ),
        },
      },
    },
    async (request, reply) => {
      checkMessage(request.body);
      const { id } = await submissions.submit(callerOf(request), request.body);
      return reply
        .code(202)
        .header('location', `/v1/messages/${encodeURIComponent(id)}`)
        .send({ id });
    },
  );

  app.get(
    '/v1/messages/:id',
    {
      config: { scopes: ['classify', 'review', 'history'] },
      schema: {
        tags: ['durable'],
        summary: 'A message with its latest decision',
        description: 'A key with the scope classify alone reads back only what it handed in itself.',
        params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 255 }) }),
        response: {
          200: MessageViewSchema,
          ...problemResponses('invalid_request', 'unauthenticated', 'forbidden', 'not_found', 'unavailable'),
        },
      },
    },
    async (request) => submissions.read(callerOf(request), request.params.id),
  );
  await Promise.resolve();
};
