import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { QueueBackend } from '../../src/queue/backend.js';
import { connectQueueBackend } from '../../src/queue/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/service.js';

const redisUrl = inject('redisUrl');

describe.each([
  { name: 'PostgreSQL', redis: false },
  { name: 'Redis', redis: true },
])('replies on $name', ({ redis }) => {
  const suite = redis && redisUrl === null ? it.skip : it;
  let database: TestDatabase;
  let reader: QueueBackend;
  let writer: QueueBackend;
  const errors: Error[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    await migrate(database.url);
    const connect = () =>
      connectQueueBackend({
        databaseUrl: database.url,
        redisUrl: redis ? (redisUrl ?? undefined) : undefined,
        prefix: 'replies',
        onError: (error) => void errors.push(error),
      });
    if (redis && redisUrl === null) return;
    [reader, writer] = [await connect(), await connect()];
  });
  afterEach(async () => {
    if (!redis || redisUrl !== null) await Promise.all([reader.close(), writer.close()]);
    await database.drop();
  });

  suite('reach the process they are for, whole, also past the 8,000 bytes of a NOTIFY', async () => {
    const mine = `conduct_${randomUUID().replaceAll('-', '')}`;
    const received: string[] = [];
    await reader.replies.subscribe(mine, (payload) => void received.push(payload));
    const payloads = ['small', '✓'.repeat(2_600), 'x'.repeat(7_900), 'y'.repeat(7_901), 'z'.repeat(300_000)];
    await eventually(async () => {
      await writer.replies.publish(mine, 'are you there');
      return received.length > 0;
    }, 5_000);
    received.length = 0;
    for (const payload of payloads) await writer.replies.publish(mine, payload);
    await writer.replies.publish('conduct_somebody_else', 'not mine');
    await eventually(() => payloads.every((payload) => received.includes(payload)), 5_000);
    expect(received).not.toContain('not mine');
  });

  suite('lose none of 2,000 published by 32 at once', async () => {
    const mine = `conduct_${randomUUID().replaceAll('-', '')}`;
    const received = new Set<string>();
    await reader.replies.subscribe(mine, (payload) => received.add(payload));
    await eventually(async () => {
      await writer.replies.publish(mine, 'ready');
      return received.size > 0;
    }, 5_000);
    let next = 0;
    await Promise.all(
      Array.from({ length: 32 }, async () => {
        while (next < 2_000) await writer.replies.publish(mine, `n${next++}`);
      }),
    );
    await eventually(() => received.size === 2_001, 10_000);
  });
});
