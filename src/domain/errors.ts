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

/** A request was made of a state that is no longer there: somebody else changed it meanwhile. */
export class StaleError extends Error {
  override readonly name = 'StaleError';
}

/** Too many wrong keys came from there; whether this one is right was not looked at. */
export class TooManyAttemptsError extends Error {
  override readonly name = 'TooManyAttemptsError';
  constructor(readonly retryAfterS: number) {
    super('Too many wrong keys came from your address: try again later.');
  }
}

/** A request is well-formed and up to date, but what is there stands against it. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** A request with several faults, all of them said at once. */
export class InvalidFieldsError extends Error {
  override readonly name = 'InvalidFieldsError';
  constructor(
    readonly errors: readonly {
      /** JSON pointer into the body. */
      readonly field: string;
      readonly message: string;
    }[],
  ) {
    super(errors.map(({ field, message }) => `${field} ${message}`).join('; '));
  }
}
