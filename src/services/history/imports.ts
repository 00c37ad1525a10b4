import { InvalidRequestError, NotFoundError } from '../../domain/errors.js';
import type { ApiKey } from '../../domain/keys.js';
import type { ChannelType } from '../../domain/message.js';
import type { ImportRequest, VersionedRun } from '../../domain/run.js';
import { readCsv } from '../../history/import/csv.js';
import { parseColumns, type ColumnMapping } from '../../history/import/csv-columns.js';
import { readNdjson } from '../../history/import/ndjson.js';
import { ImportFileError, type ImportReader, type ReadRow } from '../../history/import/read.js';
import { readSlackExport } from '../../history/import/slack.js';
import type { Secrets } from '../../queue/secrets.js';
import type { CommunityStore } from '../../store/communities.js';
import type { ImportedMessage, ImportStore } from '../../store/imports.js';
import { createSettingsCache } from '../community-settings.js';
import type { Judges } from '../judges.js';
import { storeSetting } from '../retention.js';
import { createBatchWriter } from './import-batches.js';
import { parseImportRow } from './import-row.js';
import { createRowNames } from './row-names.js';
import type { RunService } from './run-service.js';
import { withSpooledFile } from './upload-spool.js';

/** What messages of a file are handed in by, where the request does not say. */
const SOURCE = 'import';
const SLACK_SOURCE = 'slack:export';

/** An import as it is asked for. `source` of a Slack export is its workspace. */
export type ImportParams = Omit<ImportRequest, 'kind' | 'source' | 'channelType'> & {
  readonly source?: string;
  /** Of messages that do not say themselves. */
  readonly channelType?: ChannelType;
};

export interface ImportDependencies {
  readonly runs: Pick<RunService, 'createImportRun' | 'finishUpload' | 'failUpload'>;
  readonly imports: ImportStore;
  readonly judges: Pick<Judges, 'choose'>;
  readonly communities: CommunityStore;
  readonly secrets: Pick<Secrets, 'contentHmac'>;
  /** Where archives are kept while they are read. */
  readonly spoolFolder: string;
}

/** A file that is being received. */
interface Receipt {
  readonly caller: ApiKey;
  readonly run: VersionedRun;
  readonly request: ImportRequest & Pick<ImportParams, 'channelType'>;
  readonly columns: ColumnMapping | undefined;
}

export type ImportService = ReturnType<typeof createImportService>;

/** Takes in files of messages: their rows are committed as pending while they are received. */
export function createImportService(dependencies: ImportDependencies) {
  const { runs, imports, judges, secrets, spoolFolder } = dependencies;
  const settings = createSettingsCache(dependencies.communities);

  /** Reads rows, names them, and hands them on to be committed. */
  async function ingest({ caller, run, request }: Receipt, reader: ImportReader): Promise<void> {
    const nameRow = createRowNames(secrets);
    const batches = createBatchWriter(imports, {
      communityId: caller.communityId,
      source: request.source,
      runId: run.id,
    });

    async function prepare(read: ReadRow): Promise<ImportedMessage> {
      const { request: row, authorName } = parseImportRow(read.value);
      const { channelType, policy } = request;
      const message = {
        ...(channelType && { channelType }),
        ...(policy !== undefined && { policy }),
        ...row,
      };
      return {
        communityId: caller.communityId,
        source: request.source,
        externalId: row.id ?? nameRow(row),
        createdBy: caller.id,
        message,
        contentHmac: secrets.contentHmac(row.text),
        policyName: await judges.choose(caller.communityId, message),
        store: storeSetting(row.store, message, await settings(caller.communityId)),
        sourceOffset: read.offset,
        ...(authorName !== undefined && { authorName }),
        ...(read.contextOrigins && { contextOrigins: read.contextOrigins }),
      };
    }

    try {
      for await (const reads of reader) {
        for (const read of reads) {
          if (read.kind === 'noise') batches.skip();
          else if (read.kind === 'refused') await batches.refuse(read);
          else {
            const prepared = await prepare(read).catch(reasonOf);
            if (typeof prepared === 'string') await batches.refuse({ ...read, reason: prepared });
            else await batches.add(prepared, read);
          }
        }
      }
    } finally {
      // Whatever ends the reading: what was read by then is kept.
      await batches.finish();
    }
  }

  async function read(receipt: Receipt, stream: AsyncIterable<Uint8Array>): Promise<void> {
    switch (receipt.request.format) {
      case 'ndjson':
        return ingest(receipt, readNdjson(stream));
      case 'csv':
        return ingest(receipt, readCsv(stream, receipt.columns));
      case 'slack':
        // The directory of an archive is at its end.
        return withSpooledFile(spoolFolder, stream, (fd) => ingest(receipt, readSlackExport(fd)));
    }
  }

  return {
    /**
     * Makes a run of a file: its messages are committed as pending as they arrive, and the run is planned or
     * started when all of it is there. What cannot be taken in is listed with the run; the rest is.
     * @throws InvalidRequestError where the file is not what it should be, NotFoundError for an unknown policy,
     *   ConflictError where the run is cancelled meanwhile, and what `stream` throws. The run fails then; what
     *   was taken in by then waits for the same file to come again
     */
    async receive(
      caller: ApiKey,
      params: ImportParams,
      stream: AsyncIterable<Uint8Array>,
    ): Promise<VersionedRun> {
      const request: Receipt['request'] = { ...params, kind: 'import', source: sourceOf(params) };
      const columns = readColumns(params);
      const run = await runs.createImportRun(caller, request);
      try {
        await read({ caller, run, request, columns }, stream);
      } catch (error) {
        const isFileError = error instanceof ImportFileError;
        // Whoever cannot be told now finds out by itself that nobody receives any more.
        await runs
          .failUpload(caller, run.id, isFileError ? error.message : 'The upload broke off.')
          .catch(() => undefined);
        throw isFileError ? new InvalidRequestError('/', error.message) : error;
      }
      return runs.finishUpload(caller, run.id);
    },
  };
}

function sourceOf({ format, source }: ImportParams): string {
  if (format !== 'slack') return source ?? SOURCE;
  if (source === undefined) return SLACK_SOURCE;
  return source.startsWith('slack:') ? source : `slack:${source}`;
}

function readColumns({ format, columns }: ImportParams): ColumnMapping | undefined {
  if (columns === undefined) return undefined;
  if (format !== 'csv') throw new InvalidRequestError('/columns', 'are for CSV only');
  try {
    return parseColumns(columns);
  } catch (error) {
    throw error instanceof ImportFileError ? new InvalidRequestError('/columns', error.message) : error;
  }
}

/** Why a row is refused; an error that is not about the row goes on. */
function reasonOf(error: unknown): string {
  if (error instanceof InvalidRequestError) return `${error.field} ${error.message}`;
  if (error instanceof NotFoundError) return `/policy ${error.message}`;
  throw error;
}
