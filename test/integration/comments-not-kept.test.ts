import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ADMIN_KEY, startTestService, type TestService } from '../support/service.js';

const redisUrl = inject('redisUrl');
const CANARY = 'canarybird-' + 'p3r5p';

describe.each(['PostgreSQL', 'Redis'])('a comment that is not to be stored, queue in %s', (queue) => {
  const redis = queue === 'Redis';
  const suite = redis && redisUrl === null ? it.skip : it;
  let service: TestService;
  let db: pg.Client;
  let store: Redis | undefined;
  beforeAll(async () => {
    if (redis && redisUrl === null) return;
    service = await startTestService({
      redisUrl: redis ? redisUrl : null,
      env: { LOG_LEVEL: 'trace', LIVE_DEADLINE_MS: '20000' },
    });
    db = new pg.Client({ connectionString: service.config.DATABASE_URL });
    await db.connect();
    if (redis) store = new Redis(redisUrl!);
  });
  afterAll(async () => {
    if (redis && redisUrl === null) return;
    await store?.quit();
    await db.end();
    await service.close();
  });

  /** Tables, keys of Redis and logs that hold the canary. */
  async function traces(): Promise<string[]> {
    const { rows: tables } = await db.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rowCount } = await db.query(`select 1 from ${name} t where t::text ilike $1 limit 1`, [
        `%${CANARY}%`,
      ]);
      if (rowCount !== 0) found.push(name);
    }
    for (const key of (await store?.keys('*')) ?? []) {
      if (key.includes(CANARY) || (await store!.dumpBuffer(key)).includes(CANARY)) found.push(key);
    }
    if (service.logs().includes(CANARY)) found.push('logs');
    return found;
  }

  const send = (path: string, payload: object) =>
    service.app.inject({ method: 'POST', url: `${path}?key=${ADMIN_KEY}`, payload });

  suite('is in no table, no queue and no log, whether it was scored or refused', async () => {
    const comment = { text: `You are an idiot. ${CANARY} as well.` };
    const body = { comment, requestedAttributes: { INSULT: {} } };
    const analyze = async (more: object) =>
      (await send('/v1alpha1/comments:analyze', { ...body, ...more })).statusCode;
    expect(await analyze({})).toBe(200);
    expect(await analyze({ doNotStore: true, clientToken: CANARY })).toBe(200);
    expect(await analyze({ doNotStore: true, spanAnnotations: true, sessionId: CANARY })).toBe(200);
    expect(await analyze({ context: { entries: [{ text: CANARY }] }, communityId: CANARY })).toBe(200);
    expect(await analyze({ requestedAttributes: { [CANARY.toUpperCase()]: {} } })).toBe(400);
    expect(await analyze({ languages: [CANARY] })).toBe(400);
    expect(await analyze({ comment: { text: comment.text, type: CANARY } })).toBe(400);
    const suggest = { comment, attributeScores: { [CANARY]: { summaryScore: { value: 1 } } } };
    expect((await send('/v1alpha1/comments:suggestscore', suggest)).statusCode).toBe(200);
    expect(await traces()).toEqual([]);
  });

  suite('would be found by this search where it is stored', async () => {
    const comment = { text: `You are an idiot. ${CANARY} as well.` };
    const body = { comment, requestedAttributes: { INSULT: {} }, doNotStore: false };
    expect((await send('/v1alpha1/comments:analyze', body)).statusCode).toBe(200);
    expect(await traces()).toEqual(['public.texts']);
  });
});
