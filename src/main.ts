import { buildApp } from './app.js';
import { composeApi } from './composition.js';
import { loadConfig, redacted } from './config.js';
import { createLogger } from './logging.js';
import { closeOnExit, endWithParent, failToStart, tellParent } from './process-lifecycle.js';

/** A start that takes longer is worth a word. */
const LATE_MS = 15_000;

/** The API process: config, compose, listen, close gracefully. */
async function main(): Promise<void> {
  endWithParent();
  const config = loadConfig();
  const log = createLogger(config, 'api');
  log.info({ config: redacted(config) }, 'starting');
  const api = await composeApi(config, log);
  const { services, adminKey } = api;
  const app = await buildApp(services, log, { trustProxy: config.TRUST_PROXY });
  closeOnExit(log, async () => {
    await app.close();
    await api.close();
  });
  const address = await app.listen({ host: config.HOST, port: config.PORT });
  const late = setTimeout(() => {
    log.warn(
      'not ready yet: no worker has scored anything; do the workers run, and do they reach the queue?',
    );
  }, LATE_MS);
  await services.readiness.first;
  clearTimeout(late);
  log.info({ address }, 'ready: a worker has scored');
  const told = tellParent({ type: 'ready', address, ...(adminKey !== undefined && { adminKey }) });
  // The one time the key is shown where nobody else can show it.
  if (!told && adminKey !== undefined) process.stdout.write(`Admin key (shown once): ${adminKey}\n`);
}

main().catch(failToStart);
