import type { Clause } from '../../api/types.js';
import { bounded, thresholdIn, thresholdNames, type Draft, type ThresholdName } from './draft.js';

interface Props {
  readonly clause: Clause;
  readonly draft: Draft;
  readonly onMove: (name: ThresholdName, to: number) => void;
}

/** The thresholds as numbers. */
export function ThresholdFields({ clause, draft, onMove }: Props) {
  const adjusted = clause.alertOnly !== true && (clause.adjust?.length ?? 0) > 0;
  return (
    <>
      <div class="threshold-fields">
        {thresholdNames(clause).map((name) => (
          <label key={name} class={name}>
            {name} from
            <input
              type="number"
              min={0}
              max={1}
              step={0.01}
              value={thresholdIn(draft, clause, name)}
              onChange={({ currentTarget }) => {
                const typed = currentTarget.valueAsNumber;
                const now = thresholdIn(draft, clause, name);
                const value = Number.isNaN(typed) ? now : bounded(draft, clause, name, typed);
                currentTarget.value = String(value);
                if (value !== now) onMove(name, value);
              }}
            />
          </label>
        ))}
      </div>
      {adjusted && (
        <p class="muted">
          Under some conditions this clause has other thresholds (<code>adjust</code>): they stay as they are.
        </p>
      )}
    </>
  );
}
