import type { Logger } from 'pino';
import { composeWorker } from '../src/composition.js';
import type { Config } from '../src/config.js';
import type { Engine } from '../src/scoring/engine.js';
import { startEventDelivery } from '../src/services/decision-events.js';
import { startDiscarding } from '../src/services/history/discarded-scores.js';
import { startFeeder } from '../src/services/history/feeder.js';
import { startRetention } from '../src/services/enforce-retention.js';
import { startRewriter } from '../src/services/rewrite-actions.js';
import { startSweeper } from '../src/services/sweeper.js';
import { createHistoryProcessor } from './history.js';
import { startWebhookDelivery } from '../src/services/webhooks/deliver.js';
import { createDurableProcessor, createLiveProcessor } from './score.js';

/** Jobs taken at once. Live ones are many and short, their texts meet again in the batcher. */
const LIVE_CONCURRENCY = 32;
/** One is scored while the next is read and the last is written. */
const DURABLE_CONCURRENCY = 3;
/** The same of the slices of runs. */
const HISTORY_CONCURRENCY = 3;

/**
 * Runs a worker: all lanes on one engine, the sweeper, and the feeder of runs.
 * @param engine the configured model where it is absent
 * @returns when the model has passed its self-test and jobs are being taken
 */
export async function runWorker(
  config: Config,
  log: Logger,
  engine?: Engine,
): Promise<{ close(): Promise<void> }> {
  const parts = await composeWorker(config, log, engine);
  const { backend, onError } = parts;
  const onJobError = (error: Error) => onError(error);
  const live = await backend.consumer('live', {
    concurrency: LIVE_CONCURRENCY,
    process: createLiveProcessor({ ...parts, replies: backend.replies }),
    onError: onJobError,
  });
  const durable = await backend.consumer('durable', {
    concurrency: DURABLE_CONCURRENCY,
    process: createDurableProcessor(parts),
    onError: onJobError,
  });
  const producer = await backend.producer('durable');
  const historyProducer = await backend.producer('history');
  const feeder = startFeeder({ ...parts, history: historyProducer });
  parts.runNews.on('change', () => feeder.wake());
  const history = await backend.consumer('history', {
    concurrency: HISTORY_CONCURRENCY,
    process: createHistoryProcessor(parts.processSlice, () => feeder.wake()),
    onError: onJobError,
  });
  const sweeper = startSweeper({ durable: producer, messages: parts.messages, onError });
  const rewriter = startRewriter({ ...parts, onError });
  const retention = startRetention(parts);
  const discarding = startDiscarding(parts.outcomes, onError);
  const delivery = startEventDelivery(parts);
  const webhooks = startWebhookDelivery(parts.webhooks);
  live.run();
  durable.run();
  history.run();
  log.info({ pipeline: parts.pipeline.spec.id, queue: backend.kind }, 'worker ready');
  return {
    async close() {
      // No more jobs are taken while what is under way comes to its end.
      await Promise.all([
        live.close(),
        durable.close(),
        history.close(),
        sweeper.stop(),
        rewriter.stop(),
        retention.stop(),
        delivery.stop(),
        webhooks.stop(),
        feeder.stop(),
        discarding.stop(),
      ]);
      await Promise.all([producer.close(), historyProducer.close()]);
      await parts.close();
    },
  };
}
