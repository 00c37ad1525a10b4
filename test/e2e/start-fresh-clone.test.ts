import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/paths.js';
import {
  endAll,
  newPlace,
  printedKey,
  processesNaming,
  request,
  startService,
  type Place,
  type StartOptions,
} from '../support/started-service.js';

/** An account without rights of its own, there on every Linux. */
const nobody = 65_534;

/** Copies what a clone of this working tree would hold. */
function cloneInto(clone: string): void {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  for (const path of list.split('\0').filter((name) => name !== '' && existsSync(join(projectRoot, name)))) {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    cpSync(join(projectRoot, path), join(clone, path));
  }
}

function handOver(folder: string, uid: number): void {
  lchownSync(folder, uid, uid);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(folder, name), uid, uid);
}

describe.skipIf(!existsSync(join(projectRoot, '.git')))('npm start in a fresh clone', () => {
  let parent: string;
  let clone: string;
  const places: Place[] = [];

  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), 'conduct-clone-')); // private to this account, like a home folder
    clone = join(parent, 'conduct');
    cloneInto(clone);
  });

  afterAll(() => {
    for (const { dataDir, remove } of places) {
      endAll(dataDir);
      remove();
    }
    rmSync(parent, { recursive: true, force: true });
  });

  async function startAndScore(place: Place, options: StartOptions): Promise<string> {
    places.push(place);
    const service = startService(place, { cwd: clone, ...options });
    const address = await service.ready(150_000);
    const key = printedKey(service.stdout())!;
    const answer = await request(`${address}/v1/classify`, key, { text: 'hello from a fresh clone' });
    expect(answer.status).toBe(200);
    console.log(
      `first score ${((performance.now() - service.startedAt) / 1000).toFixed(1)} s after npm start`,
    );
    service.interrupt();
    expect(await service.ended()).toBe(0);
    expect(processesNaming(place.dataDir)).toEqual([]);
    return service.stdout();
  }

  it('installs, builds, starts and scores', async () => {
    const output = await startAndScore(await newPlace(), {});
    expect(output).toContain('Installing dependencies…');
    expect(output).toContain('Building…');
  });

  it('installs and builds nothing the second time', async () => {
    const output = await startAndScore(await newPlace(), {});
    expect(output).not.toContain('Installing');
    expect(output).not.toContain('Building');
  });

  // Started by root, the same as an ordinary user; started by an ordinary user, both tests above were that.
  if (process.getuid?.() === 0) {
    it('also starts as an ordinary user', async () => {
      const place = await newPlace();
      chmodSync(parent, 0o755);
      handOver(clone, nobody);
      mkdirSync(place.dataDir);
      chmodSync(dirname(place.dataDir), 0o755);
      handOver(place.dataDir, nobody);
      await startAndScore(place, { uid: nobody, via: 'node', env: { HOME: parent } });
    });
  }
});
