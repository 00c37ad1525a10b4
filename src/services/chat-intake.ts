import type { ApiKey } from '../domain/keys.js';
import { isBlank, TEXT_LENGTH_MAX, type ContextEntry, type MessageName } from '../domain/message.js';
import type { MessageViewStore } from '../store/message-views.js';
import type { SlackEventStore } from '../store/slack-events.js';
import type { WithdrawnTextStore } from '../store/withdrawn-texts.js';
import type { ClassifyRequest } from './classify.js';
import type { ForgettingService } from './forgetting.js';
import { parseMessage } from './message-input.js';
import type { SubmissionService } from './submissions.js';

/** A message as a chat platform delivers it. */
export interface ChatMessage {
  readonly source: string;
  readonly message: Omit<ClassifyRequest, 'context'> & { readonly id: string };
  /** Id of the message that it answers, at the same source. */
  readonly parentId?: string;
}

export interface ChatIntakeDependencies {
  readonly submissions: Pick<SubmissionService, 'submit'>;
  readonly views: MessageViewStore;
  readonly withdrawn: WithdrawnTextStore;
  readonly events: SlackEventStore;
  readonly forgetting: Pick<ForgettingService, 'forgetMessage'>;
}

export type ChatIntake = ReturnType<typeof createChatIntake>;

/** What chat platforms deliver, on its way into the durable lane. */
export function createChatIntake(dependencies: ChatIntakeDependencies) {
  const { submissions, views, withdrawn, events, forgetting } = dependencies;

  /** What a message answers, in our own copy; nothing where that is not kept. */
  async function contextOf(communityId: string, source: string, parentId: string): Promise<ContextEntry[]> {
    const parent = await views.find(communityId, source, parentId);
    if (parent === undefined || parent.text === null) return [];
    const { text, authorId } = parent;
    return [{ text, ...(authorId !== null && { authorId }) }];
  }

  return {
    /**
     * Takes a message for scoring; when this resolves it is committed. What is longer than any text may be is
     * cut there: platforms cannot be told to try again with less.
     *
     * @returns whether there was anything to score
     * @throws InvalidRequestError for an id that is none, UnavailableError where the database is gone
     */
    async take(caller: ApiKey, { source, message, parentId }: ChatMessage): Promise<boolean> {
      const text = fit(message.text);
      if (isBlank(text)) return false;
      const context = parentId === undefined ? [] : await contextOf(caller.communityId, source, parentId);
      const request = parseMessage({ ...message, text, ...(context.length > 0 && { context }) });
      await submissions.submit(caller, request, source);
      return true;
    },

    /** A message was deleted where it was said: so it is here. */
    remove: (caller: ApiKey, name: MessageName): Promise<void> => forgetting.forgetMessage(caller, name),

    /** A message goes on without its text, and may get another one. */
    withdraw: (caller: ApiKey, name: MessageName): Promise<void> =>
      withdrawn.remove(caller.communityId, name),

    /**
     * Deals with a delivery unless that was done before. What fails is not noted, so that it is done when the
     * platform tries again.
     * @returns false where it was done before
     */
    async once({ communityId }: ApiKey, eventId: string, run: () => Promise<unknown>): Promise<boolean> {
      if (await events.isKnown(communityId, eventId)) return false;
      await run();
      await events.note(communityId, eventId);
      return true;
    },
  };
}

/** A text as every route takes it: well-formed, without U+0000, within the limit, cut between code points. */
function fit(text: string): string {
  const cut =
    text.length > TEXT_LENGTH_MAX ? text.slice(0, TEXT_LENGTH_MAX).replace(/[\uD800-\uDBFF]$/, '') : text;
  return cut.toWellFormed().replaceAll('\0', '');
}
