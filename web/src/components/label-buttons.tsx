import type { Verdict } from '../api/types.js';
import { VERDICT_WORDS } from './badges.js';

const VERDICT_KEYS: Readonly<Record<string, Verdict>> = { '1': 'violates', '2': 'ok', '3': 'unsure' };

export interface LabelButtonsProps {
  /** What is judged, for those who do not see what the buttons stand beside. */
  readonly about: string;
  readonly given?: Verdict | undefined;
  readonly disabled?: boolean;
  /** Shows the key that does the same. */
  readonly keys?: boolean;
  readonly onVerdict: (verdict: Verdict) => void;
}

/** Violates, ok, not sure. */
export function LabelButtons({ about, given, disabled = false, keys = false, onVerdict }: LabelButtonsProps) {
  return (
    <fieldset class="label-buttons">
      <legend class="sr-only">{about}</legend>
      {Object.entries(VERDICT_KEYS).map(([key, verdict]) => (
        <button
          key={key}
          type="button"
          class={`small outline verdict-${verdict}`}
          aria-pressed={given === verdict}
          disabled={disabled}
          onClick={() => onVerdict(verdict)}
        >
          {keys && <kbd>{key}</kbd>} {VERDICT_WORDS[verdict]}
        </button>
      ))}
    </fieldset>
  );
}
