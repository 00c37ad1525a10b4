import { LRUCache } from 'lru-cache';
import type { Secrets } from '../../queue/secrets.js';
import type { ClassifyRequest } from '../classify.js';

/** Among how many different rows equal ones are told apart by their order. */
const REMEMBERED_MAX = 100_000;

/**
 * Names for the rows of one file that have no id: an HMAC of channel, author, time and text, and how many equal
 * rows came before, so that the same file gives the same names again. Memory is bounded: a row that equals one
 * more than 100,000 different rows before it is taken for that one.
 */
export function createRowNames({
  contentHmac,
}: Pick<Secrets, 'contentHmac'>): (row: ClassifyRequest) => string {
  const seen = new LRUCache<string, number>({ max: REMEMBERED_MAX });
  return ({ channelId, authorId, sentAt, text }) => {
    const parts = ['import', channelId ?? null, authorId ?? null, sentAt ?? null, text];
    const hmac = contentHmac(JSON.stringify(parts)).toString('hex', 0, 16);
    const ordinal = seen.get(hmac) ?? 0;
    seen.set(hmac, ordinal + 1);
    return `row-${hmac}-${ordinal}`;
  };
}
