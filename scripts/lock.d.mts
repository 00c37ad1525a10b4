export type LockAttempt =
  | {
      held: true;
      /** What a dead owner had recorded. */
      left: Record<string, unknown> | null;
      record(extra: Record<string, unknown>): void;
      release(): void;
    }
  | { held: false; owner: { pid: number } };

export function takeLock(path: string): LockAttempt;
export function withLock<T>(path: string, work: () => T | Promise<T>): Promise<T>;
