import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { CASE_STATUSES, type CaseStatus } from '../../domain/case.js';
import type { CaseIntent, CaseService, VersionedCase } from '../../services/cases.js';
import { callerOf } from '../plugins/auth.js';
import { entityTag, ifMatchHeader, revisionsMeant, showRevision } from '../preconditions.js';
import { HttpProblem } from '../problem.js';
import {
  CaseDetailSchema,
  CaseListSchema,
  CaseSchema,
  ClaimBody,
  EmptyBody,
  ResolveBody,
} from '../schemas/case.js';
import { problemResponses } from './responses.js';

const PAGE_DEFAULT = 50;
const PAGE_MAX = 200;

const tags = ['cases'];
const config = { scopes: ['review'] as const };
const params = Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) });
const FAILURES = problemResponses('invalid_request', 'unauthenticated', 'forbidden', 'unavailable');
const CHANGE_FAILURES = {
  ...FAILURES,
  ...problemResponses('not_found', 'conflict', 'precondition_failed', 'precondition_required'),
};

/** /v1/cases: flagged messages until somebody has said what they are. For reviewers. */
export const caseRoutes: FastifyPluginAsyncTypebox<{ cases: CaseService }> = async (app, { cases }) => {
  app.get(
    '/v1/cases',
    {
      config,
      schema: {
        tags,
        summary: 'The queue: alerts first, then act, then review; in each the oldest first',
        querystring: Type.Object(
          {
            status: Type.Optional(
              Type.Unsafe<CaseStatus | 'all'>({
                type: 'string',
                enum: [...CASE_STATUSES, 'all'],
                description: '"open" if absent.',
              }),
            ),
            clause: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'That fired.' })),
            channelId: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
            limit: Type.Optional(
              Type.String({
                pattern: '^[1-9][0-9]{0,2}$',
                description: `${PAGE_DEFAULT}; at most ${PAGE_MAX}.`,
              }),
            ),
            cursor: Type.Optional(Type.String({ maxLength: 40, description: '`next` of the page before.' })),
          },
          { additionalProperties: false },
        ),
        response: { 200: CaseListSchema, ...FAILURES },
      },
    },
    async (request) => {
      const { status = 'open', clause, channelId, limit, cursor } = request.query;
      const page = await cases.list(
        callerOf(request),
        {
          ...(status !== 'all' && { status }),
          ...(clause !== undefined && { clause }),
          ...(channelId !== undefined && { channelId }),
        },
        Math.min(Number(limit ?? PAGE_DEFAULT), PAGE_MAX),
        cursor,
      );
      return { ...page, cases: page.cases.map(toView) };
    },
  );

  app.get(
    '/v1/cases/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One case, with what was answered and what else its author had flagged',
        params,
        response: { 200: CaseDetailSchema, ...FAILURES, ...problemResponses('not_found') },
      },
    },
    async (request, reply) => {
      const { revision, ...detail } = await cases.get(callerOf(request), Number(request.params.id));
      showRevision(reply, revision);
      return { ...detail, etag: entityTag(revision) };
    },
  );

  app.post(
    '/v1/cases/:id/claim',
    {
      config,
      schema: {
        tags,
        summary: 'Say that you look at it, so that nobody else does',
        description: '409 says who has it already. A body is not needed.',
        params,
        headers: ifMatchHeader,
        body: ClaimBody,
        response: { 200: CaseSchema, ...CHANGE_FAILURES },
      },
    },
    async (request, reply) => {
      const force = request.body?.force ?? false;
      if (force && !callerOf(request).scopes.includes('admin'))
        throw new HttpProblem('forbidden', 'Taking a case from somebody needs the scope admin.');
      return answer(reply, await cases.claim(intentOf(request), force));
    },
  );

  app.post(
    '/v1/cases/:id/release',
    {
      config,
      schema: {
        tags,
        summary: 'Give back what you claimed',
        description: 'A body is not needed.',
        params,
        headers: ifMatchHeader,
        body: EmptyBody,
        response: { 200: CaseSchema, ...CHANGE_FAILURES },
      },
    },
    async (request, reply) => answer(reply, await cases.release(intentOf(request))),
  );

  app.post(
    '/v1/cases/:id/resolve',
    {
      config,
      schema: {
        tags,
        summary: 'Label the message and close the case',
        description:
          "The labels (origin `queue`) are on the revision that the case is about, as the key's owner; labels and case are written together or not at all. What nobody has claimed can be resolved as it is.",
        params,
        headers: ifMatchHeader,
        body: ResolveBody,
        response: {
          200: CaseSchema,
          ...CHANGE_FAILURES,
          ...problemResponses('payload_too_large', 'unsupported_media_type'),
        },
      },
    },
    async (request, reply) => {
      const { labels, note } = request.body;
      return answer(
        reply,
        await cases.resolve(intentOf(request), { labels, ...(note !== undefined && { note }) }),
      );
    },
  );
  await Promise.resolve();
};

function intentOf(request: FastifyRequest): CaseIntent {
  const { id } = request.params as { id: string };
  return { caller: callerOf(request), id: Number(id), revisions: revisionsMeant(request) };
}

function answer(reply: FastifyReply, changed: VersionedCase) {
  showRevision(reply, changed.revision);
  return toView(changed);
}

const toView = ({ revision, ...shown }: VersionedCase) => ({ ...shown, etag: entityTag(revision) });
