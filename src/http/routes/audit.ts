import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { AuditService } from '../../services/audit.js';
import { callerOf } from '../plugins/auth.js';
import { problemResponses } from './responses.js';

const PAGE_DEFAULT = 50;
const PAGE_MAX = 500;

const OrNull = (type: 'string' | 'integer', description: string) =>
  Type.Unsafe<never>({ type: [type, 'null'], description });

const EntrySchema = Type.Object({
  id: Type.Integer(),
  at: Type.String({ format: 'date-time' }),
  actor: Type.Object({
    owner: Type.String(),
    keyId: OrNull('integer', 'null: the installation itself.'),
  }),
  action: Type.String({
    description:
      'policy.create|version|activate|rollback|shadow|channels, key.create|revoke, settings.change, message.forget, author.forget|export, run.create|start|pause|cancel|promote|discard, calibration.activate|undo, webhook.create|change|rotate|delete.',
  }),
  subject: Type.String({
    description:
      'The name of the policy, signal or pipeline, the id of the key, run, webhook or community; of a message or author a hash of its id.',
  }),
  before: OrNull('string', 'In words.'),
  after: OrNull('string', 'In words.'),
});

/** GET /v1/audit: who changed what, for admins. */
export const auditRoutes: FastifyPluginAsyncTypebox<{ audit: AuditService }> = async (app, { audit }) => {
  app.get(
    '/v1/audit',
    {
      config: { scopes: ['admin'] },
      schema: {
        tags: ['audit'],
        summary: 'Who changed what, latest first',
        querystring: Type.Object(
          {
            limit: Type.Optional(
              Type.String({ pattern: '^[1-9][0-9]{0,2}$', description: `50; at most ${PAGE_MAX}.` }),
            ),
            before: Type.Optional(
              Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'Only entries with a lower id.' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ entries: Type.Array(EntrySchema) }),
          ...problemResponses('invalid_request', 'unauthenticated', 'forbidden', 'unavailable'),
        },
      },
    },
    async (request) => {
      const { limit, before } = request.query;
      const entries = await audit.list(
        callerOf(request).communityId,
        Math.min(Number(limit ?? PAGE_DEFAULT), PAGE_MAX),
        before === undefined ? undefined : Number(before),
      );
      return { entries: entries as never };
    },
  );
  await Promise.resolve();
};
