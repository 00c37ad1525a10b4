import { ConflictError, InvalidRequestError, NotFoundError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import type { Label, LabelStatement, LabelTarget } from '../domain/label.js';
import type { LabelStore } from '../store/labels.js';
import type { OutdatedActionStore } from '../store/outdated-actions.js';
import { API_SOURCE } from './classify.js';
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
  async function ofMessage(communityId: string, id: string): Promise<Label[]> {
    const found = await labels.ofMessage(communityId, API_SOURCE, id);
    if (found === undefined) throw new NotFoundError('There is no such message.');
    return found;
  }

  return {
    /**
     * Labels the latest revision of a message.
     *
     * @param revision the one that the person saw, if known
     * @throws NotFoundError where there is no such message, ConflictError where it has no score yet or
     *   was edited since, InvalidRequestError for a clause that its policy has not, and for a note where
     *   the text is not kept
     */
    async add(
      caller: ApiKey,
      id: string,
      { revision, ...statement }: LabelStatement & { readonly revision?: number },
    ): Promise<Label> {
      const { communityId } = caller;
      const stored = await scores.find(communityId, API_SOURCE, id);
      if (stored === undefined) {
        await ofMessage(communityId, id);
        throw new ConflictError('The message waits for its score: label it when it has one.');
      }
      if (revision !== undefined && revision !== stored.revision) throw edited();
      const judge = await judges.get(communityId, stored.policy.name, stored.pipelineId);
      const verdict = decide(stored.scored, stored.message, judge);
      const added = await labels.add({
        ...statement,
        communityId,
        messageId: stored.messageId,
        revisionId: stored.revisionId,
        keyId: caller.id,
        person: caller.owner,
        pipeline: stored.pipelineId,
        score: scoreOf(statement.target, verdict),
        policy: { name: judge.policy.name, version: judge.policy.version },
      });
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
    ofMessage: (caller: ApiKey, id: string): Promise<Label[]> => ofMessage(caller.communityId, id),

    /** All labels in the order in which they were given, from after an id on. */
    page: (caller: ApiKey, after: number, limit: number): Promise<Label[]> =>
      labels.page(caller.communityId, after, limit),
  };
}

const edited = () =>
  new ConflictError('The message was edited since: look at its latest revision before you label it.');

/** The calibrated score that a label speaks of; null for the whole message and where there is none. */
function scoreOf(target: LabelTarget, { signals, decision, receipt }: Verdict): number | null {
  if (target === 'message') return null;
  if ('signal' in target) return signals[target.signal];
  const clause = decision.clauses.find(({ id }) => id === target.clause);
  if (clause !== undefined) return clause.score;
  const { name, version } = receipt.policy;
  throw new InvalidRequestError('/target/clause', `is no clause of the policy ${name}, version ${version}`);
}
