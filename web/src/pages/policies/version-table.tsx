import { useState } from 'preact/hooks';
import { call } from '../../api/client.js';
import { changePolicy, policyPath, useVersions } from '../../api/policies.js';
import type { Diff, PolicyView, Simulation } from '../../api/types.js';
import { Dialog, Failure, Loaded, Time } from '../../components/state.js';
import { counted, showCount } from '../../format.js';
import { useResource } from '../../use-resource.js';
import type { Change } from './change.js';
import { DiffList } from './diff-view.js';

interface Props {
  readonly policy: PolicyView;
  readonly admin: boolean;
  readonly onChange: Change;
}

/** All versions, latest first, and what can be done with each. */
export function VersionTable({ policy, admin, onChange }: Props) {
  const versions = useVersions(policy.name, policy.etag);
  const [activating, setActivating] = useState<{ version: number; back: boolean } | null>(null);
  const { rollbackVersion } = policy;
  const shadow = (version: number) =>
    onChange(`Version ${version} is in the shadow: it is counted and decides nothing.`, () =>
      changePolicy(policy, 'PUT', '/shadow', { version }),
    );
  const activate = async (version: number, back: boolean) => {
    setActivating(null);
    await onChange(
      back
        ? `Rolled back: version ${version} decides again. Stored messages follow in the background.`
        : `Version ${version} decides from here on. Stored messages follow in the background.`,
      () =>
        back
          ? changePolicy(policy, 'POST', '/rollback')
          : changePolicy(policy, 'POST', '/activate', { version }),
    );
  };
  return (
    <section aria-labelledby="versions">
      <div class="heading">
        <h2 id="versions">Versions</h2>
        {admin && rollbackVersion !== null && (
          <button
            type="button"
            class="small"
            onClick={() => setActivating({ version: rollbackVersion, back: true })}
          >
            Roll back to version {rollbackVersion}
          </button>
        )}
      </div>
      <Loaded of={versions} what="the versions">
        {(list) => (
          <table class="cards">
            <thead>
              <tr>
                <th scope="col">Version</th>
                <th scope="col">Note</th>
                <th scope="col">By</th>
                <th scope="col">Made</th>
                <th scope="col">
                  <span class="sr-only">What to do with it</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.map(({ version, note, author, createdAt }) => (
                <tr key={version}>
                  <th scope="row">
                    {version} {version === policy.activeVersion && <span class="badge active">active</span>}
                    {version === policy.shadowVersion && <span class="badge shadow">shadow</span>}
                  </th>
                  <td data-label="Note">
                    <bdi>{note === '' ? '–' : note}</bdi>
                  </td>
                  <td data-label="By">
                    <bdi>{author}</bdi>
                  </td>
                  <td data-label="Made">
                    <Time at={createdAt} />
                  </td>
                  <td class="buttons">
                    {admin && version !== policy.activeVersion && (
                      <button
                        type="button"
                        class="small outline"
                        aria-label={`Activate version ${version}`}
                        onClick={() => setActivating({ version, back: false })}
                      >
                        Activate
                      </button>
                    )}
                    {admin && version !== policy.activeVersion && version !== policy.shadowVersion && (
                      <button
                        type="button"
                        class="small outline secondary"
                        aria-label={`Put version ${version} in the shadow`}
                        onClick={() => shadow(version)}
                      >
                        Shadow
                      </button>
                    )}
                    <a
                      href={policyPath(policy.name, `/versions/${version}`)}
                      download={`${policy.name}-${version}.json`}
                      aria-label={`Export version ${version} as a file`}
                    >
                      Export
                    </a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
      {activating !== null && (
        <ActivateDialog
          policy={policy}
          {...activating}
          onClose={() => setActivating(null)}
          onConfirm={() => activate(activating.version, activating.back)}
        />
      )}
    </section>
  );
}

interface ActivateProps {
  readonly policy: PolicyView;
  readonly version: number;
  readonly back?: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Says what will change, in words and in messages, before it does. */
export function ActivateDialog({ policy, version, back = false, onClose, onConfirm }: ActivateProps) {
  const path = policyPath(policy.name);
  const diff = useResource(`diff ${path} ${version}`, async (signal) => {
    const query = `from=${policy.activeVersion}&to=${version}`;
    return (await call<Diff>('GET', `${path}/diff?${query}`, { signal })).data;
  });
  const effect = useResource(`simulate ${path} ${version}`, async (signal) => {
    const body = { version, limit: 0 };
    return (await call<Simulation>('POST', `${path}/simulate`, { body, signal })).data;
  });
  return (
    <Dialog
      title={back ? `Roll back to version ${version}?` : `Activate version ${version}?`}
      onClose={onClose}
    >
      <Loaded of={diff} what="what changes">
        {({ changes }) => <DiffList changes={changes} />}
      </Loaded>
      {effect.error !== null && <Failure error={effect.error} />}
      <p role="status">
        {effect.data === undefined
          ? effect.loading && 'Counting the messages that change…'
          : `Of ${counted(effect.data.messages, 'stored message')}, ${showCount(effect.data.changed)} ${effect.data.changed === 1 ? 'changes' : 'change'}.`}
      </p>
      <footer class="actions">
        <button type="button" class="secondary" onClick={onClose}>
          Cancel
        </button>
        <button type="button" onClick={onConfirm}>
          {back ? 'Roll back' : 'Activate'}
        </button>
      </footer>
    </Dialog>
  );
}
