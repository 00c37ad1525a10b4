import type { ClauseAction, Verdict } from '../api/types.js';
import { showScore } from '../format.js';

const ACTION_WORDS: Readonly<Record<ClauseAction, string>> = {
  allow: 'allow',
  review: 'review',
  act: 'act',
  alert: 'alert',
};

/** An action by word and colour, never by colour alone. */
export function ActionBadge({ action }: { action: string }) {
  const known = action in ACTION_WORDS;
  return <span class={`badge ${known ? action : ''}`}>{action}</span>;
}

/** A message's whole outcome: the action, and the alert beside it. */
export function OutcomeBadge({ action, alert }: { action: string; alert: boolean }) {
  return (
    <span class="badges">
      {(!alert || action !== 'allow') && <ActionBadge action={action} />}
      {alert && <ActionBadge action="alert" />}
    </span>
  );
}

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  violates: 'violates',
  ok: 'ok',
  unsure: 'not sure',
};

export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return <span class={`badge verdict-${verdict}`}>{VERDICT_WORDS[verdict]}</span>;
}

export interface ScoreBarProps {
  readonly score: number | null;
  readonly review?: number | undefined;
  readonly act?: number | undefined;
  readonly alert?: number | undefined;
  readonly label: string;
}

/** A score on a scale from 0 to 1 with the thresholds it is measured by. */
export function ScoreBar({ score, review, act, alert, label }: ScoreBarProps) {
  const thresholds = [
    ['review', review],
    ['act', act],
    ['alert', alert],
  ].filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  const described = thresholds.map(([name, value]) => `${name} from ${showScore(value)}`).join(', ');
  return (
    <svg class="score-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img">
      <title>{`${label}: ${score === null ? 'no score' : showScore(score)}; ${described}`}</title>
      <rect class="track" width="100" height="10" />
      {score !== null && <rect class="value" width={100 * score} height="10" />}
      {thresholds.map(([name, value]) => (
        <rect key={name} class={`mark-${name}`} x={Math.min(100 * value, 99)} width="1" height="10" />
      ))}
    </svg>
  );
}
