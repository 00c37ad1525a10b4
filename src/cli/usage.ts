/** The command line was not understood: its usage is shown, status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
