/** Something the service depends on is gone for now; the caller may try again. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
  constructor(
    readonly dependency: 'database' | 'queue' | 'workers',
    message: string,
    readonly retryAfterS = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A request named something that does not exist (or belongs to somebody else). */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}
