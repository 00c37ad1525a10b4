/** A failure that the reader can mend: its message says how and is shown alone, without a stack. */
export class ExpectedError extends Error {}
