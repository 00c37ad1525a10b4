import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeToxicityModel, makeVocabulary, readPublishedGraph } from '../../../bench/toxicity-graph.js';
import { fetchToxicity } from '../../../src/cli/fetch-toxicity.js';
import { loadToxicityEngine } from '../../../src/scoring/engines/tfjs/engine.js';
import { corpusTexts, smallModel } from './small-model.js';

/** As large as the published one, in its graph; its weights are random. */
const published = makeToxicityModel(readPublishedGraph(), {
  vocabulary: makeVocabulary(corpusTexts(200), 600),
  shrink: 1,
  seed: 3,
});
const TIMEOUT_MS = 120_000;

let server: Server;
let from: string;
let folder: string;
let served: ReadonlyMap<string, Buffer>;
let requests: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const name = new URL(request.url!, 'http://mirror').pathname.slice('/models/'.length);
    requests.push(name);
    const content = served.get(name);
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  from = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(async () => {
  requests = [];
  served = published;
  folder = join(await mkdtemp(join(tmpdir(), 'conduct-fetch-')), 'model');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

const fetchHere = (acceptOther = true) =>
  fetchToxicity({ TOXICITY_MODEL_DIR: folder }, { from, acceptOther });

describe('conduct models fetch toxicity-tfjs', () => {
  it(
    'downloads graph, shards and vocabulary once, checks them again and downloads nothing the next time',
    { timeout: TIMEOUT_MS },
    async () => {
      const first = await fetchHere();
      expect(first).toMatchObject({ name: 'toxicity-tfjs', files: 9, downloaded: 9, answers: 'other' });
      expect([...requests].sort()).toEqual([...published.keys()].sort());
      expect(first.bytes).toBeGreaterThan(29_251_828);

      const again = await fetchHere();
      expect(again).toEqual({ ...first, downloaded: 0 });
      expect(requests).toHaveLength(9);

      const engine = await loadToxicityEngine(folder);
      expect(engine.manifest.files['group1-shard7of7']!.bytes).toBe(29_251_828 - 6 * 2 ** 22);
      await engine.close();

      await appendFile(join(folder, 'group1-shard3of7'), 'x');
      await expect(fetchHere()).rejects.toThrow(/group1-shard3of7 is not what was fetched/u);
    },
  );

  it(
    'takes what lies in the folder already, and only asks for the rest',
    { timeout: TIMEOUT_MS },
    async () => {
      folder = join(folder, '..');
      for (const name of ['model.json', 'vocab.json'])
        await writeFile(join(folder, name), published.get(name)!);
      expect((await fetchHere()).downloaded).toBe(7);
      expect(requests).toHaveLength(7);
      folder = join(folder, 'model');
    },
  );

  it(
    'keeps nothing of weights that do not answer as published, unless told to',
    { timeout: TIMEOUT_MS },
    async () => {
      await expect(fetchHere(false)).rejects.toThrow(/do not answer a known text as published/u);
      expect(existsSync(folder)).toBe(false);
    },
  );

  it.each([
    ['another graph', () => smallModel(), 'is not the graph of the published model'],
    [
      'a shard that was cut off',
      () => new Map(published).set('group1-shard2of7', published.get('group1-shard2of7')!.subarray(1)),
      'bytes of weights',
    ],
    [
      'a page instead of a file',
      () => new Map(published).set('vocab.json', Buffer.from('<html>')),
      'vocab.json',
    ],
    [
      'a missing file',
      () => new Map([...published].filter(([name]) => name !== 'group1-shard5of7')),
      /group1-shard5of7 could not be downloaded; .*answered 404/u,
    ],
  ])('keeps nothing of %s', async (_, serve, message) => {
    served = serve();
    await expect(fetchHere()).rejects.toThrow(message);
    expect(existsSync(folder)).toBe(false);
  });
});
