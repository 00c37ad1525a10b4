import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { SimulationService } from '../../services/simulation.js';
import { callerOf } from '../plugins/auth.js';
import { NameParams } from '../schemas/policy.js';
import { SimulationBody, SimulationSchema } from '../schemas/simulation.js';
import { problemResponses } from './responses.js';

/** POST /v1/policies/{name}/simulate: what a change would do, before it does it. */
export const simulationRoutes: FastifyPluginAsyncTypebox<{ simulation: SimulationService }> = async (
  app,
  { simulation },
) => {
  app.post(
    '/v1/policies/:name/simulate',
    {
      config: { scopes: ['review'] },
      schema: {
        tags: ['policies'],
        summary: 'What other rules would make of the stored messages',
        description:
          'Counts what would change if these rules became active now, over stored scores: nothing is scored again and nothing is stored. The first call after a while reads all scores and takes seconds where there are millions; later ones take up what changed since.',
        params: NameParams,
        body: SimulationBody,
        response: {
          200: SimulationSchema,
          ...problemResponses(
            'invalid_request',
            'unauthenticated',
            'forbidden',
            'not_found',
            'payload_too_large',
            'unsupported_media_type',
            'unavailable',
          ),
        },
      },
    },
    async (request) => simulation.simulate(callerOf(request), request.params.name, request.body),
  );
  await Promise.resolve();
};
