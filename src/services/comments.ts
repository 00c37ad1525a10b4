import { InvalidRequestError, NotFoundError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import type { LabelStatement } from '../domain/label.js';
import type { ContextEntry } from '../domain/message.js';
import type { DetectedLanguage } from '../domain/model.js';
import type { LiveClient } from '../queue/live-client.js';
import type { Secrets } from '../queue/secrets.js';
import type { CommunityStore } from '../store/communities.js';
import type { ClassifyAnswer, ClassifyRequest, ClassifyService } from './classify.js';
import { decide, type Verdict } from './decide.js';
import type { Judges } from './judges.js';
import type { LabelService } from './labels.js';
import { POLICY_NAME } from './policy-file.js';

/** What handed in comments that came without an id of their own. */
const COMMENT_SOURCE = 'perspective';
const FROM_COMMENTS = { source: COMMENT_SOURCE } as const;

/** A message as services know it that scored comments and nothing else: without id, author or channel. */
export interface Comment {
  readonly text: string;
  readonly context?: readonly ContextEntry[];
  /** What the caller calls the part of the community it speaks for. */
  readonly place?: string;
}

export interface AnalyzeOptions {
  /** Whether it is kept as the community's settings say; otherwise nothing is. */
  readonly keep: boolean;
  /** Texts out of the comment, scored beside it. */
  readonly parts: readonly string[];
}

export interface CommentDependencies {
  readonly classify: Pick<ClassifyService, 'classify'>;
  readonly labels: Pick<LabelService, 'add'>;
  readonly live: Pick<LiveClient, 'score'>;
  readonly judges: Judges;
  readonly communities: Pick<CommunityStore, 'settings'>;
  readonly secrets: Pick<Secrets, 'contentHmac'>;
  readonly deadlineMs: number;
}

export type CommentService = ReturnType<typeof createCommentService>;

const policyName = new RegExp(POLICY_NAME);

/** Scoring comments for clients of other services, and taking their moderators' word for what they are. */
export function createCommentService(dependencies: CommentDependencies) {
  const { classify, labels, live, judges, communities, secrets, deadlineMs } = dependencies;

  /**
   * A place that is the name of a policy asks for that policy; else it is a channel's id, to which a
   * policy may be assigned. The community is always the key's.
   */
  async function toRequest(caller: ApiKey, { place, ...message }: Comment): Promise<ClassifyRequest> {
    if (place === undefined) return message;
    const isPolicy = policyName.test(place) && (await judges.has(caller.communityId, place));
    return { ...message, channelId: place, ...(isPolicy && { policy: place }) };
  }

  /** Without ids of their own, comments of the same text are the same comment. */
  const idOf = (text: string) => secrets.contentHmac(text).toString('hex');

  /** Signals of each text by the policy of the comment; nothing is stored or counted. */
  async function scoreParts(
    { communityId }: ApiKey,
    request: ClassifyRequest,
    texts: readonly string[],
  ): Promise<Verdict['signals'][]> {
    if (texts.length === 0) return [];
    const parted = texts.map((text) => ({ ...request, text }));
    const [policy, results] = await Promise.all([
      judges.choose(communityId, request),
      live.score(parted, { priority: 'batch', deadlineMs }),
    ]);
    return Promise.all(
      results.map(async ({ scored, pipelineId }, i) => {
        const judge = await judges.get(communityId, policy, pipelineId);
        return decide(scored, parted[i]!, judge).signals;
      }),
    );
  }

  return {
    /**
     * Scores a comment, and parts of it in one batch of the live lane.
     * @returns the answer, and the signals of each part, in order
     * @throws UnavailableError where queue, workers or database are gone; nothing is stored then
     */
    async analyze(
      caller: ApiKey,
      comment: Comment,
      { keep, parts }: AnalyzeOptions,
    ): Promise<{ answer: ClassifyAnswer; parts: Verdict['signals'][] }> {
      const request = await toRequest(caller, comment);
      const kept = keep ? { id: idOf(comment.text) } : { store: 'none' as const };
      // Beside its parts a comment is a batch: as one message it might wait for them past its deadline.
      const priority = parts.length > 0 ? 'batch' : 'single';
      const [answer, signals] = await Promise.all([
        classify.classify(caller, { ...request, ...kept }, { ...FROM_COMMENTS, priority }),
        scoreParts(caller, request, parts),
      ]);
      return { answer, parts: signals };
    },

    /**
     * Takes what somebody says of a comment. A label hangs on a message, so the comment is kept with it;
     * where nothing is said that a label can hold, nothing is kept.
     * @returns the comment's language
     * @throws InvalidRequestError where the community keeps no messages, UnavailableError
     */
    async suggest(
      caller: ApiKey,
      comment: Comment,
      statements: readonly Omit<LabelStatement, 'origin'>[],
    ): Promise<DetectedLanguage> {
      const request = await toRequest(caller, comment);
      if (statements.length === 0) {
        return (await classify.classify(caller, { ...request, store: 'none' }, FROM_COMMENTS)).language;
      }
      const { store } = await communities.settings(caller.communityId);
      if (store.channels === 'none') {
        throw new InvalidRequestError('comment', 'cannot be labelled: this community keeps no messages');
      }
      const name = { source: COMMENT_SOURCE, id: idOf(comment.text) };
      const answer = await classify.classify(
        caller,
        { ...request, id: name.id, store: 'all' },
        FROM_COMMENTS,
      );
      for (const statement of statements) {
        try {
          await labels.add(caller, name, { ...statement, origin: 'suggestscore' });
        } catch (error) {
          // What was forgotten is not kept again, and nothing can hang on it.
          if (error instanceof NotFoundError) break;
          throw error;
        }
      }
      return answer.language;
    },
  };
}
