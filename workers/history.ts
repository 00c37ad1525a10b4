import { parseHistoryJob } from '../src/queue/payloads.js';
import type { SliceProcessor } from '../src/services/history/slice-processor.js';

/**
 * History lane: do a slice of a run.
 * @param onEnd called when one has ended, well or not
 */
export function createHistoryProcessor(process: SliceProcessor, onEnd: () => void) {
  return async (job: { readonly data: unknown }): Promise<void> => {
    const { runId, fromId, toId } = parseHistoryJob(job.data);
    try {
      await process({ runId, fromId, toId });
    } finally {
      onEnd();
    }
  };
}
