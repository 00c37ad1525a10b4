import { describe, expect, it } from 'vitest';
import { disguise } from '../../../src/evaluation/disguises.js';
import { seededRandom } from '../../../src/evaluation/random.js';
import { normalise } from '../../../src/scoring/normalise/index.js';

const folded = (text: string) => normalise(text).folded?.text ?? text;

describe('misspelt words', () => {
  it.each([
    ['what an idoit', 'what an idiot'],
    ['you BTCH', 'you BITCH'],
    ['Fck off', 'Fuck off'],
    ['ssttuppid', 'stupid'],
    ['bulslhit, all of it', 'bullshit, all of it'],
  ])('%j is a curse whatever stands beside it', (text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it.each([
    'He rapped on the door in the annex',
    'run cmd with tts, then ssh to src and grep the lst',
    'I recieve teh mail and my freind too, thats all there is to say about the matter',
    'Matt and Jenny met Scott, Russell and Anna in Essex',
    'the btach job at path/to/idoit and idoit@example.org and #idoit',
    'the helm chart and kubctl apply',
    'a router for the LAN, or del the dir',
  ])('%j is left alone', (text) => {
    expect(folded(text)).toBe(text);
  });

  it.each([
    ['How about you suht up then', 'How about you shut up then'],
    ['I htae you all', 'I hate you all'],
  ])('%j hurts beside its neighbours', (text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it('are all read where they are how the message is written', () => {
    expect(folded('yyour mmotherr shhouldd bee ashhammed')).toContain('mother should');
    expect(folded('evreybody hates yuor ugyl face')).toContain('everybody hates');
    expect(folded('that whole m*chine is a j*ke and so are the m*nagers')).toContain(
      'machine is a joke and so are the managers',
    );
  });

  it.each(['doubledLetters', 'swappedLetters', 'droppedVowel'] as const)(
    '%s does not hide what is said',
    (kind) => {
      const text = 'nobody likes stupid people, please leave before somebody kills this worthless idiot';
      const words = folded(disguise(text, kind, seededRandom('misspelt'))).split(' ');
      const kept = text.split(' ').filter((word) => words.includes(word));
      expect(kept.length).toBeGreaterThanOrEqual(9);
      expect(words).toContain('stupid');
    },
  );

  it('reads names that are doubled throughout beside a word that is', () => {
    expect(folded('tthhannkks seerggeeyy and foollkkertdeevv')).toBe('thanks sergey and folkertdev');
  });

  const LONG = 'is at the place where it was and tell me what you would do with it when they come';

  it.each([
    [`llookk what ${LONG} ddoorr, ${LONG} wweeekk`, `look what ${LONG} door, ${LONG} week`],
    // Nothing but the doubled words: a curse stays one, and what is short for something stays so.
    [
      `llookk at the biggest cunt, Mr Dck, ${LONG} ddoorr, ${LONG} wweeekk`,
      `look at the biggest cunt, Mr Dck, ${LONG} door, ${LONG} week`,
    ],
  ])('reads three words with doubled letters in however long a message', (text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it.each([
    `saattaa ${LONG} saattaa ${LONG} saattaa olla`,
    'se saattaa kiinnostaa',
    'Se saattaa olla kaannetty',
    'The addressee of the Tennessee committee at llaasstt',
  ])("%j, whose doubled letters are the language's own, is left alone", (text) => {
    expect(folded(text)).toBe(text);
  });
});
