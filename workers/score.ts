import type { ScorableMessage } from '../src/domain/model.js';
import { encodeScoredText, parseDurableJob, parseLiveJob, type LiveReply } from '../src/queue/payloads.js';
import type { Replies } from '../src/queue/replies.js';
import type { Secrets } from '../src/queue/secrets.js';
import type { Pipeline } from '../src/scoring/pipeline.js';
import { scorePending, type ScorePendingDependencies } from '../src/services/score-pending.js';

interface Job {
  readonly id: string;
  readonly data: unknown;
}

export interface LiveProcessorDependencies {
  readonly pipeline: Pipeline;
  readonly secrets: Secrets;
  readonly replies: Replies;
}

/** Live lane: open the sealed texts, score them, answer the process that waits. */
export function createLiveProcessor({ pipeline, secrets, replies }: LiveProcessorDependencies) {
  return async (job: Job): Promise<void> => {
    const startedAt = Date.now();
    const { replyTo, deadlineAt, enqueuedAt, priority, explain, sealed } = parseLiveJob(job.data);
    // Its caller has had 503 already; scoring it would only delay those who still wait.
    if (startedAt > deadlineAt) return;
    let reply: LiveReply;
    try {
      const messages = JSON.parse(secrets.open(sealed)) as ScorableMessage[];
      const scored = await pipeline[explain ? 'explain' : 'score'](messages, priority, deadlineAt);
      if (scored === null) return;
      reply = {
        v: 1,
        job: job.id,
        pipeline: pipeline.spec.id,
        queueMs: Math.max(0, startedAt - enqueuedAt),
        inferMs: Date.now() - startedAt,
        items: scored.map(encodeScoredText),
      };
    } catch (error) {
      await replies.publish(replyTo, JSON.stringify({ v: 1, job: job.id, failed: true } satisfies LiveReply));
      throw error;
    }
    await replies.publish(replyTo, JSON.stringify(reply));
  };
}

/** Durable lane: score what is still pending in the job's range of revisions. */
export function createDurableProcessor(dependencies: ScorePendingDependencies) {
  return async (job: Job): Promise<void> => {
    const { fromRevisionId, toRevisionId } = parseDurableJob(job.data);
    await scorePending(dependencies, fromRevisionId, toRevisionId);
  };
}
