/** Runs a change to a policy and says in words how it ended; resolves with whether it succeeded. */
export type Change = (words: string, change: () => Promise<unknown>) => Promise<boolean>;
