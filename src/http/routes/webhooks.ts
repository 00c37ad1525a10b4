import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import Type from 'typebox';
import type { VersionedWebhook, WebhookService } from '../../services/webhooks/admin.js';
import { callerOf } from '../plugins/auth.js';
import { entityTag, ifMatchHeader, revisionsMeant, showRevision } from '../preconditions.js';
import {
  NewWebhookBody,
  overlapOf,
  RotateBody,
  WebhookChangeBody,
  WebhookListSchema,
  WebhookSchema,
  WebhookSecretSchema,
} from '../schemas/webhook.js';
import { problemResponses } from './responses.js';

const tags = ['webhooks'];
const config = { scopes: ['admin'] as const };
const params = Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) });
const FAILURES = problemResponses('invalid_request', 'unauthenticated', 'forbidden', 'unavailable');
const CHANGE_FAILURES = {
  ...FAILURES,
  ...problemResponses('not_found', 'precondition_failed', 'precondition_required'),
};

/** /v1/webhooks: endpoints that are told of what happens; for admins. */
export const webhookRoutes: FastifyPluginAsyncTypebox<{ webhooks: WebhookService }> = async (
  app,
  { webhooks },
) => {
  app.get(
    '/v1/webhooks',
    {
      config,
      schema: { tags, summary: 'All webhooks', response: { 200: WebhookListSchema, ...FAILURES } },
    },
    async (request) => ({ webhooks: (await webhooks.list(callerOf(request).communityId)).map(toView) }),
  );

  app.post(
    '/v1/webhooks',
    {
      config,
      schema: {
        tags,
        summary: 'Add a webhook',
        description: 'Deliveries follow the Standard Webhooks specification. At most 20, else 409.',
        body: NewWebhookBody,
        response: {
          201: WebhookSecretSchema,
          ...FAILURES,
          ...problemResponses('conflict', 'unsupported_media_type'),
        },
      },
    },
    async (request, reply) => {
      const { webhook, secret } = await webhooks.create(callerOf(request), request.body);
      showRevision(reply, webhook.revision);
      return reply
        .code(201)
        .header('location', `/v1/webhooks/${webhook.id}`)
        .header('cache-control', 'no-store')
        .send({ ...toView(webhook), secret });
    },
  );

  app.get(
    '/v1/webhooks/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One webhook',
        params,
        response: { 200: WebhookSchema, ...FAILURES, ...problemResponses('not_found') },
      },
    },
    async (request, reply) =>
      show(reply, await webhooks.get(callerOf(request).communityId, Number(request.params.id))),
  );

  app.patch(
    '/v1/webhooks/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Change a webhook, disable or enable it',
        description: 'What is not named stays. Disabled, it gets nothing, and what waits is cancelled.',
        params,
        headers: ifMatchHeader,
        body: WebhookChangeBody,
        response: { 200: WebhookSchema, ...CHANGE_FAILURES, ...problemResponses('unsupported_media_type') },
      },
    },
    async (request, reply) =>
      show(
        reply,
        await webhooks.change(
          callerOf(request),
          Number(request.params.id),
          revisionsMeant(request),
          request.body,
        ),
      ),
  );

  app.post(
    '/v1/webhooks/:id/rotate-secret',
    {
      config,
      schema: {
        tags,
        summary: 'Make another secret',
        description:
          'For a while deliveries carry signatures of earlier secrets too. At most two of those at a time, else 409. A body is not needed.',
        params,
        headers: ifMatchHeader,
        body: RotateBody,
        response: { 200: WebhookSecretSchema, ...CHANGE_FAILURES, ...problemResponses('conflict') },
      },
    },
    async (request, reply) => {
      const { webhook, secret } = await webhooks.rotateSecret(
        callerOf(request),
        Number(request.params.id),
        revisionsMeant(request),
        overlapOf(request.body),
      );
      showRevision(reply, webhook.revision);
      return reply.header('cache-control', 'no-store').send({ ...toView(webhook), secret });
    },
  );

  app.delete(
    '/v1/webhooks/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Remove a webhook with its log',
        params,
        headers: ifMatchHeader,
        response: { 204: Type.Null({ description: 'It is gone.' }), ...CHANGE_FAILURES },
      },
    },
    async (request, reply) => {
      await webhooks.remove(callerOf(request), Number(request.params.id), revisionsMeant(request));
      return reply.code(204).send(null);
    },
  );
  await Promise.resolve();
};

function show(reply: FastifyReply, webhook: VersionedWebhook) {
  showRevision(reply, webhook.revision);
  return toView(webhook);
}

const toView = ({ revision, ...shown }: VersionedWebhook) => ({ ...shown, etag: entityTag(revision) });
