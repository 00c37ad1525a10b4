import { pino, type Logger } from 'pino';
import type { Config } from './config.js';

/** JSON lines on standard output. Callers log ids, lengths and codes, never text. */
export function createLogger(config: Pick<Config, 'LOG_LEVEL'>, process: 'api' | 'worker'): Logger {
  return pino({ level: config.LOG_LEVEL, base: { process } });
}
