import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Readiness } from '../../services/readiness.js';

const CHECK_TIMEOUT_MS = 2_000;

const Checks = Type.Object({
  status: Type.String(),
  checks: Type.Object({
    database: Type.Boolean({ description: 'The database answers.' }),
    queue: Type.Boolean({ description: "The queue's store answers." }),
    workers: Type.Boolean({ description: 'A worker has scored something within the last 15 seconds.' }),
  }),
});

export interface HealthOptions {
  readonly readiness: Readiness;
  readonly check: () => Promise<{ database: boolean; queue: boolean }>;
}

/** /healthz: the process answers. /readyz: everything it needs answers, workers included. */
export const healthRoutes: FastifyPluginAsyncTypebox<HealthOptions> = async (app, { readiness, check }) => {
  app.get(
    '/healthz',
    {
      schema: {
        tags: ['operation'],
        security: [],
        response: { 200: Type.Object({ status: Type.String() }) },
      },
    },
    () => ({ status: 'ok' }),
  );

  app.get(
    '/readyz',
    { schema: { tags: ['operation'], security: [], response: { 200: Checks, 503: Checks } } },
    async (_request, reply) => {
      const gone = { database: false, queue: false };
      const timeout = new Promise<typeof gone>((resolve) => {
        setTimeout(() => resolve(gone), CHECK_TIMEOUT_MS).unref();
      });
      const checks = { ...(await Promise.race([check(), timeout])), workers: readiness.ready };
      const ready = Object.values(checks).every(Boolean);
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', checks });
    },
  );
  await Promise.resolve();
};
