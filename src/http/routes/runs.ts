import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { InvalidFieldsError } from '../../domain/errors.js';
import type { ReplayRequest, RescoreRequest } from '../../domain/run.js';
import type { ImportService } from '../../services/history/imports.js';
import type { RunService } from '../../services/history/run-service.js';
import { callerOf } from '../plugins/auth.js';
import {
  FIELDS_OF_KIND,
  ImportQuery,
  IMPORT_TYPES,
  NewRunBody,
  pageFields,
  RunErrorsSchema,
  RunListSchema,
  RunParams,
  RunSchema,
} from '../schemas/run.js';
import { problemResponses } from './responses.js';
import { importBodies, isImport, receiveImport } from './run-import.js';
import { showRun, viewOf } from './run-view.js';

const PAGE_DEFAULT = 50;
const PAGE_MAX = 200;
const ERRORS_DEFAULT = 100;
const ERRORS_MAX = 500;

const tags = ['history'];
const config = { scopes: ['history'] as const };
const FAILURES = problemResponses('invalid_request', 'unauthenticated', 'forbidden', 'unavailable');

export interface RunRouteOptions {
  readonly runs: RunService;
  readonly imports: Pick<ImportService, 'receive'>;
}

/** /v1/runs: imports, rescoring and replays of a policy over what a community ever said. */
export const runRoutes: FastifyPluginAsyncTypebox<RunRouteOptions> = async (app, { runs, imports }) => {
  // A plugin of its own: no other route reads such bodies.
  await app.register(newRunRoute, { runs, imports });

  app.get(
    '/v1/runs',
    {
      config,
      schema: {
        tags,
        summary: 'All runs, latest first',
        querystring: Type.Object(pageFields(PAGE_DEFAULT, PAGE_MAX), { additionalProperties: false }),
        response: { 200: RunListSchema, ...FAILURES },
      },
    },
    async (request) => {
      const { runs: found, next } = await runs.list(
        callerOf(request),
        pageOf(request.query, PAGE_DEFAULT, PAGE_MAX),
      );
      return { runs: found.map(viewOf), next };
    },
  );

  app.get(
    '/v1/runs/:id',
    {
      config,
      schema: {
        tags,
        summary: 'A run: its plan, how far it is, what came of it',
        params: RunParams,
        response: { 200: RunSchema, ...FAILURES, ...problemResponses('not_found') },
      },
    },
    async (request, reply) => showRun(reply, await runs.get(callerOf(request), Number(request.params.id))),
  );

  app.get(
    '/v1/runs/:id/errors',
    {
      config,
      schema: {
        tags,
        summary: 'Lines that were refused and messages that could not be scored, in the order they came',
        params: RunParams,
        querystring: Type.Object(pageFields(ERRORS_DEFAULT, ERRORS_MAX), { additionalProperties: false }),
        response: { 200: RunErrorsSchema, ...FAILURES, ...problemResponses('not_found') },
      },
    },
    async (request) =>
      runs.errors(
        callerOf(request),
        Number(request.params.id),
        pageOf(request.query, ERRORS_DEFAULT, ERRORS_MAX),
      ),
  );
};

const newRunRoute: FastifyPluginAsyncTypebox<RunRouteOptions> = async (app, { runs, imports }) => {
  importBodies(app);
  const file = { schema: Type.Unsafe({ description: 'The file itself, of any size.' }) };
  app.post(
    '/v1/runs',
    {
      config: { ...config, streamed: true },
      schema: {
        tags,
        summary: 'Plan a run, and start it where `start` says so',
        description:
          'As JSON a rescoring (`kind: "rescore"`) or the replay of a policy over stored scores (`kind: "replay"`). For an import the body is the file itself, and the query says the rest: it is read as it comes and answered when all of it is stored. An upload that breaks off is simply repeated: what is known already is skipped.',
        querystring: ImportQuery,
        body: {
          content: {
            'application/json': { schema: NewRunBody },
            ...Object.fromEntries(Object.keys(IMPORT_TYPES).map((type) => [type, file])),
          },
        },
        response: {
          201: RunSchema,
          ...FAILURES,
          ...problemResponses('not_found', 'conflict', 'payload_too_large', 'unsupported_media_type'),
        },
      },
    },
    async (request, reply) => {
      const run = isImport(request)
        ? await receiveImport(imports, request, request.query)
        : await runs.create(callerOf(request), readNewRun(request.body));
      reply.code(201).header('location', `/v1/runs/${run.id}`);
      return showRun(reply, run);
    },
  );
  await Promise.resolve();
};

/** @throws InvalidFieldsError naming every field that belongs to another kind of run */
function readNewRun(body: unknown): RescoreRequest | ReplayRequest {
  const request = body as RescoreRequest | ReplayRequest;
  const other = request.kind === 'rescore' ? 'replay' : 'rescore';
  const strange = FIELDS_OF_KIND[other].filter((field) => field in request);
  if (strange.length === 0) return request;
  throw new InvalidFieldsError(
    strange.map((field) => ({
      field: `/${field}`,
      message: `belongs to a ${other}, not to a ${request.kind}`,
    })),
  );
}

function pageOf(
  { limit, cursor }: { readonly limit?: string; readonly cursor?: string },
  limitDefault: number,
  limitMax: number,
) {
  return {
    limit: Math.min(Number(limit ?? limitDefault), limitMax),
    ...(cursor !== undefined && { cursor }),
  };
}
