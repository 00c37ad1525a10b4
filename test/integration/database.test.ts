import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../src/domain/errors.js';
import { openDatabase } from '../../src/store/database.js';
import { createTestDatabase } from '../support/database.js';

describe('a pool of connections', () => {
  let made: Awaited<ReturnType<typeof createTestDatabase>>;
  beforeAll(async () => {
    made = await createTestDatabase();
  });
  afterAll(() => made.drop());

  it('is busy, not gone, where all are in use', async () => {
    const errors: Error[] = [];
    const db = openDatabase({ url: made.url, connectionsMax: 2, onError: (error) => errors.push(error) });
    try {
      const slow = [1, 2].map(() => db.query('select pg_sleep(4)'));
      const refused = await db.query('select 1').catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(UnavailableError);
      expect((refused as Error).message).toBe('The database is too busy.');
      await Promise.all(slow);
      expect(db.up).toBe(true);
      expect(errors).toEqual([]);
      expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      await db.close();
    }
  });

  it('is gone where the server ends it, and back once it answers again', async () => {
    const db = openDatabase({ url: made.url, connectionsMax: 1, onError: () => undefined });
    const other = new pg.Client({ connectionString: made.url });
    await other.connect();
    try {
      const [{ pid }] = (await db.query<{ pid: number }>('select pg_backend_pid() as pid')) as [
        { pid: number },
      ];
      await other.query('select pg_terminate_backend($1)', [pid]);
      await expect.poll(() => db.up).toBe(false);
      await expect.poll(() => db.up).toBe(true);
      expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      await other.end();
      await db.close();
    }
  });
});
