import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a process derives from the installation's local secret. */
export interface Secrets {
  /** Encrypts text for a queue job (AES-256-GCM, fresh nonce); result is base64. */
  seal(plain: string): string;
  /** @throws Error where the key differs or the data was altered; the message holds no text */
  open(sealed: string): string;
  /** HMAC-SHA-256 of a content: equal contents are recognised, guesses cannot be checked without the key. */
  contentHmac(content: string): Buffer;
  /** HMAC-SHA-256 of a message's or author's name: what was forgotten is recognised and not named. */
  readonly nameHmac: (kind: 'message' | 'author', communityId: string, source: string, id: string) => Buffer;
}

/**
 * The local secret: QUEUE_KEY where it is given, else `queue.key` in the data folder, made on first
 * use with mode 0600. Losing it makes waiting live jobs unreadable, known contents look new, and what was
 * forgotten unknown.
 */
export function readLocalKey(queueKey: string | undefined, dataDir: string): Buffer {
  if (queueKey !== undefined) return Buffer.from(queueKey, 'base64');
  const file = join(dataDir, 'queue.key');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) makeKeyFile(file);
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new Error(`${file} must hold ${KEY_BYTES} bytes in base64.`);
  return key;
}

/** API and workers start together: the file appears with its content at once, and the first one stays. */
function makeKeyFile(file: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, randomBytes(KEY_BYTES).toString('base64') + '\n', { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

/** @param localKey 32 bytes; separate keys for sealing and hashing are derived from it (HKDF, RFC 5869) */
export function createSecrets(localKey: Buffer): Secrets {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', localKey, '', purpose, KEY_BYTES));
  const sealKey = derive('conduct queue seal v1');
  const hashKey = derive('conduct content hmac v1');
  const nameKey = derive('conduct name hmac v1');
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed) {
      const data = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, data.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(data.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return (
          decipher.update(data.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
        );
      } catch {
        throw new Error('A sealed queue payload could not be opened: another QUEUE_KEY, or altered data.');
      }
    },
    contentHmac: (content) => createHmac('sha256', hashKey).update(content, 'utf8').digest(),
    nameHmac: (...name) => createHmac('sha256', nameKey).update(JSON.stringify(name), 'utf8').digest(),
  };
}
