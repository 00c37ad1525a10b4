import type { Span } from '../../domain/decision.js';
import { applyEdits, identityView, type Edit, type View } from './view.js';

/** A text with its mark-up rendered, and where mark-up stood that leaves no prose behind. */
export interface Rendered {
  readonly view: View;
  /** Spans of the source, ascending: mentions, channels, links without a label. */
  readonly markup: readonly Span[];
}

const ESCAPES: readonly (readonly [escape: string, character: string])[] = [
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
];

const USER = /^@!?[A-Z0-9]+(?:\|[^]*)?$/;
const CHANNEL = /^#[A-Z0-9]+(?:\|[^]*)?$/;
const BROADCAST = /^!(?:here|channel|everyone)(?:\|[^]*)?$/;
const GROUP_OR_DATE = /^!(?:subteam|date)\^[^|]*\|/;
const LINK = /^[a-z][a-z0-9+.-]*:[^\s]/;

/**
 * Renders what Slack (and, for mentions, Discord) writes for machines as what people see:
 * `<@U1|ann>` as `@user`, `<#C1|help>` as `#help`, `<!here>` as `@here`, `<https://x.org|label>` as
 * `label https://x.org`, and the three HTML escapes that Slack uses. Everything else stays.
 * Format: "Formatting text for app surfaces" in Slack's developer documentation.
 */
export function renderMarkup(text: string): Rendered {
  const edits: Edit[] = [];
  const markup: Span[] = [];
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 38) {
      at = unescapeAt(text, at, edits);
    } else if (unit === 60) {
      const close = closingBracket(text, at + 1);
      const rendered = close > at ? renderTag(text, at, close, edits) : 'none';
      if (rendered === 'opaque') markup.push({ begin: at, end: close + 1 });
      at = rendered === 'none' ? at + 1 : close + 1;
    } else {
      at++;
    }
  }
  return { view: applyEdits(identityView(text), edits), markup };
}

/** The `>` that closes a tag, or -1 where another `<` or the end of the line comes first. */
function closingBracket(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 62) return i;
    if (unit === 60 || unit === 10) return -1;
  }
  return -1;
}

/** Adds the edit for an escape at `at` if there is one; gives where to go on. */
function unescapeAt(text: string, at: number, edits: Edit[]): number {
  for (const [escape, character] of ESCAPES) {
    if (text.startsWith(escape, at)) {
      edits.push({ begin: at, end: at + escape.length, text: character });
      return at + escape.length;
    }
  }
  return at + 1;
}

/** Renders the tag between `<` at `open` and `>` at `close`; `prose` where people's words remain. */
function renderTag(text: string, open: number, close: number, edits: Edit[]): 'none' | 'opaque' | 'prose' {
  const inside = text.slice(open + 1, close);
  const whole = (replacement: string): 'opaque' => {
    edits.push({ begin: open, end: close + 1, text: replacement });
    return 'opaque';
  };
  if (USER.test(inside)) return whole('@user');
  if (CHANNEL.test(inside)) return renderChannel(inside, open, close, edits);
  if (BROADCAST.test(inside)) return whole(`@${inside.slice(1).split('|', 1)[0]!}`);
  const bar = inside.indexOf('|');
  if (GROUP_OR_DATE.test(inside)) {
    keepLabel(text, open, open + 1 + bar, close, '', edits);
    return 'opaque';
  }
  if (!LINK.test(inside)) return 'none';
  renderLink(text, open, close, bar < 0 ? -1 : open + 1 + bar, edits);
  return bar < 0 ? 'opaque' : 'prose';
}

function renderChannel(inside: string, open: number, close: number, edits: Edit[]): 'opaque' {
  const bar = inside.indexOf('|');
  if (bar < 0 || bar === inside.length - 1) {
    edits.push({ begin: open, end: close + 1, text: '#channel' });
    return 'opaque';
  }
  edits.push(
    { begin: open, end: open + 1, text: '' },
    { begin: open + 2, end: open + 2 + bar, text: '' },
    { begin: close, end: close + 1, text: '' },
  );
  return 'opaque';
}

/**
 * The label reads in its sentence, the address follows it for a model to judge. A label that only
 * repeats the address (Slack makes those from what people type) stands alone.
 */
function renderLink(text: string, open: number, close: number, bar: number, edits: Edit[]): void {
  if (bar < 0) {
    edits.push({ begin: open, end: open + 1, text: '' });
    unescapeRange(text, open + 1, close, edits);
    edits.push({ begin: close, end: close + 1, text: '' });
    return;
  }
  const address = text.slice(open + 1, bar);
  const label = text.slice(bar + 1, close);
  const repeats = label !== '' && withoutScheme(address) === withoutScheme(label);
  const shown = address.startsWith('mailto:') ? address.slice(7) : address;
  keepLabel(text, open, bar, close, repeats ? '' : `${label === '' ? '' : ' '}${unescape(shown)}`, edits);
}

/** Keeps what stands between the bar and the closing bracket, with `behind` in the bracket's place. */
function keepLabel(
  text: string,
  open: number,
  bar: number,
  close: number,
  behind: string,
  edits: Edit[],
): void {
  edits.push({ begin: open, end: bar + 1, text: '' });
  unescapeRange(text, bar + 1, close, edits);
  edits.push({ begin: close, end: close + 1, text: behind });
}

function unescapeRange(text: string, begin: number, end: number, edits: Edit[]): void {
  for (let at = begin; at < end;) at = text.charCodeAt(at) === 38 ? unescapeAt(text, at, edits) : at + 1;
}

function unescape(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (escape) => ESCAPES.find(([name]) => name === escape)![1]);
}

function withoutScheme(address: string): string {
  return address.replace(/^(?:https?:\/\/(?:www\.)?|mailto:|tel:)/, '').replace(/\/$/, '');
}
