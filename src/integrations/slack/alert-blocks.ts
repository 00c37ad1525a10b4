import type { KnownBlock } from '@slack/web-api';
import type { ClauseResult } from '../../domain/decision.js';
import type { ChatAlert } from '../../services/chat-alerts.js';

/** Which button was pressed; the value of each is the decision's id. */
export const ANSWER_ACTIONS = { violates: 'conduct_violates', ok: 'conduct_ok' } as const;

/** Slack refuses a section's text from 3,000 characters on. */
const QUOTE_LENGTH_MAX = 2_900;
const CLAUSES_MAX = 5;
const SIGNALS_MAX = 3;

const TITLES = { alert: 'Alert', act: 'Proposed: act', review: 'To review' } as const;

export interface AlertLinks {
  /** Where the message is, in Slack. */
  readonly message?: string | undefined;
  /** The queue of Conduct's pages. */
  readonly conduct?: string | undefined;
}

export interface AlertView extends AlertLinks {
  /** What was said; undefined where a link is wanted, null where it is not kept. */
  readonly text: string | null | undefined;
}

/** A line for notifications: which clauses, never what was said. */
export function alertSummary({ action, alert, clauses }: ChatAlert): string {
  const names = clauses.map(({ title }) => title).join(', ');
  return escape(`Conduct: ${titleOf(action, alert)}: ${names}`);
}

/** An alert as Slack's Block Kit shows it, with buttons to answer it by. */
export function alertBlocks(alert: ChatAlert, view: AlertView): KnownBlock[] {
  const { message, clauses, isEdit } = alert;
  const where = [
    message.authorId === null ? 'Somebody' : mention('@', message.authorId, message.source),
    ...(message.channelId === null ? [] : [`in ${mention('#', message.channelId, message.source)}`]),
    ...(isEdit ? ['(edited)'] : []),
  ].join(' ');
  const heading = `*${escape(titleOf(alert.action, alert.alert))}*  ${where}`;
  return [
    { type: 'section', text: { type: 'mrkdwn', text: heading } },
    ...quote(view),
    {
      type: 'section',
      text: { type: 'mrkdwn', text: clauses.slice(0, CLAUSES_MAX).map(explain).join('\n') },
    },
    {
      type: 'actions',
      block_id: 'conduct_answer',
      elements: [
        {
          type: 'button',
          action_id: ANSWER_ACTIONS.violates,
          style: 'danger',
          text: { type: 'plain_text', text: 'Violates' },
          value: String(alert.decisionId),
        },
        {
          type: 'button',
          action_id: ANSWER_ACTIONS.ok,
          text: { type: 'plain_text', text: 'OK' },
          value: String(alert.decisionId),
        },
        ...linkButtons(view),
      ],
    },
  ];
}

function titleOf(action: ChatAlert['action'], alert: boolean): string {
  return alert ? TITLES.alert : TITLES[action === 'act' ? 'act' : 'review'];
}

/** As plain text: nothing in it may mention anybody or link anywhere. */
function quote({ text, message }: AlertView): KnownBlock[] {
  if (text === undefined && message !== undefined) return [];
  if (text === undefined || text === null) return [note('The text is not shown here or not kept.')];
  const shown = text.length > QUOTE_LENGTH_MAX ? `${text.slice(0, QUOTE_LENGTH_MAX)}…` : text;
  return [{ type: 'section', text: { type: 'plain_text', text: shown.toWellFormed(), emoji: false } }];
}

const note = (text: string): KnownBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text }],
});

/** Which clause, how strongly, past which threshold, and which signals say so. */
function explain(clause: ClauseResult): string {
  const { title, action, score, signals } = clause;
  if (score === null) return `*${escape(title)}*: could not be scored`;
  const threshold = action === 'allow' ? undefined : clause[action];
  const past = threshold === undefined ? '' : ` (${action} from ${threshold.toFixed(2)})`;
  const said = signals
    .slice(0, SIGNALS_MAX)
    .map(
      (signal) => `${signal.name} ${signal.score.toFixed(2)}${signal.view === 'folded' ? ' disguised' : ''}`,
    );
  return `*${escape(title)}* ${score.toFixed(2)}${past}: ${said.join(', ')}`;
}

function linkButtons({ message, conduct }: AlertLinks) {
  const button = (action: string, text: string, url: string | undefined) =>
    url === undefined
      ? []
      : [
          {
            type: 'button' as const,
            action_id: action,
            text: { type: 'plain_text' as const, text },
            url,
          },
        ];
  return [
    ...button('conduct_show', 'Show message', message),
    ...button('conduct_open', 'Open in Conduct', conduct),
  ];
}

/** What remains of the buttons once somebody has answered; links stay. */
export function answeredBlocks(
  blocks: readonly unknown[],
  { userId, verdict }: { readonly userId: string; readonly verdict: 'violates' | 'ok' },
): KnownBlock[] {
  const answers: readonly string[] = Object.values(ANSWER_ACTIONS);
  const said = `${mention('@', userId, 'slack:')}: *${verdict === 'ok' ? 'OK' : 'Violates'}*`;
  return (blocks as readonly KnownBlock[]).flatMap((block) => {
    if (block.type !== 'actions') return [block];
    const elements = block.elements.filter(({ action_id: id }) => id === undefined || !answers.includes(id));
    return [note(said), ...(elements.length === 0 ? [] : [{ ...block, elements }])];
  });
}

/** What an alert says once the text that it showed is not kept any more. */
export function clearedBlocks(): KnownBlock[] {
  return [note('The message that this alert was about has been deleted, or is not kept any more.')];
}

/** Slack renders names of its own people and channels; everybody else's are shown as they are. */
function mention(kind: '@' | '#', id: string, source: string): string {
  return source.startsWith('slack:') && /^[A-Z0-9]+$/.test(id) ? `<${kind}${id}>` : `\`${escape(id)}\``;
}

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
