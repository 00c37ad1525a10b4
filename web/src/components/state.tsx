import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ApiError, messageOf } from '../api/client.js';
import { showAge, showTimeLong } from '../format.js';
import type { Resource } from '../use-resource.js';

/** A failure in words; faults of single fields are listed. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (error === null || error === undefined) return null;
  const fields = error instanceof ApiError && error.errors.length > 1 ? error.errors : [];
  return (
    <div class="notice bad" role="alert">
      {fields.length === 0 ? (
        <p>{messageOf(error)}</p>
      ) : (
        <>
          <p>These have to be mended first:</p>
          <ul>
            {fields.map(({ field, message }) => (
              <li key={field + message}>
                <code>{field}</code> {message}
              </li>
            ))}
          </ul>
        </>
      )}
      {onRetry !== undefined && (
        <button type="button" class="small secondary" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Something that is good to know; `status` is read aloud when it appears. */
export function Notice({
  tone = 'info',
  children,
}: {
  tone?: 'info' | 'good' | 'warn';
  children: ComponentChildren;
}) {
  return (
    <div class={`notice ${tone}`} role="status">
      {children}
    </div>
  );
}

/** Nothing here, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>
        <strong>{title}</strong>
      </p>
      {children !== undefined && <p>{children}</p>}
    </div>
  );
}

export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status" aria-busy="true">
      Reading {what}…
    </p>
  );
}

/** Shows what was read, or that it is being read, or why it could not be. */
export function Loaded<T>({
  of: resource,
  what,
  children,
}: {
  of: Resource<T>;
  what: string;
  children: (data: T) => ComponentChildren;
}) {
  if (resource.data !== undefined) {
    return (
      <>
        <Failure error={resource.error} onRetry={resource.reload} />
        {children(resource.data)}
      </>
    );
  }
  if (resource.error !== null) return <Failure error={resource.error} onRetry={resource.reload} />;
  return resource.loading ? <Loading what={what} /> : null;
}

/** A point in time in the viewer's zone, in full as a tooltip. */
export function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={showTimeLong(at)}>
      {showAge(at)}
    </time>
  );
}

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A native modal dialog: focus stays inside, Escape closes it. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return (
    <dialog
      ref={element}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <article>
        <h2>{title}</h2>
        {children}
      </article>
    </dialog>
  );
}
