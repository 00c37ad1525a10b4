import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { checkMessage } from '../../services/message-input.js';
import type { ExplanationService } from '../../services/explanations.js';
import type { ForgettingService } from '../../services/forgetting.js';
import type { SubmissionService } from '../../services/submissions.js';
import { callerOf } from '../plugins/auth.js';
import { idempotencyHeader } from '../plugins/idempotency.js';
import { ExplanationSchema, MessageViewSchema } from '../schemas/answer.js';
import { EmptyBody } from '../schemas/case.js';
import { MessageParams, messageName, RevisionQuery, SourceQuery } from '../schemas/message-name.js';
import { ClassifyBody } from '../../services/message-schema.js';
import { problemResponses } from './responses.js';

export interface MessageRouteOptions {
  readonly submissions: SubmissionService;
  readonly explanations: ExplanationService;
  readonly forgetting: ForgettingService;
}

/** POST /v1/messages and GET /v1/messages/{id}: the durable lane. Explaining and forgetting what is stored. */
export const messageRoutes: FastifyPluginAsyncTypebox<MessageRouteOptions> = async (
  app,
  { submissions, explanations, forgetting },
) => {
  app.post(
    '/v1/messages',
    {
      config: { scopes: ['classify'], idempotent: true },
      schema: {
        tags: ['durable'],
        summary: 'Hand in a message to be scored later',
        description:
          'When this answers, the message is committed and will be scored, whatever happens to the queue.',
        headers: idempotencyHeader,
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
            'conflict',
            'idempotency_key_reused',
            'unavailable',
          ),
        },
      },
    },
    async (request, reply) => {
      checkMessage(request.body);
      request.messageCount = 1;
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
        description:
          'A key with the scope classify alone reads back only what it handed in itself. Text, context, channel and author are for keys with the scope review or admin.',
        params: MessageParams,
        querystring: SourceQuery,
        response: {
          200: MessageViewSchema,
          ...problemResponses('invalid_request', 'unauthenticated', 'forbidden', 'not_found', 'unavailable'),
        },
      },
    },
    async (request) => submissions.read(callerOf(request), messageName(request)),
  );

  app.delete(
    '/v1/messages/:id',
    {
      config: { scopes: ['history'] },
      schema: {
        tags: ['privacy'],
        summary: 'Forget a message',
        description:
          'Removes its texts, the notes on them, and copies in the context of other messages, and keeps it from coming back; one that is not known is kept from coming at all. Decisions, scores, labels and cases stay, and the message is still found by its id. May be repeated.',
        params: MessageParams,
        querystring: SourceQuery,
        response: {
          204: Type.Null({ description: 'It is forgotten, also where it was before or is not known.' }),
          ...problemResponses('invalid_request', 'unauthenticated', 'forbidden', 'unavailable'),
        },
      },
    },
    async (request, reply) => {
      await forgetting.forgetMessage(callerOf(request), messageName(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/v1/messages/:id/explain',
    {
      config: { scopes: ['review'] },
      schema: {
        tags: ['cases'],
        summary: 'Which parts of a stored message carry its scores',
        description:
          'Scores its text again, by its policy as it is active now; nothing is stored. 409 where the text is not kept or the message waits for its score. Takes no body, or an empty object.',
        params: MessageParams,
        querystring: RevisionQuery,
        body: EmptyBody,
        response: {
          200: ExplanationSchema,
          ...problemResponses(
            'invalid_request',
            'unauthenticated',
            'forbidden',
            'not_found',
            'conflict',
            'unavailable',
          ),
        },
      },
    },
    async (request) => {
      const { revision } = request.query;
      return explanations.explain(callerOf(request), {
        ...messageName(request),
        ...(revision !== undefined && { revision: Number(revision) }),
      });
    },
  );
  await Promise.resolve();
};
