import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/paths.js';
import { loadEngine } from '../../../src/scoring/engines/index.js';
import { englishTexts } from '../../../src/scoring/language/index.js';
import { normalise } from '../../../src/scoring/normalise/index.js';
import { createPipeline, type Pipeline } from '../../../src/scoring/pipeline.js';
import { createJudge, decide, type Judge, type Verdict } from '../../../src/services/decide.js';
import { shippedPolicyVersion } from '../../../src/services/policy-versions.js';

function fixture(name: string): { code: string; text: string }[] {
  const lines = readFileSync(join(projectRoot, 'test/fixtures', name), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as { code: string; text: string });
}

const MIXED = 'bonjour tout le monde, you stupid piece of shit, à demain au bureau';

describe('a pipeline with the shipped linear model', () => {
  let pipeline: Pipeline;
  let judge: Judge;
  beforeAll(async () => {
    pipeline = createPipeline(await loadEngine('linear-1', { models: join(projectRoot, 'models') }));
    judge = createJudge(pipeline.spec, pipeline.spec.calibration, shippedPolicyVersion());
  });

  async function judged(texts: readonly string[]): Promise<Verdict[]> {
    const scored = (await pipeline.score(
      texts.map((text) => ({ text })),
      'batch',
    ))!;
    return scored.map((text, i) => decide(text, { text: texts[i]! }, judge));
  }
  const fires = ({ decision }: Verdict) => decision.action !== 'allow' || decision.alert;
  const isUnavailable = ({ signals }: Verdict) => Object.values(signals).every((score) => score === null);

  it('scores the English of a foreign text, each output the largest over its windows', async () => {
    const text =
      'привет как дела у вас сегодня, thank you so much, увидимся завтра утром на работе, fuck you idiot, пока друзья';
    const parts = ['thank you so much,', 'fuck you idiot,'];
    const [whole, ...alone] = (await pipeline.score(
      [text, ...parts].map((each) => ({ text: each })),
      'single',
    ))!;
    expect(whole!.english).toBe('part');
    expect([...whole!.raw.original]).toEqual(
      [...alone[0]!.raw.original].map((logit, i) => Math.max(logit, alone[1]!.raw.original[i]!)),
    );
  });

  it('keeps the scores of nine in ten foreign texts whose English alone is for review', async () => {
    const texts = fixture('mixed-languages.ndjson').map(({ text }) => text);
    const verdicts = await judged(texts);
    const reviewed: boolean[] = [];
    for (const [i, text] of texts.entries()) {
      const windows = englishTexts(text, normalise(text))?.original ?? [];
      if ((await judged(windows)).some(fires)) reviewed.push(fires(verdicts[i]!));
    }
    expect(texts.length).toBeGreaterThanOrEqual(40);
    expect(reviewed.length).toBeGreaterThanOrEqual(40);
    expect(reviewed.filter(Boolean).length / reviewed.length).toBeGreaterThanOrEqual(0.9);
  });

  it('proposes nothing about ordinary messages of other languages', async () => {
    const texts = fixture('languages.ndjson').map(({ text }) => text);
    const verdicts = await judged(texts);
    expect(texts.filter((_, i) => fires(verdicts[i]!))).toEqual([]);
    expect(verdicts.filter(isUnavailable).length / texts.length).toBeGreaterThan(0.9);
  });

  it('explains by the English part, telling the language of the whole text only', async () => {
    const [scored] = (await pipeline.explain([{ text: MIXED }], 'single'))!;
    expect(scored!.english).toBe('part');
    const { decision } = decide(scored!, { text: MIXED }, judge);
    expect(decision.languageUncertain).toBe(true);
    const insult = decision.clauses.find(({ id }) => id === 'insult')!;
    const named = insult.spans!.map(({ begin, end }) => MIXED.slice(begin, end));
    expect(named).toContain('stupid');
    expect(named).not.toContain('bonjour');
    expect(named).not.toContain('demain');
  });

  it('explains a text without English as unavailable', async () => {
    const text = 'Guten Morgen zusammen, ich bin heute erst ab elf Uhr im Büro.';
    const [scored] = (await pipeline.explain([{ text }], 'single'))!;
    const verdict = decide(scored!, { text }, judge);
    expect(isUnavailable(verdict)).toBe(true);
    expect(verdict.decision.clauses.every(({ score, spans }) => score === null && spans === undefined)).toBe(
      true,
    );
  });
});
