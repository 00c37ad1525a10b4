import { useState } from 'preact/hooks';
import { call } from '../../api/client.js';
import type { CalibrationList, Clause, Recalibration } from '../../api/types.js';
import { Empty, Failure, Loaded, Notice, Time } from '../../components/state.js';
import { may, useSession } from '../../session.js';
import { useResource, useTask } from '../../use-resource.js';

const PATH = '/v1/calibrations';
const STATUS_CLASS = { active: 'active', proposed: 'shadow', retired: '' } as const;

/** What the model's outputs mean in this community: fitted to its labels, shown, put in force, taken back. */
export function Calibrations({ clause, onChanged }: { clause: Clause; onChanged: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby="calibration">
      <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <h2 id="calibration">Recalibration</h2>
        </summary>
        {open && <CalibrationView clause={clause} onChanged={onChanged} />}
      </details>
    </section>
  );
}

function CalibrationView({ clause, onChanged }: { clause: Clause; onChanged: () => void }) {
  const session = useSession();
  const task = useTask();
  const [done, setDone] = useState<string | null>(null);
  const list = useResource(PATH, async (signal) => {
    const { data, etag } = await call<CalibrationList>('GET', PATH, { signal });
    return { ...data, etag };
  });
  const admin = may(session, 'admin');
  const change = async (words: string, action: () => Promise<unknown>) => {
    setDone(null);
    const succeeded = await task.run(action);
    list.reload(); // after a failure, too: somebody else's change is shown beside the message
    if (!succeeded) return;
    setDone(words);
    onChanged();
  };
  const propose = (signal: string) =>
    change(`A map for ${signal} is proposed. It changes nothing until you activate it.`, () =>
      call('POST', PATH, { body: { signal } }),
    );
  return (
    <>
      <p class="muted">
        A score of 0.7 should mean that 7 of 10 such messages are what the signal says. Where labels show
        otherwise, a map fitted to half of them is tried on the other half; you decide whether it is put in
        force.
      </p>
      <Failure error={task.error} />
      {done !== null && <Notice tone="good">{done}</Notice>}
      <Loaded of={list} what="the calibrations">
        {({ pipeline, versions, active, etag }) => {
          const shown = versions.filter(({ signal }) => clause.signals.includes(signal));
          return (
            <>
              {shown.length === 0 ? (
                <Empty title="Nothing has been proposed for these signals">
                  The model’s own calibration is in force. A proposal needs 100 labels on samples, at least 20
                  of each verdict: use “Label these 40 next”.
                </Empty>
              ) : (
                <CalibrationTable
                  versions={shown}
                  admin={admin}
                  onActivate={({ id, signal }) =>
                    change(
                      `The map for ${signal} is in force. Stored messages follow in the background.`,
                      () => call('POST', `${PATH}/${id}/activate`, { ifMatch: etag }),
                    )
                  }
                />
              )}
              {admin && (
                <p class="line">
                  {clause.signals.map((signal) => (
                    <button
                      key={signal}
                      type="button"
                      class="small outline"
                      disabled={task.busy}
                      onClick={() => propose(signal)}
                    >
                      Propose one for {signal}
                    </button>
                  ))}
                  {pipeline !== null && Object.values(active).some((id) => id !== null) && (
                    <button
                      type="button"
                      class="small outline secondary"
                      disabled={task.busy}
                      onClick={() =>
                        change('What was before the last change is in force again.', () =>
                          call('POST', `${PATH}/undo?${new URLSearchParams({ pipeline })}`, {
                            ifMatch: etag,
                          }),
                        )
                      }
                    >
                      Undo the last change
                    </button>
                  )}
                </p>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

interface TableProps {
  readonly versions: readonly Recalibration[];
  readonly admin: boolean;
  readonly onActivate: (version: Recalibration) => void;
}

function CalibrationTable({ versions, admin, onActivate }: TableProps) {
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">Signal</th>
          <th scope="col">Labels</th>
          <th scope="col">Calibration error</th>
          <th scope="col">Brier score</th>
          <th scope="col">Proposed</th>
          <th scope="col">
            <span class="sr-only">Activate</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <tr key={version.id}>
            <th scope="row">
              {version.signal} <span class={`badge ${STATUS_CLASS[version.status]}`}>{version.status}</span>
            </th>
            <td data-label="Labels">
              {version.labels.fit} to fit, {version.labels.shown} to show
            </td>
            <td data-label="Calibration error">{beforeAfter(version, 'ece')}</td>
            <td data-label="Brier score">{beforeAfter(version, 'brier')}</td>
            <td data-label="Proposed">
              <Time at={version.createdAt} /> by <bdi>{version.author}</bdi>
            </td>
            <td>
              {admin && version.status !== 'active' && (
                <button
                  type="button"
                  class="small outline"
                  aria-label={`Activate the map for ${version.signal}, number ${version.id}`}
                  onClick={() => onActivate(version)}
                >
                  Activate
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "0.081 → 0.032 [0.010, 0.060]": lower is better for both. */
function beforeAfter({ before, after }: Recalibration, figure: 'ece' | 'brier'): string {
  const [low, high] = after.intervals[figure];
  return `${before[figure].toFixed(3)} → ${after[figure].toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}
