import { describe, expect, it } from 'vitest';
import type { ScorableMessage, ScoredText } from '../../../src/domain/model.js';
import { createScoreMemory } from '../../../src/services/history/score-memory.js';

/** A score that tells which text it is of, and a list of what was asked for. */
function engine() {
  const asked: string[][] = [];
  const score = (messages: readonly ScorableMessage[]): Promise<ScoredText[]> => {
    asked.push(messages.map(({ text }) => text));
    return Promise.resolve(
      messages.map(({ text }) => ({
        raw: { original: Float32Array.of(text.length), folded: null },
        stage: text,
        language: { code: 'en', confidence: 1 },
      })),
    );
  };
  return { asked, score };
}
const said = (texts: readonly string[]) => texts.map((text) => ({ text }));
const stages = (scored: readonly ScoredText[] | undefined) => scored?.map(({ stage }) => stage);

describe('equal texts', () => {
  it('are scored once, and each gets its own scores in its place', async () => {
    const { asked, score } = engine();
    const memory = createScoreMemory();
    const texts = ['thanks!', 'hello', 'thanks!', 'thanks'];
    expect(stages(await memory.scoreOnce('p', said(texts), score))).toEqual(texts);
    expect(asked).toEqual([['thanks!', 'hello', 'thanks']]);
    expect(stages(await memory.scoreOnce('p', said(['hello', 'new', 'thanks!']), score))).toEqual([
      'hello',
      'new',
      'thanks!',
    ]);
    expect(asked[1]).toEqual(['new']);
    expect(stages(await memory.scoreOnce('p', said(['new']), score))).toEqual(['new']);
    expect(asked).toHaveLength(2);
  });

  it('are scored again by another pipeline, and where they are long', async () => {
    const { asked, score } = engine();
    const memory = createScoreMemory();
    const long = 'x'.repeat(101);
    await memory.scoreOnce('p', said(['thanks!', long]), score);
    await memory.scoreOnce('q', said(['thanks!']), score);
    await memory.scoreOnce('p', said([long]), score);
    expect(asked).toEqual([['thanks!', long], ['thanks!'], [long]]);
  });

  it('are scored once a place: what is said to somebody alone is looked at more closely', async () => {
    const { asked, score } = engine();
    const memory = createScoreMemory();
    const [here] = said(['thanks!']);
    const messages = [
      here!,
      { ...here!, channelType: 'dm' as const },
      { ...here!, channelType: 'private' as const },
    ];
    await memory.scoreOnce('p', messages, score);
    await memory.scoreOnce('p', [{ ...here!, channelType: 'group_dm' }], score);
    expect(asked).toEqual([['thanks!', 'thanks!']]);
  });

  it('are forgotten in favour of later ones, and what was not scored is not remembered', async () => {
    const { asked, score } = engine();
    const memory = createScoreMemory(2);
    await memory.scoreOnce('p', said(['a', 'b', 'c']), score);
    await memory.scoreOnce('p', said(['a', 'c']), score);
    expect(asked[1]).toEqual(['a']);
    expect(await memory.scoreOnce('p', said(['z']), () => Promise.resolve(undefined))).toBeUndefined();
    await memory.scoreOnce('p', said(['z']), score);
    expect(asked[2]).toEqual(['z']);
  });
});
