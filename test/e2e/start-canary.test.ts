import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endAll, newPlace, request, startService, type Place } from '../support/started-service.js';

const key = 'a-key-for-the-canary-test';
const canary = 'canarybird-' + 'x7q9w2';

/** The text itself, and as it would stand in base64 at each of the three alignments, or in UTF-16. */
const traces = [
  Buffer.from(canary),
  Buffer.from(canary, 'utf16le'),
  ...[0, 1, 2].map((shift) => {
    const encoded = Buffer.from('~'.repeat(shift) + canary).toString('base64');
    return Buffer.from(encoded.slice(4, -4));
  }),
];

function filesWith(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const content = readFileSync(path);
      return traces.some((trace) => content.includes(trace));
    });
}

describe('a message that is not to be stored', () => {
  let place: Place;

  beforeAll(async () => {
    place = await newPlace();
  });

  afterAll(() => {
    endAll(place.dataDir);
    place.remove();
  });

  it('is in no file of the data folder: tables, write-ahead log, queue, logs', async () => {
    const service = startService(place, { via: 'node', env: { ADMIN_API_KEY: key, LOG_LEVEL: 'trace' } });
    const address = await service.ready();
    const send = (path: string, body: unknown) => request(`${address}${path}`, key, body);
    const message = { text: `you ${canary} idiot`, store: 'none' };
    expect((await send('/v1/classify', message)).status).toBe(200);
    expect(
      (await send('/v1/classify', { ...message, channelType: 'dm', authorId: 'a', id: 'c1' })).status,
    ).toBe(200);
    expect((await send('/v1/classify/batch', { items: [message, message] })).status).toBe(200);
    expect((await send('/v1/classify', { ...message, unknownField: canary })).status).toBe(400);
    expect((await send('/v1/classify', { ...message, text: `${canary}\ud800` })).status).toBe(400);
    expect((await send('/v1/classify', { ...message, text: `${canary} `.repeat(2000) })).status).toBe(413);
    expect((await send('/v1/classify', `{"text": "${canary}", `)).status).toBe(400);
    await fetch(`${address}/v1/classify?text=${canary}`, { method: 'POST' });
    await fetch(`${address}/${canary}`);

    const comment = { comment: { text: message.text }, requestedAttributes: { TOXICITY: {} } };
    const context = { entries: [{ text: canary }] };
    const analyze = (more: object) => send('/v1alpha1/comments:analyze', { ...comment, ...more });
    expect((await analyze({ context })).status).toBe(200);
    expect((await analyze({ doNotStore: true, spanAnnotations: true, sessionId: canary })).status).toBe(200);
    expect((await analyze({ communityId: canary, clientToken: canary })).status).toBe(200);
    expect((await analyze({ requestedAttributes: { [canary]: {} } })).status).toBe(400);
    expect((await analyze({ comment: { text: `${canary} `.repeat(2000) } })).status).toBe(400);
    expect((await send('/v1alpha1/comments:analyze', `{"comment": "${canary}`)).status).toBe(400);
    await fetch(`${address}/v1alpha1/${canary}?key=${canary}`, { method: 'POST', body: canary });
    expect((await send('/v1/moderations', { input: [message.text, canary] })).status).toBe(200);
    expect((await send('/v1/moderations', { input: message.text, model: canary })).status).toBe(404);
    expect((await send('/v1/moderations', { input: [{ type: 'image_url', text: canary }] })).status).toBe(
      400,
    );

    // Also as the files lie while everything runs: what a killed machine would leave.
    expect(filesWith(place.dataDir)).toEqual([]);
    service.interrupt();
    expect(await service.ended()).toBe(0);
    expect(filesWith(place.dataDir)).toEqual([]);
    expect(service.stdout() + service.stderr()).not.toContain(canary);
  });

  it('would be found by this search where it is stored', async () => {
    const service = startService(place, { via: 'node', env: { ADMIN_API_KEY: key } });
    const address = await service.ready();
    const body = { text: `hello ${canary}`, store: 'all' };
    const answer = await request(`${address}/v1/classify`, key, body);
    service.interrupt();
    expect(await service.ended()).toBe(0);
    expect(answer.status).toBe(200);
    expect(filesWith(place.dataDir).some((path) => path.includes('postgres'))).toBe(true);
  });
});
