import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FirstStageReach, VersionedRun } from '../../../src/domain/run.js';
import { runsInTest, type RunsInTest } from '../../support/runs.js';
import { ADMIN_KEY, startTestService, type TestService } from '../../support/service.js';

const ORDINARY = [
  'thanks, that worked',
  'apt-get install worked for me',
  'which port is it?',
  'the build is green again',
  'it is in /etc/fstab, line 3',
  'reboot and try again with the other kernel',
];
const GRAVE = ['You are a pathetic idiot and everybody here hates you.', 'I will find you and hurt you'];
/** Fine where the shipped policy decides; an insult, though a mild one, where less is allowed. */
const MILD = [
  'you broke it again',
  'that is a lame excuse',
  'well, that was lazy',
  'this is a bit dull',
  'come on, think',
];

describe('what a first stage decided', () => {
  let service: TestService;
  let test: RunsInTest;
  let strict: object;
  beforeAll(async () => {
    service = await startTestService({ env: { MODEL: 'blend-1', FIRST_STAGE: 'swift-1' } });
    test = await runsInTest(service);
    const all = [...ORDINARY, ...GRAVE, ...MILD];
    for (const [i, text] of all.entries())
      await service.post('/v1/classify', { id: `m${i}`, text, channelType: i % 5 === 4 ? 'dm' : 'public' });
    const [{ spec }] = (await test.rows(
      `select spec from policy_versions where name = 'default' and version = 1`,
    )) as [{ spec: { clauses: { id: string }[] } }];
    // Low enough to reach some of what the first stage decided, and not all: which threshold is, the models' scores say.
    for (const review of [0.3, 0.2, 0.1, 0.05, 0.02, 0.01]) {
      strict = {
        ...spec,
        clauses: spec.clauses.map((each) => (each.id === 'insult' ? { ...each, review, act: 0.9 } : each)),
      };
      if ((await simulate({ policy: strict })).withinReach > 1) break;
    }
  });
  afterAll(async () => {
    await test.close();
    await service.close();
  });

  const stages = async () =>
    Object.fromEntries(
      (
        await test.rows(
          `select m.external_id, s.stage, s.original from scores s join revisions r on r.id = s.revision_id
           join messages m on m.id = r.message_id order by m.id`,
        )
      ).map(({ external_id, stage, original }) => [external_id, { stage, original }]),
    ) as Record<string, { stage: string; original: number[] }>;
  /** @returns the status */
  const change = async (url: string, etag: unknown, payload: object = {}) => {
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'if-match': String(etag) };
    return (await service.app.inject({ method: 'POST', url, headers, payload })).statusCode;
  };
  const simulate = async (policy: object) => {
    const { status, body } = await service.post('/v1/policies/default/simulate', policy);
    expect(status).toBe(200);
    return body.firstStage as FirstStageReach;
  };

  it('is within reach of no threshold of the shipped policy', async () => {
    expect(await simulate({ version: 1 })).toEqual({
      stage: 'swift-1',
      decided: Object.values(await stages()).filter(({ stage }) => stage === 'swift-1').length,
      withinReach: 0,
      rescore: null,
    });
  });

  it('is all within reach of a threshold of 0, as the plan of the run offered for it says', async () => {
    const { clauses } = strict as { clauses: { id: string }[] };
    const zero = clauses.map((each) => (each.id === 'insult' ? { ...each, review: 0 } : each));
    const offered = await simulate({ policy: { ...strict, clauses: zero } });
    expect(offered.withinReach).toBe(offered.decided);
    const { status, body } = await service.post('/v1/runs', offered.rescore);
    expect(status).toBe(201);
    expect(body.plan.messages).toBe(offered.decided);
  });

  it('and is within reach of lower ones: exactly those are scored again, in place, and count at once', async () => {
    const before = await stages();
    const offered = await simulate({ policy: strict });
    expect(offered.withinReach).toBeGreaterThan(0);
    expect(offered.withinReach).toBeLessThan(offered.decided);
    const { status, body } = await service.post('/v1/runs', { ...offered.rescore, start: true });
    expect(status).toBe(201);
    const planned = body as VersionedRun;
    expect(planned.plan!.messages).toBe(offered.withinReach);
    const done = await test.until(planned.id, 'done', 60_000);
    expect(done.progress).toMatchObject({ done: offered.withinReach, failed: 0 });
    expect(done.pipeline).toBe(offered.rescore!.onlyPipeline);

    const after = await stages();
    const moved = Object.keys(after).filter((id) => after[id]!.stage !== before[id]!.stage);
    expect(moved).toHaveLength(offered.withinReach);
    for (const id of moved) expect([before[id]!.stage, after[id]!.stage]).toEqual(['swift-1', 'blend-1']);
    for (const id of Object.keys(after)) if (!moved.includes(id)) expect(after[id]).toEqual(before[id]);
    const rest = await simulate({ policy: strict });
    expect(rest).toMatchObject({ decided: offered.decided - moved.length, withinReach: 0, rescore: null });

    const { etag } = (await service.get(`/v1/runs/${done.id}`)).body;
    expect(await change(`/v1/runs/${done.id}/discard`, etag)).toBe(409);
  });

  it('is told of by the plan of a replay too', async () => {
    const { etag } = (await service.get('/v1/policies/default')).headers;
    const body = { policy: strict, note: 'strict' };
    expect(await change('/v1/policies/default/versions', etag, body)).toBe(201);
    await service.post('/v1/classify', { id: 'again', text: MILD[0]!.toUpperCase(), channelType: 'public' });
    const replay = await service.post('/v1/runs', { kind: 'replay', version: 2 });
    const { plan } = replay.body as VersionedRun;
    expect(plan!.firstStage).toMatchObject({ stage: 'swift-1', decided: expect.any(Number) });
    expect(plan!.firstStage!.withinReach === 0).toBe(plan!.firstStage!.rescore === null);
    const shipped = (await service.post('/v1/runs', { kind: 'replay', version: 1 })).body as VersionedRun;
    expect(shipped.plan!.firstStage).toMatchObject({ withinReach: 0, rescore: null });
  });

  it('is scored again only by its own pipeline, which must have a first stage', async () => {
    const reach = { channel: { insult: -3 }, direct: {} };
    const post = async (body: object) =>
      (await service.post('/v1/runs', { kind: 'rescore', reach, ...body })) as { status: number; body: any };
    expect((await post({})).body.errors).toMatchObject([{ field: '/onlyPipeline' }]);
    expect((await post({ onlyPipeline: 'linear-1-000000000000' })).body.errors).toMatchObject([
      { field: '/onlyPipeline' },
    ]);
    expect((await post({ onlyPipeline: 'x', exact: true })).body.errors).toMatchObject([{ field: '/reach' }]);
    expect((await post({ onlyPipeline: 'x', reach: { channel: { insult: 'a' }, direct: {} } })).status).toBe(
      400,
    );
  });
});
