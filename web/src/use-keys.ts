import { useEffect, useRef } from 'preact/hooks';

/** What keeps its keys for itself: whoever types must be able to type "1". */
const TYPING = 'input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable], dialog';

/** What goes on while it is held; anything else is done once, to what was seen when the key went down. */
const MOVING = /^([jk]|Arrow.+)$/;

/** Single keys as commands, as long as a component shows; not while somebody types or a dialog is open. */
export function useKeys(commands: Readonly<Record<string, () => void>>): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(TYPING) !== null) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const command = latest.current[event.key];
      if (command === undefined) return;
      event.preventDefault();
      if (event.repeat && !MOVING.test(event.key)) return;
      command();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
