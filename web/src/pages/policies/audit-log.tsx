import { useState } from 'preact/hooks';
import { call, withQuery } from '../../api/client.js';
import type { AuditEntry } from '../../api/types.js';
import { Empty, Failure, Loaded, Time } from '../../components/state.js';
import { useResource, useTask } from '../../use-resource.js';

const PAGE = 20;

const read = async (before: number | undefined, signal?: AbortSignal) => {
  const path = withQuery('/v1/audit', { limit: PAGE, before });
  return (await call<{ entries: AuditEntry[] }>('GET', path, signal === undefined ? {} : { signal })).data
    .entries;
};

/** Who changed what, latest first. */
export function AuditLog({ round }: { round: string }) {
  const latest = useResource(`audit ${round}`, (signal) => read(undefined, signal), { keepPrevious: true });
  return (
    <section aria-labelledby="audit">
      <h2 id="audit">Who changed what</h2>
      <Loaded of={latest} what="the log">
        {(first) => <Entries key={first[0]?.id ?? 0} first={first} />}
      </Loaded>
    </section>
  );
}

function Entries({ first }: { first: readonly AuditEntry[] }) {
  const [earlier, setEarlier] = useState<readonly AuditEntry[]>([]);
  const [all, setAll] = useState(first.length < PAGE);
  const task = useTask();
  const entries = [...first, ...earlier];
  if (entries.length === 0) return <Empty title="Nothing has been changed yet" />;
  const more = () =>
    task.run(async () => {
      const page = await read(entries.at(-1)!.id);
      setEarlier((before) => [...before, ...page]);
      setAll(page.length < PAGE);
    });
  return (
    <>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
      <Failure error={task.error} />
      {!all && (
        <button type="button" class="small outline secondary" aria-busy={task.busy} onClick={more}>
          Show earlier entries
        </button>
      )}
    </>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  return (
    <tr>
      <td data-label="When">
        <Time at={entry.at} />
      </td>
      <td data-label="Who">
        <bdi>{entry.actor.owner}</bdi>
      </td>
      <td data-label="What">
        {entry.action} <bdi>{entry.subject}</bdi>
      </td>
      <td data-label="From">
        <bdi>{entry.before ?? '–'}</bdi>
      </td>
      <td data-label="To">
        <bdi>{entry.after ?? '–'}</bdi>
      </td>
    </tr>
  );
}
