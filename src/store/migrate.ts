import { join } from 'node:path';
import { runner } from 'node-pg-migrate';
import { projectRoot } from '../paths.js';

/** Brings the schema up to date; processes that start together wait for one another (advisory lock). */
export async function migrate(databaseUrl: string): Promise<void> {
  await runner({
    databaseUrl: { connectionString: databaseUrl, connectionTimeoutMillis: 5_000 },
    dir: join(projectRoot, 'src/store/migrations'),
    migrationsTable: 'conduct_migrations',
    direction: 'up',
    checkOrder: true,
    advisoryLockMode: 'wait',
    log: () => undefined,
  });
}
