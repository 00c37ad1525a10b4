import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processIdentity } from '../../scripts/processes.mjs';
import { projectRoot } from '../../src/paths.js';
import { endAll, newPlace, processesNaming, startService, type Place } from '../support/started-service.js';

interface Manifest {
  readonly golden: { readonly texts: readonly { readonly logits: number[] }[] };
}

describe('npm start ends with status 1 and one clear line', () => {
  let place: Place;

  beforeEach(async () => {
    place = await newPlace();
  });

  afterEach(() => {
    endAll(place.dataDir);
    place.remove();
  });

  /** @returns the one line */
  async function refusal(
    at: { dataDir: string; port: number },
    env: Record<string, string> = {},
  ): Promise<string> {
    const service = startService(at, { via: 'node', env });
    expect(await service.ended(60_000), service.stdout()).toBe(1);
    const lines = service.stderr().trimEnd().split('\n');
    expect(lines, service.stderr()).toHaveLength(1);
    expect(processesNaming(at.dataDir)).toEqual([]);
    return lines[0]!;
  }

  it('when the port is taken', async () => {
    const other = createServer().listen(place.port, '127.0.0.1');
    await once(other, 'listening');
    try {
      expect(await refusal(place)).toMatch(new RegExp(`Port ${place.port} is in use.*PORT=`));
    } finally {
      other.close();
    }
  });

  it('when a file is in the data folder’s place', async () => {
    writeFileSync(place.dataDir, '');
    expect(await refusal(place)).toMatch(/data folder .* cannot be written.*Set DATA_DIR/);
  });

  it('when the data folder cannot be made', async () => {
    expect(await refusal({ dataDir: '/proc/conduct', port: place.port })).toMatch(
      /cannot be written.*Set DATA_DIR/,
    );
  });

  it('when the database cannot be reached', async () => {
    const line = await refusal(place, { DATABASE_URL: 'postgres://somebody:secret@127.0.0.1:1/none' });
    expect(line).toMatch(/database/i);
    expect(line).toMatch(/DATABASE_URL/);
    expect(line).not.toContain('secret');
  });

  it('when a setting makes no sense', async () => {
    expect(await refusal({ dataDir: place.dataDir, port: 99_999 })).toMatch(/^PORT must be/);
  });

  it('when the model is not there', async () => {
    expect(await refusal(place, { MODEL: 'no-such-model' })).toContain('no-such-model');
  });

  it('when the model computes something else here than where it was made', async () => {
    const models = join(place.dataDir, '..', 'models');
    cpSync(join(projectRoot, 'models', 'linear-1'), join(models, 'linear-1'), { recursive: true });
    const file = join(models, 'linear-1', 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    const golden = manifest.golden.texts[7]!;
    golden.logits[0]! += 0.5;
    writeFileSync(file, JSON.stringify(manifest));
    const line = await refusal(place, { MODEL: 'linear-1', MODELS_DIR: models });
    expect(line).toBe('model linear-1: golden text 7 gives another logit for toxicity than the manifest');
  });

  it('when Conduct already runs on that data folder', async () => {
    const first = startService(place, { via: 'node' });
    await first.ready();
    const second = startService({ dataDir: place.dataDir, port: place.port }, { via: 'node' });
    expect(await second.ended()).toBe(1);
    expect(second.stderr()).toMatch(new RegExp(`already running on .* as process ${first.pid}`));
    first.interrupt();
    expect(await first.ended()).toBe(0);
  });

  it('but not because of a lock whose process is gone or is another one by now', async () => {
    mkdirSync(place.dataDir, { recursive: true });
    const lock = join(place.dataDir, 'conduct.lock');
    const reused = { pid: process.pid, identity: `${processIdentity(process.pid)}-earlier` };
    writeFileSync(lock, JSON.stringify({ ...reused, children: [reused] }));
    const service = startService(place, { via: 'node' });
    await service.ready();
    service.interrupt();
    expect(await service.ended()).toBe(0);
  });
});
