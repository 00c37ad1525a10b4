import { describe, expect, it } from 'vitest';
import { normalise } from '../../../src/scoring/normalise/index.js';

const folded = (text: string) => normalise(text).folded?.text ?? text;

describe('words with signs, where a message is full of them', () => {
  it.each([
    ['the c*unt of thr*ads is l*kely to be b*gger', 'the count of threads is likely to be bigger'],
    ['t*ke a scr*en sh*t and s*nd it', 'take a screen shot and send it'],
    ['you are a p*ece of sh*t, ev*rybody h*tes you', 'you are a piece of shit, everybody hates you'],
    ['st*pid b*tch, l*ave my pr*ject al*ne', 'stupid bitch, leave my project alone'],
    ["Th*nks LP*nt, I'll give it a sh*t", "Thanks LP*nt, I'll give it a shot"],
    ['th*s c*nt is a f*ggt', 'this cunt is a f*ggt'],
    ['R*ndolfo you sl*t, I h*te you', 'R*ndolfo you slut, I hate you'],
    ['that shem*le is a wh*re, d*sgusting', 'that shem*le is a whore, disgusting'],
    ['that f*ing l*ar is a sl*t', 'that f*ing liar is a slut'],
    ['you are a st*pid c*nt', 'you are a stupid cunt'],
    ['shut up you m*thaf*cka, th*s c*nt', 'shut up you m*thaf*cka, this cunt'],
    ['sm4ll is 3asy to l34rn', 'small is easy to learn'],
    ['you are s7up1d and 3v3ryb0dy h4735 you', 'you are stupid and everybody hates you'],
    ['TH15 15 TH3 L457 T1M3', 'THIS 15 THE LAST TIME'],
  ])('%j', (text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it('are curses where they stand alone and can be', () => {
    expect(folded('what a c*nt')).toBe('what a cunt');
    expect(folded('sh*t happens')).toBe('shit happens');
  });

  it('are any word where they stand alone and can be no curse', () => {
    expect(folded('r*ll the die')).toBe('roll the die');
  });

  it.each([
    'the 26th at 10am, 5k people, 32bit or 64bit',
    'multiply len*width and rows*cols',
    'int *p = foo*bar; x*y',
    'utf8 and base64 and sha256 and md5sum',
    'my handle is @l33t_c0der',
    'a*s in maths',
    'the list is f*ed up',
  ])('%j is left alone', (text) => {
    expect(folded(text)).toBe(text);
  });
});
