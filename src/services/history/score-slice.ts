import { setImmediate } from 'node:timers/promises';
import type { ScorableMessage, ScoredText } from '../../domain/model.js';
import type { Pipeline } from '../../scoring/pipeline.js';
import type { StoredRun } from '../../store/run-rows.js';
import type {
  ChangedDecision,
  FirstDecision,
  NewScores,
  OpenedDecision,
  SliceResult,
} from '../../store/run-results.js';
import type { RunText } from '../../store/run-work.js';
import { decide, type Verdict } from '../decide.js';
import type { Judges } from '../judges.js';
import { isKept } from '../retention.js';
import { changedClauses, ScoreBins } from './comparison.js';
import type { ScoreMemory } from './score-memory.js';

/** Texts read, or decided, before others have the processor. */
const TURN = 8;

type Present = RunText & { readonly text: string };

export interface SliceScorer {
  readonly pipeline: Pipeline;
  readonly judges: Judges;
  readonly memory: ScoreMemory;
}

/**
 * Scores the messages of a slice of an import or a rescoring, and decides each by the policy in force.
 * @returns what is to be stored; undefined where the engine was closed meanwhile
 */
export async function scoreSlice(
  run: StoredRun,
  texts: readonly RunText[],
  { pipeline, judges, memory }: SliceScorer,
): Promise<SliceResult | undefined> {
  const present = texts.filter((each): each is Present => each.text !== null);
  // What only the first stage has scored is scored anew where that is what the run is for.
  const isFinal = run.params['reach'] !== undefined;
  const unknown = present.filter(({ known }) => isFinal || known === null);
  const fresh = await memory.scoreOnce(
    pipeline.spec.id,
    unknown.map(({ message }) => (isFinal ? { ...message, exact: true } : message)),
    (different) => scoreTexts(different, pipeline),
  );
  if (fresh === undefined) return undefined;
  const scores: NewScores[] = unknown.map(({ revisionId }, i) => ({ revisionId, scored: fresh[i]! }));
  const scoredOf = new Map(scores.map(({ revisionId, scored }) => [revisionId, scored]));
  const tally = new Tally(run);
  for (const [i, text] of present.entries()) {
    if (i % TURN === TURN - 1) await setImmediate();
    const scored = scoredOf.get(text.revisionId) ?? text.known!;
    await tally.add(isFinal ? instead(text, pipeline.spec.id) : text, scored, {
      judges,
      pipelineId: pipeline.spec.id,
    });
  }
  return {
    pipelineId: pipeline.spec.id,
    scores,
    ...tally.result(),
    done: present.length,
    lost: texts.filter(({ text }) => text === null).map(({ revisionId }) => revisionId),
  };
}

/** A message whose scores of the first stage give way to those of the last. */
const instead = ({ known, ...text }: Present, pipelineId: string): Present => ({
  ...text,
  known: null,
  earlier: known && { pipelineId, scored: known },
});

/** All texts travel to the engine together, but reading them for it takes turns with live messages. */
async function scoreTexts(
  messages: readonly ScorableMessage[],
  pipeline: Pipeline,
): Promise<ScoredText[] | undefined> {
  const parts: Promise<ScoredText[] | null>[] = [];
  for (let i = 0; i < messages.length; i += TURN) {
    if (i > 0) await setImmediate();
    const part = pipeline.score(messages.slice(i, i + TURN), 'bulk');
    // All are waited for below; one that fails before then is no unhandled rejection.
    part.catch(() => undefined);
    parts.push(part);
  }
  const scored = await Promise.all(parts);
  return scored.every((part) => part !== null) ? scored.flat() : undefined;
}

/** What comes of a slice, message by message. */
class Tally {
  readonly #firsts: FirstDecision[] = [];
  readonly #opened: OpenedDecision[] = [];
  readonly #changes: ChangedDecision[] = [];
  readonly #before = new ScoreBins();
  readonly #after = new ScoreBins();

  constructor(private readonly run: StoredRun) {}

  async add(
    text: RunText,
    scored: ScoredText,
    { judges, pipelineId }: { judges: Judges; pipelineId: string },
  ): Promise<void> {
    const { communityId, kind, params } = this.run;
    const { message, earlier, known } = text;
    const policyName = text.policyName ?? (await judges.choose(communityId, message));
    const judge = await judges.get(communityId, policyName, pipelineId);
    const verdict = decide(scored, message, judge);
    const { decision } = verdict;
    if (earlier === null && known === null) {
      this.#firsts.push({
        revisionId: text.revisionId,
        action: decision.action,
        alert: decision.alert,
        policy: judge.policy,
        keep: isKept(text.store, decision),
        scored,
      });
    }
    if (params['openCases'] === true && isFlagged(verdict)) {
      this.#opened.push({ ...idsOf(text), ...plain(verdict), answer: verdict });
    }
    if (kind !== 'rescore') return;
    const before =
      earlier &&
      decide(earlier.scored, message, await judges.get(communityId, policyName, earlier.pipelineId));
    this.#compare(text, before, verdict);
  }

  #compare(text: RunText, before: Verdict | null, after: Verdict): void {
    if (before !== null) {
      this.#before.add(before.signals);
      this.#after.add(after.signals);
    }
    // Scored by this pipeline and no other: there is nothing to compare.
    else if (text.known !== null) return;
    const was = before?.decision;
    const is = after.decision;
    if (is.action === (was?.action ?? 'allow') && is.alert === (was?.alert ?? false)) return;
    this.#changes.push({
      messageId: text.messageId,
      before: was ? { action: was.action, alert: was.alert } : null,
      after: { action: is.action, alert: is.alert },
      clauses: changedClauses(was, is),
    });
  }

  result(): Pick<SliceResult, 'firsts' | 'opened' | 'changes' | 'histograms'> {
    return {
      firsts: this.#firsts,
      opened: this.#opened,
      changes: this.#changes,
      histograms:
        this.run.kind === 'rescore' ? { before: this.#before.counts, after: this.#after.counts } : null,
    };
  }
}

const isFlagged = ({ decision }: Verdict) => decision.alert || decision.action !== 'allow';
const idsOf = ({ revisionId, messageId }: RunText) => ({ revisionId, messageId });
const plain = ({ decision: { action, alert, incomplete } }: Verdict) => ({ action, alert, incomplete });
