import { pino, type Logger } from 'pino';
import type { Config } from './config.js';

/** JSON lines on standard output. Callers log ids, lengths and codes, never text. */
export function createLogger(config: Pick<Config, 'LOG_LEVEL'>, process: 'api' | 'worker'): Logger {
  return pino({ level: config.LOG_LEVEL, base: { process } });
}

const REPEAT_MS = 10_000;

/**
 * Logs errors of what the process depends on. One that repeats, as every attempt to reconnect does,
 * is logged again after 10 s at the earliest, with how often it came meanwhile.
 */
export function createErrorReporter(log: Logger): (error: Error) => void {
  const last = new Map<string, { at: number; suppressed: number }>();
  return (error) => {
    const err = describeError(error);
    const key = JSON.stringify(err);
    const earlier = last.get(key);
    if (earlier !== undefined && Date.now() - earlier.at < REPEAT_MS) {
      earlier.suppressed++;
      return;
    }
    if (last.size > 100) last.clear();
    last.set(key, { at: Date.now(), suppressed: 0 });
    const what = String(err['message'] ?? err['code'] ?? err['type']);
    log.warn({ error: err, repeated: earlier?.suppressed ?? 0 }, `dependency error: ${what}`);
  };
}

/** What an error may say in a log. PostgreSQL's own messages may quote values, so only its codes do. */
function describeError(error: Error): Record<string, unknown> {
  const { code, severity, routine } = error as { code?: unknown; severity?: unknown; routine?: unknown };
  return { type: error.name, code, ...(severity === undefined ? { message: error.message } : { routine }) };
}
