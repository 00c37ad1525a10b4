import { join } from 'node:path';
import { FeatureExtractor, type FeatureSettings } from '../src/scoring/engines/linear/features.js';
import { loadLinearEngine } from '../src/scoring/engines/linear/engine.js';
import { projectRoot } from '../src/paths.js';

/**
 * Speed of models/linear-1 on one core: `node dist/bench/linear.js`. Prints short messages a second, the
 * share of the time that feature extraction takes, and the time of the longest text.
 */
const RUNS = 5;
const MESSAGES = 5_000;

const engine = await loadLinearEngine(join(projectRoot, 'models', 'linear-1'));
const extractor = new FeatureExtractor(engine.manifest.settings as unknown as FeatureSettings);
const texts = shortMessages();

await engine.score(texts);
extractAll();
const scoreMs: number[] = [];
const extractMs: number[] = [];
// Alternating runs: a change of the machine's speed meets both alike.
for (let run = 0; run < RUNS; run += 1) {
  scoreMs.push(await timed(() => engine.score(texts)));
  extractMs.push(await timed(extractAll));
}
const score = median(scoreMs);
const extract = median(extractMs);
const long = 'Could somebody explain why the segment keeps shrinking? '.repeat(366).slice(0, 20_480);
const longMs = await timed(() => engine.score([long]));
const length = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
process.stdout.write(
  [
    `linear-1: ${Math.round((MESSAGES / score) * 1_000)} messages/s of ${Math.round(length)} characters on one core`,
    `features ${((extract / MESSAGES) * 1_000).toFixed(1)} µs, all ${((score / MESSAGES) * 1_000).toFixed(1)} µs a message`,
    `(features are ${((100 * extract) / score).toFixed(0)} % of it)`,
    `one text of ${long.length} characters: ${longMs.toFixed(1)} ms`,
    '',
  ].join('\n'),
);
await engine.close();

function extractAll(): void {
  for (const text of texts) extractor.extract(text);
}

async function timed(work: () => unknown): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

function median(times: number[]): number {
  return times.sort((left, right) => left - right)[times.length >> 1]!;
}

/** Distinct messages of about 60 characters, so that no cache sees the same words in a row. */
function shortMessages(): string[] {
  const starts = ['How do I', 'Does anybody know how to', 'Can we', 'I tried to', 'Please', 'When will you'];
  const verbs = ['segment', 'export', 'rename', 'schedule', 'duplicate', 'archive', 'translate', 'preview'];
  const things = [
    'the welcome flow',
    'my customer list',
    'these templates',
    'a sign-up form',
    'last week’s report',
  ];
  const ends = [
    'for new subscribers?',
    'without losing data',
    'before Friday!',
    'in the new editor 🙂',
    'by SMS',
  ];
  return Array.from({ length: MESSAGES }, (_, index) => {
    const pick = (list: readonly string[], step: number): string =>
      list[Math.floor(index / step) % list.length]!;
    return `${pick(starts, 1)} ${pick(verbs, 6)} ${pick(things, 48)} ${pick(ends, 240)} ${index}`;
  });
}
