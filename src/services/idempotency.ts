import type { ApiKey } from '../domain/keys.js';
import type { Secrets } from '../queue/secrets.js';
import type { IdempotencyName, IdempotencyStore, StoredAnswer } from '../store/idempotency.js';

export type { StoredAnswer } from '../store/idempotency.js';

/** How long an answer can be had again, in seconds. */
export const IDEMPOTENCY_KEPT_S = 86_400;
const CLEAR_INTERVAL_MS = 600_000;
const CLEAR_MAX = 5_000;

/** A request that is the first of its key: finish it or give it back. */
export interface FirstRequest {
  /** Stores what is answered; never rejects. */
  finish(answer: StoredAnswer): Promise<void>;
  /** Lets the next request of the key be the first; never rejects. */
  giveBack(): Promise<void>;
}

export type Precedent =
  | { readonly kind: 'first'; readonly request: FirstRequest }
  | { readonly kind: 'repeated'; readonly answer: StoredAnswer }
  /** The first one is not answered yet. */
  | { readonly kind: 'under_way' }
  /** The key was used for something else. */
  | { readonly kind: 'other_request' };

export interface IdempotencyDependencies {
  readonly store: IdempotencyStore;
  readonly secrets: Pick<Secrets, 'contentHmac'>;
  /** No request is under way for longer, unless its process has died. */
  readonly requestMaxMs: number;
  readonly onError: (error: Error) => void;
}

export type IdempotencyService = ReturnType<typeof createIdempotencyService>;

/**
 * Answers of requests by their Idempotency-Key, as in draft-ietf-httpapi-idempotency-key-header-07: scoped to the
 * API key and the route, for a day. Keys and bodies are kept as HMACs.
 */
export function createIdempotencyService(dependencies: IdempotencyDependencies) {
  const { store, secrets, requestMaxMs, onError } = dependencies;
  const timer = setInterval(() => {
    const clear = async () => {
      while ((await store.clear(CLEAR_MAX)) === CLEAR_MAX);
    };
    clear().catch((error: unknown) => onError(error as Error));
  }, CLEAR_INTERVAL_MS);
  timer.unref();

  const firstRequest = (name: IdempotencyName): FirstRequest => {
    const settle = (done: Promise<void>) => done.catch((error: unknown) => onError(error as Error));
    return {
      finish: (answer) => settle(store.finish(name, answer)),
      giveBack: () => settle(store.giveBack(name)),
    };
  };

  return {
    /**
     * What is to be done with a request.
     * @param route method and pattern of the route
     * @param body as it was parsed
     * @throws UnavailableError where the database is gone
     */
    async precedent(caller: ApiKey, route: string, key: string, body: unknown): Promise<Precedent> {
      const name = {
        communityId: caller.communityId,
        keyId: caller.id,
        route,
        idempotencyHmac: secrets.contentHmac(key),
      };
      const requestHmac = secrets.contentHmac(JSON.stringify(body));
      const found = await store.begin(name, requestHmac, requestMaxMs / 1_000);
      if (found.state === 'new') return { kind: 'first', request: firstRequest(name) };
      if (!found.requestHmac.equals(requestHmac)) return { kind: 'other_request' };
      return found.answer === null ? { kind: 'under_way' } : { kind: 'repeated', answer: found.answer };
    },

    close: () => clearInterval(timer),
  };
}
