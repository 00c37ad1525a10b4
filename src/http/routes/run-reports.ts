import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { RunOutcomeService } from '../../services/history/run-outcomes.js';
import type { RunService } from '../../services/history/run-service.js';
import { createEventStreams, EVENT_STREAM } from '../event-stream.js';
import { callerOf } from '../plugins/auth.js';
import { RESULT_TYPES, resultStream, type ResultFormat } from '../run-results.js';
import { DriftSchema, RunChangeSchema, RunParams, RunSchema } from '../schemas/run.js';
import { problemResponses } from './responses.js';
import { mayRead, viewOf } from './run-view.js';

const tags = ['history'];
const config = { scopes: ['history'] as const };
const FAILURES = problemResponses(
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'not_found',
  'unavailable',
);

export interface RunReportOptions {
  readonly runs: RunService;
  readonly outcomes: RunOutcomeService;
}

/** What there is to see of a run while it is at work, and of what came of it. */
export const runReportRoutes: FastifyPluginAsyncTypebox<RunReportOptions> = async (
  app,
  { runs, outcomes },
) => {
  const streams = createEventStreams((error) => app.log.warn({ type: error.name }, 'an event stream ended'));
  const results = new Set<{ destroy(): unknown }>();
  app.addHook('preClose', async () => {
    streams.end();
    for (const result of results) result.destroy();
    await Promise.resolve();
  });

  app.get(
    '/v1/runs/:id/events',
    {
      config,
      schema: {
        tags,
        summary: 'How a run stands, now and at each change (server-sent events)',
        description:
          'Each `event: run` holds the run as `GET /v1/runs/{id}` shows it: at once, then at most one a second unless its status changes. Ends after a final status, else after five minutes, when browsers connect again by themselves.',
        params: RunParams,
        response: {
          200: { description: 'text/event-stream', content: { [EVENT_STREAM]: { schema: RunSchema } } },
          ...FAILURES,
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id } = await runs.get(caller, Number(request.params.id));
      const stream = streams.open('run', async function* (signal) {
        for await (const run of runs.watch(caller, id, signal)) yield viewOf(run);
      });
      return reply
        .type(EVENT_STREAM)
        .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
        .send(stream as never);
    },
  );

  app.get(
    '/v1/runs/:id/results',
    {
      config,
      schema: {
        tags,
        summary: 'Messages that a run decided otherwise; of an import those it flagged',
        description:
          'As many as there are by now, as a download of any length. Text goes to keys with the scope review or admin, while it is kept. In CSV, cells that a spreadsheet would take for a formula begin with an apostrophe.',
        params: RunParams,
        querystring: Type.Object(
          {
            format: Type.Optional(
              Type.Unsafe<ResultFormat>({
                type: 'string',
                enum: Object.keys(RESULT_TYPES),
                description: '"ndjson" unless given.',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: {
            description: 'A message a line.',
            content: {
              [RESULT_TYPES.ndjson]: { schema: RunChangeSchema },
              [RESULT_TYPES.csv]: { schema: Type.String() },
            },
          },
          ...FAILURES,
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { format = 'ndjson' } = request.query;
      const { id } = await runs.get(caller, Number(request.params.id));
      const stream = resultStream(runs.changes(caller, id), format, mayRead(request));
      results.add(stream);
      stream.once('close', () => results.delete(stream));
      return reply
        .type(RESULT_TYPES[format])
        .headers({
          'cache-control': 'no-store',
          'content-disposition': `attachment; filename="run-${id}.${format}"`,
        })
        .send(stream as never);
    },
  );

  app.get(
    '/v1/runs/:id/drift',
    {
      config,
      schema: {
        tags,
        summary: 'What a rescoring or replay changes: scores, decisions, samples, agreement with labels',
        description: '409 for an import, which has nothing to compare with.',
        params: RunParams,
        response: { 200: DriftSchema, ...FAILURES, ...problemResponses('conflict') },
      },
    },
    async (request) => outcomes.drift(callerOf(request), Number(request.params.id), mayRead(request)),
  );
  await Promise.resolve();
};
