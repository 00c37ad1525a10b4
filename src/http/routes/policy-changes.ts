import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import type { Intent, PolicyService } from '../../services/policies.js';
import { callerOf } from '../plugins/auth.js';
import { ifMatchHeader, revisionsMeant, showRevision } from '../preconditions.js';
import {
  ChannelsSchema,
  NameParams,
  NewVersionBody,
  PolicyFileSchema,
  PolicyViewSchema,
  VersionBody,
} from '../schemas/policy.js';
import { showPolicy } from './policies.js';
import { problemResponses } from './responses.js';

const tags = ['policies'];
const config = { scopes: ['admin'] as const };
const FAILURES = problemResponses(
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'not_found',
  'precondition_failed',
  'precondition_required',
  'unavailable',
);
const WITH_BODY = problemResponses('payload_too_large', 'unsupported_media_type');

/** Changes to policies: scope admin, each with If-Match, so that two admins never overwrite each other. */
export const policyChangeRoutes: FastifyPluginAsyncTypebox<{ policies: PolicyService }> = async (
  app,
  { policies },
) => {
  app.post(
    '/v1/policies/:name/versions',
    {
      config,
      schema: {
        tags,
        summary: 'Add a version, from rules or an exported file',
        description: 'What is active stays so. All faults of the rules are answered at once.',
        params: NameParams,
        headers: ifMatchHeader,
        body: NewVersionBody,
        response: { 201: PolicyFileSchema, ...FAILURES, ...WITH_BODY },
      },
    },
    async (request, reply) => {
      const { state, version } = await policies.addVersion(
        intentOf(request, request.params.name),
        request.body,
      );
      showRevision(reply, state.revision);
      reply.code(201).header('location', `/v1/policies/${version.name}/versions/${version.version}`);
      return version;
    },
  );

  app.post(
    '/v1/policies/:name/activate',
    {
      config,
      schema: {
        tags,
        summary: 'Make a version the one that decides',
        description:
          'From here on in every process; current actions of stored messages are rewritten in the background, past answers stay.',
        params: NameParams,
        headers: ifMatchHeader,
        body: VersionBody,
        response: { 200: PolicyViewSchema, ...FAILURES, ...WITH_BODY },
      },
    },
    async (request, reply) =>
      showPolicy(
        reply,
        await policies.activate(intentOf(request, request.params.name), request.body.version),
      ),
  );

  app.post(
    '/v1/policies/:name/rollback',
    {
      config,
      schema: {
        tags,
        summary: 'Activate the version that was active before',
        description: 'Without a body. Again goes one further back; 409 where there is none.',
        params: NameParams,
        headers: ifMatchHeader,
        response: { 200: PolicyViewSchema, ...FAILURES, ...problemResponses('conflict') },
      },
    },
    async (request, reply) =>
      showPolicy(reply, await policies.rollback(intentOf(request, request.params.name))),
  );

  app.put(
    '/v1/policies/:name/shadow',
    {
      config,
      schema: {
        tags,
        summary: 'Evaluate a version beside the active one and only count what it would do',
        params: NameParams,
        headers: ifMatchHeader,
        body: VersionBody,
        response: { 200: PolicyViewSchema, ...FAILURES, ...WITH_BODY },
      },
    },
    async (request, reply) =>
      showPolicy(
        reply,
        await policies.setShadow(intentOf(request, request.params.name), request.body.version),
      ),
  );

  app.delete(
    '/v1/policies/:name/shadow',
    {
      config,
      schema: {
        tags,
        summary: 'End the shadow; its counts go with it',
        params: NameParams,
        headers: ifMatchHeader,
        response: { 200: PolicyViewSchema, ...FAILURES },
      },
    },
    async (request, reply) =>
      showPolicy(reply, await policies.setShadow(intentOf(request, request.params.name), null)),
  );

  app.put(
    '/v1/policies/:name/channels',
    {
      config,
      schema: {
        tags,
        summary: 'Say which channels use the policy where the request names none',
        description: 'Replaces both lists. 409 where another policy has one of the channels.',
        params: NameParams,
        headers: ifMatchHeader,
        body: ChannelsSchema,
        response: { 200: PolicyViewSchema, ...FAILURES, ...WITH_BODY, ...problemResponses('conflict') },
      },
    },
    async (request, reply) =>
      showPolicy(reply, await policies.setChannels(intentOf(request, request.params.name), request.body)),
  );
  await Promise.resolve();
};

function intentOf(request: FastifyRequest, name: string): Intent {
  return { caller: callerOf(request), name, revisions: revisionsMeant(request) };
}
