import { useState } from 'preact/hooks';
import { call } from '../../api/client.js';
import type { KeyView } from '../../api/types.js';
import { Dialog, Empty, Failure, Loaded, Notice, Time } from '../../components/state.js';
import { may, useSession } from '../../session.js';
import { useResource, useTask } from '../../use-resource.js';
import { NewKeyForm } from './new-key-form.js';

/** Keys: make, look at, revoke. For admins. */
export function KeysPage() {
  const session = useSession();
  const allowed = may(session, 'admin');
  const keys = useResource(allowed ? 'keys' : null, async (signal) => {
    const { data } = await call<{ keys: KeyView[] }>('GET', '/v1/keys', { signal });
    return data.keys;
  });
  const [revoking, setRevoking] = useState<KeyView | null>(null);
  const [revoked, setRevoked] = useState(false);
  if (!allowed) {
    return (
      <>
        <h1>Keys</h1>
        <Empty title="Keys are for admins">Sign in with a key that has the scope admin.</Empty>
      </>
    );
  }
  return (
    <>
      <hgroup>
        <h1>Keys</h1>
        <p>Whoever has a key acts in its owner’s name, in labels and in the audit log.</p>
      </hgroup>
      <NewKeyForm onMade={keys.reload} />
      <label class="switch-line">
        <input type="checkbox" role="switch" checked={revoked} onChange={() => setRevoked(!revoked)} /> Show
        revoked keys
      </label>
      <Loaded of={keys} what="the keys">
        {(list) => (
          <KeyTable
            keys={list.filter(({ revokedAt }) => revoked || revokedAt === null)}
            ownId={session.keyId}
            onRevoke={setRevoking}
          />
        )}
      </Loaded>
      {revoking !== null && (
        <RevokeDialog
          apiKey={revoking}
          own={revoking.id === session.keyId}
          onClose={() => setRevoking(null)}
          onRevoked={() => {
            setRevoking(null);
            keys.reload();
          }}
        />
      )}
    </>
  );
}

interface KeyTableProps {
  readonly keys: readonly KeyView[];
  readonly ownId: number;
  readonly onRevoke: (key: KeyView) => void;
}

function KeyTable({ keys, ownId, onRevoke }: KeyTableProps) {
  if (keys.length === 0) return <Empty title="No keys">Make the first one above.</Empty>;
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">Owner</th>
          <th scope="col">Key</th>
          <th scope="col">Scopes</th>
          <th scope="col">Made</th>
          <th scope="col">Last use</th>
          <th scope="col">
            <span class="sr-only">Revoke</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id} class={key.revokedAt === null ? '' : 'dim'}>
            <th scope="row">
              <bdi>{key.owner}</bdi>
              {key.id === ownId && <small class="muted"> (yours)</small>}
            </th>
            <td data-label="Key">
              {key.prefix === '' ? 'from the environment' : <code>{key.prefix}…</code>}
            </td>
            <td data-label="Scopes">{key.scopes.join(', ')}</td>
            <td data-label="Made">
              <Time at={key.createdAt} />
            </td>
            <td data-label="Last use">{key.lastUsedAt === null ? 'never' : <Time at={key.lastUsedAt} />}</td>
            <td>
              {key.revokedAt === null ? (
                <button
                  type="button"
                  class="small outline danger"
                  aria-label={`Revoke the key of ${key.owner}, ${key.prefix}`}
                  onClick={() => onRevoke(key)}
                >
                  Revoke
                </button>
              ) : (
                <>
                  revoked <Time at={key.revokedAt} />
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface RevokeProps {
  readonly apiKey: KeyView;
  readonly own: boolean;
  readonly onClose: () => void;
  readonly onRevoked: () => void;
}

function RevokeDialog({ apiKey, own, onClose, onRevoked }: RevokeProps) {
  const task = useTask();
  const revoke = async () => {
    if (await task.run(() => call('DELETE', `/v1/keys/${apiKey.id}`))) onRevoked();
  };
  return (
    <Dialog title="Revoke this key?" onClose={onClose}>
      <p>
        <code>{apiKey.prefix}…</code> of <bdi>{apiKey.owner}</bdi> stops working within two seconds, wherever
        it is used. This cannot be undone.
      </p>
      {own && <Notice tone="warn">It is the key that you are signed in with: you will be signed out.</Notice>}
      <Failure error={task.error} />
      <footer class="actions">
        <button type="button" class="secondary" onClick={onClose}>
          Keep it
        </button>
        <button type="button" class="danger" aria-busy={task.busy} onClick={revoke}>
          Revoke
        </button>
      </footer>
    </Dialog>
  );
}
