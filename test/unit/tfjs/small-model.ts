import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeToxicityModel, makeVocabulary, readPublishedGraph } from '../../../bench/toxicity-graph.js';
import { projectRoot } from '../../../src/paths.js';
import { parseFiles, type ToxicityFiles } from '../../../src/scoring/engines/tfjs/files.js';

/** Rows of the corpus in the repository: all lengths, all kinds. */
export function corpusTexts(count: number): string[] {
  const rows = readFileSync(join(projectRoot, 'models/corpus/test-main.jsonl'), 'utf8').trim().split('\n');
  const step = Math.floor(rows.length / count);
  return Array.from({ length: count }, (_, i) => (JSON.parse(rows[i * step]!) as { text: string }).text);
}

/** The published graph, an eighth as wide, with random weights: the files as they would be fetched. */
export function smallModel(): Map<string, Buffer> {
  const vocabulary = makeVocabulary(corpusTexts(200), 600);
  return makeToxicityModel(readPublishedGraph(), { vocabulary, shrink: 8, seed: 7 });
}

export function smallFiles(): ToxicityFiles {
  return parseFiles(smallModel());
}
