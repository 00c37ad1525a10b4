import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecrets, readLocalKey } from '../../../src/queue/secrets.js';

describe('sealed texts', () => {
  const secrets = createSecrets(Buffer.alloc(32, 7));

  it('opens what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(secrets.open(secrets.seal(text))).toBe(text);
      }),
    );
  });

  it('hides the text and never seals it the same way twice', () => {
    const sealed = secrets.seal('a canary in the queue');
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('canary');
    expect(secrets.seal('a canary in the queue')).not.toBe(sealed);
  });

  it('refuses altered data and foreign keys without quoting them', () => {
    const sealed = Buffer.from(secrets.seal('a canary'), 'base64');
    sealed[sealed.length - 1]! ^= 1;
    expect(() => secrets.open(sealed.toString('base64'))).toThrow(/could not be opened/);
    const other = createSecrets(Buffer.alloc(32, 8));
    expect(() => other.open(secrets.seal('a canary'))).toThrow(/another QUEUE_KEY/);
    expect(() => secrets.open('AAAA')).toThrow();
  });

  it('hashes equal contents alike under one key only', () => {
    const other = createSecrets(Buffer.alloc(32, 8));
    expect(secrets.contentHmac('x').equals(secrets.contentHmac('x'))).toBe(true);
    expect(secrets.contentHmac('x').equals(secrets.contentHmac('y'))).toBe(false);
    expect(secrets.contentHmac('x').equals(other.contentHmac('x'))).toBe(false);
  });
});

describe('readLocalKey', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'conduct-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('makes a key that only its owner can read, and finds it again', () => {
    const first = readLocalKey(undefined, join(folder, 'data'));
    expect(first).toHaveLength(32);
    expect(statSync(join(folder, 'data', 'queue.key')).mode & 0o777).toBe(0o600);
    expect(readLocalKey(undefined, join(folder, 'data')).equals(first)).toBe(true);
  });

  it('prefers the given key and touches no file', () => {
    const given = Buffer.alloc(32, 1).toString('base64');
    expect(readLocalKey(given, join(folder, 'none')).equals(Buffer.alloc(32, 1))).toBe(true);
    expect(() => statSync(join(folder, 'none'))).toThrow();
  });

  it('refuses a damaged key file', () => {
    writeFileSync(join(folder, 'queue.key'), 'short');
    expect(() => readLocalKey(undefined, folder)).toThrow(/32 bytes/);
  });
});
