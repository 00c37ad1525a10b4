import { useState } from 'preact/hooks';
import { call } from '../../api/client.js';
import { policyPath } from '../../api/policies.js';
import type { Diff, PolicyView } from '../../api/types.js';
import { Loaded } from '../../components/state.js';
import { useResource } from '../../use-resource.js';

/** Two versions compared, in words. */
export function DiffView({ policy }: { policy: PolicyView }) {
  const { activeVersion, latestVersion } = policy;
  const [from, setFrom] = useState(
    activeVersion === latestVersion ? Math.max(1, latestVersion - 1) : activeVersion,
  );
  const [to, setTo] = useState(latestVersion);
  const diff = useResource(`${policy.name} ${from} ${to}`, async (signal) => {
    const path = policyPath(policy.name, `/diff?from=${from}&to=${to}`);
    return (await call<Diff>('GET', path, { signal })).data;
  });
  if (latestVersion === 1) return null;
  const versions = Array.from({ length: latestVersion }, (_, i) => latestVersion - i);
  const choice = (label: string, value: number, choose: (version: number) => void) => (
    <label>
      {label}
      <select value={value} onChange={({ currentTarget }) => choose(Number(currentTarget.value))}>
        {versions.map((version) => (
          <option key={version} value={version}>
            version {version}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <section aria-labelledby="differences">
      <h2 id="differences">What differs</h2>
      <div class="toolbar">
        {choice('From', from, setFrom)}
        {choice('To', to, setTo)}
      </div>
      <Loaded of={diff} what="the differences">
        {({ changes }) => <DiffList changes={changes} />}
      </Loaded>
    </section>
  );
}

export function DiffList({ changes }: { changes: Diff['changes'] }) {
  if (changes.length === 0) return <p>The rules are the same.</p>;
  return (
    <ul class="diff">
      {changes.map(({ words, clause, field }, i) => (
        <li key={`${clause ?? ''} ${field} ${i}`}>
          <bdi>{words}</bdi>
        </li>
      ))}
    </ul>
  );
}
