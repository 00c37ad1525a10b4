import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { placeOf, type ScorableMessage, type ScoredText } from '../../domain/model.js';

/** Some 600 bytes each. */
const TEXTS_MAX = 50_000;
/** In UTF-16 code units; what is longer hardly ever comes again. */
const LENGTH_MAX = 100;

export type ScoreMemory = ReturnType<typeof createScoreMemory>;

/**
 * Scores of short texts that a process has seen lately: history is full of "thanks!". Holds no text, only what
 * nobody can guess one from, an HMAC under a key that ends with the process. What was said before a message
 * changes its decision, never its scores; where it was said can change which stage scores it.
 */
export function createScoreMemory(textsMax = TEXTS_MAX) {
  const scores = new LRUCache<string, ScoredText>({ max: textsMax });
  const key = randomBytes(32);
  const nameOf = (pipelineId: string, placed: string) =>
    createHmac('sha256', key).update(`${pipelineId}\0${placed}`).digest('base64');

  return {
    /**
     * Scores messages, each different one once, and those that are remembered not at all.
     * @param score gives one result a message, in order, or undefined where it gives none
     */
    async scoreOnce(
      pipelineId: string,
      messages: readonly ScorableMessage[],
      score: (different: readonly ScorableMessage[]) => Promise<readonly ScoredText[] | undefined>,
    ): Promise<ScoredText[] | undefined> {
      const keys = messages.map(
        (message) => `${message.exact === true ? 'exact' : placeOf(message)}\0${message.text}`,
      );
      const known = new Map<string, ScoredText>();
      const unknown = new Map<string, { message: ScorableMessage; name: string | undefined }>();
      for (const [i, key] of keys.entries()) {
        if (known.has(key) || unknown.has(key)) continue;
        const message = messages[i]!;
        const name = message.text.length > LENGTH_MAX ? undefined : nameOf(pipelineId, key);
        const remembered = name === undefined ? undefined : scores.get(name);
        if (remembered) known.set(key, remembered);
        else unknown.set(key, { message, name });
      }
      const fresh =
        unknown.size === 0 ? [] : await score([...unknown.values()].map(({ message }) => message));
      if (fresh === undefined) return undefined;
      [...unknown].forEach(([key, { name }], i) => {
        const scored = fresh[i]!;
        known.set(key, scored);
        if (name !== undefined) scores.set(name, scored);
      });
      return keys.map((key) => known.get(key)!);
    },
  };
}
