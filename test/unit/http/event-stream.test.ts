import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { createEventStreams } from '../../../src/http/event-stream.js';

const noError = (error: Error) => {
  throw error;
};

/** Counts up for ever, and tells when it was left. */
function counter() {
  const state = { ended: false, given: 0 };
  async function* count(signal: AbortSignal) {
    try {
      while (!signal.aborted) {
        yield { n: (state.given += 1) };
        await pause(1, undefined, { signal }).catch(() => undefined);
      }
    } finally {
      state.ended = true;
    }
  }
  return { state, values: count };
}

describe('server-sent events', () => {
  it('carry each value by name and end with the values', async () => {
    const stream = createEventStreams(noError).open('run', async function* () {
      yield await Promise.resolve({ status: 'running' });
      yield { status: 'done' };
    });
    expect(await text(stream)).toBe(
      'event: run\ndata: {"status":"running"}\n\nevent: run\ndata: {"status":"done"}\n\n',
    );
  });

  it('tell their source at once when the listener hangs up', async () => {
    const { state, values } = counter();
    const stream = createEventStreams(noError).open('n', values);
    await once(stream, 'data');
    stream.destroy();
    await vi.waitFor(() => expect(state.ended).toBe(true));
  });

  it('end cleanly when the process does', async () => {
    const streams = createEventStreams(noError);
    const { state, values } = counter();
    const received = text(streams.open('n', values));
    await vi.waitFor(() => expect(state.given).toBeGreaterThan(1));
    streams.end();
    expect(await received).toMatch(/^(event: n\ndata: \{"n":\d+\}\n\n)+$/);
    expect(state.ended).toBe(true);
  });

  it('hold their source back while nobody takes what there is', async () => {
    const { state, values } = counter();
    const stream = createEventStreams(noError).open('n', values);
    await vi.waitFor(() => expect(stream.writableNeedDrain).toBe(true), 10_000);
    const held = state.given;
    await pause(50);
    expect(state.given).toBe(held);
    stream.destroy();
  });

  it('say something every now and then while nothing happens, so that no proxy takes them for dead', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const stream = createEventStreams(noError).open('run', async function* (signal) {
      await once(signal, 'abort');
      yield* [];
    });
    vi.advanceTimersByTime(30_000);
    vi.useRealTimers();
    expect(stream.read()?.toString()).toBe(':\n\n:\n\n');
    stream.destroy();
  });

  it('end without a word where their source fails, and report it', async () => {
    const errors: Error[] = [];
    const streams = createEventStreams((error) => errors.push(error));
    const stream = streams.open('run', async function* () {
      yield await Promise.resolve(1);
      throw new Error('the database is gone');
    });
    expect(await text(stream)).toBe('event: run\ndata: 1\n\n');
    expect(errors.map(({ message }) => message)).toEqual(['the database is gone']);
  });
});
