import type { ExplainedSpan } from '../domain/decision.js';
import { ConflictError, NotFoundError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import type { Message, MessageName } from '../domain/message.js';
import type { LiveClient } from '../queue/live-client.js';
import type { MessageRevision, MessageViewStore } from '../store/message-views.js';
import { decide } from './decide.js';
import type { Judges } from './judges.js';

/** Which parts of a text carry which clause. */
export interface Explanation {
  readonly clauses: readonly {
    readonly id: string;
    readonly score: number | null;
    readonly spans: readonly ExplainedSpan[];
  }[];
}

export interface ExplanationDependencies {
  readonly live: Pick<LiveClient, 'score'>;
  readonly views: MessageViewStore;
  readonly judges: Judges;
  readonly deadlineMs: number;
}

export type ExplanationService = ReturnType<typeof createExplanationService>;

/** Explains stored messages when somebody asks: their text is scored again, and nothing is stored. */
export function createExplanationService({ live, views, judges, deadlineMs }: ExplanationDependencies) {
  return {
    /**
     * By the message's policy as it is active now.
     *
     * @param revision the latest where absent
     * @throws NotFoundError where there is no such message or revision, ConflictError where its text is
     *   not kept or nothing is decided yet, UnavailableError where no worker answers in time
     */
    async explain(
      caller: ApiKey,
      { source, id, revision }: MessageName & { readonly revision?: number },
    ): Promise<Explanation> {
      const { communityId } = caller;
      const found = await views.find(communityId, source, id, revision);
      if (found === undefined) throw new NotFoundError('There is no such message or revision.');
      if (found.current === null) throw new ConflictError('The message waits for its score.');
      if (found.text === null) throw new ConflictError('The text of the message is not kept.');
      // As a batch: live messages go first, and a person can wait for up to thirty times their work.
      const [result] = await live.score([{ text: found.text }], {
        priority: 'batch',
        deadlineMs,
        explain: true,
      });
      const judge = await judges.get(communityId, found.current.policy.name, result!.pipelineId);
      const { decision } = decide(result!.scored, toMessage(found, found.text), judge);
      return { clauses: decision.clauses.map(({ id, score, spans = [] }) => ({ id, score, spans })) };
    },
  };
}

/** As far as deciding about it needs it. */
const toMessage = (found: MessageRevision, text: string): Message => ({
  text,
  context: found.context,
  ...(found.channelType && { channelType: found.channelType }),
  ...(found.channelTags && { channelTags: found.channelTags }),
  ...(found.authorId !== null && { authorId: found.authorId }),
  ...(found.recipients !== null && { recipients: found.recipients }),
  ...(found.solicited !== null && { solicited: found.solicited }),
});
