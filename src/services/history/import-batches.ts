import type { ImportCounts } from '../../domain/run.js';
import {
  isRefusedValue,
  type ImportBatch,
  type ImportedMessage,
  type ImportStore,
} from '../../store/imports.js';

const MESSAGES_MAX = 500;
/** UTF-16 code units of text and context. */
const LENGTH_MAX = 1_000_000;
/** Errors kept of one import; further ones are only counted. */
const ERRORS_MAX = 10_000;

type ImportError = ImportCounts['errors'][number];

/**
 * Commits what an import reads in batches, one at a time while the next is being read. No two messages of a batch
 * have one name: the second of them is a batch later, or nothing new.
 */
export function createBatchWriter(
  imports: ImportStore,
  target: Pick<ImportBatch, 'communityId' | 'source' | 'runId'>,
) {
  let messages = new Map<string, ImportedMessage>();
  let places: ImportError[] = [];
  let errors: ImportError[] = [];
  let skipped = 0;
  let length = 0;
  let refusedCount = 0;
  let underWay: Promise<void> = Promise.resolve();

  /** Halves a batch until the message is found that the database does not take. */
  async function take(batch: ImportBatch, at: readonly ImportError[]): Promise<void> {
    try {
      await imports.take(batch);
    } catch (error) {
      if (!isRefusedValue(error) || batch.messages.length === 0) throw error;
      const half = batch.messages.length >> 1;
      if (half === 0) {
        refusedCount += 1;
        const refused = { ...at[0]!, reason: 'holds a value that the database does not take' };
        await imports.take({ ...batch, messages: [], errors: [...batch.errors, refused] });
        return;
      }
      await take({ ...batch, messages: batch.messages.slice(0, half) }, at.slice(0, half));
      await take({ ...batch, messages: batch.messages.slice(half), skipped: 0, errors: [] }, at.slice(half));
    }
  }

  async function flush(): Promise<void> {
    const batch = { ...target, messages: [...messages.values()], skipped, errors };
    const at = places;
    messages = new Map();
    places = [];
    errors = [];
    skipped = 0;
    length = 0;
    await underWay;
    underWay = take(batch, at);
    // It is awaited by the next flush; until then nobody else hears of its failure.
    underWay.catch(() => undefined);
  }

  async function refuse({ file, line, reason }: ImportError): Promise<void> {
    refusedCount += 1;
    if (refusedCount > ERRORS_MAX) return;
    errors.push({ file, line, reason });
    if (errors.length >= MESSAGES_MAX) await flush();
  }

  return {
    async add(message: ImportedMessage, { file, line }: Pick<ImportError, 'file' | 'line'>): Promise<void> {
      const known = messages.get(message.externalId);
      if (known?.contentHmac.equals(message.contentHmac) === true) {
        skipped += 1;
        return;
      }
      if (known !== undefined) await flush();
      messages.set(message.externalId, message);
      places.push({ file, line, reason: '' });
      const { text, context = [] } = message.message;
      length += context.reduce((sum, entry) => sum + entry.text.length, text.length);
      if (messages.size >= MESSAGES_MAX || length >= LENGTH_MAX) await flush();
    },

    refuse,

    skip(): void {
      skipped += 1;
    },

    /** Commits what is left. */
    async finish(): Promise<void> {
      await flush();
      await underWay;
      if (refusedCount <= ERRORS_MAX) return;
      const reason = `${refusedCount} were refused in all; the first ${ERRORS_MAX} are listed.`;
      await imports.take({
        ...target,
        messages: [],
        skipped: 0,
        errors: [{ file: null, line: null, reason }],
      });
    },
  };
}
