import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ScoredText } from '../../domain/model.js';

/** Some 600 bytes each. */
const TEXTS_MAX = 50_000;
/** In UTF-16 code units; what is longer hardly ever comes again. */
const LENGTH_MAX = 100;

export type ScoreMemory = ReturnType<typeof createScoreMemory>;

/**
 * Scores of short texts that a process has seen lately: history is full of "thanks!". Holds no text, only what
 * nobody can guess one from, an HMAC under a key that ends with the process. What was said before a message
 * changes its decision, never its scores.
 */
export function createScoreMemory(textsMax = TEXTS_MAX) {
  const scores = new LRUCache<string, ScoredText>({ max: textsMax });
  const key = randomBytes(32);
  const nameOf = (pipelineId: string, text: string) =>
    createHmac('sha256', key).update(`${pipelineId}\0${text}`).digest('base64');

  return {
    /**
     * Scores texts, each different one once, and those that are remembered not at all.
     * @param score gives one result a text, in order, or undefined where it gives none
     */
    async scoreOnce(
      pipelineId: string,
      texts: readonly string[],
      score: (different: readonly string[]) => Promise<readonly ScoredText[] | undefined>,
    ): Promise<ScoredText[] | undefined> {
      const known = new Map<string, ScoredText>();
      const unknown = new Map<string, string | undefined>();
      for (const text of texts) {
        if (known.has(text) || unknown.has(text)) continue;
        const name = text.length > LENGTH_MAX ? undefined : nameOf(pipelineId, text);
        const remembered = name === undefined ? undefined : scores.get(name);
        if (remembered) known.set(text, remembered);
        else unknown.set(text, name);
      }
      const fresh = unknown.size === 0 ? [] : await score([...unknown.keys()]);
      if (fresh === undefined) return undefined;
      [...unknown].forEach(([text, name], i) => {
        const scored = fresh[i]!;
        known.set(text, scored);
        if (name !== undefined) scores.set(name, scored);
      });
      return texts.map((text) => known.get(text)!);
    },
  };
}
