import cookie from '@fastify/cookie';
import Fastify, { LogController, type FastifyInstance, type FastifyReply } from 'fastify';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { auth } from './http/plugins/auth.js';
import { docs } from './http/plugins/docs.js';
import { idempotency } from './http/plugins/idempotency.js';
import { jsonBody } from './http/plugins/json-body.js';
import { metrics } from './http/plugins/metrics.js';
import { pathOf, problems } from './http/plugins/problems.js';
import { rateLimit } from './http/plugins/rate-limit.js';
import { slowBodies } from './http/plugins/slow-bodies.js';
import { storableTexts } from './http/plugins/storable-texts.js';
import { HttpProblem, PROBLEM_TYPE } from './http/problem.js';
import { auditRoutes } from './http/routes/audit.js';
import { authorRoutes } from './http/routes/authors.js';
import { caseRoutes } from './http/routes/cases.js';
import { calibrationRoutes } from './http/routes/calibrations.js';
import { classifyRoutes } from './http/routes/classify.js';
import { healthRoutes } from './http/routes/health.js';
import { keyRoutes } from './http/routes/keys.js';
import { labellingRoutes } from './http/routes/labelling.js';
import { labelRoutes } from './http/routes/labels.js';
import { messageRoutes } from './http/routes/messages.js';
import { pageRoutes } from './http/routes/pages.js';
import { policyRoutes } from './http/routes/policies.js';
import { policyChangeRoutes } from './http/routes/policy-changes.js';
import { runControlRoutes } from './http/routes/run-control.js';
import { runReportRoutes } from './http/routes/run-reports.js';
import { runRoutes } from './http/routes/runs.js';
import { sessionRoutes } from './http/routes/session.js';
import { simulationRoutes } from './http/routes/simulation.js';
import { statisticsRoutes } from './http/routes/statistics.js';
import { settingsRoutes } from './http/routes/settings.js';
import { chatRoutes } from './integrations/chat/routes.js';
import { webhookDeliveryRoutes } from './http/routes/webhook-deliveries.js';
import { webhookRoutes } from './http/routes/webhooks.js';
import { openaiRoutes } from './integrations/openai/routes.js';
import { perspectiveRoutes, spellOut } from './integrations/perspective/routes.js';
import { projectRoot } from './paths.js';
import type { ApiServices } from './services/api-services.js';
import { conductVersion } from './version.js';

const BODY_BYTES_MAX = 1024 * 1024;
/** A client that has not sent its headers, or then its body, by then is cut off; Fastify's default is never. */
const REQUEST_TIMEOUT_MS = 15_000;
/** So long a file that is being uploaded may pause. */
const UPLOAD_IDLE_MS = 60_000;
const CONNECTION_CHECK_MS = 2_000;

export interface AppOptions {
  /** Whose X-Forwarded-* headers are believed: addresses or ranges, comma-separated. */
  readonly trustProxy?: string | undefined;
  /** Where the build leaves the admin pages. */
  readonly pagesFolder?: string;
}

/** Builds the HTTP application around services that are already wired. */
export async function buildApp(
  services: ApiServices,
  log: Logger,
  { trustProxy, pagesFolder = join(projectRoot, 'dist', 'web') }: AppOptions = {},
): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: log.child({}, { serializers: { req: describeRequest, err: describeError } }),
    // Requests are in the metrics; a log line each would name ids for no gain.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustProxy ?? false,
    bodyLimit: BODY_BYTES_MAX,
    // Of whole requests, uploads among them: bodies are watched by slowBodies instead.
    requestTimeout: 0,
    http: { connectionsCheckingInterval: CONNECTION_CHECK_MS, headersTimeout: REQUEST_TIMEOUT_MS },
    // A client's typo is refused, never dropped, and its types are taken as sent.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
    frameworkErrors: (error, _request, reply) => {
      const detail =
        error.code === 'FST_ERR_BAD_URL' ? 'The path is no valid URL.' : 'The request is malformed.';
      const problem = new HttpProblem('invalid_request', detail);
      void (reply as FastifyReply).code(problem.status).type(PROBLEM_TYPE).send(problem.toDocument());
    },
    rewriteUrl: (request) => spellOut(request.url ?? '/'),
    routerOptions: { maxParamLength: 800 },
  });
  await app.register(problems);
  await app.register(slowBodies, { timeoutMs: REQUEST_TIMEOUT_MS, idleMs: UPLOAD_IDLE_MS });
  await app.register(jsonBody);
  await app.register(storableTexts);
  await app.register(docs, { version: conductVersion });
  await app.register(metrics, {
    backlog: () => services.health.backlog(),
    shadowTotals: () => services.policies.shadowTotals(),
  });
  await app.register(cookie);
  await app.register(auth, { keys: services.keys, sessions: services.sessions });
  await app.register(rateLimit, services.requestLimit);
  await app.register(idempotency, { idempotency: services.idempotency });
  await app.register(pageRoutes, { folder: pagesFolder });
  await app.register(sessionRoutes, { sessions: services.sessions });
  await app.register(healthRoutes, { readiness: services.readiness, check: () => services.health.check() });
  await app.register(classifyRoutes, { classify: services.classify });
  await app.register(messageRoutes, {
    submissions: services.submissions,
    explanations: services.explanations,
    forgetting: services.forgetting,
  });
  await app.register(authorRoutes, { forgetting: services.forgetting });
  await app.register(caseRoutes, { cases: services.cases });
  await app.register(labelRoutes, { labels: services.labels });
  await app.register(policyRoutes, { policies: services.policies });
  await app.register(policyChangeRoutes, { policies: services.policies });
  await app.register(simulationRoutes, { simulation: services.simulation });
  await app.register(statisticsRoutes, { statistics: services.statistics });
  await app.register(labellingRoutes, { labelling: services.labelling, thresholds: services.thresholds });
  await app.register(calibrationRoutes, { calibrations: services.calibrations });
  await app.register(runRoutes, { runs: services.runs, imports: services.imports });
  await app.register(runControlRoutes, { runs: services.runs, outcomes: services.runOutcomes });
  await app.register(runReportRoutes, { runs: services.runs, outcomes: services.runOutcomes });
  await app.register(keyRoutes, { keys: services.keys });
  await app.register(settingsRoutes, { settings: services.settings });
  await app.register(auditRoutes, { audit: services.audit });
  await app.register(chatRoutes, { chat: services.chat, prefix: '/integrations' });
  await app.register(webhookRoutes, { webhooks: services.webhooks });
  await app.register(webhookDeliveryRoutes, { webhooks: services.webhooks });
  await app.register(perspectiveRoutes, { comments: services.comments, keys: services.keys });
  await app.register(openaiRoutes, { classify: services.classify });
  app.addHook('onSend', async (_request, reply, payload) => {
    reply.header('x-content-type-options', 'nosniff');
    return Promise.resolve(payload);
  });
  return app as unknown as FastifyInstance;
}

const describeRequest = (request: { method: string; url: string }) => ({
  method: request.method,
  path: pathOf(request.url),
});

/** Messages of foreign errors may quote what they were given: kind and code are enough. */
const describeError = (error: Error & { code?: unknown }) => ({ type: error.name, code: error.code });
