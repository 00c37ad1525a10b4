import { createHash, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ApiKey, Scope } from '../domain/keys.js';
import { INSTALLATION } from '../store/audit.js';
import type { ApiKeyRow, KeyStore } from '../store/keys.js';
import { NotFoundError } from '../domain/errors.js';
import { createGuessLimit } from './guess-limit.js';

const KEY_PREFIX = 'conduct_';
const KEY_BYTES = 32;
const SHOWN_PREFIX_LENGTH = KEY_PREFIX.length + 4;
/** A revoked key works at most this much longer in other processes. */
const CACHE_MS = 2_000;
const CACHED_MAX = 10_000;
const TOUCH_INTERVAL_MS = 30_000;

export type KeyService = ReturnType<typeof createKeyService>;

/** API keys: random 256-bit secrets, shown once, stored as SHA-256. */
export function createKeyService(store: KeyStore, onError: (error: Error) => void) {
  const used = new Set<number>();
  // Unknown keys are remembered too, so that guessing does not reach the database each time.
  const cache = new LRUCache<string, { key: ApiKey | undefined }>({
    max: CACHED_MAX,
    ttl: CACHE_MS,
    // Whoever looks a key up while the memory is cleared gets what is found, and it is not remembered.
    ignoreFetchAbort: true,
    fetchMethod: async (hash) => ({ key: await store.find(Buffer.from(hash, 'hex')) }),
  });
  const guesses = createGuessLimit();
  const touch = setInterval(() => {
    if (used.size === 0) return;
    const ids = [...used];
    used.clear();
    store.touch(ids).catch((error: unknown) => onError(error as Error));
  }, TOUCH_INTERVAL_MS);
  touch.unref();

  return {
    /**
     * The key of this secret; undefined where there is none or it is revoked.
     * @param address whom the attempt counts for, should the secret be wrong
     * @throws TooManyAttemptsError after too many wrong ones from that address
     */
    async authenticate(secret: string, address: string): Promise<ApiKey | undefined> {
      const hash = sha256(secret).toString('hex');
      guesses.check(address, hash);
      const found = await cache.fetch(hash);
      guesses.note(address, hash, found?.key !== undefined);
      if (found?.key) used.add(found.key.id);
      return found?.key;
    },

    /** A session of the key was used: the key counts as used too. */
    noteUse(id: number): void {
      used.add(id);
    },

    /** Makes a key; `secret` is never shown again. */
    async create(
      caller: ApiKey,
      owner: string,
      scopes: readonly Scope[],
    ): Promise<{ key: ApiKeyRow; secret: string }> {
      const secret = newSecret();
      const { communityId } = caller;
      const key = await store.add({ communityId, owner, scopes, ...stored(secret) }, caller);
      if (key === undefined) throw new Error('A random key met itself.');
      return { key, secret };
    },

    list: (communityId: string) => store.list(communityId),

    /** @throws NotFoundError where the community has no key of that id */
    async revoke(caller: ApiKey, id: number): Promise<ApiKeyRow> {
      const key = await store.revoke(caller.communityId, id, caller);
      if (key === undefined) throw new NotFoundError('There is no such key.');
      cache.clear();
      return key;
    },

    /**
     * Sees to it that a community can be administered: adds `given` as an admin key, or, without
     * one, makes an admin key where none exists.
     * @returns the secret of a key made now, to be shown once
     */
    async ensureAdmin(communityId: string, given: string | undefined): Promise<string | undefined> {
      if (given !== undefined) {
        const key = { communityId, owner: 'ADMIN_API_KEY', scopes: ['admin'] as const, ...stored(given) };
        await store.add(key, INSTALLATION);
        return undefined;
      }
      const secret = newSecret();
      const key = { communityId, owner: 'first start', ...stored(secret) };
      const added = await store.addFirstAdmin(key, INSTALLATION);
      return added ? secret : undefined;
    },

    /**
     * The key of a part of the service, such as `slack`: whom its messages and labels belong to. It opens nothing.
     * @param hash of which nobody knows what it is the hash of
     */
    ensureOwn: (communityId: string, owner: string, hash: Buffer): Promise<ApiKey> =>
      store.ensureOwn(communityId, owner, hash),

    close: () => clearInterval(touch),
  };
}

const newSecret = () => KEY_PREFIX + randomBytes(KEY_BYTES).toString('base64url');
const sha256 = (secret: string) => createHash('sha256').update(secret).digest();
const stored = (secret: string) => ({
  sha256: sha256(secret),
  prefix: secret.startsWith(KEY_PREFIX) ? secret.slice(0, SHOWN_PREFIX_LENGTH) : '',
});
