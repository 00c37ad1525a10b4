import { describe, expect, it } from 'vitest';
import { normalise } from '../../../src/scoring/normalise/index.js';
import { UNCHANGED } from './cases.js';

for (const [kind, texts] of Object.entries(UNCHANGED)) {
  describe(`leaves ${kind} alone`, () => {
    it.each(texts)('%j', (text) => {
      const { original, folded } = normalise(text);
      expect(folded?.text ?? null).toBeNull();
      expect(original.text).toBe(text);
    });
  });
}

it('folds what stands between protected parts and nothing in them', () => {
  const text = '`1d10t` 1d10t https://x.org/1d10t 1d10t :1d10t: 1d10t, 1d10t@x.org; 1d10t';
  expect(normalise(text).folded?.text).toBe(
    '`1d10t` idiot https://x.org/1d10t idiot :1d10t: idiot, 1d10t@x.org; idiot',
  );
});

describe('code spans', () => {
  it.each([
    ['an unclosed back-tick protects nothing', 'a ` 1d10t', 'a ` idiot'],
    ['a code span ends with its line', '`1d10t\nm0r0n`', '`idiot\nmoron`'],
    ['an unclosed fence protects nothing', '``` 1d10t', '``` idiot'],
    ['a fence spans lines', '```\n1d10t\n``` 1d10t', '```\n1d10t\n``` idiot'],
  ])('%s', (_, text, read) => {
    expect(normalise(text).folded?.text).toBe(read);
  });
});
