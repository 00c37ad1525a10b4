import { call } from '../../api/client.js';
import { changePolicy, policyPath } from '../../api/policies.js';
import type { PolicyView, ShadowStats } from '../../api/types.js';
import { ActionBadge } from '../../components/badges.js';
import { Empty, Loaded, Time } from '../../components/state.js';
import { counted, showCount } from '../../format.js';
import { useResource } from '../../use-resource.js';
import type { Change } from './change.js';

interface Props {
  readonly policy: PolicyView;
  readonly admin: boolean;
  readonly onChange: Change;
}

/** What the shadow would have decided since it is there. */
export function ShadowView({ policy, admin, onChange }: Props) {
  const { shadowVersion } = policy;
  const stats = useResource(
    shadowVersion === null ? null : `${policy.name} ${policy.etag}`,
    async (signal) =>
      (await call<ShadowStats>('GET', policyPath(policy.name, '/shadow/stats'), { signal })).data,
  );
  return (
    <section aria-labelledby="shadow">
      <div class="heading">
        <h2 id="shadow">Shadow</h2>
        {shadowVersion !== null && (
          <span class="buttons">
            <button type="button" class="small outline secondary" onClick={stats.reload}>
              Count again
            </button>
            {admin && (
              <button
                type="button"
                class="small outline"
                onClick={() =>
                  onChange('The shadow has ended; its counts are gone.', () =>
                    changePolicy(policy, 'DELETE', '/shadow'),
                  )
                }
              >
                End the shadow
              </button>
            )}
          </span>
        )}
      </div>
      {shadowVersion === null ? (
        <Empty title="Nothing is in the shadow">
          A version in the shadow is evaluated for every message and never acts. Put one there from the list
          of versions to see what it would do before you activate it.
        </Empty>
      ) : (
        <Loaded of={stats} what="the shadow’s counts">
          {(data) => <Stats stats={data} />}
        </Loaded>
      )}
    </section>
  );
}

function Stats({ stats }: { stats: ShadowStats }) {
  const changes = stats.decision.filter(({ active, shadow }) => active !== shadow);
  const clauses = stats.clauses.filter(({ active, shadow }) => active !== shadow);
  return (
    <>
      <p>
        Since <Time at={stats.since} />, version {stats.shadowVersion} would have decided{' '}
        <strong>{showCount(stats.changed)}</strong> of {counted(stats.messages, 'message')} otherwise than
        version {stats.activeVersion}.
      </p>
      {changes.length + clauses.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Of</th>
              <th scope="col">Decided</th>
              <th scope="col">In the shadow</th>
              <th scope="col" class="number">
                Messages
              </th>
            </tr>
          </thead>
          <tbody>
            {[...changes.map((row) => ({ ...row, clause: 'the whole' })), ...clauses].map((row) => (
              <tr key={`${row.clause} ${row.active} ${row.shadow}`}>
                <th scope="row">{row.clause}</th>
                <td>
                  <ActionBadge action={row.active} />
                </td>
                <td>
                  <ActionBadge action={row.shadow} />
                </td>
                <td class="number">{showCount(row.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
