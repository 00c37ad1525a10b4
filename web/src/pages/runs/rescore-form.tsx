import { useState } from 'preact/hooks';
import { planRun } from '../../api/runs.js';
import type { Run } from '../../api/types.js';
import { Failure } from '../../components/state.js';
import { useTask } from '../../use-resource.js';
import { EVERYTHING, RateField, rateOf, Switch, windowBody, WindowFields } from './fields.js';

/** Scores kept texts again, with the workers' pipeline or another model. */
export function RescoreForm({ onMade }: { onMade: (run: Run) => void }) {
  const task = useTask();
  const [span, setSpan] = useState(EVERYTHING);
  const [onlyPipeline, setOnlyPipeline] = useState('');
  const [model, setModel] = useState('');
  const [rate, setRate] = useState('');
  const [exact, setExact] = useState(false);
  const [openCases, setOpenCases] = useState(false);

  const submit = async (event: Event) => {
    event.preventDefault();
    await task.run(async () => {
      const body = {
        kind: 'rescore',
        ...windowBody(span),
        onlyPipeline: onlyPipeline.trim() || undefined,
        model: model.trim() || undefined,
        rateMax: rateOf(rate),
        ...(exact && { exact }),
        ...(openCases && { openCases }),
      };
      onMade(await planRun(body));
    });
  };
  return (
    <form onSubmit={submit}>
      <p class="muted">
        Scores every text that is kept with the present pipeline. Actions stay as they are until you look at
        what would change and promote the new scores.
      </p>
      <div class="grid-fields">
        <WindowFields draft={span} onChange={setSpan} />
        <label>
          Model
          <input
            placeholder="the one the workers run"
            maxLength={64}
            value={model}
            onInput={({ currentTarget }) => setModel(currentTarget.value)}
          />
        </label>
        <label>
          Only what this pipeline scored
          <input
            placeholder="any"
            maxLength={255}
            value={onlyPipeline}
            onInput={({ currentTarget }) => setOnlyPipeline(currentTarget.value)}
          />
        </label>
        <RateField value={rate} onChange={setRate} />
      </div>
      <Switch on={exact} onChange={setExact}>
        Exact: every message through the whole model, without the quick first stage
      </Switch>
      <Switch on={openCases} onChange={setOpenCases}>
        Open review cases for what is flagged
      </Switch>
      <Failure error={task.error} />
      <button type="submit" aria-busy={task.busy}>
        Show the plan
      </button>
    </form>
  );
}
