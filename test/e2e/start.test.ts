import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const run = promisify(execFile);

async function expectNothingLeft(place: Place): Promise<void> {
  await waitUntil(() => processesNaming(place.dataDir).length === 0, 5000);
  expect(processesNaming(place.dataDir)).toEqual([]);
  expect(await isListening(place.port)).toBe(false);
}

// One place lives through three starts, in order: what each leaves is what the next one finds.
describe('npm start', () => {
  let place: Place;
  let key = '';
  let submitted = '';

  beforeAll(async () => {
    place = await newPlace();
  });

  afterAll(() => {
    endAll(place.dataDir);
    place.remove();
  });

  it('prints address, admin key and a curl line that scores when pasted; Ctrl-C ends everything', async () => {
    const service = startService(place);
    const address = await service.ready();
    expect(address).toBe(`http://127.0.0.1:${place.port}`);
    key = printedKey(service.stdout())!;
    expect(key.length).toBeGreaterThan(20);

    const line = /^ +(curl .*)$/m.exec(service.stdout())![1]!;
    const { stdout } = await run('sh', ['-c', line]);
    const scored = JSON.parse(stdout) as {
      signals: Record<string, number | null>;
      decision: { action: string };
    };
    const seconds = (performance.now() - service.startedAt) / 1000;
    console.log(`first score ${seconds.toFixed(1)} s after npm start, database made in that time`);
    expect(scored.signals['insult']).toBeGreaterThan(0);
    expect(['allow', 'review', 'act']).toContain(scored.decision.action);

    submitted = (
      (await request(`${address}/v1/messages`, key, { text: 'kept for the next start' })).body as {
        id: string;
      }
    ).id;
    service.interrupt();
    expect(await service.ended()).toBe(0);
    await expectNothingLeft(place);
  });

  it('finds the data of the first start, shows no key again; SIGTERM to npm alone ends everything', async () => {
    const service = startService(place);
    const address = await service.ready();
    expect(printedKey(service.stdout())).toBeUndefined();
    expect(service.stdout()).not.toContain(key);
    expect((await request(`${address}/v1/classify`, key, { text: 'hello again' })).status).toBe(200);
    const seconds = (performance.now() - service.startedAt) / 1000;
    console.log(`first score ${seconds.toFixed(1)} s after npm start, on the data of an earlier one`);
    expect(seconds).toBeLessThan(15);
    expect((await request(`${address}/v1/messages/${submitted}`, key)).status).toBe(200);

    const line = /^ +(curl .*)$/m.exec(service.stdout())![1]!;
    const { stdout } = await run('sh', ['-c', line], { env: { ...process.env, CONDUCT_KEY: key } });
    expect(JSON.parse(stdout)).toHaveProperty('signals');

    process.kill(service.pid, 'SIGTERM');
    await service.ended();
    await expectNothingLeft(place);
  });

  it('starts a worker that died again, and scores with it', async () => {
    const service = startService(place, { via: 'node' });
    const address = await service.ready();
    const worker = processesNaming(place.dataDir).find(({ command }) =>
      command.includes('dist/workers/main.js'),
    )!;
    process.kill(worker.pid, 'SIGKILL');
    const answered = async () =>
      (await request(`${address}/v1/classify`, key, { text: 'is somebody there?' })).status === 200;
    expect(await waitUntil(answered, 15_000)).toBe(true);
    expect(service.stdout()).toContain('worker-1 ended (SIGKILL)');

    process.kill(service.pid, 'SIGTERM');
    expect(await service.ended()).toBe(0);
    await expectNothingLeft(place);
  });

  it('ends with status 1 and one line when the API dies', async () => {
    const service = startService(place, { via: 'node' });
    await service.ready();
    const api = processesNaming(place.dataDir).find(({ command }) => command.includes('dist/src/main.js'))!;
    process.kill(api.pid, 'SIGKILL');
    expect(await service.ended()).toBe(1);
    expect(service.stderr()).toContain('api ended (SIGKILL)');
    await expectNothingLeft(place);
  });
});
