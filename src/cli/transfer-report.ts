import type { Estimate } from '../labelling/intervals.js';
import {
  MESSAGES_MIN,
  whyNone,
  type AttributeTransfer,
  type ThresholdTransfer,
  type Transfer,
} from '../transfer/transfer.js';

export interface TransferReport extends Transfer {
  readonly model: string;
  /** Messages without scores of ours: in a language that the model does not read. */
  readonly unscored: number;
  /** Where the policy was written; null where none was. */
  readonly policy: string | null;
}

/**
 * What a transfer found, for people. Messages are named by their ids.
 * @param texts what they say, where it is to be shown
 */
export function describeTransfer(report: TransferReport, texts: ReadonlyMap<string, string>): string {
  const { messages, model, unscored, attributes, tooFew, policy } = report;
  const lines = [
    `${messages} messages scored by ${model}${unscored > 0 ? `; ${unscored} in other languages left out` : ''}.`,
    ...attributes.flatMap((attribute) => ['', ...describeAttribute(attribute, messages, texts)]),
    ...tooFew.map(
      ({ attribute, messages: count }) =>
        `\n${attribute}: too few messages, ${count} of at least ${MESSAGES_MIN}.`,
    ),
    '',
    policy === null
      ? 'No policy was written: there is no threshold to carry over.'
      : `Policy written to ${policy}: try it with conduct score --policy ${policy}, import it on the page Policies or with POST /v1/policies, and put it in the shadow before you activate it.`,
  ];
  return `${lines.join('\n')}\n`;
}

function describeAttribute(
  { attribute, signals, messages, map, review, act, disagreements }: AttributeTransfer,
  all: number,
  texts: ReadonlyMap<string, string>,
): string[] {
  return [
    `${attribute} → ${signals.join(', ')}${messages < all ? ` (${messages} messages)` : ''}`,
    ...describeThreshold('review', review, messages),
    ...describeThreshold('act', act, messages),
    '  our score            ' + map.map(([score]) => score.toFixed(2)).join('  '),
    '  theirs, fitted to it ' + map.map(([, old]) => old.toFixed(2)).join('  '),
    ...(disagreements.length > 0 ? ['  worth a look (theirs / ours, theirs expected there):'] : []),
    ...disagreements.map(({ id, old, score, expected }) => {
      const text = texts.get(id);
      const figures = `${old.toFixed(2)} / ${score.toFixed(2)}, ${expected.toFixed(2)}`;
      return `    ${figures}  ${id}${text === undefined ? '' : `  ${JSON.stringify(text)}`}`;
    }),
  ];
}

function describeThreshold(kind: string, threshold: ThresholdTransfer, messages: number): string[] {
  const { old, flagged, proposed, flags, kept } = threshold;
  const before = `  ${kind}: ${old} flagged ${flagged} (${percent(flagged / messages)})`;
  if (proposed === null) return [`${before}: no threshold. ${whyNone(threshold)}.`];
  return [
    `${before} → ${interval(proposed)} flags ${flags} (${percent(flags / messages)}); of those flagged before ${percent(kept.value)} [${percent(kept.low)}, ${percent(kept.high)}] still are`,
  ];
}

const interval = ({ value, low, high }: Estimate) =>
  `${value.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
