import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/paths.js';
import type { Inference } from '../../src/scoring/inference/index.js';

const folders = { models: join(projectRoot, 'models') };
const TEXTS = [
  'thanks, that worked',
  'You are a pathetic idiot and everybody here hates you.',
  'which port is it?',
  'Earn 5000 dollars a week from home, send me your wallet and I double it!',
  'the build is green again '.repeat(40),
];

/** Threads run what is compiled. */
async function compiled<Module>(path: string): Promise<Module> {
  return (await import(pathToFileURL(join(projectRoot, 'dist/src', path)).href)) as Module;
}

describe('models on threads of their own', () => {
  let here: Inference;
  let threads: Inference;
  beforeAll(async () => {
    // Builds what is stale.
    execFileSync(process.execPath, [join(projectRoot, 'scripts/conduct.mjs'), 'models', 'list']);
    const { inferHere } = await compiled<typeof import('../../src/scoring/inference/index.js')>(
      'scoring/inference/index.js',
    );
    const { inferInThreads } = await compiled<typeof import('../../src/scoring/inference/threads.js')>(
      'scoring/inference/threads.js',
    );
    here = inferHere(folders);
    threads = inferInThreads(folders, 2);
  });
  afterAll(() => threads.close());

  it('give what they give on the thread that asks, in calls at once', async () => {
    const [engine, other] = await Promise.all([threads.load('blend-1'), here.load('blend-1')]);
    expect(engine.sha256).toBe(other.sha256);
    expect(engine.manifest).toEqual(other.manifest);
    const [first, second, expected] = await Promise.all([
      engine.score(TEXTS),
      engine.score([...TEXTS].reverse()),
      other.score(TEXTS),
    ]);
    for (const [i, logits] of expected.entries()) {
      for (const [label, value] of logits.entries()) {
        expect(first[i]![label]).toBeCloseTo(value, 4);
        expect(second[TEXTS.length - 1 - i]![label]).toBeCloseTo(value, 4);
      }
    }
    await Promise.all([engine.close(), other.close()]);
  });

  it('leave that thread to others meanwhile', async () => {
    const engine = await threads.load('blend-1');
    let turns = 0;
    let done = false;
    const scored = engine.score(new Array<string>(64).fill(TEXTS[3]!)).then(() => (done = true));
    // On the asking thread there would be a turn or two.
    while (!done) {
      await setImmediate();
      turns++;
    }
    await scored;
    expect(turns).toBeGreaterThan(100);
    await engine.close();
  });

  it('are there once where they are loaded twice, until both are closed', async () => {
    const [one, two] = await Promise.all([threads.load('linear-1'), threads.load('linear-1')]);
    expect(one).toBe(two);
    await one.close();
    expect(await two.score(TEXTS)).toHaveLength(TEXTS.length);
    await two.close();
    const again = await threads.load('linear-1');
    expect(await again.score(TEXTS)).toHaveLength(TEXTS.length);
    await again.close();
  });

  it('are refused with the name of the file that was altered, and others go on', async () => {
    const altered = mkdtempSync(join(tmpdir(), 'conduct-models-'));
    cpSync(join(folders.models, 'linear-1'), join(altered, 'linear-1'), { recursive: true });
    writeFileSync(join(altered, 'linear-1', 'weights.bin'), 'altered');
    const { inferInThreads } = await compiled<typeof import('../../src/scoring/inference/threads.js')>(
      'scoring/inference/threads.js',
    );
    const broken = inferInThreads({ models: altered }, 2);
    await expect(broken.load('linear-1')).rejects.toThrow('models/linear-1/weights.bin');
    await expect(broken.load('linear-0')).rejects.toThrow('unknown model "linear-0"');
    cpSync(join(folders.models, 'linear-1'), join(altered, 'linear-1'), { recursive: true });
    const engine = await broken.load('linear-1');
    expect(await engine.score(TEXTS)).toHaveLength(TEXTS.length);
    await engine.close();
    await broken.close();
    rmSync(altered, { recursive: true });
  });
});
