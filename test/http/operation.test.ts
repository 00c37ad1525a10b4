import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startTestService, type TestService } from '../support/service.js';

describe('health, metrics and documentation', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ worker: false, env: { LIVE_DEADLINE_MS: '300' } });
  });
  afterAll(() => service.close());

  it('is ready only once a worker has scored something', async () => {
    expect((await service.get('/healthz')).status).toBe(200);
    const before = await service.get('/readyz');
    expect(before.status).toBe(503);
    expect(before.body.checks).toEqual({ database: true, queue: true, workers: false });
    const refused = await service.post('/v1/classify', { text: 'nobody is there' });
    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toBeDefined();
    expect(refused.body).toMatchObject({ code: 'unavailable' });
    await service.startWorker();
    expect((await service.get('/readyz')).status).toBe(200);
    await service.stopWorker();
    await eventually(async () => (await service.get('/readyz')).status === 503, 25_000);
    await service.startWorker();
    await eventually(async () => (await service.get('/readyz')).status === 200, 10_000);
  });

  it('counts decisions, hits and times in Prometheus form', async () => {
    await service.post('/v1/classify', { text: 'You are a pathetic idiot and everybody here knows it.' });
    const { body, headers } = await service.app.inject('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain; version=0.0.4/);
    expect(body).toMatch(/conduct_decisions_total\{action="(review|act)",alert="false"\} 1/);
    expect(body).toMatch(/conduct_clause_hits_total\{clause="insult"/);
    expect(body).toMatch(
      /conduct_http_request_duration_seconds_count\{method="POST",route="\/v1\/classify",status="200"\} 1/,
    );
    expect(body).toMatch(/conduct_durable_pending 0/);
    expect(body).not.toContain('idiot');
  });

  it('documents every route with every status it declares', async () => {
    const { body } = await service.get('/docs/json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths).sort()).toEqual([
      '/$discovery/rest',
      '/healthz',
      '/readyz',
      '/v1/audit',
      '/v1/authors/{id}',
      '/v1/authors/{id}/export',
      '/v1/calibrations',
      '/v1/calibrations/undo',
      '/v1/calibrations/{id}/activate',
      '/v1/cases',
      '/v1/cases/{id}',
      '/v1/cases/{id}/claim',
      '/v1/cases/{id}/release',
      '/v1/cases/{id}/resolve',
      '/v1/classify',
      '/v1/classify/batch',
      '/v1/keys',
      '/v1/keys/{id}',
      '/v1/labelling/samples',
      '/v1/labels',
      '/v1/messages',
      '/v1/messages/{id}',
      '/v1/messages/{id}/explain',
      '/v1/messages/{id}/labels',
      '/v1/moderations',
      '/v1/policies',
      '/v1/policies/{name}',
      '/v1/policies/{name}/activate',
      '/v1/policies/{name}/channels',
      '/v1/policies/{name}/diff',
      '/v1/policies/{name}/rollback',
      '/v1/policies/{name}/shadow',
      '/v1/policies/{name}/shadow/stats',
      '/v1/policies/{name}/simulate',
      '/v1/policies/{name}/versions',
      '/v1/policies/{name}/versions/{version}',
      '/v1/runs',
      '/v1/runs/{id}',
      '/v1/runs/{id}/cancel',
      '/v1/runs/{id}/discard',
      '/v1/runs/{id}/drift',
      '/v1/runs/{id}/errors',
      '/v1/runs/{id}/events',
      '/v1/runs/{id}/pause',
      '/v1/runs/{id}/promote',
      '/v1/runs/{id}/results',
      '/v1/runs/{id}/resume',
      '/v1/session',
      '/v1/settings',
      '/v1/stats/actions',
      '/v1/stats/histograms',
      '/v1/stats/precision-recall',
      '/v1/stats/suggestion',
      '/v1/webhooks',
      '/v1/webhooks/{id}',
      '/v1/webhooks/{id}/deliveries',
      '/v1/webhooks/{id}/deliveries/{n}/send-again',
      '/v1/webhooks/{id}/rotate-secret',
      '/v1alpha1/comments:analyze',
      '/v1alpha1/comments:suggestscore',
    ]);
    expect(Object.keys(body.paths['/v1/classify'].post.responses).sort()).toEqual(
      ['200', '400', '401', '403', '404', '409', '413', '415', '422', '429', '503'].sort(),
    );
    expect(body.components.schemas.Problem.properties.code).toBeDefined();
    const page = await service.app.inject('/docs/');
    expect(page.statusCode).toBe(200);
  });

  it('answers 404 as a problem, without the query string', async () => {
    const { status, body } = await service.get('/nowhere?key=secret');
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: 'not_found', detail: 'There is no GET /nowhere.' });
    expect(service.logs()).not.toContain('secret');
  });
});
