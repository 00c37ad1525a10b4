import { useState } from 'preact/hooks';
import { call, withQuery } from '../../api/client.js';
import type { Clause, PrecisionRecall, Suggestion } from '../../api/types.js';
import { Failure } from '../../components/state.js';
import { counted, showScore } from '../../format.js';
import { useResource, type Resource } from '../../use-resource.js';
import { thresholdIn, thresholdNames, type Draft, type ThresholdName } from './draft.js';
import { showEstimate } from './plot-option.js';

export type Filters = Readonly<Record<string, string | undefined>>;

interface Props {
  readonly clause: Clause;
  readonly filters: Filters;
  readonly curves: Resource<PrecisionRecall>;
  readonly draft: Draft;
  readonly onMove: (name: ThresholdName, to: number) => void;
  readonly onLabel: () => void;
}

/** What labels say of the thresholds, and the way to more of them. */
export function LabelsPanel({ clause, filters, curves, draft, onMove, onLabel }: Props) {
  const { data, error, reload } = curves;
  const known = data?.basis === 'sampled';
  const given = data === undefined ? 0 : data.labels.violates + data.labels.ok;
  return (
    <div class="labels">
      <Failure error={error} onRetry={reload} />
      {data !== undefined && !known && (
        <p>
          Precision and recall need labels on a sample: {counted(data.labels.sampled, 'label')} of at least{' '}
          {data.minimumLabels} so far.
        </p>
      )}
      {data !== undefined && known && <AtThresholds clause={clause} draft={draft} curves={data} />}
      {known && <SuggestionLine clause={clause} filters={filters} labels={given} onMove={onMove} />}
      <p class="line">
        <button type="button" class="small" onClick={onLabel}>
          Label these 40 next
        </button>
        <span class="muted">the 40 messages of which a label teaches most, one key each</span>
      </p>
    </div>
  );
}

/** The curves' values at the thresholds, in numbers. */
function AtThresholds({ clause, draft, curves }: { clause: Clause; draft: Draft; curves: PrecisionRecall }) {
  return (
    <table class="at-thresholds">
      <thead>
        <tr>
          <th scope="col">At</th>
          <th scope="col">Precision</th>
          <th scope="col">Recall</th>
        </tr>
      </thead>
      <tbody>
        {thresholdNames(clause).map((name) => {
          const at = thresholdIn(draft, clause, name);
          const point = curves.points[Math.round(at * 100)];
          return (
            <tr key={name}>
              <th scope="row">
                {name} from {showScore(at)}
              </th>
              <td>{showEstimate(point?.precision ?? null)}</td>
              <td>{showEstimate(point?.recall ?? null)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface SuggestionProps {
  readonly clause: Clause;
  readonly filters: Filters;
  /** How many labels there are: with more of them it is asked anew. */
  readonly labels: number;
  readonly onMove: (name: ThresholdName, to: number) => void;
}

function SuggestionLine({ clause, filters, labels, onMove }: SuggestionProps) {
  const [goal, setGoal] = useState<'precision' | 'recall'>('precision');
  const [at, setAt] = useState(90);
  const path = withQuery('/v1/stats/suggestion', { ...filters, goal, at: at / 100 });
  const suggestion = useResource(
    `${path} ${labels}`,
    async (signal) => (await call<Suggestion>('GET', path, { signal })).data,
    { debounceMs: 300, keepPrevious: true },
  );
  const { data, error } = suggestion;
  const name = thresholdNames(clause)[0]!;
  return (
    <div class="suggestion">
      <label>
        I want at least
        <input
          type="number"
          min={1}
          max={99}
          step={1}
          value={at}
          aria-label="Percent"
          onChange={({ currentTarget }) => {
            const value = Math.round(currentTarget.valueAsNumber);
            if (value >= 1 && value <= 99) setAt(value);
            currentTarget.value = String(value >= 1 && value <= 99 ? value : at);
          }}
        />
        %
        <select
          aria-label="Of what"
          value={goal}
          onChange={({ currentTarget }) => setGoal(currentTarget.value as typeof goal)}
        >
          <option value="precision">precision</option>
          <option value="recall">recall</option>
        </select>
      </label>
      <Failure error={error} onRetry={suggestion.reload} />
      {data !== undefined && <p role="status">{data.sentence}</p>}
      {data?.threshold != null && (
        <button
          type="button"
          class="small outline"
          onClick={() => onMove(name, Math.round(data.threshold!.value * 100) / 100)}
        >
          Set {name} to {showScore(data.threshold.value)}
        </button>
      )}
    </div>
  );
}
