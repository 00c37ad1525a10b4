import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** The process group of a process: field 5 of its stat, counted from behind the name. */
function groupOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
}

/** When each part was told to stop, in milliseconds, from its log. */
function stopTimes({ dataDir }: Place): { api: number; worker: number; postgres: number } {
  const log = (name: string) =>
    readFileSync(join(dataDir, 'logs', `${name}.log`), 'utf8')
      .trimEnd()
      .split('\n');
  const closing = (name: string) => {
    const line = log(name).findLast((entry) => entry.includes('"msg":"closing"'))!;
    return (JSON.parse(line) as { time: number }).time;
  };
  const shutdown = log('postgres').findLast((line) => line.includes('received fast shutdown request'))!;
  const postgres = Date.parse(`${shutdown.slice(0, 23).replace(' ', 'T')}Z`);
  return { api: closing('api'), worker: closing('worker-1'), postgres };
}

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
    const children = processesNaming(place.dataDir).filter(({ command }) => /dist\/|-D /.test(command));
    expect(children).toHaveLength(3);
    for (const { pid, command } of children) expect(groupOf(pid), command).toBe(pid); // out of Ctrl-C's reach
    service.interrupt();
    expect(await service.ended()).toBe(0);
    await expectNothingLeft(place);
    const times = stopTimes(place);
    expect(times.worker).toBeGreaterThanOrEqual(times.api);
    expect(times.postgres).toBeGreaterThanOrEqual(times.worker);
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

  it('waits 10 s for an API that hangs, and less after a second Ctrl-C', async () => {
    for (const hurry of [false, true]) {
      const service = startService(place, { via: 'node' });
      await service.ready();
      const api = processesNaming(place.dataDir).find(({ command }) => command.includes('dist/src/main.js'))!;
      process.kill(api.pid, 'SIGSTOP');
      const askedAt = performance.now();
      service.interrupt();
      if (hurry) setTimeout(() => service.interrupt(), 1500);
      expect(await service.ended()).toBe(0);
      const seconds = (performance.now() - askedAt) / 1000;
      if (hurry) expect(seconds).toBeLessThan(9);
      else expect(seconds).toBeGreaterThan(9);
      await expectNothingLeft(place);
    }
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
