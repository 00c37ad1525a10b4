import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/scoring/engines/onnx/plain-text.js';

const words = (text: string) => plainText(text).split(/\s+/u).filter(Boolean).join(' ');

describe('plain text', () => {
  it.each([
    ['emoji by their names', 'you are a 🤡', 'you are a clown face'],
    ['a few of a row of them', 'no 🐒🐒🐒🐒🐒🐒', 'no monkey monkey'],
    ['skin tones', '👏🏿', 'clapping hands dark skin'],
    ['emoji made of several', '👩‍🚀 and ❤️', 'woman astronaut and red heart'],
    ['shortcodes', 'nice :thumbs_up: :+1 no', 'nice thumbs up :+1 no'],
    ['keycaps as their digit', '1️⃣', '1'],
    ['links by their host', 'see https://www.bit.ly/x?y=1#z now', 'see link bit.ly now'],
    ['masked links', 'https://link', 'link'],
    ['mentions without the name', '@john.doe you', '@user you'],
    ['mail addresses as they are', 'a@b.example', 'a@b.example'],
    ['ids as one word', 'job 3f9a7c21b04d4e5f8a6b failed', 'job id failed'],
    ['words run together as words', 'youareacompleteidiot2', 'youareacompleteidiot2'],
    ['stretched words and marks', 'noooooooo!!!!!!', 'nooo!!'],
  ])('gives %s', (_, text, plain) => {
    expect(words(text)).toBe(plain);
  });

  it('breaks words that the tokenizer would give up on', () => {
    const longest = Math.max(
      ...plainText('ab'.repeat(500))
        .split(' ')
        .map((word) => word.length),
    );
    expect(longest).toBeLessThanOrEqual(100);
  });

  it('takes any text, and time that grows with its length alone', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => typeof plainText(text) === 'string'));
    const hostile = ['a1', ':a', '@a', '-1', 'a_', 'www.', '🏿', 'x', '🐒\u200d'].map((unit) =>
      unit.repeat(20_480 / unit.length),
    );
    const began = performance.now();
    hostile.forEach(plainText);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
