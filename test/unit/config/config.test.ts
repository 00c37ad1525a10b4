import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig, redacted } from '../../../src/config.js';

const DATABASE_URL = 'postgres://u:secret-word@h/d';

describe('loadConfig', () => {
  it('fills in defaults and converts numbers', () => {
    const config = loadConfig({ DATABASE_URL, PORT: '9000', REDIS_URL: ' ' });
    expect(config).toMatchObject({
      PORT: 9000,
      HOST: '127.0.0.1',
      MODEL: 'blend-1',
      LIVE_DEADLINE_MS: 2000,
    });
    expect(config.REDIS_URL).toBeUndefined();
  });

  it.each([
    ['a missing database', {}, 'DATABASE_URL is missing'],
    ['a port that is none', { DATABASE_URL, PORT: 'http' }, 'PORT'],
    ['a port out of range', { DATABASE_URL, PORT: '70000' }, 'PORT'],
    ['a model that is a path', { DATABASE_URL, MODEL: '../evil' }, 'MODEL'],
    ['a key of the wrong size', { DATABASE_URL, QUEUE_KEY: 'c2hvcnQ=' }, 'QUEUE_KEY'],
    ['a short admin key', { DATABASE_URL, ADMIN_API_KEY: 'short' }, 'ADMIN_API_KEY'],
    ['another database', { DATABASE_URL: 'mysql://secret-word@h/d' }, 'DATABASE_URL'],
  ])('names the setting at fault: %s', (_, env, name) => {
    expect(() => loadConfig(env)).toThrow(ConfigError);
    expect(() => loadConfig(env)).toThrow(name);
    expect(() => loadConfig(env)).not.toThrow(/secret-word/);
  });

  it('names all faults at once', () => {
    expect(() => loadConfig({ PORT: '-1', LOG_LEVEL: 'loud' })).toThrow(/PORT.*LOG_LEVEL|LOG_LEVEL.*PORT/);
  });

  it('never shows a secret', () => {
    const shown = JSON.stringify(
      redacted(loadConfig({ DATABASE_URL, ADMIN_API_KEY: 'secret-word-of-16-chars' })),
    );
    expect(shown).not.toContain('secret-word');
    expect(shown).toContain('[redacted]');
  });
});
