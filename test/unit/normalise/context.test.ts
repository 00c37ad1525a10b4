import { describe, expect, it } from 'vitest';
import { readInContext } from '../../../src/scoring/normalise/context.js';
import { normalise } from '../../../src/scoring/normalise/index.js';
import { segment } from '../../../src/scoring/normalise/segmentation.js';
import { isPair, isSeen, likelihood } from '../../../src/scoring/normalise/word-pairs.js';

const folded = (text: string) => normalise(text).folded?.text ?? text;
const readings = (...words: string[]) => words.map((word) => ({ word, doubt: 0 }));

describe('word pairs', () => {
  it('know what follows what', () => {
    expect(isPair('shut', 'up')).toBe(true);
    expect(isPair('up', 'shut')).toBe(false);
    expect(likelihood('up', 'shut')).toBeGreaterThan(likelihood('up', 'the'));
    expect(likelihood('the', null)).toBeGreaterThan(likelihood('idiot', null));
  });

  it('take what they have never seen for rarer than all else', () => {
    expect(isSeen('zqxjk')).toBe(false);
    expect(likelihood('zqxjk', null)).toBeLessThan(likelihood('nerd', null));
    expect(likelihood('zqxjk', 'qqqq')).toBe(likelihood('zqxjk', null));
  });

  it('are probabilities: those of all words behind one add up to no more than 1', () => {
    // The backed-off share may go beyond by what the seen pairs leave (the model is not normalised).
    const words = ['you', 'the', 'it', 'up', 'down', 'out', 'off', 'and', 'to', 'in'];
    const sum = words.reduce((total, word) => total + 2 ** likelihood(word, 'shut'), 0);
    expect(sum).toBeGreaterThan(0.3);
    expect(sum).toBeLessThan(1.4);
  });
});

describe('readInContext', () => {
  const at = (text: string, word: string, ...words: string[]) => {
    const begin = text.indexOf(word);
    return { begin, end: begin + word.length, readings: readings(...words) };
  };

  it('goes by the word before and the one behind', () => {
    const shut = 'please sht up';
    expect(readInContext(shut, [at(shut, 'sht', 'shot', 'shut', 'shit')])).toEqual(['shut']);
    const screen = 'a screen sht of it';
    expect(readInContext(screen, [at(screen, 'sht', 'shot', 'shut', 'shit')])).toEqual(['shot']);
  });

  it('reads neighbours together', () => {
    const text = 'a pece of sht';
    const words = [at(text, 'pece', 'peace', 'piece'), at(text, 'sht', 'shot', 'shut', 'shit')];
    expect(readInContext(text, words)).toEqual(['piece', 'shit']);
  });

  it('takes a word for a curse less readily where ordinary words are disguised too', () => {
    const text = 'evry bdy and every btch of them';
    const batch = at(text, 'btch', 'batch', 'bitch');
    const words = [at(text, 'evry', 'every'), at(text, 'bdy', 'body'), batch];
    expect(readInContext(text, [batch])).toEqual(['bitch']);
    expect(readInContext(text, words)).toEqual(['every', 'body', 'batch']);
  });

  it('heeds what speaks against a reading', () => {
    const text = 'the count';
    const word = { begin: 4, end: 9, readings: [{ word: 'count', doubt: 40 }, { word: 'court', doubt: 0 }] }; // prettier-ignore
    expect(readInContext(text, [word])).toEqual(['court']);
    expect(readInContext(text, [])).toEqual([]);
  });
});

describe('segment', () => {
  const words = (letters: string, breaks: number[] = []) => segment(letters, breaks).map(({ word }) => word);

  it.each([
    ['youareanidiot', 'you are an idiot'],
    ['throwthegrenade', 'throw the grenade'],
    ['everyqzwxkvfhatesyou', 'every qzwxkvf hates you'],
    ['exchangingforeigncurrencies', 'exchanging foreign currencies'],
  ])('%s', (letters, expected) => {
    expect(words(letters).join(' ')).toBe(expected);
  });

  it('begins words at breaks', () => {
    expect(words('together')).toEqual(['together']);
    expect(words('together', [2])).toEqual(['to', 'get', 'her']);
  });

  it('says what it does not know', () => {
    expect(segment('zqxjkvw', []).map(({ isKnown }) => isKnown)).toEqual([false]);
  });
});

describe('messages written in one manner', () => {
  it.each([
    ['and cunt of thrads is lkely to be bgger', 'and count of threads is likely to be bigger'],
    ['ppl ttennddeed to hhooldd the wwhoolle thing', 'ppl tended to hold the whole thing'],
    ['please sht up and lave', 'please shut up and leave'],
    ['g o  s i t on the l i v e g r e n a d e', 'go sit on the live grenade'],
    ["so that I don't b o t h e r you with old s t u f f", "so that I don't bother you with old stuff"],
    ['t u r n down the v o l u m e', 'turn down the volume'],
  ])('%j', (text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it.each([
    'options a b c d e f g h i j k l m',
    'press x y z w to move',
    'axes: i j k l m n o p',
    'mon francais tres mal',
    'RTS thr:2347 B   Fragment thr:2346 B',
    'run cmd with tts, then ssh to src and grep the lst',
  ])('%j is left alone', (text) => {
    expect(folded(text)).toBe(text);
  });
});
