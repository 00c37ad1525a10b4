import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Decision } from '../../domain/decision.js';
import type { PolicyService } from '../../services/policies.js';

/** Keys that have lines of their own; the rest of a great many is counted together. */
const KEYS_MAX = 1_000;
const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

export interface Backlog {
  readonly livePending: number;
  readonly durablePending: number;
  readonly durableOldestS: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** How many messages the request handed in; set by routes that take some. */
    messageCount: number;
  }
  interface FastifyInstance {
    /** Counts what was decided; labels are of bounded number and hold nothing of a message. */
    observeDecision(decision: Decision, timings: { queueMs: number; inferMs: number }): void;
    /** For metrics of the integrations: labels of bounded number that hold nothing of a message. */
    readonly metricsRegistry: Registry;
  }
}

interface MetricsOptions {
  readonly backlog: () => Promise<Backlog>;
  /** What every present shadow would have said, of all processes together. */
  readonly shadowTotals: PolicyService['shadowTotals'];
}

/** Prometheus metrics at /metrics, open like the health routes: bind HOST accordingly. */
export const metrics = fp(
  async (app: FastifyInstance, { backlog, shadowTotals }: MetricsOptions) => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const registers = [registry];
    app.decorate('metricsRegistry', registry);
    const requests = new Histogram({
      name: 'conduct_http_request_duration_seconds',
      help: 'Time from the first byte of a request to the end of its response.',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    });
    const stages = new Histogram({
      name: 'conduct_stage_duration_seconds',
      help: 'Time of one live message in each stage: queue (to a worker), infer (in the worker).',
      labelNames: ['stage'],
      buckets: SECONDS,
      registers,
    });
    const decisions = new Counter({
      name: 'conduct_decisions_total',
      help: 'Decisions answered on the live lane.',
      labelNames: ['action', 'alert'],
      registers,
    });
    const clauses = new Counter({
      name: 'conduct_clause_hits_total',
      help: 'Clauses that asked for review, act or alert on the live lane.',
      labelNames: ['clause', 'action'],
      registers,
    });
    const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
    const livePending = gauge('conduct_live_pending', 'Live messages this process waits for.');
    const durablePending = gauge(
      'conduct_durable_pending',
      'Acknowledged messages that wait for their scores.',
    );
    const durableOldest = gauge('conduct_durable_oldest_seconds', 'Age of the oldest of them.');

    const shadow = new Counter({
      name: 'conduct_shadow_total',
      help: 'What shadow policies would have said beside what was said, by clause; clause "" is the decision. The same in every process.',
      labelNames: ['policy', 'version', 'clause', 'active', 'shadow'],
      registers,
    });

    const countUsage = usageCounter(registers);

    app.decorateRequest('messageCount', 0);
    app.decorate('observeDecision', (decision, { queueMs, inferMs }) => {
      decisions.inc({ action: decision.action, alert: String(decision.alert) });
      for (const clause of decision.clauses) {
        if (clause.action !== 'allow') clauses.inc({ clause: clause.id, action: clause.action });
      }
      stages.observe({ stage: 'queue' }, queueMs / 1_000);
      stages.observe({ stage: 'infer' }, inferMs / 1_000);
    });

    app.addHook('onResponse', async (request, reply) => {
      const route = request.routeOptions.url ?? 'unknown';
      const labels = { method: request.method, route, status: String(reply.statusCode) };
      requests.observe(labels, reply.elapsedTime / 1_000);
      if (request.apiKey) countUsage(request.apiKey.id, reply.statusCode, request.messageCount);
      await Promise.resolve();
    });

    app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
      try {
        const now = await backlog();
        livePending.set(now.livePending);
        durablePending.set(now.durablePending);
        durableOldest.set(now.durableOldestS);
        const totals = await shadowTotals();
        shadow.reset();
        for (const { policyName, shadowVersion, clause, active, shadow: would, count } of totals) {
          const labels = { policy: policyName, version: shadowVersion, clause, active, shadow: would };
          shadow.inc(labels, count);
        }
      } catch {
        // The database is gone; everything else is still worth reading.
        durablePending.set(NaN);
        durableOldest.set(NaN);
      }
      return reply.type(registry.contentType).send(await registry.metrics());
    });
    await Promise.resolve();
  },
  { name: 'metrics' },
);

/** What each key asks for, by its id: names of owners are not for whoever reads metrics. */
function usageCounter(registers: Registry[]) {
  const requests = new Counter({
    name: 'conduct_key_requests_total',
    help: `Requests by the id of their key and class of status; key "other" past ${KEYS_MAX} keys.`,
    labelNames: ['key', 'status'],
    registers,
  });
  const messages = new Counter({
    name: 'conduct_key_messages_total',
    help: 'Messages handed in and taken, by the id of the key.',
    labelNames: ['key'],
    registers,
  });
  const known = new Set<number>();
  return (keyId: number, status: number, messageCount: number) => {
    if (known.size < KEYS_MAX) known.add(keyId);
    const key = known.has(keyId) ? String(keyId) : 'other';
    requests.inc({ key, status: `${Math.floor(status / 100)}xx` });
    if (messageCount > 0 && status < 300) messages.inc({ key }, messageCount);
  };
}
