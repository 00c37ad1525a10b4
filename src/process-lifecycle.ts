import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';
import { UnavailableError } from './domain/errors.js';

/** What a child process tells the process that started it (scripts/start.mjs), where there is one. */
export type ParentMessage =
  | { readonly type: 'ready'; readonly address?: string; readonly adminKey?: string }
  | { readonly type: 'failed'; readonly message: string };

const CLOSE_DEADLINE_MS = 9_000;

/** @returns false where nobody started this process over a channel */
export function tellParent(message: ParentMessage): boolean {
  return process.send?.(message) ?? false;
}

let onParentGone = (): void => process.exit(1);

/**
 * To be called first of all: a process whose parent is killed while it starts has nothing to close yet and
 * ends at once, instead of coming up as an orphan.
 */
export function endWithParent(): void {
  const startedByParent = process.send !== undefined;
  if (startedByParent && !process.connected) process.exit(1); // killed while this one's modules were loaded
  process.once('disconnect', () => onParentGone());
}

/**
 * Closes in order on SIGTERM, SIGINT, a fault, or when the parent is gone: a killed `npm start` must
 * leave no orphan behind.
 */
export function closeOnExit(log: Logger, close: () => Promise<void>): void {
  const { close: begin } = closeWithGrace(
    { delay: CLOSE_DEADLINE_MS, logger: false },
    async ({ err, signal }) => {
      if (err) log.fatal({ type: err.name, stack: err.stack?.split('\n').slice(1) }, 'closing after a fault');
      else log.info({ signal }, 'closing');
      await close();
      if (process.connected) process.disconnect();
    },
  );
  onParentGone = () => {
    begin();
  };
}

/** Ends the process before it has begun: one line for the person, status 1. */
export async function failToStart(error: unknown): Promise<never> {
  const message = explain(error);
  const told = tellParent({ type: 'failed', message });
  if (!told) process.stderr.write(`${message}\n`);
  // Lets the channel deliver before the process ends.
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.exit(1);
}

const NOT_REACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN']);

/** What went wrong at start, and what to do about it, in one line. */
function explain(error: unknown): string {
  const { code, message, address, port } = firstCause(error) as Error & {
    code?: string;
    address?: string;
    port?: number;
  };
  const at = address === undefined ? '' : ` at ${address}:${port}`;
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken: stop the program that uses it, or set PORT to another one.`;
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} needs more rights: set PORT to one above 1023.`;
  if (code !== undefined && NOT_REACHABLE.has(code)) {
    return `The database${at} is not reachable (${code}): check that PostgreSQL runs and that DATABASE_URL is right.`;
  }
  if (code === '28P01' || code === '28000' || code === '3D000') {
    return `The database refuses the connection (${message}): check DATABASE_URL.`;
  }
  return message;
}

/** Node reports a refused connection to several addresses of a name as an AggregateError. */
function firstCause(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return firstCause(error.errors[0]);
  // Only what we say of a dependency is less telling than what it said itself.
  return error instanceof UnavailableError && error.cause instanceof Error ? firstCause(error.cause) : error;
}
