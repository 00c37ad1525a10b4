import { describe, expect, it } from 'vitest';
import { normalise } from '../../../src/scoring/normalise/index.js';

const folded = (text: string) => normalise(text).folded?.text ?? text;

describe('words spelled with signs between their letters', () => {
  it.each([
    ['n.o.b.o.d.y likes your m.u.z.o.q face', 'nobody likes your muzoq face'],
    ['s😂t😂o😂p being so t✨r✨w✨g, n😡o😡w', 'stop being so trwg, now'],
    ['j-e-r-k, p_r_a_t', 'jerk, prat'],
  ])('%j: all of them, whatever they are, where two are', (text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it.each([
    'call a.b.c.d first',
    'the U.S.S.R. and the N.A.S.A. of old',
    'e.g. the U.K., a.k.a. Britain, i.e. p.m. there',
    'a-b-c or x-y-z, as they say',
  ])('%j stays', (text) => {
    expect(folded(text)).toBe(text);
  });
});
