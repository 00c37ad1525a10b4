import { randomUUID } from 'node:crypto';
import { createCoalescer } from '../concurrency/coalesce.js';
import { InvalidRequestError, NotFoundError, UnavailableError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import type { Producer } from '../queue/backend.js';
import { parseDurableJob } from '../queue/payloads.js';
import type { Secrets } from '../queue/secrets.js';
import type { CommunityStore } from '../store/communities.js';
import { createSettingsCache } from './community-settings.js';
import type { ContextEntry, Message, MessageName } from '../domain/message.js';
import type {
  CurrentAction,
  MessageRevision,
  MessageStatus,
  MessageViewStore,
} from '../store/message-views.js';
import type { MessageStore } from '../store/messages.js';
import type { OutdatedActionStore } from '../store/outdated-actions.js';
import { API_SOURCE, type ClassifyRequest } from './classify.js';
import { decide, type Verdict } from './decide.js';
import type { Judges } from './judges.js';
import { storeSetting } from './retention.js';

export interface MessageView extends Partial<Verdict> {
  readonly id: string;
  readonly status: MessageStatus;
  readonly revision: number;
  /** Only for keys that may read messages; text and context only while they are kept. */
  readonly text?: string;
  readonly context?: readonly ContextEntry[];
  readonly channelId?: string;
  readonly channelType?: Message['channelType'];
  readonly authorId?: string;
  readonly sentAt?: string;
  /** What the policy active now says of it; `decision` and `receipt` stay as they were answered. */
  readonly current?: CurrentAction;
}

export interface SubmissionDependencies {
  readonly durable: Producer;
  readonly judges: Judges;
  readonly messages: MessageStore;
  readonly views: MessageViewStore;
  readonly scores: Pick<OutdatedActionStore, 'find'>;
  readonly communities: CommunityStore;
  readonly secrets: Secrets;
  readonly onError: (error: Error) => void;
}

export type SubmissionService = ReturnType<typeof createSubmissionService>;

const GROUP_MAX = 200;
const COMMITS_UNDER_WAY = 2;

/** The durable lane's front: what it has acknowledged is committed and will be scored. */
export function createSubmissionService(dependencies: SubmissionDependencies) {
  const { durable, judges, messages, views, scores, communities, secrets, onError } = dependencies;
  const settings = createSettingsCache(communities);

  const accept = createCoalescer<Parameters<MessageStore['accept']>[0][number], undefined>(
    async (group) => {
      const ids = await messages.accept(group);
      enqueueRevisions(durable, ids).catch((error: unknown) => {
        // The messages are safe in their table: the sweeper enqueues them once the queue is back.
        onError(error as Error);
      });
      return group.map(() => undefined);
    },
    {
      groupMax: GROUP_MAX,
      concurrency: COMMITS_UNDER_WAY,
      // One caller's mistake is not another's failure.
      apart: (failure) => !(failure instanceof UnavailableError),
      conflicts: (entry) => JSON.stringify([entry.communityId, entry.externalId]),
    },
  );

  /** What the policy in force says of scores that came without an answer: a run stores none. */
  async function verdictOf(
    { communityId }: ApiKey,
    source: string,
    id: string,
    { status }: MessageRevision,
  ): Promise<Verdict | undefined> {
    if (status !== 'scored') return undefined;
    const stored = await scores.find(communityId, source, id);
    if (stored === undefined) return undefined;
    const judge = await judges.get(communityId, stored.policy.name, stored.pipelineId);
    return decide(stored.scored, stored.message, judge);
  }

  return {
    /**
     * Takes a message for scoring later. When this resolves it is committed as pending.
     * @param source what hands it in
     * @throws NotFoundError for an unknown policy, InvalidRequestError for `store: "none"` and `explain`,
     *   UnavailableError where the database is gone; nothing is stored then
     */
    async submit(caller: ApiKey, request: ClassifyRequest, source = API_SOURCE): Promise<{ id: string }> {
      const { communityId } = caller;
      if (request.store === 'none') {
        throw new InvalidRequestError(
          '/store',
          'must not be "none": a message that waits for its score has to be kept until then; use /v1/classify',
        );
      }
      if (request.explain === true) {
        throw new InvalidRequestError('/explain', 'is answered at once or not at all; use /v1/classify');
      }
      const policyName = await judges.choose(communityId, request);
      const setting = storeSetting(request.store, request, await settings(communityId));
      const id = request.id ?? randomUUID();
      await accept({
        communityId,
        source,
        externalId: id,
        createdBy: caller.id,
        message: request,
        contentHmac: secrets.contentHmac(request.text),
        policyName,
        store: setting,
      });
      return { id };
    },

    /**
     * A message with its latest decision.
     * @throws NotFoundError where there is none, and, for a key that may only classify, where another
     *   key handed it in
     */
    async read(caller: ApiKey, { source, id }: MessageName): Promise<MessageView> {
      const stored = await views.find(caller.communityId, source, id);
      const mayReadAll = caller.scopes.some((scope) => scope !== 'classify');
      const mayReadText = caller.scopes.some((scope) => scope === 'review' || scope === 'admin');
      if (stored === undefined || !(mayReadAll || stored.createdBy === caller.id)) {
        throw new NotFoundError('There is no such message.');
      }
      return {
        id,
        status: stored.status,
        revision: stored.revision,
        ...(mayReadText && whatPeopleRead(stored)),
        ...((stored.answer as Verdict | null) ?? (await verdictOf(caller, source, id, stored))),
        ...(stored.current !== null && { current: stored.current }),
      };
    },
  };
}

/** What a person needs to judge a message: what was said, after what, where and by whom. */
function whatPeopleRead(stored: MessageRevision) {
  const { text, context, channelId, channelType, authorId, sentAt } = stored;
  return {
    ...(text !== null && { text, context }),
    ...(channelId !== null && { channelId }),
    ...(channelType && { channelType }),
    ...(authorId !== null && { authorId }),
    ...(sentAt !== null && { sentAt }),
  };
}

/** Adds jobs for revisions, neighbouring ids together, at most `rangeMax` ids a job. */
export async function enqueueRevisions(
  durable: Producer,
  ids: readonly number[],
  rangeMax = 100,
): Promise<void> {
  const jobs = [];
  const sorted = [...ids].sort((a, b) => a - b);
  for (let i = 0; i < sorted.length;) {
    const from = sorted[i]!;
    let n = 1;
    while (i + n < sorted.length && n < rangeMax && sorted[i + n] === from + n) n++;
    const to = from + n - 1;
    jobs.push({
      id: `revisions-${from}-${to}`,
      data: parseDurableJob({ v: 1, fromRevisionId: from, toRevisionId: to }),
    });
    i += n;
  }
  if (jobs.length > 0) await durable.add(jobs);
}
