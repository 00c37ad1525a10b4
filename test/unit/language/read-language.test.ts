import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/paths.js';
import { englishTexts, readLanguage } from '../../../src/scoring/language/index.js';
import { blankNonProse, countLetters } from '../../../src/scoring/language/prose.js';
import { normalise } from '../../../src/scoring/normalise/index.js';

const read = (text: string) => readLanguage(normalise(text));
const windows = (text: string) => englishTexts(text, normalise(text))?.original ?? [];

interface Row {
  readonly code: string;
  readonly text: string;
}
const rows = readFileSync(join(projectRoot, 'test/fixtures/languages.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);
const isLong = ({ text }: Row) => countLetters(blankNonProse(text)) >= 20;

describe('readLanguage', () => {
  it('tells at least 95 % of chat messages in many languages from English', () => {
    const long = rows.filter(isLong);
    const missed = long.filter(({ text }) => !['part', 'none'].includes(read(text).english));
    expect(new Set(long.map(({ code }) => code)).size).toBeGreaterThanOrEqual(25);
    expect(long.length).toBeGreaterThanOrEqual(150);
    expect(missed.length / long.length, JSON.stringify(missed)).toBeLessThanOrEqual(0.05);
  });

  it('leaves no text with fewer than 20 letters unscored', () => {
    for (const { text } of rows.filter((row) => !isLong(row))) {
      expect(['all', 'unsure']).toContain(read(text).english);
    }
    // Nineteen letters of prose; names, links and code do not count.
    const names = '@maximiliane #allgemeines https://beispiel.example/ordner `const größe = 1` a@b.example';
    expect(read(`danke dir bis morgen früh ${names}`).english).toBe('none');
    expect(read(`danke bis morgen früh ${names}`).english).not.toBe('none');
  });

  it('flags a short text in another script', () => {
    expect(read('了解です').english).toBe('unsure');
  });

  it.each([
    'Emad is a rotten transgender',
    'i am so tired of the same old bug in prod lol',
    'Nit: Iterables.getOnlyElement, sizing_info = *intrinsic_sizing_info_;',
    '```\nconst antwort = await frage(kunde, nachricht)\nwenn (antwort) dann gib(antwort)\n```',
    'u r gonna luv dis omg lmaooo thx bae',
    '👍👍👍 :tada::tada::party_parrot_wave_dancing:',
    'Kubernetes Terraform Ansible Grafana are what we use here, and Prometheus too',
  ])('scores %j whole', (text) => {
    expect(['all', 'unsure']).toContain(read(text).english);
  });

  it('reads English behind disguises as English', () => {
    expect(read('уоu аrе аn іdіоt аnd еvеrуbоdу knоws іt')).toMatchObject({ english: 'unsure' });
    expect(read('you are an ｉｄｉｏｔ and everybody here knows it').english).toBe('all');
  });

  it('tells a script that the detector does not know', () => {
    expect(read('ඔබට කොහොමද අද අපි හමුවෙමු හෙට උදේ කාර්යාලයේදී').english).toBe('none');
  });

  it('reports what the detector says, with its confidence', () => {
    expect(read('Can somebody please look at the broken template today?').language).toEqual({
      code: 'en',
      confidence: expect.any(Number),
    });
    const { language } = read('Hat jemand von euch schon die neue Vorlage getestet?');
    expect(language.code).toBe('de');
    expect(language.confidence).toBeGreaterThan(0.5);
    expect(read('ok').language).toEqual({ code: null, confidence: 0 });
  });
});

describe('englishTexts', () => {
  it.each([
    ['hola amigos, you are a fucking idiot, nos vemos mañana', ['you are a fucking idiot,']],
    ['ey du bist echt a pathetic loser, geh nach hause', ['a pathetic loser,']],
    ['на работе сегодня снова idiot и всё такое', ['idiot']],
    [
      'Hallo zusammen, earn $5000 now: https://x.example/a @anna! Liebe Grüße',
      ['earn $5000 now: https://x.example/a @anna!'],
    ],
    [
      'wir treffen uns you are a Dummkopf idiot und dann fuck off mein Freund',
      ['you are a Dummkopf idiot', 'fuck off'],
    ],
    ['die war in den Mann an und also so', []],
    ['chyba bo mam wielki sentyment, i want to die, naprawde', ['i want to die,']],
    ['Wir haben um zehn ein Meeting im kleinen Saal', []],
    ['je serai en retard ce matin', []],
  ])('%j', (text, expected) => {
    expect(windows(text)).toEqual(expected);
  });

  it('finds English that shows only once disguises are undone, as it was written', () => {
    const text = 'всем привет, как дела сегодня, ｙｏｕ ａｒｅ ａ ｆｕｃｋｉｎｇ ｉｄｉｏｔ, увидимся завтра';
    expect(read(text).english).toBe('part');
    const { original, folded } = englishTexts(text, normalise(text))!;
    expect(original).toEqual(['ｙｏｕ ａｒｅ ａ ｆｕｃｋｉｎｇ ｉｄｉｏｔ,']);
    expect(folded).toEqual(['you are a fucking idiot,']);
  });

  it('gives at most 16 texts, which hold every window', () => {
    const text = Array.from({ length: 100 }, (_, i) => `привет как дела fuck you ${i}`).join(', ');
    const texts = windows(text);
    expect(texts).toHaveLength(16);
    expect(texts.join('\n').match(/fuck you \d+/g)).toHaveLength(100);
  });

  const messages = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.oneof(
          fc.constantFrom(
            ...'you fuck idiot die war retard meeting 한국어 你好 привет größe @ann http://x.y :o: ` ｆ ,'.split(
              ' ',
            ),
          ),
          fc.string({ unit: 'grapheme', maxLength: 8 }),
        ),
        { maxLength: 40 },
      )
      .map((words) => words.join(' ')),
  );

  it('takes any text, and gives none that is blank', () => {
    fc.assert(
      fc.property(messages, (text) => {
        const normalised = normalise(text);
        const { english, language } = readLanguage(normalised);
        const texts = englishTexts(text, normalised);
        expect(language.confidence).toBeGreaterThanOrEqual(0);
        expect(language.confidence).toBeLessThanOrEqual(1);
        if (english === 'part') expect(texts).not.toBeNull();
        for (const scored of [...(texts?.original ?? []), ...(texts?.folded ?? [])]) {
          expect(scored.trim()).not.toBe('');
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('blankNonProse', () => {
  it('keeps every offset', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const prose = blankNonProse(text);
        expect(prose).toHaveLength(text.length);
        for (let i = 0; i < text.length; i++) expect([text[i], ' ']).toContain(prose[i]);
      }),
    );
  });
});

describe('time', () => {
  const LENGTH = 20_480;
  it.each([
    ['one long word', 'a'],
    ['at signs', '@a'],
    ['dots', 'a.'],
    ['back ticks', '` '],
    ['colons', ':a'],
    ['addresses that are none', 'a@'],
    ['schemes that are none', 'a:/'],
    ['brackets', '(<'],
    ['two scripts', 'aб'],
    ['marks', 'é́'],
    ['foreign prose', 'das ist ja wieder einmal typisch für euch alle hier, '],
    ['windows', 'привет fuck you как дела '],
    ['bridges', 'you xq '],
  ])('is linear in %s', (_, unit) => {
    const few = leastMs(unit, LENGTH);
    // Quadratic would be 25 times; below some milliseconds the clock tells nothing.
    expect(leastMs(unit, 5 * LENGTH)).toBeLessThan(15 * Math.max(few, 5));
    expect(few).toBeLessThan(1000);
  });

  /** CPU time, the least of three runs: what the machine does beside only ever adds. */
  function leastMs(unit: string, length: number): number {
    const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    const normalised = normalise(text);
    let least = Infinity;
    for (let run = 0; run < 3; run++) {
      const begin = process.cpuUsage();
      readLanguage(normalised);
      englishTexts(text, normalised);
      const { user, system } = process.cpuUsage(begin);
      least = Math.min(least, (user + system) / 1000);
    }
    return least;
  }
});
