/**
 * Speaks to /v1 with the session's cookie. What changes something carries the session's CSRF token.
 * @see docs/architecture.md
 */

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** An answer that says no, in words for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    /** HTTP status; 0 where the service could not be reached. */
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(message);
  }
}

export interface Answer<T> {
  readonly data: T;
  /** What If-Match takes. */
  readonly etag: string | null;
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly ifMatch?: string | null;
  readonly signal?: AbortSignal;
}

interface ProblemDocument {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

const state: { csrfToken: string | null; onSignedOut: () => void } = {
  csrfToken: null,
  onSignedOut: () => undefined,
};

export function setCsrfToken(token: string | null): void {
  state.csrfToken = token;
}

/** Called when an answer says that the session is over. */
export function onSignedOut(listener: () => void): void {
  state.onSignedOut = listener;
}

/** A path with a query, parameters without a value left out. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}

/**
 * @param path from the root, such as /v1/policies
 * @throws ApiError for every answer that is no success; a DOMException named AbortError when aborted
 */
export async function call<T>(
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Answer<T>> {
  const response = await send(method, path, options);
  if (!response.ok) {
    const error = await toError(response);
    if (response.status === 401 && !path.startsWith('/v1/session')) state.onSignedOut();
    throw error;
  }
  const text = await response.text();
  return { data: (text === '' ? undefined : JSON.parse(text)) as T, etag: response.headers.get('etag') };
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const { body, ifMatch, signal } = options;
  const headers: Record<string, string> = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(ifMatch != null && { 'if-match': ifMatch }),
    ...(method !== 'GET' && state.csrfToken !== null && { 'x-csrf-token': state.csrfToken }),
  };
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  }
}

export interface UploadOptions {
  /** Called with the share of the file that has gone out, in [0, 1]. */
  readonly onSent: (share: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a file as a body. Not by `fetch`, which does not say how much has gone out.
 * @throws ApiError for every answer that is no success; a DOMException named AbortError when aborted
 */
export function upload<T>(path: string, file: Blob, contentType: string, options: UploadOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('content-type', contentType);
    if (state.csrfToken !== null) request.setRequestHeader('x-csrf-token', state.csrfToken);
    request.upload.onprogress = ({ loaded, total }) => options.onSent(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) {
        resolve(JSON.parse(responseText) as T);
        return;
      }
      if (status === 401) state.onSignedOut();
      reject(errorOf(status, responseText, request.getResponseHeader('retry-after')));
    };
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException('The upload was broken off.', 'AbortError'));
    options.signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

const unreachable = () =>
  new ApiError(0, 'unreachable', 'The service cannot be reached. Check that it runs, then try again.');

async function toError(response: Response): Promise<ApiError> {
  return errorOf(response.status, await response.text(), response.headers.get('retry-after'));
}

function errorOf(status: number, text: string, wait: string | null): ApiError {
  let problem: ProblemDocument = {};
  try {
    problem = JSON.parse(text) as ProblemDocument;
  } catch {
    // a proxy's page: the status says what there is to say
  }
  const code = problem.code ?? 'unknown';
  const message = inWords(status, problem.detail ?? `The service answered ${status}.`, wait);
  return new ApiError(status, code, message, problem.errors ?? []);
}

/** What went wrong and what to do about it. */
function inWords(status: number, detail: string, retryAfterS: string | null): string {
  const again = retryAfterS === null ? 'in a moment' : `in ${retryAfterS} s`;
  switch (status) {
    case 401:
      return 'You are signed out: the session has ended or its key was revoked. Sign in again.';
    case 403:
      return `${detail} Ask an admin for a key that may, and sign in with it.`;
    case 412:
      return 'Somebody else changed this since you read it, so nothing was overwritten.';
    case 429:
      return `Too many attempts. Try again ${again}.`;
    case 503:
      return `The service is not ready (${detail}). Try again ${again}.`;
    default:
      return detail;
  }
}

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

/** What to tell of any failure. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return `The page failed: ${error instanceof Error ? error.message : String(error)}. Reload it.`;
}
