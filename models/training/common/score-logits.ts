import { closeSync, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { loadEngine } from '../../../src/scoring/engines/index.js';
import { normalise, NORMALISER_VERSION } from '../../../src/scoring/normalise/index.js';

/**
 * Writes the raw outputs that a model gives texts, for training scripts.
 *
 *   node score-logits.js --models FOLDER --model NAME --out PREFIX [--raw] < texts.ndjson
 *
 * stdin: one JSON string a line. Writes PREFIX.original (float32, a row of logits a text, little-endian) and, for
 * texts with a folded view, PREFIX.folded with the row numbers in PREFIX.folded.rows (int32). With --raw texts are
 * taken as they are, as an engine takes them, without the normaliser. The last line of stdout is
 * `{labels, sha256, normaliser}`: of the model, and the normaliser's version.
 */
const { values: options } = parseArgs({
  options: {
    models: { type: 'string' },
    model: { type: 'string' },
    out: { type: 'string' },
    raw: { type: 'boolean', default: false },
  },
});
if (options.models === undefined || options.model === undefined || options.out === undefined) {
  throw new Error('usage: score-logits --models FOLDER --model NAME --out PREFIX [--raw] < texts.ndjson');
}
/** Texts that are sorted by length and scored together. */
const CHUNK = 512;
/** UTF-16 units of one call. */
const CALL_UNITS = 16_384;

const engine = await loadEngine(options.model, { models: options.models });

/** Logits of texts in their order; calls hold texts of like length, so that little is padding. */
async function scoreAll(texts: readonly string[]): Promise<Float32Array[]> {
  const order = texts.map((_, i) => i).sort((left, right) => texts[left]!.length - texts[right]!.length);
  const scored: Float32Array[] = [];
  for (let begin = 0; begin < order.length;) {
    let end = begin + 1;
    while (end < order.length && texts[order[end]!]!.length * (end + 1 - begin) <= CALL_UNITS) end += 1;
    const part = order.slice(begin, end);
    const logits = await engine.score(part.map((row) => texts[row]!));
    part.forEach((row, i) => (scored[row] = logits[i]!));
    begin = end;
  }
  return scored;
}

const original = openSync(`${options.out}.original`, 'w');
const folded = openSync(`${options.out}.folded`, 'w');
const foldedRows = openSync(`${options.out}.folded.rows`, 'w');
let rows = 0;

async function flush(texts: readonly string[]): Promise<void> {
  const views = options.raw
    ? texts.map((text) => ({ original: { text }, folded: null }))
    : texts.map((text) => normalise(text));
  for (const logits of await scoreAll(views.map((view) => view.original.text))) writeSync(original, logits);
  const changed = views.flatMap((view, i) =>
    view.folded === null ? [] : [{ row: rows + i, text: view.folded.text }],
  );
  for (const logits of await scoreAll(changed.map(({ text }) => text))) writeSync(folded, logits);
  if (changed.length > 0)
    writeSync(
      foldedRows,
      Int32Array.from(changed, ({ row }) => row),
    );
  rows += texts.length;
}

let waiting: string[] = [];
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  waiting.push(JSON.parse(line) as string);
  if (waiting.length < CHUNK) continue;
  await flush(waiting);
  waiting = [];
}
await flush(waiting);
for (const file of [original, folded, foldedRows]) closeSync(file);
await engine.close();
process.stdout.write(
  `${JSON.stringify({ labels: engine.manifest.labels, sha256: engine.sha256, normaliser: NORMALISER_VERSION })}\n`,
);
