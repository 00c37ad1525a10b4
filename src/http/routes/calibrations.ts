import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import Type from 'typebox';
import type { CalibrationService, Calibrations } from '../../services/calibrations.js';
import { callerOf } from '../plugins/auth.js';
import { ifMatchHeader, revisionsMeant, showRevision } from '../preconditions.js';
import { CalibrationsSchema, NewCalibrationBody, RecalibrationSchema } from '../schemas/calibration.js';
import { PipelineField } from '../schemas/simulation.js';
import { problemResponses } from './responses.js';

const tags = ['calibrations'];
const config = { scopes: ['admin'] as const };
const FAILURES = problemResponses(
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'not_found',
  'unavailable',
);
const CHANGES = problemResponses('conflict', 'precondition_failed', 'precondition_required');

/** /v1/calibrations: what the model's outputs mean here, fitted to labels, put in force by a person. */
export const calibrationRoutes: FastifyPluginAsyncTypebox<{ calibrations: CalibrationService }> = async (
  app,
  { calibrations },
) => {
  app.get(
    '/v1/calibrations',
    {
      config: { scopes: ['review'] },
      schema: {
        tags,
        summary: 'Which maps are in force, and all that were proposed, latest first',
        querystring: Type.Object({ pipeline: PipelineField }, { additionalProperties: false }),
        response: { 200: CalibrationsSchema, ...FAILURES },
      },
    },
    async (request, reply) => show(reply, await calibrations.list(callerOf(request), request.query.pipeline)),
  );

  app.post(
    '/v1/calibrations',
    {
      config,
      schema: {
        tags,
        summary: "Fit a signal's map to half of its labels and show it on the other half",
        description: 'Changes nothing by itself. 409 says what is missing where labels are too few.',
        body: NewCalibrationBody,
        response: {
          201: RecalibrationSchema,
          ...FAILURES,
          ...problemResponses('conflict', 'payload_too_large', 'unsupported_media_type'),
        },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await calibrations.propose(callerOf(request), request.body)),
  );

  app.post(
    '/v1/calibrations/:id/activate',
    {
      config,
      schema: {
        tags,
        summary: 'Put a map in force',
        description:
          'From here on in every process; current actions of stored messages are rewritten in the background, past answers stay.',
        params: Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) }),
        headers: ifMatchHeader,
        response: { 200: CalibrationsSchema, ...FAILURES, ...CHANGES },
      },
    },
    async (request, reply) => {
      const id = Number(request.params.id);
      return show(reply, await calibrations.activate(callerOf(request), id, revisionsMeant(request)));
    },
  );

  app.post(
    '/v1/calibrations/undo',
    {
      config,
      schema: {
        tags,
        summary: 'Put in force what was before the last change',
        description: 'Without a body. Again goes one further back; 409 where there is nothing.',
        querystring: Type.Object({ pipeline: PipelineField }, { additionalProperties: false }),
        headers: ifMatchHeader,
        response: { 200: CalibrationsSchema, ...FAILURES, ...CHANGES },
      },
    },
    async (request, reply) =>
      show(
        reply,
        await calibrations.undo(callerOf(request), revisionsMeant(request), request.query.pipeline),
      ),
  );
  await Promise.resolve();
};

function show(reply: FastifyReply, { revision, ...shown }: Calibrations) {
  showRevision(reply, revision);
  return shown;
}
