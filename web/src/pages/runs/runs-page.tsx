import { useState } from 'preact/hooks';
import { call, withQuery } from '../../api/client.js';
import type { Run, RunList } from '../../api/types.js';
import { Empty, Failure, Loaded, Time } from '../../components/state.js';
import { showCount } from '../../format.js';
import { replaceQuery, routeHash } from '../../router.js';
import { may, useSession } from '../../session.js';
import { useResource, useTask } from '../../use-resource.js';
import { NewRun } from './new-run.js';
import { RunView } from './run-view.js';
import { StatusBadge } from './status-badge.js';
import { KIND_WORDS } from './words.js';

const PAGE = 20;
const PATH = withQuery('/v1/runs', { limit: PAGE });

/** Runs over history: imports, rescoring, replays of a policy. */
export function RunsPage({ query }: { query: URLSearchParams }) {
  const session = useSession();
  const allowed = may(session, 'history');
  const list = useResource(allowed ? 'runs' : null, async (signal) => {
    const { data } = await call<RunList>('GET', PATH, { signal });
    return data;
  });
  if (!allowed) {
    return (
      <>
        <h1>Runs</h1>
        <Empty title="Runs are for those who look after the history">
          Sign in with a key that has the scope history.
        </Empty>
      </>
    );
  }
  const chosen = Number(query.get('run') ?? NaN);
  const choose = (id: number | undefined) =>
    replaceQuery('runs', { run: id === undefined ? undefined : String(id) });
  const made = (run: Run) => {
    list.reload();
    choose(run.id);
  };
  return (
    <>
      <hgroup>
        <h1>Runs</h1>
        <p>Take in what was said before, score it again, or try another policy on all of it.</p>
      </hgroup>
      {Number.isInteger(chosen) && chosen > 0 ? (
        <RunView key={chosen} id={chosen} onChange={list.reload} onClose={() => choose(undefined)} />
      ) : (
        <NewRun onMade={made} />
      )}
      <section aria-labelledby="all-runs">
        <div class="heading">
          <h2 id="all-runs">All runs</h2>
          <button type="button" class="small outline secondary" onClick={list.reload}>
            Read anew
          </button>
        </div>
        <Loaded of={list} what="the runs">
          {(data) => <RunTable key={data.runs[0]?.id ?? 0} first={data} chosen={chosen} />}
        </Loaded>
      </section>
    </>
  );
}

function RunTable({ first, chosen }: { first: RunList; chosen: number }) {
  const [more, setMore] = useState<RunList>({ runs: [], next: first.next });
  const task = useTask();
  const runs = [...first.runs, ...more.runs];
  if (runs.length === 0) return <Empty title="No run yet">Plan the first one above.</Empty>;
  const readMore = () =>
    task.run(async () => {
      const { data } = await call<RunList>(
        'GET',
        withQuery(PATH, {}) + `&cursor=${encodeURIComponent(more.next!)}`,
      );
      setMore((before) => ({ runs: [...before.runs, ...data.runs], next: data.next }));
    });
  return (
    <>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Status</th>
            <th scope="col" class="number">
              Done
            </th>
            <th scope="col" class="number">
              Changed
            </th>
            <th scope="col">By</th>
            <th scope="col">Made</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunLine key={run.id} run={run} current={run.id === chosen} />
          ))}
        </tbody>
      </table>
      <Failure error={task.error} />
      {more.next !== null && (
        <button type="button" class="small outline secondary" aria-busy={task.busy} onClick={readMore}>
          Show more
        </button>
      )}
    </>
  );
}

function RunLine({ run, current }: { run: Run; current: boolean }) {
  const { id, kind, status, progress, outcome } = run;
  return (
    <tr>
      <th scope="row">
        <a href={routeHash('runs', { run: String(id) })} aria-current={current ? 'true' : undefined}>
          {KIND_WORDS[kind]} {id}
        </a>
      </th>
      <td data-label="Status">
        <StatusBadge run={run} />
        {outcome !== null && <> {outcome}</>}
      </td>
      <td class="number" data-label="Done">
        {showCount(progress.done)} of {showCount(progress.total)}
        {progress.failed > 0 && `, ${showCount(progress.failed)} failed`}
      </td>
      <td class="number" data-label="Changed">
        {kind === 'import' || status === 'planned' ? '–' : showCount(progress.changed)}
      </td>
      <td data-label="By">
        <bdi>{run.actor}</bdi>
      </td>
      <td data-label="Made">
        <Time at={run.createdAt} />
      </td>
    </tr>
  );
}
