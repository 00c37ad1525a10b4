import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../../scripts/processes.mjs';
import { createTestDatabase } from '../support/database.js';
import {
  endAll,
  newPlace,
  processesNaming,
  request,
  startService,
  type Place,
  type StartedService,
} from '../support/started-service.js';

const MESSAGES = 2_000;
const PLANTED = 129;
const LOOK_ALIKES = 41;
const ALL = MESSAGES + PLANTED + LOOK_ALIKES;
const TIMEOUT_MS = 170_000;

interface Day {
  readonly day: string;
  readonly allow: number;
  readonly review: number;
  readonly act: number;
}

const startDemo = (place: Place, args: string[], env: Record<string, string> = {}) =>
  startService(place, { command: ['scripts/demo.mjs', ...args], env: { MODEL: 'linear-1', ...env } });

/** Resolves with address and key when the demonstration says that it is filled. */
async function filled(demo: StartedService): Promise<{ address: string; key: string }> {
  const greeting = () =>
    /ready at (\S+)\n\n {2}Key to sign in with: {2}(\S+)\n[^]*Ctrl-C ends it/.exec(demo.stdout());
  await waitUntil(() => greeting() !== null || demo.child.exitCode !== null, TIMEOUT_MS);
  const found = greeting();
  if (found === null) throw new Error(`not filled\n${demo.stdout()}\n${demo.stderr()}`);
  return { address: found[1]!, key: found[2]! };
}

async function stop(demo: StartedService, place: Place): Promise<void> {
  demo.interrupt();
  expect(await demo.ended()).toBe(0);
  expect(processesNaming(place.dataDir)).toEqual([]);
}

async function countMessages(address: string, key: string): Promise<{ total: number; days: string[] }> {
  const { body } = await request(`${address}/v1/stats/actions`, key);
  const days = body['days'] as Day[];
  const total = days.reduce((sum, { allow, review, act }) => sum + allow + review + act, 0);
  return { total, days: days.map(({ day }) => day) };
}

// One place lives through the starts, in order.
describe('npm run demo', () => {
  let place: Place;
  let key = '';

  beforeAll(async () => {
    place = await newPlace();
  });

  afterAll(() => {
    endAll(place.dataDir);
    place.remove();
  });

  it('is interrupted half way and leaves nothing running', async () => {
    const demo = startDemo(place, ['--messages', String(MESSAGES)]);
    await waitUntil(() => /Scored: [1-9]/.test(demo.stdout()) || demo.child.exitCode !== null, TIMEOUT_MS);
    expect(demo.stdout()).toMatch(/Scored: [1-9]/);
    await stop(demo, place);
    expect(demo.stdout()).not.toContain('Key to sign in with');
  });

  it('goes on where it was, to twelve weeks of messages, each once, and labels', async () => {
    const demo = startDemo(place, ['--messages', String(MESSAGES)]);
    const { address, key: shown } = await filled(demo);
    key = shown;
    expect(demo.stdout()).toMatch(/messages are there already/);
    expect(demo.stderr()).toBe('');

    const { total, days } = await countMessages(address, key);
    expect(total).toBe(ALL);
    expect(days.length).toBeGreaterThan(80);
    expect(Date.parse(days.at(-1)!)).toBeLessThan(Date.now());
    expect(Date.now() - Date.parse(days.at(-1)!)).toBeLessThan(3 * 86_400_000);

    const planted = await request(`${address}/v1/messages/demo-planted-scam-01`, key);
    expect(planted.body).toMatchObject({ status: 'scored', revision: 1, text: expect.any(String) });

    const curve = await request(`${address}/v1/stats/precision-recall?clause=insult`, key);
    expect(curve.body).toMatchObject({ basis: 'sampled' });
    expect((curve.body['labels'] as { sampled: number }).sampled).toBeGreaterThan(PLANTED + LOOK_ALIKES);
    await stop(demo, place);
  });

  it('finds itself filled the next time, and shows the key again', async () => {
    const demo = startDemo(place, ['--messages', String(MESSAGES)]);
    const { address, key: shown } = await filled(demo);
    expect(shown).toBe(key);
    expect(demo.stdout()).not.toContain('Scored:');
    expect(demo.stdout()).not.toContain('Labels:');
    expect((await countMessages(address, key)).total).toBe(ALL);
    await stop(demo, place);
  });

  it('refuses to mix with messages of others, and to start with a number that is none', async () => {
    const other = await newPlace();
    const database = await createTestDatabase();
    const env = { DATABASE_URL: database.url, ADMIN_API_KEY: 'a-key-for-the-demo-test' };
    try {
      const service = startService(other, { via: 'node', env: { ...env, MODEL: 'linear-1' } });
      const address = await service.ready();
      const body = { text: 'somebody was here before', store: 'all' };
      expect((await request(`${address}/v1/classify`, env.ADMIN_API_KEY, body)).status).toBe(200);
      service.interrupt();
      expect(await service.ended()).toBe(0);

      const demo = startDemo(other, ['--messages', '100'], env);
      expect(await demo.ended(TIMEOUT_MS)).toBe(1);
      expect(demo.stderr()).toContain('holds 1 messages already');
      expect(existsSync(join(other.dataDir, 'postgres'))).toBe(false);

      const wrong = startDemo(other, ['--messages', 'many'], env);
      expect(await wrong.ended()).toBe(2);
      expect(wrong.stderr()).toContain('Usage: npm run demo');
    } finally {
      endAll(other.dataDir);
      await database.drop();
      other.remove();
    }
  });
});
