import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { createHash } from 'node:crypto';
import Type from 'typebox';
import type { PolicyService } from '../../services/policies.js';
import { callerOf } from '../plugins/auth.js';
import { entityTag, showRevision } from '../preconditions.js';
import {
  ChannelsSchema,
  DiffSchema,
  NameParams,
  NewPolicyBody,
  PolicyFileSchema,
  PolicyListSchema,
  PolicyViewSchema,
  ShadowStatsSchema,
  VersionListSchema,
  VersionText,
  type PolicyView,
} from '../schemas/policy.js';
import { problemResponses } from './responses.js';

type State = Awaited<ReturnType<PolicyService['get']>>;

const tags = ['policies'];
const config = { scopes: ['review'] as const };
const FAILURES = problemResponses('invalid_request', 'unauthenticated', 'forbidden', 'unavailable');
const MISSING = problemResponses('not_found');

/** Reading policies: scope review. And POST /v1/policies, which changes nothing that is there. */
export const policyRoutes: FastifyPluginAsyncTypebox<{ policies: PolicyService }> = async (
  app,
  { policies },
) => {
  app.get(
    '/v1/policies',
    {
      config,
      schema: {
        tags,
        summary: 'All policies, with what is active and what is in the shadow',
        response: { 200: PolicyListSchema, ...FAILURES },
      },
    },
    async (request, reply) => {
      const list = (await policies.list(callerOf(request).communityId)).map(toView);
      const revisions = list.map(({ name, etag }) => name + etag).join();
      reply.header('etag', `"${createHash('sha256').update(revisions).digest('hex').slice(0, 32)}"`);
      reply.header('cache-control', 'no-cache');
      return { policies: list };
    },
  );

  app.post(
    '/v1/policies',
    {
      config: { scopes: ['admin'] },
      schema: {
        tags,
        summary: 'Make a policy of a new name, from rules or an exported file',
        description: 'Its version 1 is active, and used where a request or a channel names the policy.',
        body: NewPolicyBody,
        response: {
          201: PolicyViewSchema,
          ...FAILURES,
          ...problemResponses('conflict', 'payload_too_large', 'unsupported_media_type'),
        },
      },
    },
    async (request, reply) => {
      const state = await policies.create(callerOf(request), request.body);
      reply.code(201).header('location', `/v1/policies/${state.name}`);
      return showPolicy(reply, state);
    },
  );

  app.get(
    '/v1/policies/:name',
    {
      config,
      schema: {
        tags,
        summary: 'One policy; its ETag is what changes are made with',
        params: NameParams,
        response: { 200: PolicyViewSchema, ...FAILURES, ...MISSING },
      },
    },
    async (request, reply) =>
      showPolicy(reply, await policies.get(callerOf(request).communityId, request.params.name)),
  );

  app.get(
    '/v1/policies/:name/versions',
    {
      config,
      schema: {
        tags,
        summary: 'All versions, latest first',
        params: NameParams,
        response: { 200: VersionListSchema, ...FAILURES, ...MISSING },
      },
    },
    async (request, reply) => {
      const { communityId } = callerOf(request);
      const { state, versions } = await policies.versions(communityId, request.params.name);
      showRevision(reply, state.revision);
      return { versions };
    },
  );

  app.get(
    '/v1/policies/:name/versions/:version',
    {
      config,
      schema: {
        tags,
        summary: 'One version as a file, which POST /v1/policies and …/versions take back in',
        description: 'Versions never change.',
        params: Type.Object({ ...NameParams.properties, version: VersionText }),
        response: { 200: PolicyFileSchema, ...FAILURES, ...MISSING },
      },
    },
    async (request, reply) => {
      const { name, version } = request.params;
      const file = await policies.version(callerOf(request).communityId, name, Number(version));
      reply.header('etag', `"${file.sha256}-${file.version}"`);
      reply.header('content-disposition', `inline; filename="${name}-${file.version}.json"`);
      return file;
    },
  );

  app.get(
    '/v1/policies/:name/diff',
    {
      config,
      schema: {
        tags,
        summary: 'What changes from one version to another, in words',
        params: NameParams,
        querystring: Type.Object({ from: VersionText, to: VersionText }, { additionalProperties: false }),
        response: { 200: DiffSchema, ...FAILURES, ...MISSING },
      },
    },
    async (request) => {
      const from = Number(request.query.from);
      const to = Number(request.query.to);
      const changes = await policies.diff(callerOf(request).communityId, request.params.name, from, to);
      return { from, to, changes };
    },
  );

  app.get(
    '/v1/policies/:name/channels',
    {
      config,
      schema: {
        tags,
        summary: 'Which channels use the policy where the request names none',
        params: NameParams,
        response: { 200: ChannelsSchema, ...FAILURES, ...MISSING },
      },
    },
    async (request, reply) => {
      const state = await policies.get(callerOf(request).communityId, request.params.name);
      showRevision(reply, state.revision);
      return { ids: [...state.channels.ids], tags: [...state.channels.tags] };
    },
  );

  app.get(
    '/v1/policies/:name/shadow/stats',
    {
      config,
      schema: {
        tags,
        summary: 'What the shadow would have decided, counted',
        description: 'Counts of other processes come in within two seconds. 404 without a shadow.',
        params: NameParams,
        response: { 200: ShadowStatsSchema, ...FAILURES, ...MISSING },
      },
    },
    async (request) => policies.shadowStats(callerOf(request).communityId, request.params.name),
  );
  await Promise.resolve();
};

/** Answers with a policy and its entity tag. */
export function showPolicy(reply: FastifyReply, state: State): PolicyView {
  showRevision(reply, state.revision);
  return toView(state);
}

const toView = (state: State): PolicyView => ({
  name: state.name,
  activeVersion: state.activeVersion,
  shadowVersion: state.shadowVersion,
  shadowSince: state.shadowSince,
  latestVersion: state.latestVersion,
  rollbackVersion: state.earlierVersions.at(-1) ?? null,
  channels: state.channels,
  etag: entityTag(state.revision),
});
