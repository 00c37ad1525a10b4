import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { ApiKey } from '../domain/keys.js';
import type { SessionStore, StoredSession } from '../store/sessions.js';
import type { KeyService } from './keys.js';

export const SESSION_LIFE_S = 12 * 60 * 60;
const TOKEN_BYTES = 32;
/** What a token looks like; anything else is not looked up. */
const TOKEN = /^[\w-]{43}$/;

export interface Session extends StoredSession {
  /** What a request by cookie that changes something must carry beside the cookie. */
  readonly csrfToken: string;
}

export type SessionService = ReturnType<typeof createSessionService>;

/** Sessions of people in a browser: a key traded for a token that lives for twelve hours. */
export function createSessionService(
  store: SessionStore,
  keys: Pick<KeyService, 'authenticate' | 'noteUse'>,
) {
  return {
    /**
     * Starts a session.
     * @param address whom the attempt counts for, should the key be wrong
     * @returns undefined where the key is not known or was revoked
     * @throws TooManyAttemptsError after too many wrong keys from that address
     */
    async start(secret: string, address: string): Promise<{ token: string; session: Session } | undefined> {
      const key = await keys.authenticate(secret, address);
      if (key === undefined) return undefined;
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const expiresAt = await store.add(sha256(token), withoutTimes(key), SESSION_LIFE_S);
      return { token, session: { key: withoutTimes(key), expiresAt, csrfToken: csrfToken(token) } };
    },

    /** The session of this token; undefined once it has expired, ended, or its key was revoked. */
    async find(token: string): Promise<Session | undefined> {
      if (!TOKEN.test(token)) return undefined;
      const stored = await store.find(sha256(token));
      if (stored === undefined) return undefined;
      keys.noteUse(stored.key.id);
      return { ...stored, csrfToken: csrfToken(token) };
    },

    async end(token: string): Promise<void> {
      if (TOKEN.test(token)) await store.remove(sha256(token));
    },
  };
}

const sha256 = (token: string) => createHash('sha256').update(token).digest();
/** Derived, so that nothing more is stored; whoever reads it cannot compute the token from it. */
const csrfToken = (token: string) => createHmac('sha256', token).update('csrf').digest('base64url');
const withoutTimes = ({ id, communityId, prefix, owner, scopes }: ApiKey): ApiKey => ({
  id,
  communityId,
  prefix,
  owner,
  scopes,
});
