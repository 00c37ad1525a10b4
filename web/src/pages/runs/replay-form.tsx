import { useState } from 'preact/hooks';
import { usePolicies } from '../../api/policies.js';
import { planRun } from '../../api/runs.js';
import type { PolicyView, Run } from '../../api/types.js';
import { Empty, Failure, Loaded } from '../../components/state.js';
import { useTask } from '../../use-resource.js';
import { EVERYTHING, windowBody, WindowFields } from './fields.js';

/** Decides stored scores again by a version of a policy; nothing is scored, no action is touched. */
export function ReplayForm({ onMade }: { onMade: (run: Run) => void }) {
  const policies = usePolicies();
  return (
    <Loaded of={policies} what="the policies">
      {(list) =>
        list.length === 0 ? (
          <Empty title="No policy">Import one under Policies.</Empty>
        ) : (
          <Fields policies={list} onMade={onMade} />
        )
      }
    </Loaded>
  );
}

function Fields({ policies, onMade }: { policies: readonly PolicyView[]; onMade: (run: Run) => void }) {
  const task = useTask();
  const [name, setName] = useState(policies[0]!.name);
  const policy = policies.find((one) => one.name === name) ?? policies[0]!;
  const [version, setVersion] = useState<number | null>(null);
  const [span, setSpan] = useState(EVERYTHING);
  const versions = Array.from({ length: policy.latestVersion }, (_, i) => policy.latestVersion - i);

  const submit = async (event: Event) => {
    event.preventDefault();
    await task.run(async () => {
      const body = {
        kind: 'replay',
        policy: policy.name,
        version: version ?? policy.latestVersion,
        ...windowBody(span),
      };
      onMade(await planRun(body));
    });
  };
  return (
    <form onSubmit={submit}>
      <p class="muted">
        Decides over the stored scores, without scoring anything, and lists every message that would come out
        otherwise. No action is changed.
      </p>
      <div class="grid-fields">
        <label>
          Policy
          <select
            value={policy.name}
            onChange={({ currentTarget }) => {
              setName(currentTarget.value);
              setVersion(null);
            }}
          >
            {policies.map((one) => (
              <option key={one.name} value={one.name}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Version
          <select
            value={version ?? policy.latestVersion}
            onChange={({ currentTarget }) => setVersion(Number(currentTarget.value))}
          >
            {versions.map((number) => (
              <option key={number} value={number}>
                {number}
                {number === policy.activeVersion && ' (active)'}
              </option>
            ))}
          </select>
        </label>
        <WindowFields draft={span} onChange={setSpan} />
      </div>
      <Failure error={task.error} />
      <button type="submit" aria-busy={task.busy}>
        Show the plan
      </button>
    </form>
  );
}
