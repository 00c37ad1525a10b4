import { isIPv4, isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import { TooManyAttemptsError } from '../domain/errors.js';

/** Different wrong keys from one address within the window; the same one again is a typo, not a guess. */
const GUESSES_MAX = 10;
const WINDOW_MS = 5 * 60_000;
/** How long an address may go on with a key that was right, whatever else is tried from there. */
const PROVEN_MS = 60 * 60_000;
const REMEMBERED_MAX = 10_000;

export interface GuessLimitOptions {
  readonly guessesMax?: number;
  readonly windowMs?: number;
}

/**
 * Slows down the guessing of keys. Counts by address in this process alone: several processes let
 * through several times as many.
 */
export function createGuessLimit({ guessesMax = GUESSES_MAX, windowMs = WINDOW_MS }: GuessLimitOptions = {}) {
  const wrong = new LRUCache<string, Set<string>>({ max: REMEMBERED_MAX, ttl: windowMs, noUpdateTTL: true });
  const proven = new LRUCache<string, true>({ max: REMEMBERED_MAX, ttl: PROVEN_MS });

  return {
    /**
     * To be asked before a key is looked up: past the limit the right one is refused like any other.
     * @param hash of the key that is tried
     * @throws TooManyAttemptsError saying when to try again
     */
    check(address: string, hash: string): void {
      const network = networkOf(address);
      const tried = wrong.get(network);
      if (tried === undefined || tried.size < guessesMax || tried.has(hash)) return;
      if (proven.has(`${network} ${hash}`)) return;
      throw new TooManyAttemptsError(Math.max(1, Math.ceil(wrong.getRemainingTTL(network) / 1_000)));
    },

    /** To be told how it came out. */
    note(address: string, hash: string, right: boolean): void {
      const network = networkOf(address);
      if (right) {
        proven.set(`${network} ${hash}`, true);
        return;
      }
      const tried = wrong.get(network);
      if (tried !== undefined) tried.add(hash);
      else wrong.set(network, new Set([hash]));
    },
  };
}

/** An IPv4 address, or the /64 of an IPv6 address: whoever has one of those has all of it. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([0-9.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%', 1)[0]!.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  // An IPv4 address at the end stands for two groups.
  const rightLength = right.length + (right.at(-1)?.includes('.') === true ? 1 : 0);
  const zeros = tail === undefined ? 0 : 8 - left.length - rightLength;
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}
