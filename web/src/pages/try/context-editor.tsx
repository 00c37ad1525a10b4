import type { ContextLine } from '../../api/types.js';

const LINES_MAX = 20;

/** The earlier messages of the conversation, oldest first. */
export function ContextEditor({
  lines,
  onChange,
}: {
  lines: readonly ContextLine[];
  onChange: (lines: readonly ContextLine[]) => void;
}) {
  const change = (i: number, part: Partial<ContextLine>) =>
    onChange(lines.map((line, at) => (at === i ? { ...line, ...part } : line)));
  return (
    <fieldset class="context-editor">
      <legend>What was said before</legend>
      {lines.map((line, i) => (
        <div class="row" key={i}>
          <input
            class="author"
            aria-label={`Author of message ${i + 1}`}
            placeholder="who"
            value={line.authorId ?? ''}
            onInput={({ currentTarget }) => change(i, { authorId: currentTarget.value })}
          />
          <input
            dir="auto"
            aria-label={`Message ${i + 1}`}
            placeholder="what"
            value={line.text}
            onInput={({ currentTarget }) => change(i, { text: currentTarget.value })}
          />
          <button
            type="button"
            class="small outline secondary"
            aria-label={`Remove message ${i + 1}`}
            onClick={() => onChange(lines.filter((_, at) => at !== i))}
          >
            ✕
          </button>
        </div>
      ))}
      {lines.length < LINES_MAX && (
        <button
          type="button"
          class="small outline secondary"
          onClick={() => onChange([...lines, { authorId: '', text: '' }])}
        >
          Add a message
        </button>
      )}
    </fieldset>
  );
}
