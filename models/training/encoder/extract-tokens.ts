import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { WordPieces } from '../../../src/scoring/engines/onnx/word-pieces.js';
import { normalise } from '../../../src/scoring/normalise/index.js';

/**
 * Turns texts into the very tokens that serving sees, for the training script.
 *
 *   node extract-tokens.js --tokenizer FILE --out PREFIX [--raw] < texts.ndjson
 *
 * stdin: one JSON string a line. Writes PREFIX.counts and PREFIX.ids (int32, little-endian), rows one
 * after the other, without special tokens; and for texts with a folded view the same in PREFIX.folded.*,
 * with the row numbers in PREFIX.folded.rows. With --raw texts are taken as they are, as an engine takes
 * them, without the normaliser.
 */
const { values: options } = parseArgs({
  options: {
    tokenizer: { type: 'string' },
    out: { type: 'string' },
    raw: { type: 'boolean', default: false },
  },
});
if (options.tokenizer === undefined || options.out === undefined)
  throw new Error('usage: extract-tokens --tokenizer FILE --out PREFIX [--raw] < texts.ndjson');

const pieces = new WordPieces(readFileSync(options.tokenizer, 'utf8'));
const files = ['counts', 'ids', 'folded.counts', 'folded.ids', 'folded.rows'].map((name) =>
  openSync(`${options.out}.${name}`, 'w'),
);
const [counts, ids, foldedCounts, foldedIds, foldedRows] = files as [number, number, number, number, number];

function append(text: string, countsFile: number, idsFile: number): void {
  const row = Int32Array.from(pieces.encode(text));
  writeSync(countsFile, Int32Array.of(row.length));
  writeSync(idsFile, row);
}

let row = 0;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const text = JSON.parse(line) as string;
  const { original, folded } = options.raw ? { original: { text }, folded: null } : normalise(text);
  append(original.text, counts, ids);
  if (folded !== null) {
    append(folded.text, foldedCounts, foldedIds);
    writeSync(foldedRows, Int32Array.of(row));
  }
  row += 1;
}
files.forEach(closeSync);
