import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { WebhookService } from '../../services/webhooks/admin.js';
import { callerOf } from '../plugins/auth.js';
import { EmptyBody } from '../schemas/case.js';
import { DeliveryPageSchema, DeliveryQuery, DeliverySchema } from '../schemas/webhook.js';
import { problemResponses } from './responses.js';

const tags = ['webhooks'];
const config = { scopes: ['admin'] as const };
const Id = Type.String({ pattern: '^[1-9][0-9]{0,14}$' });
const FAILURES = problemResponses(
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'not_found',
  'unavailable',
);

/** The log of a webhook, and sending again. */
export const webhookDeliveryRoutes: FastifyPluginAsyncTypebox<{ webhooks: WebhookService }> = async (
  app,
  { webhooks },
) => {
  app.get(
    '/v1/webhooks/:id/deliveries',
    {
      config,
      schema: {
        tags,
        summary: 'What was sent, what came of it, and what waits',
        description: 'Latest first, 50 a page; kept for 30 days after the end. Holds no message text.',
        params: Type.Object({ id: Id }),
        querystring: DeliveryQuery,
        response: { 200: DeliveryPageSchema, ...FAILURES },
      },
    },
    async (request) => {
      const { status, before } = request.query;
      const page = await webhooks.log(callerOf(request).communityId, Number(request.params.id), {
        ...(status !== undefined && { status }),
        ...(before !== undefined && { before: Number(before) }),
      });
      return { deliveries: [...page.deliveries], next: page.next };
    },
  );

  app.post(
    '/v1/webhooks/:id/deliveries/:n/send-again',
    {
      config,
      schema: {
        tags,
        summary: 'Send one again',
        description:
          'At once, under the same webhook-id, with as many attempts as a new one has. 409 where it is being sent at this moment or the webhook is disabled. Takes no body, or an empty object.',
        params: Type.Object({ id: Id, n: Id }),
        body: EmptyBody,
        response: { 202: DeliverySchema, ...FAILURES, ...problemResponses('conflict') },
      },
    },
    async (request, reply) => {
      const { id, n } = request.params;
      const delivery = await webhooks.sendAgain(callerOf(request).communityId, Number(id), Number(n));
      return reply.code(202).send(delivery);
    },
  );
  await Promise.resolve();
};
