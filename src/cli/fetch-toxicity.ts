import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientConfig } from '../config.js';
import { openToxicityEngine } from '../scoring/engines/tfjs/engine.js';
import {
  GRAPH_FILE,
  graphFingerprint,
  parseFiles,
  parseGraph,
  readFetched,
  readIfThere,
  readRecord,
  VOCABULARY_FILE,
  writeRecord,
  type FetchRecord,
  type ToxicityFiles,
} from '../scoring/engines/tfjs/files.js';
import {
  HEADS,
  MODEL_ADDRESSES,
  PUBLISHED_ANSWER,
  PUBLISHED_GRAPH,
  TOXICITY_MODEL,
  VOCABULARY_ADDRESS,
} from '../scoring/engines/tfjs/published.js';

/** Several times the largest of the published files (4 MiB). */
const FILE_BYTES_MAX = 32 * 2 ** 20;
const FILE_TIMEOUT_MS = 120_000;

export interface FetchOptions {
  /** Folder of an http(s) mirror that is asked instead of the hub. */
  readonly from?: string | undefined;
  /** Takes weights that do not answer as published: somebody else's, of the same graph. */
  readonly acceptOther?: boolean | undefined;
}

export interface FetchSummary extends Pick<FetchRecord, 'fetched' | 'answers'> {
  readonly name: string;
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  /** Of the files, how many came over the network now. */
  readonly downloaded: number;
}

/**
 * `conduct models fetch toxicity-tfjs`: downloads what is missing in TOXICITY_MODEL_DIR, checks all of it and
 * writes down what was found; where that has been done, checks that nothing has changed since and downloads
 * nothing.
 * @throws Error where a file cannot be had or is not of the published model
 */
export async function fetchToxicity(
  { TOXICITY_MODEL_DIR: folder }: Pick<ClientConfig, 'TOXICITY_MODEL_DIR'>,
  { from, acceptOther = false }: FetchOptions,
): Promise<FetchSummary> {
  if ((await readRecord(folder)) !== null) return summary((await readFetched(folder)).record, folder, 0);
  const found = await collect(folder, from);
  const given = await answers(checked(found.contents));
  if (given === 'other' && !acceptOther)
    throw new Error(
      'the graph is the published one, but these weights do not answer a known text as published; nothing was kept (--accept-other keeps them)',
    );
  await mkdir(folder, { recursive: true });
  for (const name of found.downloaded) await writeWhole(join(folder, name), found.contents.get(name)!);
  const record = await writeRecord(folder, found.contents, {
    fetched: new Date().toISOString(),
    answers: given,
  });
  return summary(record, folder, found.downloaded.length);
}

/** Files that are in the folder already are taken from there: they may have come another way. */
async function collect(folder: string, from: string | undefined) {
  const contents = new Map<string, Buffer>();
  const downloaded: string[] = [];
  const take = async (name: string, addresses: readonly string[]) => {
    const there = await readIfThere(join(folder, name));
    if (there === null) downloaded.push(name);
    contents.set(name, there ?? (await download(name, addresses)));
  };
  await take(GRAPH_FILE, modelAddresses(GRAPH_FILE, from));
  const graph = parseGraph(contents.get(GRAPH_FILE)!);
  for (const shard of graph.shards) await take(shard, modelAddresses(shard, from));
  await take(VOCABULARY_FILE, [from === undefined ? VOCABULARY_ADDRESS : inFolder(from, VOCABULARY_FILE)]);
  return { contents, downloaded };
}

function modelAddresses(name: string, from?: string): string[] {
  if (from !== undefined) return [inFolder(from, name)];
  return MODEL_ADDRESSES.map(({ base, query }) => `${base}${name}${query}`);
}

function inFolder(folder: string, name: string): string {
  return new URL(name, folder.endsWith('/') ? folder : `${folder}/`).href;
}

/** The first address that answers. */
async function download(name: string, addresses: readonly string[]): Promise<Buffer> {
  const failures: string[] = [];
  for (const address of addresses) {
    if (process.stderr.isTTY) process.stderr.write(`conduct: ${name} from ${new URL(address).host}\n`);
    try {
      return await get(address);
    } catch (error) {
      const { message, cause } = error as Error;
      failures.push(`${address}: ${cause instanceof Error ? cause.message : message}`);
    }
  }
  throw new Error(`${name} could not be downloaded; ${failures.join('; ')}`);
}

async function get(address: string): Promise<Buffer> {
  const response = await fetch(address, { signal: AbortSignal.timeout(FILE_TIMEOUT_MS) });
  if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > FILE_BYTES_MAX) throw new Error(`is larger than ${FILE_BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws Error where a file is malformed, cut off, or of another graph than the published one */
function checked(contents: ReadonlyMap<string, Buffer>): ToxicityFiles {
  const files = parseFiles(contents);
  if (graphFingerprint(files.graph) !== PUBLISHED_GRAPH)
    throw new Error(`${GRAPH_FILE}: is not the graph of the published model; nothing was kept`);
  return files;
}

/** Runs the model on the one text whose answer is published. */
async function answers(files: ToxicityFiles): Promise<FetchRecord['answers']> {
  const engine = await openToxicityEngine(files, { fetched: '', files: {} });
  try {
    const [logits] = await engine.score([PUBLISHED_ANSWER.text]);
    const same = HEADS.every(([head], i) => {
      const probability = 1 / (1 + Math.exp(-logits![i]!));
      return Math.abs(probability - PUBLISHED_ANSWER.probabilities[head]) <= PUBLISHED_ANSWER.tolerance;
    });
    return same ? 'published' : 'other';
  } finally {
    await engine.close();
  }
}

/** Never half a file under its own name. */
async function writeWhole(path: string, content: Buffer): Promise<void> {
  await writeFile(`${path}.partial`, content);
  await rename(`${path}.partial`, path);
}

function summary({ fetched, answers, files }: FetchRecord, folder: string, downloaded: number): FetchSummary {
  const sizes = Object.values(files).map(({ bytes }) => bytes);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return { name: TOXICITY_MODEL, folder, fetched, answers, files: sizes.length, bytes, downloaded };
}
