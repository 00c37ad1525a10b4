import { useEffect, useState } from 'preact/hooks';
import { ApiError, call, withQuery } from './client.js';
import type { Run, RunStatus } from './types.js';

export const runPath = (id: number, rest = '') => `/v1/runs/${id}${rest}`;

const FINAL: readonly RunStatus[] = ['cancelled', 'done', 'failed'];
export const isFinal = ({ status }: Run): boolean => FINAL.includes(status);

export type RunStep = 'resume' | 'pause' | 'cancel' | 'promote' | 'discard';

/** Changes a run, as far as nobody else has since it was read. @throws ApiError 412 where somebody did */
export async function changeRun(run: Run, step: RunStep): Promise<Run> {
  const { data } = await call<Run>('POST', runPath(run.id, `/${step}`), { ifMatch: run.etag });
  return data;
}

/** Plans a rescoring or a replay; nothing is started. */
export async function planRun(body: Readonly<Record<string, unknown>>): Promise<Run> {
  const { data } = await call<Run>('POST', '/v1/runs', { body });
  return data;
}

/** What the formats of an import are sent as. */
export const FORMATS = {
  slack: { words: 'Slack export (zip)', type: 'application/zip', endings: ['.zip'] },
  ndjson: { words: 'NDJSON, a message a line', type: 'application/x-ndjson', endings: ['.ndjson', '.jsonl'] },
  csv: { words: 'CSV', type: 'text/csv', endings: ['.csv'] },
} as const;
export type Format = keyof typeof FORMATS;

export const importPath = (query: Readonly<Record<string, string | undefined>>) =>
  withQuery('/v1/runs', { kind: 'import', ...query });

export interface WatchedRun {
  /** undefined until read. */
  readonly run: Run | undefined;
  readonly error: unknown;
  /** Takes over what a change answered. */
  readonly update: (run: Run) => void;
}

/** How long after a refusal the events are asked for again. */
const RETRY_MS = 3_000;
/** Statuses that do not pass: signed out, not allowed, no such run. */
const LASTING: readonly number[] = [401, 403, 404];
const isLasting = (error: unknown): boolean => error instanceof ApiError && LASTING.includes(error.status);

/** A run as it goes on, by server-sent events. */
export function useRun(id: number): WatchedRun {
  const [state, setState] = useState<{ run: Run | undefined; error: unknown }>({
    run: undefined,
    error: null,
  });
  // A run that was final may be changed all the same: promoted, discarded.
  useEffect(() => {
    setState({ run: undefined, error: null });
    const controller = new AbortController();
    const { signal } = controller;
    const watch = () => {
      if (signal.aborted) return;
      const source = new EventSource(runPath(id, '/events'));
      signal.addEventListener('abort', () => source.close());
      source.addEventListener('run', ({ data }: MessageEvent<string>) => {
        const run = JSON.parse(data) as Run;
        setState({ run, error: null });
        if (isFinal(run)) source.close();
      });
      source.onerror = () => {
        // It connects again by itself unless it was refused; then the reason is asked for.
        if (source.readyState === EventSource.CLOSED) void ask();
      };
    };
    const ask = async () => {
      try {
        const { data } = await call<Run>('GET', runPath(id), { signal });
        setState({ run: data, error: null });
        if (isFinal(data)) return;
      } catch (error) {
        if (signal.aborted) return;
        setState((before) => ({ ...before, error }));
        if (isLasting(error)) return;
      }
      setTimeout(watch, RETRY_MS);
    };
    watch();
    return () => controller.abort();
  }, [id]);
  return { ...state, update: (run) => setState({ run, error: null }) };
}
