import { ConflictError, InvalidRequestError, NotFoundError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import type { MessageName } from '../domain/message.js';
import type { Label, LabelStatement, LabelTarget, NewLabel } from '../domain/label.js';
import type { LabelStore } from '../store/labels.js';
import type { OutdatedActionStore, StoredScores } from '../store/outdated-actions.js';
import { decide, type Verdict } from './decide.js';
import type { Judges } from './judges.js';

export const LABEL_NOTE_LENGTH_MAX = 2_000;

export interface LabelDependencies {
  readonly labels: LabelStore;
  readonly scores: Pick<OutdatedActionStore, 'find'>;
  readonly judges: Judges;
}

export type LabelService = ReturnType<typeof createLabelService>;

/** What people say of messages, with what the machine said at the time. */
export function createLabelService({ labels, scores, judges }: LabelDependencies) {
  async function ofMessage(communityId: string, { source, id }: MessageName): Promise<Label[]> {
    const found = await labels.ofMessage(communityId, source, id);
    if (found === undefined) throw new NotFoundError('There is no such message.');
    return found;
  }

  return {
    /**
     * Labels the latest revision of a message.
     *
     * @param revision the one that the person saw, if known
     * @param answered what the person saw of the decision, if known: clauses that the policy has lost since may be
     *   labelled too
     * @throws NotFoundError where there is no such message, ConflictError where it has no score yet or
     *   was edited since, InvalidRequestError for a clause that its policy has not, and for a note where
     *   the text is not kept
     */
    async add(
      caller: ApiKey,
      name: MessageName,
      {
        revision,
        answered,
        ...statement
      }: LabelStatement & { readonly revision?: number; readonly answered?: Verdict },
    ): Promise<Label> {
      const { communityId } = caller;
      const stored = await scores.find(communityId, name.source, name.id);
      if (stored === undefined) {
        await ofMessage(communityId, name);
        throw new ConflictError('The message waits for its score: label it when it has one.');
      }
      if (revision !== undefined && revision !== stored.revision) throw edited();
      const added = await labels.add(
        await labelOf(judges, caller, stored, statement, answered && { answered }),
      );
      if (added === 'outdated') throw edited();
      if (added === 'forgotten') {
        throw new InvalidRequestError(
          '/note',
          'cannot be kept: a note goes with the text of its message, and that is not kept',
        );
      }
      return added;
    },

    /** Every label of a message, the latest first. @throws NotFoundError */
    ofMessage: (caller: ApiKey, name: MessageName): Promise<Label[]> => ofMessage(caller.communityId, name),

    /** All labels in the order in which they were given, from after an id on. */
    page: (caller: ApiKey, after: number, limit: number): Promise<Label[]> =>
      labels.page(caller.communityId, after, limit),
  };
}

const edited = () =>
  new ConflictError('The message was edited since: look at its latest revision before you label it.');

/**
 * A label with what the machine says now.
 *
 * @param options.at JSON pointer of the target's clause
 * @param options.answered what was answered about the revision: its clauses may be labelled too, though
 *   the policy has lost them since
 * @throws InvalidRequestError for a clause that the message's policy has not
 */
export async function labelOf(
  judges: Judges,
  caller: ApiKey,
  stored: StoredScores,
  statement: LabelStatement,
  { at = '/target/clause', answered }: { readonly at?: string; readonly answered?: Verdict } = {},
): Promise<NewLabel> {
  const judge = await judges.get(caller.communityId, stored.policy.name, stored.pipelineId);
  const now = decide(stored.scored, stored.message, judge);
  const { target } = statement;
  const has = ({ decision }: Verdict) => scoreOf(target, decision, now.signals) !== undefined;
  const by = has(now) || answered === undefined || !has(answered) ? now : answered;
  const score = scoreOf(target, by.decision, now.signals);
  return newLabel(caller, stored, statement, { by, score, at, pipeline: stored.pipelineId });
}

/**
 * A label on a revision whose scores are not kept any more, with what was answered about it.
 * @throws InvalidRequestError for a clause that was not decided about
 */
export function labelOfAnswer(
  caller: ApiKey,
  revision: LabelledRevision,
  statement: LabelStatement,
  { at, answered }: { readonly at: string; readonly answered: Verdict },
): NewLabel {
  const score = scoreOf(statement.target, answered.decision, answered.signals);
  return newLabel(caller, revision, statement, {
    by: answered,
    score,
    at,
    pipeline: answered.receipt.pipeline.id,
  });
}

type LabelledRevision = Pick<NewLabel, 'messageId' | 'revisionId'>;

interface Said {
  /** What decided, and with which pipeline's scores. */
  readonly by: Verdict;
  readonly pipeline: string;
  /** Undefined for a clause that it did not decide about. */
  readonly score: number | null | undefined;
  /** JSON pointer of the target's clause. */
  readonly at: string;
}

function newLabel(
  caller: ApiKey,
  { messageId, revisionId }: LabelledRevision,
  statement: LabelStatement,
  { by, pipeline, score, at }: Said,
): NewLabel {
  const { name, version } = by.receipt.policy;
  if (score === undefined)
    throw new InvalidRequestError(at, `is no clause of the policy ${name}, version ${version}`);
  return {
    ...statement,
    communityId: caller.communityId,
    messageId,
    revisionId,
    keyId: caller.id,
    person: caller.owner,
    pipeline,
    score,
    policy: { name, version },
  };
}

/**
 * The calibrated score that a label speaks of; null for the whole message and where there is none,
 * undefined for a clause that was not decided about.
 */
function scoreOf(
  target: LabelTarget,
  { clauses }: Verdict['decision'],
  signals: Verdict['signals'],
): number | null | undefined {
  if (target === 'message') return null;
  if ('signal' in target) return signals[target.signal];
  return clauses.find(({ id }) => id === target.clause)?.score;
}
