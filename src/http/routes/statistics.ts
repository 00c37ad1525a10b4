import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { SIGNALS, type Signal } from '../../domain/signal.js';
import type { ActionsAnswer, HistogramAnswer, StatisticsService } from '../../services/statistics.js';
import { callerOf } from '../plugins/auth.js';
import { NameSchema } from '../schemas/policy.js';
import { PipelineField, WindowFields } from '../schemas/simulation.js';
import { problemResponses } from './responses.js';

const config = { scopes: ['review'] as const };
const tags = ['statistics'];
const FAILURES = problemResponses(
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'not_found',
  'unavailable',
);
const Count = Type.Integer({ minimum: 0 });
const Pipeline = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  description: 'What scored the messages; null where nothing has been scored.',
});
const filters = {
  ...WindowFields,
  pipeline: PipelineField,
  channelId: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
};

const HistogramSchema = Type.Unsafe<HistogramAnswer>(
  Type.Object({
    pipeline: Pipeline,
    bins: Type.Array(Count, {
      description: '100 of 0.01 each: bin i counts scores from i/100; 1 is in the last.',
    }),
    unavailable: Type.Integer({ minimum: 0, description: 'Messages without a score.' }),
    notApplicable: Type.Integer({
      minimum: 0,
      description: 'Messages to which the clause does not apply; in no bin.',
    }),
  }),
);
const ActionsSchema = Type.Unsafe<ActionsAnswer>(
  Type.Object({
    pipeline: Pipeline,
    days: Type.Array(
      Type.Object({
        day: Type.String({ format: 'date', description: 'In UTC; days without messages are left out.' }),
        allow: Count,
        review: Count,
        act: Count,
        alert: Type.Integer({ minimum: 0, description: 'With an alert; counted by their action as well.' }),
      }),
    ),
  }),
);

/** /v1/stats: figures about stored scores, for people who set thresholds. */
export const statisticsRoutes: FastifyPluginAsyncTypebox<{ statistics: StatisticsService }> = async (
  app,
  { statistics },
) => {
  app.get(
    '/v1/stats/histograms',
    {
      config,
      schema: {
        tags,
        summary: 'How the scores of a signal or a clause are spread',
        description:
          'Of a clause over the messages that its policy decides; of a signal over all messages, unless `policy` is given.',
        querystring: Type.Object(
          {
            signal: Type.Optional(Type.Unsafe<Signal>({ type: 'string', enum: [...SIGNALS] })),
            clause: Type.Optional(Type.String({ maxLength: 64, description: 'Instead of `signal`.' })),
            policy: Type.Optional(NameSchema),
            ...filters,
          },
          { additionalProperties: false },
        ),
        response: { 200: HistogramSchema, ...FAILURES },
      },
    },
    async (request) => statistics.histogram(callerOf(request), request.query),
  );

  app.get(
    '/v1/stats/actions',
    {
      config,
      schema: {
        tags,
        summary: 'Current actions of stored messages by day',
        querystring: Type.Object(
          { policy: Type.Optional(NameSchema), ...filters },
          { additionalProperties: false },
        ),
        response: { 200: ActionsSchema, ...FAILURES },
      },
    },
    async (request) => statistics.actions(callerOf(request), request.query),
  );
  await Promise.resolve();
};
