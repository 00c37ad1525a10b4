import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identitySwaps } from '../../../src/evaluation/identity-terms.js';
import { levelGroups } from '../../../src/scoring/engines/group-terms.js';

describe('terms that name a group', () => {
  it.each([
    ['all Christians are liars', 'all Jews are liars'],
    ['she is a lesbian', 'she is a bisexual'],
    ['An African American woman', 'A Chinese woman'],
    ['an Irish pub owner', 'a Turkish pub owner'],
    ['DEPORT ALL MEXICANS', 'DEPORT ALL ROMANIANS'],
    ['a deaf colleague', 'an autistic colleague'],
    ['they’re Indian', 'they’re Korean'],
    ['being black is great', 'being asian is great'],
    ['straight people are boring', 'gay people are boring'],
    ['a middle-aged man', 'an elderly man'],
    ['asylum seekers welcome', 'refugees welcome'],
  ])('%j reads as %j', (one, other) => {
    expect(levelGroups(one).toLowerCase()).toBe(levelGroups(other).toLowerCase());
  });

  it.each([
    'straight to the inbox',
    'our Black Friday sale, on white paper',
    'the flow is disabled, a blind spot',
    'old campaigns, a younger list',
    'American Express and Indian Ocean',
    'Hi Christian, can you look?',
    '@muslim_dev, see example.com/gay',
    'nothing of the kind',
    '',
  ])('are not found in %j', (text) => {
    expect(levelGroups(text)).toBe(text);
  });

  it('are told from those of other kinds', () => {
    const kinds = ['gay', 'transgender', 'mexican', 'muslim', 'disabled', 'elderly', 'immigrant'];
    expect(new Set(kinds.map((term) => levelGroups(`a ${term} neighbour`))).size).toBe(kinds.length);
  });

  it.each(['Ana is a kind nigerian', 'all sikhs are liars', 'this hindu prays', 'deaf people sign'])(
    'make no difference to a model where one is swapped for another: %j',
    (text) => {
      const swaps = identitySwaps(text, false);
      expect(swaps.length).toBeGreaterThan(1);
      for (const swap of swaps) expect(levelGroups(swap)).toBe(levelGroups(text));
    },
  );

  it('are found once: what was read as one of its kind stays so', () => {
    const words = fc.constantFrom(
      'a',
      'an',
      'black',
      'Jews',
      'is',
      'people',
      'old',
      'middle',
      'aged',
      'x',
      '.',
      'ASIAN',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (list) => {
        const level = levelGroups(list.join(' '));
        expect(levelGroups(level)).toBe(level);
      }),
    );
  });

  it('take time in proportion to the text', () => {
    const time = (text: string) => {
      const startedAt = performance.now();
      levelGroups(text);
      return performance.now() - startedAt;
    };
    for (const part of ['muslim ', 'black   ', 'a an is so very ', 'middle aged-', "'re "]) {
      time(part.repeat(2_000));
      expect(time(part.repeat(Math.ceil(20_480 / part.length)))).toBeLessThan(200);
    }
  });
});
