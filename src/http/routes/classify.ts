import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { ClassifyService } from '../../services/classify.js';
import { checkMessage } from '../../services/message-input.js';
import { callerOf } from '../plugins/auth.js';
import { idempotencyHeader } from '../plugins/idempotency.js';
import { BatchAnswerSchema, ClassifyAnswerSchema } from '../schemas/answer.js';
import { BatchBody, ClassifyBody } from '../../services/message-schema.js';
import { problemResponses } from './responses.js';

const BATCH_BODY_BYTES_MAX = 16 * 1024 * 1024;
const FAILURES = problemResponses(
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'not_found',
  'payload_too_large',
  'unsupported_media_type',
  'conflict',
  'idempotency_key_reused',
  'unavailable',
);

/** POST /v1/classify and /v1/classify/batch: the live lane. */
export const classifyRoutes: FastifyPluginAsyncTypebox<{ classify: ClassifyService }> = async (
  app,
  { classify },
) => {
  app.post(
    '/v1/classify',
    {
      config: { scopes: ['classify'], idempotent: true },
      schema: {
        tags: ['live'],
        summary: 'Classify one message',
        headers: idempotencyHeader,
        body: ClassifyBody,
        response: { 200: ClassifyAnswerSchema, ...FAILURES },
      },
    },
    async (request) => {
      checkMessage(request.body);
      request.messageCount = 1;
      const answer = await classify.classify(callerOf(request), request.body);
      app.observeDecision(answer.decision, answer.timings);
      return answer;
    },
  );

  app.post(
    '/v1/classify/batch',
    {
      config: { scopes: ['classify'], idempotent: true },
      bodyLimit: BATCH_BODY_BYTES_MAX,
      schema: {
        tags: ['live'],
        summary: 'Classify up to 1,000 messages, answered in the same order',
        headers: idempotencyHeader,
        body: BatchBody,
        response: { 200: BatchAnswerSchema, ...FAILURES },
      },
    },
    async (request) => {
      request.body.items.forEach((item, i) => checkMessage(item, `/items/${i}`));
      request.messageCount = request.body.items.length;
      const items = await classify.classifyBatch(callerOf(request), request.body.items);
      for (const item of items) app.observeDecision(item.decision, item.timings);
      return { items };
    },
  );
  await Promise.resolve();
};
