import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { callerOf } from '../../http/plugins/auth.js';
import type { ClassifyService } from '../../services/classify.js';
import { speakAs } from '../vendor-scope.js';
import { openaiWording } from './errors.js';
import { readModel, readTexts, toModeration, unscoredInputs, unsupportedCategories } from './moderate.js';
import { failures, ModerationAnswer, ModerationBody } from './schemas.js';

const PATH = '/v1/moderations';

/** OpenAI's Moderations endpoint, as its SDK knows it. */
export const openaiRoutes = async (
  app: FastifyInstance,
  options: { readonly classify: ClassifyService },
): Promise<void> => {
  await app.register(moderationRoute, { prefix: PATH, ...options });
};

const moderationRoute: FastifyPluginAsyncTypebox<{ classify: ClassifyService }> = async (
  scope,
  { classify },
) => {
  speakAs(scope, openaiWording);
  scope.addHook('onSend', async (_request, reply, payload) => {
    reply.header('x-request-id', `req_${randomUUID().replaceAll('-', '')}`);
    reply.header('openai-processing-ms', Math.round(reply.elapsedTime));
    return Promise.resolve(payload);
  });
  scope.post(
    '',
    {
      config: { scopes: ['classify'] },
      schema: {
        tags: ['openai'],
        summary: "Score texts in OpenAI's categories",
        description:
          'By the default policy; nothing is stored. The header x-conduct-unsupported-categories names the categories that nothing looks for, x-conduct-unscored-inputs the positions of texts in a language that is not read.',
        body: ModerationBody,
        response: { 200: ModerationAnswer, ...failures },
      },
    },
    async (request, reply) => {
      const model = readModel(request.body);
      const messages = readTexts(request.body).map((text) => ({ text, store: 'none' as const }));
      const caller = callerOf(request);
      request.messageCount = messages.length;
      const answers =
        messages.length === 1
          ? [await classify.classify(caller, messages[0]!)]
          : await classify.classifyBatch(caller, messages);
      for (const { decision, timings } of answers) scope.observeDecision(decision, timings);
      const results = answers.map(toModeration);
      const unscored = unscoredInputs(answers);
      reply.header('x-conduct-unsupported-categories', unsupportedCategories(results).join(', '));
      if (unscored.length > 0) reply.header('x-conduct-unscored-inputs', unscored.join(', '));
      return { id: `modr-${randomUUID()}`, model, results };
    },
  );
  await Promise.resolve();
};
