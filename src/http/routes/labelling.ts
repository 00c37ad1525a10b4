import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { LabellingService } from '../../services/labelling.js';
import type { ThresholdService } from '../../services/thresholds.js';
import { callerOf } from '../plugins/auth.js';
import {
  PrecisionRecallSchema,
  SampleBody,
  SampleSchema,
  ScoreFields,
  SuggestionSchema,
} from '../schemas/labelling.js';
import { problemResponses } from './responses.js';

const config = { scopes: ['review'] as const };
const FAILURES = problemResponses(
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'not_found',
  'unavailable',
);

/** What labels say of thresholds, and which messages to label next; docs/thresholds.md explains it. */
export const labellingRoutes: FastifyPluginAsyncTypebox<{
  labelling: LabellingService;
  thresholds: ThresholdService;
}> = async (app, { labelling, thresholds }) => {
  app.get(
    '/v1/stats/precision-recall',
    {
      config,
      schema: {
        tags: ['statistics'],
        summary: 'Precision and recall of a clause or a signal at every threshold',
        description:
          'Of all messages, from labels whose inclusion probability is known, each weighted by how many messages it stands for.',
        querystring: Type.Object(ScoreFields, { additionalProperties: false }),
        response: { 200: PrecisionRecallSchema, ...FAILURES },
      },
    },
    async (request) => thresholds.precisionRecall(callerOf(request), request.query),
  );

  app.get(
    '/v1/stats/suggestion',
    {
      config,
      schema: {
        tags: ['statistics'],
        summary: 'Which threshold has the precision or the recall that is wanted',
        description: 'With its interval; none from fewer than 20 sampled labels.',
        querystring: Type.Object(
          {
            ...ScoreFields,
            goal: Type.Unsafe<'precision' | 'recall'>({ type: 'string', enum: ['precision', 'recall'] }),
            at: Type.String({ pattern: '^(0?\\.[0-9]{1,9}|1(\\.0{1,9})?)$', description: 'Such as 0.9.' }),
          },
          { additionalProperties: false },
        ),
        response: { 200: SuggestionSchema, ...FAILURES },
      },
    },
    async (request) =>
      thresholds.suggestion(callerOf(request), { ...request.query, at: Number(request.query.at) }),
  );

  app.post(
    '/v1/labelling/samples',
    {
      config,
      schema: {
        tags: ['labels'],
        summary: 'Draw messages whose labels tell most',
        description:
          'Spread over the scores, near the thresholds, and where views or the shadow disagree; those that the caller has labelled are left out. A label on one says `origin: "suggested"` and `sampling` as given here.',
        body: SampleBody,
        response: {
          200: SampleSchema,
          ...FAILURES,
          ...problemResponses('payload_too_large', 'unsupported_media_type'),
        },
      },
    },
    async (request) => labelling.draw(callerOf(request), request.body),
  );
  await Promise.resolve();
};
