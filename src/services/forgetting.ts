import { NotFoundError } from '../domain/errors.js';
import type { MessageName } from '../domain/message.js';
import type { Actor } from '../store/audit.js';
import type { AuthorRecordStore } from '../store/author-records.js';
import type { ForgettingStore } from '../store/forgetting.js';

/** Who asks for it, in which community: a key, or an integration. */
export type Asker = Actor & { readonly communityId: string };

export interface ForgettingDependencies {
  readonly forgetting: ForgettingStore;
  readonly records: AuthorRecordStore;
}

export type ForgettingService = ReturnType<typeof createForgettingService>;

/** Forgetting messages and people, and telling people what is kept about them. */
export function createForgettingService({ forgetting, records }: ForgettingDependencies) {
  async function* write(
    communityId: string,
    author: MessageName,
    name: string | null,
  ): AsyncGenerator<string> {
    yield line({ type: 'author', ...author, name, exportedAt: new Date().toISOString() });
    let messages = 0;
    for await (const page of records.messages(communityId, author)) {
      messages += page.length;
      yield page.join('\n') + '\n';
    }
    let quotes = 0;
    for await (const page of records.quotes(communityId, author)) {
      quotes += page.length;
      yield page.join('\n') + '\n';
    }
    yield line({ type: 'end', messages, quotes });
  }

  return {
    /**
     * Removes a message's texts, notes and copies, and keeps it from coming back; one that is not known is kept
     * from coming at all. Its decisions, scores, labels and cases stay. May be repeated.
     * @throws UnavailableError where the database is gone or busy; to be repeated then
     */
    forgetMessage: (asker: Asker, message: MessageName): Promise<void> =>
      forgetting.forgetMessage(asker, asker.communityId, message),

    /**
     * The same for all messages of an author so far, with the author's id and name. May be repeated.
     * @throws NotFoundError where nothing is or was known of such an author; else like `forgetMessage`
     */
    async forgetAuthor(asker: Asker, author: MessageName): Promise<void> {
      if (!(await forgetting.forgetAuthor(asker, asker.communityId, author))) throw unknownAuthor();
    },

    /**
     * Everything that is kept about an author, as lines of JSON that end with one of type `end`.
     * @throws NotFoundError where nothing is; nothing is written to the log then
     */
    async exportAuthor(asker: Asker, author: MessageName): Promise<AsyncGenerator<string>> {
      if (!(await forgetting.noteExport(asker, asker.communityId, author))) throw unknownAuthor();
      return write(asker.communityId, author, await records.name(asker.communityId, author));
    },
  };
}

const unknownAuthor = () => new NotFoundError('Nothing is kept of such an author.');

const line = (record: object) => JSON.stringify(record) + '\n';
