import { once } from 'node:events';
import { PassThrough } from 'node:stream';

/** Proxies end connections that are silent for a minute, some for half of it. */
const BEAT_MS = 15_000;
/**
 * A stream ends after so long; browsers connect again by themselves, and the key is checked anew: one that
 * was revoked sees no more than this.
 */
const LIFE_MS = 5 * 60_000;

export const EVENT_STREAM = 'text/event-stream';

/** Streams that are open: they end, rather than hold up the end of the process. */
export interface EventStreams {
  /**
   * Server-sent events out of values as they come; ends when they do.
   * @param values is told by its signal when nobody listens any longer
   */
  open<T>(name: string, values: (signal: AbortSignal) => AsyncIterable<T>): PassThrough;
  /** Ends all of them. */
  end(): void;
}

export function createEventStreams(onError: (error: Error) => void): EventStreams {
  const open = new Set<AbortController>();
  return {
    open(name, values) {
      const leaving = new AbortController();
      const stream = new PassThrough();
      const beat = setInterval(() => {
        if (!stream.writableNeedDrain) stream.write(':\n\n');
      }, BEAT_MS);
      const life = setTimeout(() => leaving.abort(), LIFE_MS);
      open.add(leaving);
      stream.once('close', () => {
        clearInterval(beat);
        clearTimeout(life);
        open.delete(leaving);
        leaving.abort();
      });
      void pump(stream, name, values(leaving.signal), leaving.signal)
        .catch((error: unknown) => {
          if (!leaving.signal.aborted) onError(error as Error);
        })
        .finally(() => stream.end());
      return stream;
    },
    end() {
      for (const leaving of open) leaving.abort();
    },
  };
}

async function pump<T>(
  stream: PassThrough,
  name: string,
  values: AsyncIterable<T>,
  signal: AbortSignal,
): Promise<void> {
  for await (const value of values) {
    if (signal.aborted) return;
    // A listener that is slow misses what is in between, and then has the latest.
    if (!stream.write(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`)) {
      await once(stream, 'drain', { signal });
    }
  }
}
