import { describe, expect, it } from 'vitest';
import { requestGrams, requestLogOdds } from '../../../src/policy/solicited-grams.js';
import { BIAS, WEIGHTS } from '../../../src/policy/solicited-weights.js';

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

describe('requestLogOdds', () => {
  it('adds up the weights of the runs that it knows', () => {
    expect(requestLogOdds(new Set(['qqqq', '> qqqq']))).toBe(BIAS);
    expect(requestLogOdds(new Set(['send', '?', 'qqqq']))).toBeCloseTo(
      BIAS + WEIGHTS.get('send')! + WEIGHTS.get('?')!,
      10,
    );
  });
});
