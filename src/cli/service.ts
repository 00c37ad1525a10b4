import { createReadStream } from 'node:fs';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { withOptions, type ClientConfig } from '../config.js';

/** Options of every command that talks to a running service. */
export const SERVICE_OPTIONS = { url: { type: 'string' }, key: { type: 'string' } } as const;

export interface Service {
  /**
   * Asks the service for something.
   * @throws ServiceError with the service's own words where it refuses, or with what to do where it is not there
   */
  call<T>(method: string, path: string, options?: CallOptions): Promise<Answer<T>>;
  /** Sends a file as a body, of any size. @throws ServiceError */
  upload(path: string, file: string, options: UploadOptions): Promise<unknown>;
}

export interface CallOptions {
  readonly body?: object;
  readonly ifMatch?: string;
}

export interface UploadOptions {
  readonly contentType: string;
  readonly signal: AbortSignal;
  /** Called with the bytes that went out since the last time. */
  readonly onSent: (bytes: number) => void;
}

export interface Answer<T> {
  readonly data: T;
  readonly etag: string | null;
}

/** The service refused, or is not there. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  constructor(
    message: string,
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    /** How long the service asks not to be asked again, in seconds. */
    readonly retryAfterS = 0,
  ) {
    super(message);
  }
}

/** A running service at the address and with the key that options or the environment name. */
export function connectService(
  config: ClientConfig,
  options: { readonly url?: string | undefined; readonly key?: string | undefined },
): Service {
  const { CONDUCT_URL, CONDUCT_API_KEY: key } = withOptions(config, options);
  if (key === undefined) throw new Error('set CONDUCT_API_KEY to a key of the service, or give --key');
  const authorization = `Bearer ${key}`;
  const gone = () =>
    new ServiceError(
      `no service answers at ${new URL(CONDUCT_URL).origin}: start it with npm start, or set CONDUCT_URL`,
      0,
    );
  return {
    async call(method: string, path: string, { body, ifMatch }: CallOptions = {}) {
      const headers = {
        authorization,
        ...(body && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      };
      const url = new URL(path, CONDUCT_URL);
      const response = await fetch(url, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      }).catch(() => {
        throw gone();
      });
      const retryAfter = response.headers.get('retry-after');
      const data = parseAnswer(await response.text().catch(() => ''), response.status, url, retryAfter);
      return { data: data as never, etag: response.headers.get('etag') };
    },

    async upload(path: string, file: string, { contentType, signal, onSent }: UploadOptions) {
      const url = new URL(path, CONDUCT_URL);
      const response = await send(
        url,
        file,
        { authorization, 'content-type': contentType },
        { signal, onSent },
      );
      if (response === undefined) throw gone();
      return parseAnswer(await text(response), response.statusCode ?? 0, url);
    },
  };
}

function parseAnswer(
  body: string,
  status: number,
  { origin }: URL,
  retryAfter: string | null = null,
): unknown {
  let answer: unknown;
  try {
    answer = body === '' ? undefined : JSON.parse(body);
  } catch {
    answer = undefined; // a proxy's page: the status says what there is to say
  }
  if (status >= 200 && status < 300) return answer;
  const { detail } = (answer ?? {}) as { detail?: string };
  throw new ServiceError(detail ?? `${origin} answered ${status}`, status, Number(retryAfter) || 0);
}

/**
 * Not by `fetch`: it gives up on a service that takes minutes to answer, as one does that reads a large
 * archive.
 * @returns undefined where the connection broke before an answer came
 */
async function send(
  url: URL,
  file: string,
  headers: Record<string, string>,
  { signal, onSent }: Pick<UploadOptions, 'signal' | 'onSent'>,
): Promise<IncomingMessage | undefined> {
  const source = createReadStream(file);
  let fault: Error | undefined;
  source.once('error', (error) => (fault = error));
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: 'POST',
    headers,
    signal,
  });
  const answered = new Promise<IncomingMessage | undefined>((resolve) => {
    request.once('response', resolve);
    // What was refused while it was being sent is answered, and then the connection ends.
    request.once('close', () => resolve(undefined));
  });
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onSent(chunk.length);
      done(null, chunk);
    },
  });
  const sending = pipeline(source, counter, request).catch(() => {
    if (fault !== undefined) throw fault; // of the file: what breaks of the connection has no answer
  });
  const [response] = await Promise.all([answered, sending]);
  signal.throwIfAborted();
  return response;
}
