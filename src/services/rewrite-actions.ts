import { setTimeout as pause } from 'node:timers/promises';
import type { Outdated, OutdatedActionStore } from '../store/outdated-actions.js';
import type { RecalibratedActionStore } from '../store/recalibrated-actions.js';
import { decide } from './decide.js';
import type { Judges } from './judges.js';

const INTERVAL_MS = 2_000;
/** Few enough that live messages in the same process wait some milliseconds at most. */
const BATCH = 200;
/** After each batch, so that a large history takes turns with everything else. */
const BREATH_MS = 5;

export interface RewriterDependencies {
  readonly actions: OutdatedActionStore;
  readonly recalibrated: RecalibratedActionStore;
  readonly judges: Judges;
  readonly onError: (error: Error) => void;
}

/** Rewrites one batch of a policy's outdated actions. @returns how many */
async function rewriteBatch({ actions, judges }: RewriterDependencies, policy: Outdated): Promise<number> {
  return actions.rewrite(policy, BATCH, (messages) =>
    Promise.all(
      messages.map(async ({ messageId, scored, message, pipelineId }) => {
        const judge = await judges.get(policy.communityId, policy.name, pipelineId);
        // The news of the activation has not come yet, or another one came meanwhile: try again later.
        if (judge.policy.version !== policy.version) throw new OtherVersion();
        const { action, alert } = decide(scored, message, judge).decision;
        return { messageId, action, alert };
      }),
    ),
  );
}

/** Rewrites one batch of what a change of calibration may concern. @returns how many */
async function rewriteRecalibrated({ recalibrated, judges }: RewriterDependencies): Promise<number> {
  return recalibrated.rewrite(BATCH, (communityId, messages) =>
    Promise.all(
      messages.map(async ({ messageId, scored, message, pipelineId, policy }) => {
        const judge = await judges.get(communityId, policy.name, pipelineId);
        const { action, alert } = decide(scored, message, judge).decision;
        return { messageId, action, alert, policyVersion: judge.policy.version };
      }),
    ),
  );
}

class OtherVersion extends Error {}

/**
 * Keeps every message's current action that of the active policy and calibration: after an activation it
 * decides again over stored scores, batch by batch, until all are done. What is left when the process ends
 * is taken up by the next one. Answers, receipts and past decisions stay as they were.
 */
export function startRewriter(dependencies: RewriterDependencies): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function rewriteAll(): Promise<void> {
    for (const policy of await dependencies.actions.policies()) {
      while (!signal.aborted && (await rewriteBatch(dependencies, policy)) > 0) await pause(BREATH_MS);
    }
    while (!signal.aborted && (await rewriteRecalibrated(dependencies)) > 0) await pause(BREATH_MS);
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await rewriteAll();
      } catch (error) {
        if (error instanceof OtherVersion) dependencies.judges.refresh();
        else dependencies.onError(error as Error);
      }
      await pause(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
