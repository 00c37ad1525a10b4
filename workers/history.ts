import { parseHistoryJob } from '../src/queue/payloads.js';
import type { SliceProcessor } from '../src/services/history/slice-processor.js';

/** History lane: do a slice of a run. */
export function createHistoryProcessor(process: SliceProcessor) {
  return async (job: { readonly data: unknown }): Promise<void> => {
    const { runId, fromId, toId } = parseHistoryJob(job.data);
    await process({ runId, fromId, toId });
  };
}
