import { describe, expect, it } from 'vitest';
import { normalise } from '../../../src/scoring/normalise/index.js';

describe('isGarbled', () => {
  it.each([
    'y o u  a r e  a  c o m p l e t e  i d i o t',
    'n.o.b.o.d.y wants your s.t.u.p.i.d o.p.i.n.i.o.n',
    'ｐｌｅａｓｅ ｌｅａｖｅ',
    'evreybody hates yuor ugyl fcae',
  ])('%j', (text) => {
    expect(normalise(text)).toMatchObject({ isGarbled: true });
  });

  it.each([
    'f**k this build, it breaks whenever somebody looks away',
    'the meeting about the b.u.d.g.e.t moves to Thursday afternoon, everybody welcome',
    'plain words',
    'ok',
    '👍',
    '',
  ])('%j is not', (text) => {
    expect(normalise(text).isGarbled).toBe(false);
  });
});
