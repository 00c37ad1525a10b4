import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { VersionedRun } from '../../domain/run.js';
import type { ImportService } from '../../services/history/imports.js';
import { callerOf } from '../plugins/auth.js';
import { HttpProblem } from '../problem.js';
import { IMPORT_TYPES, type ImportQuery, type ImportType } from '../schemas/run.js';

/** So long the rest of a body that was refused is read and thrown away, so that its sender hears why. */
const DRAIN_MS = 2_000;

/**
 * Lets files through as they come, without a limit of size, to the routes of this plugin alone; a refused
 * upload is not read to its end.
 */
export function importBodies(app: FastifyInstance): void {
  const underWay = new Set<IncomingMessage>();
  app.addContentTypeParser(Object.keys(IMPORT_TYPES), ({ raw }, payload, done) => {
    underWay.add(raw);
    raw.once('close', () => underWay.delete(raw));
    done(null, payload);
  });
  // A process that ends does not wait for them: what broke off is repeated.
  app.addHook('preClose', async () => {
    for (const raw of underWay) if (!isRead(raw)) raw.destroy();
    await Promise.resolve();
  });
  app.addContentTypeParser('*', (_request, _payload, done) => {
    const types = Object.keys(IMPORT_TYPES).join(', ');
    done(
      new HttpProblem('unsupported_media_type', `The body must be application/json; of an import ${types}.`),
    );
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (!isRead(request.raw)) reply.header('connection', 'close');
    return Promise.resolve(payload);
  });
  app.addHook('onResponse', async ({ raw }) => {
    if (isRead(raw) || raw.destroyed) return;
    raw.resume();
    const timer = setTimeout(() => raw.destroy(), DRAIN_MS);
    raw.once('close', () => clearTimeout(timer));
    await Promise.resolve();
  });
}

const isRead = ({ complete, readableEnded }: IncomingMessage) => complete || readableEnded;

export const isImport = (request: FastifyRequest): boolean =>
  request.mediaType !== undefined && request.mediaType in IMPORT_TYPES;

/** Hands the body of a request on to be taken in. @throws HttpProblem where its parameters contradict it */
export async function receiveImport(
  imports: Pick<ImportService, 'receive'>,
  request: FastifyRequest,
  query: ImportQuery,
): Promise<VersionedRun> {
  const format = IMPORT_TYPES[request.mediaType as ImportType];
  if (query.format !== undefined && query.format !== format) {
    throw invalidQuery('format', `is ${query.format}, but the body is ${request.mediaType ?? ''}`);
  }
  if (format !== 'slack' && /^[A-Z]/.test(query.source ?? '')) {
    throw invalidQuery('source', 'must begin with a lower-case letter');
  }
  if (query.columns !== undefined && format !== 'csv') throw invalidQuery('columns', 'is for csv alone');
  const { source, columns, policy, channelType, rateMax } = query;
  const flag = (name: 'exact' | 'openCases' | 'start') =>
    query[name] !== undefined && { [name]: query[name] === 'true' };
  const params = {
    format,
    ...(source !== undefined && { source }),
    ...(columns !== undefined && { columns }),
    ...(policy !== undefined && { policy }),
    ...(channelType !== undefined && { channelType }),
    ...(rateMax !== undefined && { rateMax: Number(rateMax) }),
    ...flag('exact'),
    ...flag('openCases'),
    ...flag('start'),
  };
  try {
    return await imports.receive(callerOf(request), params, request.body as Readable);
  } catch (error) {
    // Nobody is there to be told, and nothing is wrong with the service.
    if (brokeOff(request.raw, error)) throw new HttpProblem('invalid_request', 'The upload broke off.');
    throw error;
  }
}

/**
 * Whether a body ended before its end by its sender's or this process's doing. That it is destroyed says nothing: so is
 * one whose reader gave up, because the database failed.
 */
function brokeOff(raw: IncomingMessage, error: unknown): boolean {
  return error === raw.errored || (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function invalidQuery(name: string, message: string): HttpProblem {
  const field = `querystring/${name}`;
  return new HttpProblem('invalid_request', `${field} ${message}.`, [{ field, message }]);
}
