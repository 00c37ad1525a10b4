import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { composeApi } from '../src/composition.js';
import { loadConfig } from '../src/config.js';
import { API_FLAGS, startEmptyPostgres } from './stack.js';
import { print, verdict } from './statistics.js';

const MIB = 2 ** 20;
const ARCHIVE_MIB = Number(process.env['ARCHIVE_MIB'] ?? 2_048);
const WARM_UP_MIB = 64;
const KEY = 'bench-admin-key-0123456789';
const SAMPLE_MS = 50;

/** How far the memory of the process that receives a large archive grows, from its first byte to its last row. */
export async function benchImportMemory(): Promise<void> {
  if (API_FLAGS.every((flag) => process.execArgv.includes(flag))) return receiveArchives();
  const child = fork(process.argv[1]!, ['import-memory'], { execArgv: [...API_FLAGS] });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error('The archive could not be received.');
}

async function receiveArchives(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'conduct-bench-import-'));
  const postgres = await startEmptyPostgres();
  const config = loadConfig({ DATABASE_URL: postgres.url, DATA_DIR: dataDir, ADMIN_API_KEY: KEY });
  const api = await composeApi(config, pino({ level: 'silent' }));
  try {
    const caller = (await api.services.keys.authenticate(KEY, 'bench'))!;
    const receive = async (mib: number, source: string) => {
      const archive = await makeArchive(dataDir, mib);
      try {
        return await api.services.imports.receive(
          caller,
          { format: 'slack', source },
          createReadStream(archive),
        );
      } finally {
        rmSync(archive);
      }
    };
    await receive(WARM_UP_MIB, 'warm-up');
    const before = process.memoryUsage().rss;
    let peak = before;
    const sampler = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, SAMPLE_MS);
    const startedAt = performance.now();
    const cpuBefore = process.cpuUsage();
    const run = await receive(ARCHIVE_MIB, 'bench');
    clearInterval(sampler);
    const seconds = (performance.now() - startedAt) / 1_000;
    const cpu = process.cpuUsage(cpuBefore);
    const { total } = run.progress;
    print(`Import of a Slack export of ${ARCHIVE_MIB} MiB, ${total} messages, up to their being pending:`);
    print(`  ${seconds.toFixed(0)} s, ${(total / seconds).toFixed(0)} messages/s`);
    print(
      `  ${((cpu.user + cpu.system) / 1_000 / total).toFixed(3)} ms of this process a message, PostgreSQL's not counted`,
    );
    print(`  resident before: ${(before / MIB).toFixed(0)} MiB, at most: ${(peak / MIB).toFixed(0)} MiB`);
    verdict('growth of resident memory after a warm-up', (peak - before) / MIB, 'MiB', { max: 64 });
  } finally {
    await api.close();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A Slack export of a size, written by another process, whose memory is none of this one's. */
async function makeArchive(folder: string, mib: number): Promise<string> {
  const path = join(folder, `export-${mib}.zip`);
  const child = fork(fileURLToPath(new URL('import-archive.js', import.meta.url)), [path, String(mib)]);
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error('The archive could not be written.');
  return path;
}
