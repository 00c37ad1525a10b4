import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { FeatureExtractor, type FeatureSettings } from '../../../src/scoring/engines/linear/features.js';
import { normalise } from '../../../src/scoring/normalise/index.js';

/**
 * Turns texts into the very features that serving sees, for the training script.
 *
 *   node extract-features.js --settings FILE --out PREFIX [--raw] < texts.ndjson
 *
 * stdin: one JSON string a line. Writes PREFIX.counts (int32: entries a row), PREFIX.indices (int32) and
 * PREFIX.values (float32), rows one after the other in the machine's byte order (little-endian); and for
 * texts with a folded view, in the same form, PREFIX.folded.* with the row numbers in PREFIX.folded.rows.
 * With --raw texts are taken as they are, as an engine takes them, without the normaliser.
 */
const { values: options } = parseArgs({
  options: {
    settings: { type: 'string' },
    out: { type: 'string' },
    raw: { type: 'boolean', default: false },
  },
});
if (options.settings === undefined || options.out === undefined) {
  throw new Error('usage: extract-features --settings FILE --out PREFIX [--raw] < texts.ndjson');
}

/** Features of one view, appended to three files. */
class FeatureFiles {
  readonly #counts: number;
  readonly #indices: number;
  readonly #values: number;

  constructor(prefix: string) {
    this.#counts = openSync(`${prefix}.counts`, 'w');
    this.#indices = openSync(`${prefix}.indices`, 'w');
    this.#values = openSync(`${prefix}.values`, 'w');
  }

  append(extractor: FeatureExtractor, text: string): void {
    const size = extractor.extract(text);
    writeSync(this.#counts, Int32Array.of(size));
    writeSync(this.#indices, extractor.indices.subarray(0, size));
    writeSync(this.#values, extractor.values.subarray(0, size));
  }

  close(): void {
    for (const file of [this.#counts, this.#indices, this.#values]) closeSync(file);
  }
}

const settings = JSON.parse(readFileSync(options.settings, 'utf8')) as FeatureSettings;
const extractor = new FeatureExtractor(settings);
const originals = new FeatureFiles(options.out);
const foldeds = new FeatureFiles(`${options.out}.folded`);
const foldedRows = openSync(`${options.out}.folded.rows`, 'w');

let row = 0;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const text = JSON.parse(line) as string;
  const { original, folded } = options.raw ? { original: { text }, folded: null } : normalise(text);
  originals.append(extractor, original.text);
  if (folded !== null) {
    foldeds.append(extractor, folded.text);
    writeSync(foldedRows, Int32Array.of(row));
  }
  row += 1;
}
originals.close();
foldeds.close();
closeSync(foldedRows);
