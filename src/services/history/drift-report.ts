import { ConflictError } from '../../domain/errors.js';
import type { ApiKey } from '../../domain/keys.js';
import type { RunChange, SignalHistogram, VersionedRun } from '../../domain/run.js';
import { judgementsOf, type Judgement } from '../../labelling/judgements.js';
import { agreementOf, stabilityIndex, type Agreement } from '../../policy/drift.js';
import type { PolicyStore } from '../../store/policies.js';
import type { StoredScores } from '../../store/outdated-actions.js';
import type { RunOutcomeStore, Transition } from '../../store/run-outcomes.js';
import { createJudge, decide, type Verdict } from '../decide.js';
import type { Judges } from '../judges.js';
import type { RunService } from './run-service.js';

/** What a rescoring or a replay changes. */
export interface DriftReport {
  readonly signals: readonly (SignalHistogram & {
    /** Null where one side has no scores. */
    readonly psi: number | null;
  })[];
  readonly decisions: readonly Transition[];
  readonly samples: readonly (Omit<RunChange, 'text'> & Partial<Pick<RunChange, 'text'>>)[];
  readonly labels: Agreement;
}

export interface DriftDependencies {
  readonly runs: Pick<RunService, 'get' | 'histograms'>;
  readonly outcomes: RunOutcomeStore;
  readonly policies: Pick<PolicyStore, 'version'>;
  readonly judges: Pick<Judges, 'get'>;
}

/** Labelled messages decided at once. */
const PAGE = 1_000;

/**
 * Compares what a run found with what was before: scores, decisions, and both with what people say.
 * @param withText whether the caller may read messages
 * @throws NotFoundError, ConflictError for an import
 */
export async function reportDrift(
  dependencies: DriftDependencies,
  caller: ApiKey,
  runId: number,
  withText: boolean,
): Promise<DriftReport> {
  const { runs, outcomes } = dependencies;
  const { communityId } = caller;
  const run = await runs.get(caller, runId);
  if (run.kind === 'import') throw new ConflictError('An import has nothing before it to compare with.');
  const histograms = await runs.histograms(caller, runId);
  const samples = await outcomes.samples(communityId, runId);
  return {
    signals: histograms.map((histogram) => ({
      ...histogram,
      psi: stabilityIndex(histogram.before, histogram.after),
    })),
    decisions: await outcomes.transitions(communityId, runId),
    samples: samples.map(({ text, ...sample }) => ({ ...sample, ...(withText && { text }) })),
    labels: await agreementWithLabels(dependencies, communityId, run),
  };
}

async function agreementWithLabels(
  dependencies: DriftDependencies,
  communityId: string,
  run: VersionedRun,
): Promise<Agreement> {
  const word = (name: string) => (typeof run.params[name] === 'string' ? run.params[name] : null);
  const scope = { from: word('from'), to: word('to'), channelId: word('channelId') };
  const judgements = judgementsOf(await dependencies.outcomes.labels(communityId, scope));
  const decided = await decideTwice(dependencies, communityId, run, [
    ...new Set(judgements.map(({ messageId }) => messageId)),
  ]);
  return agreementOf(
    judgements.flatMap((judgement) => {
      const verdicts = decided.get(judgement.messageId);
      if (verdicts === undefined) return [];
      const before = flagged(verdicts.before, judgement);
      const after = flagged(verdicts.after, judgement);
      // A clause that one of the policies does not have was not decided on twice.
      if (before === undefined || after === undefined) return [];
      return [{ violates: judgement.violates, before, after }];
    }),
  );
}

interface Verdicts {
  readonly before: Verdict;
  readonly after: Verdict;
}

/** What was decided before and is decided after the run of messages that it was about. */
async function decideTwice(
  dependencies: DriftDependencies,
  communityId: string,
  run: VersionedRun,
  messageIds: readonly number[],
): Promise<Map<number, Verdicts>> {
  const decideBoth =
    run.kind === 'replay'
      ? await replayed(dependencies, communityId, run)
      : rescored(dependencies, communityId, run);
  const decided = new Map<number, Verdicts>();
  for (let at = 0; at < messageIds.length; at += PAGE) {
    const page = await dependencies.outcomes.scoresOf(communityId, messageIds.slice(at, at + PAGE));
    for (const [messageId, scores] of groupByMessage(page)) {
      const verdicts = await decideBoth(scores);
      if (verdicts !== undefined) decided.set(messageId, verdicts);
    }
  }
  return decided;
}

function groupByMessage(scores: readonly StoredScores[]): Map<number, StoredScores[]> {
  const groups = new Map<number, StoredScores[]>();
  for (const one of scores) {
    const group = groups.get(one.messageId);
    if (group === undefined) groups.set(one.messageId, [one]);
    else group.push(one);
  }
  return groups;
}

type DecideBoth = (scores: readonly StoredScores[]) => Promise<Verdicts | undefined>;

/** By the policy of each message: its scores of before, which are the first, and those of the run's pipeline. */
function rescored({ judges }: DriftDependencies, communityId: string, run: VersionedRun): DecideBoth {
  return async (scores) => {
    // What the first stage had given is gone.
    if (run.params['reach'] !== undefined) return undefined;
    const after = scores.find(({ pipelineId }) => pipelineId === run.pipeline);
    const others = scores.filter((one) => one !== after);
    const before = others.find(({ pipelineId }) => pipelineId === run.earlierPipeline) ?? others[0];
    if (before === undefined || after === undefined) return undefined;
    const by = async ({ policy, pipelineId, scored, message }: StoredScores) =>
      decide(scored, message, await judges.get(communityId, policy.name, pipelineId));
    return { before: await by(before), after: await by(after) };
  };
}

/** The same scores by the policy's active version and by the one that was replayed. */
async function replayed(
  { judges, policies }: DriftDependencies,
  communityId: string,
  run: VersionedRun,
): Promise<DecideBoth> {
  const { policy } = run;
  const candidate =
    policy?.version == null ? undefined : await policies.version(communityId, policy.name, policy.version);
  return async (scores) => {
    const [first] = scores;
    const found = scores.find(({ pipelineId }) => pipelineId === run.pipeline) ?? first;
    if (found === undefined || candidate === undefined || found.policy.name !== candidate.name)
      return undefined;
    const judge = await judges.get(communityId, candidate.name, found.pipelineId);
    const { scored, message } = found;
    return {
      before: decide(scored, message, judge),
      after: decide(scored, message, createJudge(judge.pipeline, judge.calibration, candidate)),
    };
  };
}

/** Whether a verdict flags a message, or one clause of it; undefined where its policy has no such clause. */
function flagged({ decision }: Verdict, { clause }: Judgement): boolean | undefined {
  if (clause === null) return decision.alert || decision.action !== 'allow';
  const result = decision.clauses.find(({ id }) => id === clause);
  return result && result.action !== 'allow';
}
