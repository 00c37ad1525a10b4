import { useEffect, useRef, useState } from 'preact/hooks';
import { call, withQuery } from '../../api/client.js';
import { readVersion } from '../../api/policies.js';
import type { CaseList, CaseStatus, PolicyView, ReviewCase } from '../../api/types.js';
import { Empty, Failure, Loaded } from '../../components/state.js';
import { showCount } from '../../format.js';
import { replaceQuery } from '../../router.js';
import { useKeys } from '../../use-keys.js';
import { useResource, useTask } from '../../use-resource.js';
import { CaseLine } from './case-line.js';
import { CaseView } from './case-view.js';

const PAGE = 50;
const TABS: readonly (readonly [CaseStatus, string])[] = [
  ['open', 'Open'],
  ['claimed', 'Claimed'],
  ['resolved', 'Resolved'],
];

/** The review queue: what the policy put forward, one case after another. */
export function QueuePage({ query }: { query: URLSearchParams }) {
  const status = TABS.find(([name]) => name === query.get('status'))?.[0] ?? 'open';
  const clause = query.get('clause') ?? '';
  const channelId = query.get('channel') ?? '';
  const path = withQuery('/v1/cases', { status, clause, channelId, limit: PAGE });
  const list = useResource(path, async (signal) => (await call<CaseList>('GET', path, { signal })).data);
  const clauses = useResource('clauses', readClauses);
  const [chosenId, choose] = useState<number | null>(null);
  const select = (part: Readonly<Record<string, string | undefined>>) =>
    replaceQuery('queue', { status, clause, channel: channelId, ...part });
  return (
    <>
      <div class="heading">
        <h1>Review queue</h1>
        <button type="button" class="small outline secondary" onClick={list.reload}>
          Look for new ones
        </button>
      </div>
      <div class="toolbar">
        <fieldset class="tabs">
          <legend class="sr-only">Which cases</legend>
          {TABS.map(([name, words]) => (
            <button
              key={name}
              type="button"
              class="small outline"
              aria-pressed={name === status}
              onClick={() => select({ status: name })}
            >
              {words} {list.data !== undefined && showCount(list.data.counts[name])}
            </button>
          ))}
        </fieldset>
        <label>
          Clause
          <select value={clause} onChange={({ currentTarget }) => select({ clause: currentTarget.value })}>
            <option value="">all</option>
            {[...new Set([...(clauses.data ?? []), ...(clause === '' ? [] : [clause])])].map((id) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        </label>
        <label>
          Channel
          <input
            placeholder="all (or a channel’s id)"
            value={channelId}
            onChange={({ currentTarget }) => select({ channel: currentTarget.value.trim() })}
          />
        </label>
      </div>
      <Loaded of={list} what="the cases">
        {(data) =>
          data.cases.length === 0 ? (
            <NoCases status={status} filtered={clause !== '' || channelId !== ''} />
          ) : (
            <Cases first={data} path={path} chosenId={chosenId} onChoose={choose} />
          )
        }
      </Loaded>
    </>
  );
}

/** The ids of all clauses that decide at present, whatever the policy. */
async function readClauses(signal: AbortSignal): Promise<string[]> {
  const { data } = await call<{ policies: PolicyView[] }>('GET', '/v1/policies', { signal });
  const files = await Promise.all(
    data.policies.map(({ name, activeVersion }) => readVersion(name, activeVersion)),
  );
  return files.flatMap(({ policy }) => policy.clauses.map(({ id }) => id));
}

function NoCases({ status, filtered }: { status: CaseStatus; filtered: boolean }) {
  if (filtered) return <Empty title="No case fits">Take the filters away to see all of them.</Empty>;
  if (status === 'open') {
    return (
      <Empty title="Nothing waits for you">
        A case is opened when a message is put at review or act, or raises an alert. Those that somebody
        claimed or resolved are under their own buttons.
      </Empty>
    );
  }
  return (
    <Empty title={status === 'claimed' ? 'Nobody has claimed a case' : 'No case has been resolved yet'} />
  );
}

interface CasesProps {
  readonly first: CaseList;
  readonly path: string;
  readonly chosenId: number | null;
  readonly onChoose: (id: number) => void;
}

/** What came after a first page was read: what was done with its cases, and the pages that join on to it. */
interface Since {
  readonly first: CaseList;
  readonly changed: Readonly<Record<number, Partial<ReviewCase>>>;
  readonly more: Pick<CaseList, 'cases' | 'next'>;
}

const nothingSince = (first: CaseList): Since => ({
  first,
  changed: {},
  more: { cases: [], next: first.next },
});

/**
 * The list and, beside it, the case that is chosen. What is done with a case stays in the list until it is read anew; the
 * case itself, and a note on it that is being written, outlive that.
 */
function Cases({ first, path, chosenId, onChoose }: CasesProps) {
  const [kept, keep] = useState(() => nothingSince(first));
  const sinceFirst = (since: Since) => (since.first === first ? since : nothingSince(first));
  const { changed, more } = sinceFirst(kept);
  const task = useTask();
  const list = useRef<HTMLUListElement>(null);
  const cases = [...first.cases, ...more.cases].map((one) => ({ ...one, ...changed[one.id] }));
  const at = Math.max(
    0,
    cases.findIndex(({ id }) => id === chosenId),
  );
  const chosen = cases[at]!;

  const go = (to: number) => {
    const next = cases[Math.max(0, Math.min(to, cases.length - 1))];
    if (next !== undefined) onChoose(next.id);
  };
  useKeys({ j: () => go(at + 1), k: () => go(at - 1) });
  // Whatever is shown is chosen, so that it stays when the list is read anew.
  useEffect(() => onChoose(chosen.id), [chosen.id]);
  useEffect(() => {
    list.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen.id]);

  const readMore = () =>
    task.run(async () => {
      const { data } = await call<CaseList>('GET', `${path}&cursor=${encodeURIComponent(more.next!)}`);
      // A case moves down when its message is edited into something milder.
      const further = data.cases.filter(({ id }) => cases.every((one) => one.id !== id));
      keep((before) => {
        const since = sinceFirst(before);
        return { ...since, more: { cases: [...since.more.cases, ...further], next: data.next } };
      });
    });
  return (
    <div class="queue">
      <div>
        <ul ref={list} class="case-list" aria-label="Cases">
          {cases.map((one, i) => (
            <CaseLine key={one.id} case={one} current={i === at} onChoose={() => onChoose(one.id)} />
          ))}
        </ul>
        <Failure error={task.error} />
        {more.next !== null && (
          <button type="button" class="small outline secondary" aria-busy={task.busy} onClick={readMore}>
            Show more
          </button>
        )}
      </div>
      <CaseView
        key={chosen.id}
        id={chosen.id}
        onChange={(part) =>
          keep((before) => {
            const since = sinceFirst(before);
            const mine = { ...since.changed[chosen.id], ...part };
            return { ...since, changed: { ...since.changed, [chosen.id]: mine } };
          })
        }
        onResolved={() => {
          const next = [...cases.slice(at + 1), ...cases.slice(0, at)].find(
            ({ status }) => status !== 'resolved',
          );
          if (next !== undefined) onChoose(next.id);
        }}
      />
    </div>
  );
}
