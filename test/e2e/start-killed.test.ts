import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../../scripts/processes.mjs';
import {
  endAll,
  isListening,
  newPlace,
  printedKey,
  processesNaming,
  request,
  startService,
  type Place,
} from '../support/started-service.js';

describe('npm start after a SIGKILL of its main process', () => {
  let place: Place;

  beforeEach(async () => {
    place = await newPlace();
  });

  afterEach(() => {
    endAll(place.dataDir);
    place.remove();
  });

  it('finds API and workers gone by themselves and takes over the PostgreSQL that still runs', async () => {
    const killed = startService(place, { via: 'node' });
    const address = await killed.ready();
    const key = printedKey(killed.stdout())!;
    process.kill(killed.pid, 'SIGKILL');
    const onlyPostgres = () =>
      processesNaming(place.dataDir).every(({ command }) => /postgres/.test(command));
    expect(await waitUntil(onlyPostgres, 10_000)).toBe(true);
    expect(await isListening(place.port)).toBe(false);
    const postmaster = () =>
      readFileSync(join(place.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0];
    const before = postmaster();

    const service = startService(place, { via: 'node' });
    await service.ready();
    expect(postmaster()).toBe(before);
    expect((await request(`${address}/v1/classify`, key, { text: 'hello' })).status).toBe(200);
    service.interrupt();
    expect(await service.ended()).toBe(0);
    expect(processesNaming(place.dataDir)).toEqual([]);
  });

  it('finds even those gone that were still coming up', async () => {
    const killed = startService(place, { via: 'node' });
    const log = join(place.dataDir, 'logs', 'worker-1.log');
    expect(await waitUntil(() => existsSync(log), 60_000, 5)).toBe(true);
    process.kill(killed.pid, 'SIGKILL');
    const children = () => processesNaming(place.dataDir).filter(({ command }) => command.includes('dist/'));
    expect(await waitUntil(() => children().length === 0, 10_000)).toBe(true);
  });

  it('starts at once, while the children of the killed one still end', async () => {
    const killed = startService(place, { via: 'node' });
    await killed.ready();
    process.kill(killed.pid, 'SIGKILL');
    const service = startService(place, { via: 'node' });
    const address = await service.ready();
    const key = printedKey(killed.stdout())!;
    expect((await request(`${address}/v1/classify`, key, { text: 'hello' })).status).toBe(200);
    const names = processesNaming(place.dataDir).map(({ command }) => command);
    expect(names.filter((command) => command.includes('dist/src/main.js'))).toHaveLength(1);
    expect(names.filter((command) => command.includes('dist/workers/main.js'))).toHaveLength(1);
    service.interrupt();
    expect(await service.ended()).toBe(0);
  });

  it('recovers when everything was killed at once, PostgreSQL too', async () => {
    const killed = startService(place, { via: 'node' });
    const address = await killed.ready();
    const key = printedKey(killed.stdout())!;
    endAll(place.dataDir);
    const service = startService(place, { via: 'node' });
    await service.ready();
    expect((await request(`${address}/v1/classify`, key, { text: 'hello' })).status).toBe(200);
    service.interrupt();
    expect(await service.ended()).toBe(0);
    expect(processesNaming(place.dataDir)).toEqual([]);
  });

  it('recovers when killed while it prepared the database for the first time', async () => {
    const killed = startService(place, { via: 'node' });
    expect(await waitUntil(() => killed.stdout().includes('Preparing the database'), 60_000)).toBe(true);
    process.kill(killed.pid, 'SIGKILL');
    const service = startService(place, { via: 'node' });
    await service.ready();
    expect(printedKey(service.stdout())).toBeDefined();
    service.interrupt();
    expect(await service.ended()).toBe(0);
  });
});
