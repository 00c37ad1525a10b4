import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

const FOREIGN =
  'Guten Morgen zusammen, ich bin heute erst ab elf Uhr im Büro, weil der Handwerker noch kommt.';

describe('POST /v1/classify with other languages', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  const classify = async (text: string) => (await service.post('/v1/classify', { text })).body;

  it('gives no signals where the text is not English', async () => {
    const { signals, language, decision } = await classify(FOREIGN);
    expect(language).toEqual({ code: 'de', confidence: expect.any(Number) });
    expect(Object.values(signals).every((score) => score === null)).toBe(true);
    expect(decision).toMatchObject({
      action: 'allow',
      alert: false,
      incomplete: true,
      languageUncertain: false,
    });
    for (const clause of decision.clauses) expect(clause).toMatchObject({ score: null, signals: [] });
  });

  it.each([
    'hola amigos, you are a fucking idiot, nos vemos mañana',
    'ey du bist echt a pathetic loser, geh nach hause',
  ])('finds an English insult in %j', async (text) => {
    const { signals, language, decision } = await classify(text);
    expect(language.code).not.toBe('en');
    expect(signals.insult).toBeGreaterThan(0.5);
    expect(decision).toMatchObject({ languageUncertain: true });
    expect(decision.action).not.toBe('allow');
  });

  it('says of English that nothing is uncertain', async () => {
    const { decision } = await classify('Has the new welcome flow gone out yet, or shall I send it?');
    expect(decision.languageUncertain).toBe(false);
  });

  it('describes the flag', async () => {
    const document = JSON.stringify((await service.app.inject('/docs/json')).json());
    expect(document).toContain('languageUncertain');
  });
});
