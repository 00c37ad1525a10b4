import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { isAbort } from './api/client.js';

export interface Resource<T> {
  /** The latest that was read; stays while it is read anew. */
  readonly data: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  readonly reload: () => void;
}

interface State<T> {
  readonly key: string | null;
  readonly data: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
}

export interface ResourceOptions {
  /** Waits so long for the key to rest, in milliseconds. */
  readonly debounceMs?: number;
  /** Shows what was read under another key while the new one is read. */
  readonly keepPrevious?: boolean;
}

/**
 * Reads something as long as a component shows it, anew whenever its key changes.
 * @param key names what is read; null reads nothing
 */
export function useResource<T>(
  key: string | null,
  read: (signal: AbortSignal) => Promise<T>,
  { debounceMs = 0, keepPrevious = false }: ResourceOptions = {},
): Resource<T> {
  const [state, setState] = useState<State<T>>({ key, data: undefined, error: null, loading: key !== null });
  const [round, setRound] = useState(0);
  const latestRead = useRef(read);
  latestRead.current = read;

  useEffect(() => {
    if (key === null) {
      setState({ key, data: undefined, error: null, loading: false });
      return;
    }
    const controller = new AbortController();
    setState((before) => ({
      key,
      data: keepPrevious || before.key === key ? before.data : undefined,
      error: null,
      loading: true,
    }));
    const timer = setTimeout(() => {
      latestRead.current(controller.signal).then(
        (data) => {
          if (!controller.signal.aborted) setState({ key, data, error: null, loading: false });
        },
        (error: unknown) => {
          if (controller.signal.aborted || isAbort(error)) return;
          setState((before) => ({ ...before, error, loading: false }));
        },
      );
    }, debounceMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key, round, debounceMs, keepPrevious]);

  const reload = useCallback(() => setRound((n) => n + 1), []);
  // What belongs to another key is not shown for the one render before the effect runs.
  const stale = state.key !== key;
  return {
    data: stale && !keepPrevious ? undefined : state.data,
    error: stale ? null : state.error,
    loading: stale ? key !== null : state.loading,
    reload,
  };
}

export interface Task {
  readonly busy: boolean;
  readonly error: unknown;
  readonly clear: () => void;
  /** Runs an action unless one is running; resolves with whether it succeeded. */
  readonly run: (action: () => Promise<unknown>) => Promise<boolean>;
}

/** Something that a person set off: whether it runs, and how it failed. */
export function useTask(): Task {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const running = useRef(false);
  const run = useCallback(async (action: () => Promise<unknown>) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await action();
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setError(null), []);
  return { busy, error, clear, run };
}
