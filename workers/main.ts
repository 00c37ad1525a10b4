import { loadConfig } from '../src/config.js';
import { createLogger } from '../src/logging.js';
import { closeOnExit, endWithParent, failToStart, tellParent } from '../src/process-lifecycle.js';
import { runWorker } from './runner.js';

/** A worker process: load the model, take jobs, close gracefully. */
async function main(): Promise<void> {
  endWithParent();
  const config = loadConfig();
  const log = createLogger(config, 'worker');
  const worker = await runWorker(config, log);
  closeOnExit(log, () => worker.close());
  tellParent({ type: 'ready' });
}

main().catch(failToStart);
