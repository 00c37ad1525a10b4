import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QueueBackend } from '../../src/queue/backend.js';
import { connectQueueBackend } from '../../src/queue/connect.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/service.js';
import { throughSeverable, type Severable } from '../support/severable.js';

describe('a queue on PostgreSQL whose first connection fails', () => {
  let database: TestDatabase;
  let way: Severable;
  let backend: QueueBackend;
  let errors: Error[];

  beforeEach(async () => {
    database = await createTestDatabase();
    const severable = await throughSeverable(database.url);
    way = severable.way;
    errors = [];
    backend = await connectQueueBackend({
      databaseUrl: severable.url,
      redisUrl: undefined,
      prefix: 'late',
      onError: (error) => void errors.push(error),
    });
  });
  afterEach(async () => {
    await backend.close();
    await way.close();
    await database.drop();
  });

  it('is connected again, and what is added is taken', async () => {
    const taken: unknown[] = [];
    await way.cut();
    const connecting = Promise.all([
      backend.producer('live'),
      backend.consumer('live', {
        concurrency: 1,
        process: ({ data }) => Promise.resolve(void taken.push(data)),
        onError: (error) => void errors.push(error),
      }),
    ]);
    await sleep(400);
    await way.mend();
    const [producer, consumer] = await connecting;
    expect(errors.length).toBeGreaterThanOrEqual(2);
    try {
      consumer.run();
      await producer.add([{ id: 'one', data: { n: 1 } }]);
      await eventually(() => taken.length > 0, 5_000);
      expect(taken).toEqual([{ n: 1 }]);
    } finally {
      await Promise.all([producer.close(), consumer.close()]);
    }
  });

  it('is given up in the end, with what is wrong', async () => {
    await way.cut();
    await expect(backend.producer('live')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(errors.length).toBeGreaterThan(1);
  });
});
