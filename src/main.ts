import { buildApp } from './app.js';
import { composeApi } from './composition.js';
import { loadConfig, redacted } from './config.js';
import { createLogger } from './logging.js';
import { closeOnExit, endWithParent, failToStart, tellParent } from './process-lifecycle.js';

/** The API process: config, compose, listen, close gracefully. */
async function main(): Promise<void> {
  endWithParent();
  const config = loadConfig();
  const log = createLogger(config, 'api');
  log.info({ config: redacted(config) }, 'starting');
  const api = await composeApi(config, log);
  const { services, adminKey } = api;
  const app = await buildApp(services, log);
  closeOnExit(log, async () => {
    await app.close();
    await api.close();
  });
  const address = await app.listen({ host: config.HOST, port: config.PORT });
  await services.readiness.first;
  log.info({ address }, 'ready: a worker has scored');
  const told = tellParent({ type: 'ready', address, ...(adminKey !== undefined && { adminKey }) });
  // The one time the key is shown where nobody else can show it.
  if (!told && adminKey !== undefined) process.stdout.write(`Admin key (shown once): ${adminKey}\n`);
}

main().catch(failToStart);
