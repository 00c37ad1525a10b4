import type { Pipeline } from '../scoring/pipeline.js';
import type { MessageStore } from '../store/messages.js';
import { decide } from './decide.js';
import type { Judges } from './judges.js';
import { isKept } from './retention.js';

export interface ScorePendingDependencies {
  readonly pipeline: Pipeline;
  readonly judges: Judges;
  readonly messages: MessageStore;
}

/**
 * Scores the revisions of a range that still wait, decides and stores the outcome. Done twice, it
 * counts once.
 * @returns ids of the revisions stored now
 */
export async function scorePending(
  { pipeline, judges, messages }: ScorePendingDependencies,
  from: number,
  to: number,
): Promise<number[]> {
  const pending = await messages.pendingBetween(from, to);
  if (pending.length === 0) return [];
  const scored = await pipeline.score(
    pending.map((revision) => revision.message.text),
    'bulk',
  );
  if (scored === null) return [];
  const outcomes = await Promise.all(
    pending.map(async (revision, i) => {
      const judge = await judges.get(revision.communityId, revision.policyName, pipeline.spec.id);
      const verdict = decide(scored[i]!, revision.message, judge);
      return {
        revisionId: revision.revisionId,
        keep: isKept(revision.store, verdict.decision),
        ...verdict.decision,
        answer: verdict,
        scored: scored[i]!,
        pipelineId: pipeline.spec.id,
      };
    }),
  );
  return messages.saveScored(outcomes);
}
