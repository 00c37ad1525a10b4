import { useState } from 'preact/hooks';
import { call } from '../../api/client.js';
import { runPath } from '../../api/runs.js';
import type { RunErrors } from '../../api/types.js';
import { Failure, Loaded } from '../../components/state.js';
import { Name } from '../../components/message-text.js';
import { useResource, useTask } from '../../use-resource.js';

/** What was refused or failed, by file and line; nothing where there is nothing. */
export function RunErrorList({ id }: { id: number }) {
  const path = runPath(id, '/errors');
  const first = useResource(path, async (signal) => (await call<RunErrors>('GET', path, { signal })).data);
  return (
    <Loaded of={first} what="the errors">
      {(data) => (data.errors.length === 0 ? null : <Errors first={data} path={path} />)}
    </Loaded>
  );
}

function Errors({ first, path }: { first: RunErrors; path: string }) {
  const task = useTask();
  const [more, setMore] = useState<RunErrors>({ errors: [], next: first.next });
  const readMore = () =>
    task.run(async () => {
      const { data } = await call<RunErrors>('GET', `${path}?cursor=${encodeURIComponent(more.next!)}`);
      setMore((before) => ({ errors: [...before.errors, ...data.errors], next: data.next }));
    });
  return (
    <details open>
      <summary>What was left out, and why</summary>
      <ul class="run-errors">
        {[...first.errors, ...more.errors].map(({ id, file, line, reason }) => (
          <li key={id}>
            {file !== null && <Name>{file}</Name>} {line !== null && `line ${line}: `}
            <Name>{reason}</Name>
          </li>
        ))}
      </ul>
      <Failure error={task.error} />
      {more.next !== null && (
        <button type="button" class="small outline secondary" aria-busy={task.busy} onClick={readMore}>
          Show more
        </button>
      )}
    </details>
  );
}
