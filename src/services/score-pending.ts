import type { Pipeline } from '../scoring/pipeline.js';
import type { MessageStore } from '../store/messages.js';
import { decide } from './decide.js';
import type { Judges } from './judges.js';
import { isKept } from './retention.js';
import type { ShadowCounts } from './shadow-counts.js';

export interface ScorePendingDependencies {
  readonly pipeline: Pipeline;
  readonly judges: Judges;
  readonly messages: MessageStore;
  readonly shadows: ShadowCounts;
}

/**
 * Scores the revisions of a range that still wait, decides and stores the outcome. Done twice, it
 * counts once.
 * @returns ids of the revisions stored now
 */
export async function scorePending(
  { pipeline, judges, messages, shadows }: ScorePendingDependencies,
  from: number,
  to: number,
): Promise<number[]> {
  const pending = await messages.pendingBetween(from, to);
  if (pending.length === 0) return [];
  const scored = await pipeline.score(
    pending.map((revision) => revision.message),
    'bulk',
  );
  if (scored === null) return [];
  const outcomes = await Promise.all(
    pending.map(async (revision, i) => {
      const { communityId, policyName, message } = revision;
      const { judge, shadow } = await judges.bench(communityId, policyName, pipeline.spec.id);
      const verdict = decide(scored[i]!, message, judge);
      const count = () => {
        if (shadow) shadows.add(communityId, scored[i]!, message, verdict.decision, judge, shadow);
      };
      return {
        count,
        revisionId: revision.revisionId,
        keep: isKept(revision.store, verdict.decision),
        ...verdict.decision,
        answer: verdict,
        policy: judge.policy,
        scored: scored[i]!,
        pipelineId: pipeline.spec.id,
      };
    }),
  );
  const stored = await messages.saveScored(outcomes);
  const storedNow = new Set(stored);
  for (const { revisionId, count } of outcomes) if (storedNow.has(revisionId)) count();
  return stored;
}
