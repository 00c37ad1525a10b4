import { useState } from 'preact/hooks';
import { showCount, showScore } from '../format.js';
import type { ContextLine, ExplainedSpan } from '../api/types.js';
import { clip, codePointOf, splitText, type TextPart } from '../visible-text.js';

const CLIP = 600;

export interface MessageTextProps {
  /** null: it is not kept. */
  readonly text: string | null | undefined;
  readonly spans?: readonly ExplainedSpan[];
  /** Code units shown before "Show all"; with spans the whole text is shown. */
  readonly length?: number;
}

/**
 * What somebody wrote, as text: it cannot bring markup, turn the direction of what stands around it, hide
 * characters, or fill the page.
 */
export function MessageText({ text, spans = [], length = CLIP }: MessageTextProps) {
  const [all, setAll] = useState(false);
  if (text == null) return <p class="message gone">The text is not kept.</p>;
  const long = text.length > length;
  const shown = long && !all && spans.length === 0 ? clip(text, length) : text;
  const parts = splitText(
    shown,
    spans.flatMap(({ begin, end }) => [begin, end]),
  );
  const scrolls = spans.length > 0 && long;
  return (
    <div class="message-box">
      <p
        class={`message ${scrolls ? 'scrolls' : ''}`}
        dir="auto"
        {...(scrolls && { tabIndex: 0, role: 'region', 'aria-label': 'Message' })}
      >
        {parts.map((part) => (
          <Part key={part.begin} part={part} span={spanAt(spans, part)} />
        ))}
        {shown.length < text.length && '…'}
      </p>
      {long && spans.length === 0 && (
        <button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show less' : `Show all ${showCount(text.length)} characters`}
        </button>
      )}
    </div>
  );
}

const spanAt = (spans: readonly ExplainedSpan[], part: TextPart) =>
  spans.find(({ begin, end }) => part.begin >= begin && part.end <= end);

function Part({ part, span }: { part: TextPart; span: ExplainedSpan | undefined }) {
  const content =
    part.hidden === undefined ? (
      part.text
    ) : (
      <span class="hidden-char" title={part.hidden}>
        {codePointOf(part.text)}
      </span>
    );
  if (span === undefined) return <>{content}</>;
  return <mark title={`Without this part the score would be ${showScore(span.remaining)}`}>{content}</mark>;
}

/** The beginning of a message in one line, for lists. */
export function MessageStart({ text, length }: { text: string | null; length: number }) {
  if (text === null) return <span class="message-start gone">The text is not kept.</span>;
  const shown = clip(text, length);
  return (
    <span class="message-start" dir="auto">
      {splitText(shown).map((part) => (
        <Part key={part.begin} part={part} span={undefined} />
      ))}
      {shown.length < text.length && '…'}
    </span>
  );
}

/** Foreign ids and names in a line of our own: isolated, and clipped. */
export function Name({ children }: { children: string }) {
  return (
    <bdi class="name">
      {splitText(clip(children, 120)).map((part) => (
        <Part key={part.begin} part={part} span={undefined} />
      ))}
    </bdi>
  );
}

/** What was said before, oldest first. */
export function Context({ lines, author }: { lines: readonly ContextLine[]; author?: string | null }) {
  if (lines.length === 0) return null;
  return (
    <section class="context" aria-label="What was said before">
      {lines.map((line, i) => (
        <div key={i} class={line.authorId !== undefined && line.authorId === author ? 'own' : ''}>
          <small class="muted">
            {line.authorId === undefined ? 'Somebody' : <Name>{line.authorId}</Name>}
          </small>
          <MessageText text={line.text} length={240} />
        </div>
      ))}
    </section>
  );
}
