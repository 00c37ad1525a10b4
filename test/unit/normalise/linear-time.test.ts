import { describe, expect, it } from 'vitest';
import { TEXT_LENGTH_MAX } from '../../../src/domain/message.js';
import { normalise } from '../../../src/scoring/normalise/index.js';

/** Units that are repeated to the length wanted: each is the worst for some pass. */
const REPEATED: readonly string[] = [
  '\u0301',
  'e\u0301\u0316\u0320',
  '<',
  '<a',
  '<@U1|',
  '<mailto:a|',
  '&',
  '&amp;',
  '`',
  '```a',
  '`\n',
  '*',
  'a*',
  'a** ',
  ' **a',
  ' ',
  'a ',
  'k i l l ',
  'a        ',
  'a\u2009',
  'a.',
  'aa.',
  'a-',
  "a'",
  '(',
  '\ud800',
  '\udc00',
  '\u200b',
  'a\u200b',
  '\ufe0f',
  '\u202e',
  'א\u200f',
  '\u3164',
  '\u0001',
  '@',
  'a@',
  'a@b.c',
  ':',
  ':a',
  'http://',
  'http://a"',
  'www.',
  '/',
  'a/',
  'a\\',
  '1',
  '1.',
  'a1',
  '1d10t',
  '1d10t ',
  'f**k ',
  'h*te ',
  'c*unt th*s f*r*v*r ',
  'l34rn 3asy 57uff ',
  't h e r e f o r e ',
  'idoit ',
  'ssttuppidd evreybody ',
  'zqxjk ',
  'i.d.i.o.t s.t.o.p ',
  'i😂d😂i😂o😂t ',
  'a',
  'aaab ',
  'а',
  'аb ',
  '𝗶',
  '🇮',
  '🇮 ',
  '🏴\u{e0067}',
  '👨\u200d',
  '!1',
];

function repeated(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

/** The least of three runs: what the machine does beside only ever adds. */
function leastMs(text: string): number {
  let least = Infinity;
  for (let i = 0; i < 3; i++) {
    const begin = performance.now();
    normalise(text);
    least = Math.min(least, performance.now() - begin);
  }
  return least;
}

describe('takes time linear in the length', { retry: 2 }, () => {
  const shorter = TEXT_LENGTH_MAX;
  const longer = 5 * TEXT_LENGTH_MAX;

  it.each(REPEATED)('%j over and over', (unit) => {
    const few = leastMs(repeated(unit, shorter));
    const many = leastMs(repeated(unit, longer));
    // Quadratic would be 25 times; below some milliseconds the clock tells nothing.
    expect(many).toBeLessThan(15 * Math.max(few, 5));
    expect(few).toBeLessThan(1000);
  });

  it.each([
    ['a number before a letter beyond ASCII', (length: number) => `${repeated('1.', length - 1)}é`],
    ['a dotted token with a bad end', (length: number) => `${repeated('aa.', length - 2)} !`],
    ['brackets that close late', (length: number) => '<'.repeat(length / 2) + '>'.repeat(length / 2)],
    ['half code, half stars', (length: number) => repeated('a`*', length)],
    ['one letter and many marks', (length: number) => `e${repeated('\u0300\u0316', length - 1)}`],
  ])('%s', (_, textOf) => {
    const few = leastMs(textOf(shorter));
    const many = leastMs(textOf(longer));
    expect(many).toBeLessThan(15 * Math.max(few, 5));
  });
});
