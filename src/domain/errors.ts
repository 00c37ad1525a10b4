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

/** A request is well-formed but asks for something that cannot be. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError';
  constructor(
    /** JSON pointer of the field at fault. */
    readonly field: string,
    message: string,
    /** Whether what is wrong is the size. */
    readonly tooLarge = false,
  ) {
    super(message);
  }
}
