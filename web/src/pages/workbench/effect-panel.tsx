import type { Action, Clause, Simulation } from '../../api/types.js';
import { ActionBadge } from '../../components/badges.js';
import { EarlyNotice } from '../../components/early-notice.js';
import { Failure } from '../../components/state.js';
import { counted, showCount } from '../../format.js';
import type { Resource } from '../../use-resource.js';

const ACTIONS: readonly Action[] = ['allow', 'review', 'act'];

interface Props {
  readonly simulation: Resource<Simulation>;
  readonly clause: Clause;
  readonly alone: boolean;
  readonly onAlone: (alone: boolean) => void;
  readonly activeVersion: number;
  /** Whether nothing is moved, and stored messages still follow the active version. */
  readonly settling: boolean;
}

/** How many messages would be decided otherwise, from what to what, and how much work that is. */
export function EffectPanel({ simulation, clause, alone, onAlone, activeVersion, settling }: Props) {
  const { data, error, loading, reload } = simulation;
  return (
    <section class="panel effect" aria-labelledby="effect" aria-busy={loading}>
      <h2 id="effect">What it changes</h2>
      <Failure error={error} onRetry={reload} />
      <p class={`headline ${loading ? 'busy' : ''}`} role="status" data-testid="changed">
        {data === undefined ? (
          loading && 'Counting…'
        ) : (
          <>
            <strong>{showCount(data.changed)}</strong>{' '}
            {data.changed === 1 ? 'message changes' : 'messages change'}
          </>
        )}
      </p>
      {data !== undefined && (
        <>
          <p class="muted">
            {settling
              ? `of ${counted(data.messages, 'message')}: they were decided by other rules or scores, and follow version ${activeVersion} in the background`
              : `of ${counted(data.messages, 'message')}, against version ${activeVersion}, which is active`}
          </p>
          <Transitions simulation={data} />
          <Work simulation={data} />
          <EarlyNotice firstStage={data.firstStage} />
        </>
      )}
      <label class="switch-line">
        <input type="checkbox" role="switch" checked={alone} onChange={() => onAlone(!alone)} />
        Count what “{clause.title}” itself says
      </label>
      {alone && <small class="muted">Even where another clause decides the message as before.</small>}
    </section>
  );
}

function Transitions({ simulation }: { simulation: Simulation }) {
  const rows = ACTIONS.flatMap((from) =>
    ACTIONS.filter((to) => to !== from).map((to) => ({ from, to, count: simulation.transitions[from][to] })),
  ).filter(({ count }) => count > 0);
  const { raised, cleared } = simulation.alerts;
  if (rows.length + raised + cleared === 0) return null;
  return (
    <table class="transitions">
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col" class="number">
            Messages
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ from, to, count }) => (
          <tr key={`${from} ${to}`}>
            <td>
              <ActionBadge action={from} />
            </td>
            <td>
              <ActionBadge action={to} />
            </td>
            <td class="number">{showCount(count)}</td>
          </tr>
        ))}
        {raised > 0 && (
          <tr>
            <td>no alert</td>
            <td>
              <ActionBadge action="alert" />
            </td>
            <td class="number">{showCount(raised)}</td>
          </tr>
        )}
        {cleared > 0 && (
          <tr>
            <td>
              <ActionBadge action="alert" />
            </td>
            <td>no alert</td>
            <td class="number">{showCount(cleared)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** What people would have to look at. */
function Work({ simulation }: { simulation: Simulation }) {
  const { flagged, reviewsPerWeek } = simulation;
  return (
    <dl class="facts">
      <div>
        <dt>To look at in all</dt>
        <dd>
          {showCount(flagged.before)} → <strong>{showCount(flagged.after)}</strong>
        </dd>
      </div>
      <div>
        <dt>Expected reviews a week</dt>
        <dd>
          {reviewsPerWeek === null ? (
            'not known: the window is shorter than a day'
          ) : (
            <>
              {perWeek(reviewsPerWeek.before)} → <strong>{perWeek(reviewsPerWeek.after)}</strong>
            </>
          )}
        </dd>
      </div>
    </dl>
  );
}

const perWeek = (n: number) => (n > 0 && n < 10 ? n.toFixed(1) : showCount(Math.round(n)));
