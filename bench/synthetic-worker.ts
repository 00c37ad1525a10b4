import { loadConfig } from '../src/config.js';
import { createLogger } from '../src/logging.js';
import { closeOnExit, failToStart, tellParent } from '../src/process-lifecycle.js';
import { runWorker } from '../workers/runner.js';
import { startSyntheticEngine } from './synthetic-engine.js';

/** A worker process like workers/main.ts, with the synthetic engine in place of a model. */
async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLogger(config, 'worker');
  const worker = await runWorker(config, log, await startSyntheticEngine());
  closeOnExit(log, () => worker.close());
  tellParent({ type: 'ready' });
}

main().catch(failToStart);
