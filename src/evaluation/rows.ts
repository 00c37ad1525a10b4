import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Message } from '../domain/message.js';
import { CORPUS, IRC_SAMPLE, labelsByColumn, type Column } from './sets.js';

/** A text that is scored, under a name that other systems' scores can be matched by. */
export interface Item {
  readonly source: string;
  readonly id: string;
  /** With what is known of the place it was written in. */
  readonly message: Message;
}

/** A text with what people said of it. An absent label was not annotated. */
export interface Row extends Item {
  /** In [0, 1]; positive from 0.5. */
  readonly labels: Readonly<Partial<Record<Column, number>>>;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly corpus?: CorpusFields;
}

/** What only rows of the project's own corpus have (models/corpus/GUIDE.md). */
export interface CorpusFields {
  /** Ids of the default policy's clauses that the message breaks in its context. */
  readonly clauses: readonly string[];
  readonly slices: readonly string[];
  readonly pair?: string;
}

/**
 * Rows of every `*.jsonl.gz` in a folder, sets by name.
 * @throws Error naming file and line that is not in the row format of models/training/DATA.md
 */
export async function readEvaluationSets(folder: string): Promise<Row[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl.gz')).sort();
  if (files.length === 0) throw new Error(`${folder} holds no *.jsonl.gz`);
  const rows: Row[] = [];
  for (const file of files) {
    for await (const [line, value] of readJsonLines(join(folder, file))) {
      const { id, source, text, labels, meta } = value as Partial<StoredRow>;
      if (typeof id !== 'string' || typeof source !== 'string' || typeof text !== 'string') {
        throw new Error(`${file}, line ${line}: needs id, source and text`);
      }
      // Collections come from channels that everybody reads.
      const message: Message = { text: text.toWellFormed(), channelType: 'public' };
      rows.push({ source, id, message, labels: labelsByColumn(source, labels ?? {}), meta: meta ?? {} });
    }
  }
  return rows;
}

/** Rows of the corpus's test split: `test-*.jsonl` of a folder. */
export async function readCorpusTest(folder: string): Promise<Row[]> {
  const files = (await readdir(folder)).filter((name) => /^test-.*\.jsonl$/.test(name)).sort();
  const rows: Row[] = [];
  for (const file of files) {
    for await (const [, value] of readJsonLines(join(folder, file))) {
      const { id, labels, clauses, slices, pair, ...message } = value as CorpusRow;
      rows.push({
        source: CORPUS,
        id,
        message,
        labels: labelsByColumn(CORPUS, labels),
        meta: {},
        corpus: { clauses, slices, ...(pair !== undefined && { pair }) },
      });
    }
  }
  return rows;
}

/** What can be measured with the repository alone: the corpus's test split and the benchmark's chat. */
export async function readRepositoryRows(root: string): Promise<Row[]> {
  const corpus = await readCorpusTest(join(root, 'models', 'corpus'));
  return [...corpus, ...(await readChatSample(join(root, 'bench', 'data', 'irc-sample.ndjson.gz')))];
}

/** Unlabelled chat, one `{"text"}` a line: only false alarms are counted on it. */
async function readChatSample(file: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const [line, value] of readJsonLines(file)) {
    const { text } = value as { text: string };
    const message: Message = { text, channelType: 'public' };
    rows.push({ source: IRC_SAMPLE, id: `${IRC_SAMPLE}:${line}`, message, labels: {}, meta: {} });
  }
  return rows;
}

interface StoredRow {
  readonly id: string;
  readonly source: string;
  readonly text: string;
  readonly labels: Record<string, number>;
  readonly meta: Record<string, unknown>;
}

interface CorpusRow extends CorpusFields, Omit<Message, 'id'> {
  readonly id: string;
  readonly labels: Record<string, number>;
}

/** Number (from 1) and value of each line of an NDJSON file, gzipped where its name says so. */
export async function* readJsonLines(file: string): AsyncGenerator<[line: number, value: unknown]> {
  const stream = createReadStream(file);
  const input = file.endsWith('.gz') ? stream.pipe(createGunzip()) : stream;
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number++;
    if (line.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw new Error(`${basename(file)}, line ${number}: is no JSON`, { cause: error });
    }
    yield [number, value];
  }
}
