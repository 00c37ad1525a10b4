import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { SCOPES, type Scope } from '../../domain/keys.js';
import type { KeyService } from '../../services/keys.js';
import { callerOf } from '../plugins/auth.js';
import { problemResponses } from './responses.js';

const Time = Type.String({ format: 'date-time' });
const KeySchema = Type.Object({
  id: Type.Integer(),
  prefix: Type.String({ description: 'First characters of the key, to tell keys apart.' }),
  owner: Type.String(),
  scopes: Type.Array(Type.String()),
  createdAt: Time,
  lastUsedAt: Type.Union([Time, Type.Null()], { description: 'To within half a minute.' }),
  revokedAt: Type.Union([Time, Type.Null()]),
});
const NewKeyBody = Type.Object(
  {
    owner: Type.String({
      minLength: 1,
      maxLength: 100,
      pattern: '\\S',
      description: 'Who uses it: the actor in labels and the audit log.',
    }),
    scopes: Type.Array(Type.Unsafe<Scope>({ type: 'string', enum: [...SCOPES] }), {
      minItems: 1,
      uniqueItems: true,
    }),
  },
  { additionalProperties: false },
);

/** /v1/keys: for admins. */
export const keyRoutes: FastifyPluginAsyncTypebox<{ keys: KeyService }> = async (app, { keys }) => {
  const config = { scopes: ['admin'] as const };
  const failures = problemResponses('invalid_request', 'unauthenticated', 'forbidden', 'unavailable');

  app.get(
    '/v1/keys',
    {
      config,
      schema: {
        tags: ['keys'],
        summary: 'All keys, revoked ones included',
        response: { 200: Type.Object({ keys: Type.Array(KeySchema) }), ...failures },
      },
    },
    async (request) => ({ keys: (await keys.list(callerOf(request).communityId)).map(toView) }),
  );

  app.post(
    '/v1/keys',
    {
      config,
      schema: {
        tags: ['keys'],
        summary: 'Make a key',
        body: NewKeyBody,
        response: {
          201: Type.Object({
            ...KeySchema.properties,
            key: Type.String({ description: 'Shown this once.' }),
          }),
          ...failures,
          ...problemResponses('unsupported_media_type'),
        },
      },
    },
    async (request, reply) => {
      const { owner, scopes } = request.body;
      const { key, secret } = await keys.create(callerOf(request), owner.trim(), scopes);
      return reply.code(201).send({ ...toView(key), key: secret });
    },
  );

  app.delete(
    '/v1/keys/:id',
    {
      config,
      schema: {
        tags: ['keys'],
        summary: 'Revoke a key',
        description: 'Takes effect in every process within 2 seconds.',
        params: Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) }),
        response: { 200: KeySchema, ...failures, ...problemResponses('not_found') },
      },
    },
    async (request) => toView(await keys.revoke(callerOf(request), Number(request.params.id))),
  );
  await Promise.resolve();
};

type KeyRow = Awaited<ReturnType<KeyService['list']>>[number];

const toView = ({ id, prefix, owner, scopes, createdAt, lastUsedAt, revokedAt }: KeyRow) => ({
  id,
  prefix,
  owner,
  scopes: [...scopes],
  createdAt,
  lastUsedAt,
  revokedAt,
});
