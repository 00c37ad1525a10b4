import { describe, expect, it } from 'vitest';
import { normalise } from '../../../src/scoring/normalise/index.js';
import { EVASIONS, foldedText } from './cases.js';

for (const [kind, cases] of Object.entries(EVASIONS)) {
  describe(`folds ${kind}`, () => {
    it.each(cases)('%j reads %j', (written, read) => {
      expect(foldedText(written)).toBe(read);
      expect(normalise(written).original.text).toBe(written);
    });
    it.each(cases)('folding %j again changes nothing', (written) => {
      expect(normalise(foldedText(written)).folded).toBeNull();
    });
  });
}

describe('leaves disguises that could be anything', () => {
  it.each([
    ['a mask that fits several families', 'c***s b******'],
    ['a mask of one visible letter without convention', 'k*** p****'],
    ['a mask with less to be seen than hidden', 'd**e r**e'],
    ['stars that close bold type', '**plan a** and *option b*** c'],
    ['stars behind a file name', 'rm tar* dict*'],
    ['a stretched sound', 'ooooh aaaah'],
    ['initials that are no strong word', 'N.A.S.A. G.I.F.T. W.I.N.'],
    ['a property chain', 'app.w.i.n object.k.e.y'],
    ['a list of letters', 'a b c d e f g'],
    ['a sentence mark before a word', 'wrong!!take it!not'],
    ['capitals that begin words', 'MattTait'],
  ])('%s', (_, text) => {
    expect(normalise(text).folded).toBeNull();
  });

  it('does not make an insult of an innocent word', () => {
    expect(foldedText('coool fooood nooo assess classic Scunthorpe c0ol sh0t1')).toBe(
      'cool food nooo assess classic Scunthorpe cool sh0t1',
    );
  });
});
