import { useRef, useState } from 'preact/hooks';

/** A secret that is shown this once, with a button that copies it. */
export function Secret({ value, owner, onDone }: { value: string; owner: string; onDone: () => void }) {
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
      <p>
        The key of <bdi>{owner}</bdi>, shown this once. Hand it over by a safe way.
      </p>
      <div class="row">
        <input ref={field} readOnly aria-label="The new key" value={value} spellcheck={false} />
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
