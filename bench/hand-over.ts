import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../src/config.js';
import type { HandOver } from '../src/domain/model.js';
import { MANIFEST, readManifest } from '../src/scoring/model-files.js';
import { handedOver, imported, readRows } from './history.js';
import { startStack, workerEnv, type QueueKind } from './stack.js';
import { print } from './statistics.js';

/** What models/training/swift/ship.py writes of each share that may be missed. */
type Point = Pick<HandOver, 'cutoffs' | 'missedMax'>;

const MESSAGES = Number(process.env['MESSAGES'] ?? 60_000);

/**
 * `npm run bench -- hand-over`: imports with the first stage's cutoffs fitted for less and for more to be missed, which
 * is the curve of recall against speed.
 */
export async function benchHandOver(kinds: readonly QueueKind[]): Promise<void> {
  const rows = readRows().slice(0, MESSAGES);
  print(`Share that the first stage may miss of a signal, ${rows.length.toLocaleString('en')} messages:`);
  const { MODELS_DIR, FIRST_STAGE } = loadConfig(workerEnv());
  const { metrics } = await readManifest(join(MODELS_DIR, FIRST_STAGE));
  for (const { missedMax, cutoffs } of metrics['curve'] as readonly Point[]) {
    const models = await modelsWith(MODELS_DIR, FIRST_STAGE, cutoffs);
    const stack = await startStack(kinds[0]!, { env: { MODELS_DIR: models } });
    try {
      const { perSecond } = await imported(stack, 'hand-over', rows, {});
      const share = await handedOver(stack);
      print(
        `  at most ${(100 * missedMax).toFixed(2)} % missed: ${perSecond.toFixed(0)} messages/s, ${(100 * share).toFixed(2)} % handed over`,
      );
    } finally {
      await stack.stop();
      rmSync(models, { recursive: true });
    }
  }
}

/** A copy of the models with other cutoffs of the first stage. */
async function modelsWith(from: string, firstStage: string, cutoffs: HandOver['cutoffs']): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'conduct-models-'));
  cpSync(from, folder, { recursive: true });
  const manifest = await readManifest(join(from, firstStage));
  writeFileSync(
    join(folder, firstStage, MANIFEST),
    JSON.stringify({ ...manifest, handOver: { ...manifest.handOver, cutoffs } }),
  );
  return folder;
}
