import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';

export interface SecretProps {
  readonly value: string;
  /** What the field is called for those who hear the page. */
  readonly label: string;
  readonly onDone: () => void;
  /** What it is the secret of. */
  readonly children: ComponentChildren;
}

/** A secret that is shown this once, with a button that copies it. */
export function Secret({ value, label, onDone, children }: SecretProps) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      setCopied(false); // not over plain http from another host: the selection can be copied by hand
    }
  };
  return (
    <div class="notice good secret" role="status">
      <p>{children}, shown this once. Hand it over by a safe way.</p>
      <div class="row">
        <input ref={field} readOnly aria-label={label} value={value} spellcheck={false} />
        <button type="button" onClick={copy}>
          {copied === true ? 'Copied' : 'Copy'}
        </button>
        <button type="button" class="secondary" onClick={onDone}>
          Done
        </button>
      </div>
      {copied === false && <p>The browser does not let a page copy here. It is selected: press Ctrl+C.</p>}
    </div>
  );
}
