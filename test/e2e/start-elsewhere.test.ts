import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import {
  endAll,
  newPlace,
  printedKey,
  request,
  startService,
  type Place,
} from '../support/started-service.js';

const redisUrl = inject('redisUrl');

describe('npm start with servers of one’s own', () => {
  let place: Place;
  let database: TestDatabase;

  beforeEach(async () => {
    place = await newPlace();
    mkdirSync(place.dataDir);
    database = await createTestDatabase();
  });

  afterEach(async () => {
    endAll(place.dataDir);
    await database.drop();
    place.remove();
  });

  async function startAndScore(env: Record<string, string>): Promise<void> {
    const service = startService(place, { via: 'node', env });
    const address = await service.ready();
    const key = printedKey(service.stdout())!;
    expect((await request(`${address}/v1/classify`, key, { text: 'hello' })).status).toBe(200);
    expect(existsSync(join(place.dataDir, 'postgres'))).toBe(false);
    service.interrupt();
    expect(await service.ended()).toBe(0);
  }

  it('uses DATABASE_URL instead of the embedded PostgreSQL', () =>
    startAndScore({ DATABASE_URL: database.url }));

  it.skipIf(redisUrl === null)('uses REDIS_URL for the queue', () =>
    startAndScore({ DATABASE_URL: database.url, REDIS_URL: redisUrl!, QUEUE_PREFIX: `e2e${process.pid}` }),
  );
});
