import { Redis } from 'ioredis';
import pg from 'pg';
import { imported, printCost, readRows } from './history.js';
import { startStack, type QueueKind, type Stack } from './stack.js';
import { median, print } from './statistics.js';

const MESSAGES = Number(process.env['MESSAGES'] ?? 12_000);
const EXACT_MESSAGES = Math.ceil(MESSAGES / 6);
const ROUNDS = 3;

/**
 * `npm run bench -- scale`: imports with one worker and with two, as docker-compose.yml has them, on Redis. Each
 * worker has one processor to itself, besides what else runs there.
 */
export async function benchScale(kinds: readonly QueueKind[]): Promise<void> {
  if (!kinds.includes('Redis')) return;
  const rows = readRows().slice(0, MESSAGES);
  print(`Workers on Redis, one processor each, ${MESSAGES.toLocaleString('en')} messages:`);
  const rates: Record<string, number[][]> = { 'first stage and model': [], 'model alone': [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const workers of [1, 2]) {
      const stack = await startStack('Redis', { pinnedWorkers: workers });
      try {
        const both = await withSizes(stack, rows.length, round === 0, () =>
          imported(stack, 'both', rows, {}),
        );
        const exact = await imported(stack, 'exact', rows.slice(0, EXACT_MESSAGES), { exact: 'true' });
        for (const [name, { perSecond }] of Object.entries({
          'first stage and model': both,
          'model alone': exact,
        }))
          (rates[name]![workers] ??= []).push(perSecond);
        if (round === 0) printCost(both.cost);
      } finally {
        await stack.stop();
      }
    }
  }
  for (const [name, byWorkers] of Object.entries(rates)) {
    const [one, two] = [byWorkers[1]!, byWorkers[2]!];
    const growth = median(one.map((rate, round) => two[round]! / rate));
    print(
      `  ${name}: ${median(one).toFixed(0)} messages/s with one worker, ${median(two).toFixed(0)} with two: ${growth.toFixed(2)} times (medians of ${ROUNDS})`,
    );
  }
}

/** Runs something and prints, if asked, what it has left in the database and in Redis. */
async function withSizes<T>(
  stack: Stack,
  messages: number,
  isPrinted: boolean,
  run: () => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: stack.databaseUrl });
  await client.connect();
  const sizes = async () => {
    const { rows } = await client.query<Record<'tables' | 'indexes' | 'wal', string>>(
      `select sum(pg_table_size(oid)) as tables, sum(pg_indexes_size(oid)) as indexes,
         pg_current_wal_lsn() - '0/0'::pg_lsn as wal
       from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    return rows[0]!;
  };
  const before = await sizes();
  const result = await run();
  const after = await sizes();
  await client.end();
  if (!isPrinted) return result;
  const each = (name: keyof typeof after) =>
    ((Number(after[name]) - Number(before[name])) / messages).toFixed(0);
  print(
    `  bytes a message: tables ${each('tables')}, indexes ${each('indexes')}, write-ahead log ${each('wal')}`,
  );
  const redis = new Redis(stack.redisUrl!);
  const peak = /used_memory_peak:(\d+)/.exec(await redis.info('memory'))?.[1];
  await redis.quit();
  print(`  memory of Redis at its peak: ${(Number(peak) / 2 ** 20).toFixed(1)} MiB`);
  return result;
}
