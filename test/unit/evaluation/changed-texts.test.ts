import { describe, expect, it } from 'vitest';
import { DISGUISE_KINDS, DISGUISES, disguise } from '../../../src/evaluation/disguises.js';
import { identitySwaps, templateTerm } from '../../../src/evaluation/identity-terms.js';
import { seededRandom } from '../../../src/evaluation/random.js';

const random = () => seededRandom('test');

describe('disguises', () => {
  it.each(DISGUISE_KINDS)('%s changes a word, the same way for the same seed', (kind) => {
    const changed = disguise('you stupid moron', kind, random());
    expect(changed).not.toBe('you stupid moron');
    expect(disguise('you stupid moron', kind, random())).toBe(changed);
  });

  it('leave short words, very common words, links and handles alone', () => {
    const text = 'you are what they said @someone https://example.com/stupid-page';
    for (const kind of DISGUISE_KINDS) expect(disguise(text, kind, random()), kind).toBe(text);
  });

  it.each([
    ['spaced', 's t u p i d'],
    ['dotted', 's.t.u.p.i.d'],
    ['fullWidth', 'ｓｔｕｐｉｄ'],
    ['maskedVowel', 'st*pid'],
    ['droppedVowel', 'stpid'],
    ['upperCase', 'STUPID'],
  ] as const)('%s writes as expected', (kind, expected) => {
    expect(DISGUISES[kind]('stupid', random())).toBe(expected);
  });

  it('can be undone by who knows them', () => {
    expect(DISGUISES.zeroWidth('stupid', random()).replace(/[\u200b-\u200d\u2060\ufeff]/gu, '')).toBe(
      'stupid',
    );
    expect(DISGUISES.accents('stupid', random()).normalize('NFD').replace(/\p{M}/gu, '')).toBe('stupid');
    expect(DISGUISES.emojiBetween('stupid', random()).replace(/\p{Extended_Pictographic}/gu, '')).toBe(
      'stupid',
    );
    expect(DISGUISES.doubledLetters('stupid', random()).replace(/(.)\1/gu, '$1')).toBe('stupid');
    expect(Array.from(DISGUISES.swappedLetters('stupid', random())).sort().join('')).toBe('dipstu');
    expect(DISGUISES.leet('stupid', random())).toMatch(/^[s5][t7]up[i1]d$/u);
    expect(DISGUISES.lookAlikes('stupid', random())).toMatch(/^[sѕ]t[uυ][pрρ][iіι]d$/u);
  });

  it('leave a word without an inner vowel alone where they need one', () => {
    expect(DISGUISES.maskedVowel('rhythm', random())).toBe('rhythm');
    expect(DISGUISES.swappedLetters('aaaa', random())).toBe('aaaa');
  });
});

describe('identity swaps', () => {
  it('replace the term by others of its kind and nothing else', () => {
    const swaps = identitySwaps('my wife is a muslim nurse', false);
    expect(swaps).toContain('my wife is a jewish nurse');
    expect(swaps).not.toContain('my wife is a muslim nurse');
    for (const swap of swaps) expect(swap).toMatch(/^my wife is an? [a-z]+ nurse$/u);
  });

  it('keep case, and the article in step', () => {
    expect(identitySwaps('A lesbian friend', false)).toContain('A queer friend');
    expect(identitySwaps('He is a Mexican', false)).toContain('He is an African');
    expect(identitySwaps('an asian cook', false)).toContain('a chinese cook');
    expect(identitySwaps('an asian cook', false)).toContain('a european cook');
    expect(identitySwaps('WOMEN RULE', false)).toEqual(['MEN RULE']);
  });

  it('take words that mean something else too only before a word for a person', () => {
    expect(identitySwaps('black friday flows, straight to the point', false)).toEqual([]);
    expect(identitySwaps('the straight guy', false)).toContain('the gay guy');
    expect(identitySwaps('black people', false)).toContain('white people');
    expect(identitySwaps('my mexican dad', false)).not.toContain('my white dad');
  });

  it('find nothing in words that hold a term', () => {
    expect(identitySwaps('romance, chairman, @muslim, #gay, /women', false)).toEqual([]);
  });
});

describe('terms of the template set', () => {
  it.each([
    ['Aishah is a awful black', 'black'],
    ['Christian is a fantastic gay', 'gay'],
    ['Being middle eastern is gracious.', 'middle eastern'],
    ['You are a rotten african american', 'african american'],
    ['hate old', 'old'],
    ['You are a lovely police officer', null],
  ])('%s: %s', (text, term) => {
    expect(templateTerm(text)).toBe(term);
  });
});
