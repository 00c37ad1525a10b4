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
    throw new ApiError(
      0,
      'unreachable',
      'The service cannot be reached. Check that it runs, then try again.',
    );
  }
}

async function toError(response: Response): Promise<ApiError> {
  const text = await response.text();
  let problem: ProblemDocument = {};
  try {
    problem = JSON.parse(text) as ProblemDocument;
  } catch {
    // a proxy's page: the status says what there is to say
  }
  const code = problem.code ?? 'unknown';
  const wait = response.headers.get('retry-after');
  const message = inWords(
    response.status,
    problem.detail ?? `The service answered ${response.status}.`,
    wait,
  );
  return new ApiError(response.status, code, message, problem.errors ?? []);
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
