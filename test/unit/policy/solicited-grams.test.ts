import { describe, expect, it } from 'vitest';
import { asksByWords, requestGrams } from '../../../src/policy/solicited-grams.js';
import { WEIGHTS } from '../../../src/policy/solicited-weights.js';

const plain = (text: string, marked = false) => ({ text, marked });

describe('requestGrams', () => {
  it('holds runs of up to three words of each sentence, its question mark among them', () => {
    expect([...requestGrams([plain('send me your rates'), plain('ok', true)], [])].sort()).toEqual(
      [
        ...[
          'send',
          'me',
          'your',
          'rates',
          'send me',
          'me your',
          'your rates',
          'send me your',
          'me your rates',
        ],
        ...['ok', '?', 'ok ?'],
      ].sort(),
    );
  });

  it('marks what was said in the message that is answered', () => {
    expect([...requestGrams([plain('sure')], [plain('may i')])].sort()).toEqual(
      ['sure', '> may', '> i', '> may i'].sort(),
    );
  });
});

describe('asksByWords', () => {
  it('takes more than the strongest run alone, and what speaks against it counts', () => {
    const strongest = [...WEIGHTS].sort(([, one], [, other]) => other - one).map(([gram]) => gram);
    expect(asksByWords(new Set(['qqqq', '> qqqq']))).toBe(false);
    expect(asksByWords(new Set(strongest.slice(0, 1)))).toBe(false);
    expect(asksByWords(new Set(strongest.slice(0, 8)))).toBe(true);
    expect(asksByWords(new Set([...strongest.slice(0, 8), ...strongest.slice(-20)]))).toBe(false);
  });

  it.each([
    ['would love to see a couple of portfolios if anyone here does branding', true],
    ['who do you use to send yours? asking because ours bounced', false],
  ])('of %s', (text, asks) => {
    expect(asksByWords(requestGrams([plain(text)], []))).toBe(asks);
  });
});
