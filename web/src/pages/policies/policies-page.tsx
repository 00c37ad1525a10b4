import { useState } from 'preact/hooks';
import { ApiError } from '../../api/client.js';
import { usePolicies } from '../../api/policies.js';
import type { PolicyView } from '../../api/types.js';
import { Empty, Failure, Loaded, Notice } from '../../components/state.js';
import { replaceQuery } from '../../router.js';
import { may, useSession } from '../../session.js';
import { useTask } from '../../use-resource.js';
import { AuditLog } from './audit-log.js';
import type { Change } from './change.js';
import { ChannelsEditor } from './channels-editor.js';
import { DiffView } from './diff-view.js';
import { ImportForm } from './import-form.js';
import { ShadowView } from './shadow-view.js';
import { VersionTable } from './version-table.js';

/** Policies: versions, what differs, what is in force, where, and who changed it. */
export function PoliciesPage({ query }: { query: URLSearchParams }) {
  const session = useSession();
  const policies = usePolicies();
  const task = useTask();
  const [done, setDone] = useState<string | null>(null);
  const admin = may(session, 'admin');

  const change: Change = async (words, action) => {
    setDone(null);
    const succeeded = await task.run(action);
    if (succeeded) setDone(words);
    policies.reload(); // after a failure, too: somebody else's change is shown beside the message
    return succeeded;
  };
  return (
    <>
      <h1>Policies</h1>
      <Loaded of={policies} what="the policies">
        {(list) => {
          const policy = list.find(({ name }) => name === query.get('policy')) ?? list[0];
          if (policy === undefined) return <Empty title="No policy">Import one below.</Empty>;
          return (
            <>
              <PolicyChoice policies={list} chosen={policy} />
              <ChangeResult error={task.error} done={done} policy={policy} />
              <VersionTable policy={policy} admin={admin} onChange={change} />
              <DiffView key={`diff ${policy.name}`} policy={policy} />
              <ShadowView policy={policy} admin={admin} onChange={change} />
              <ChannelsEditor
                key={`channels ${policy.name} ${policy.etag}`}
                policy={policy}
                admin={admin}
                onChange={change}
              />
              {admin && <ImportForm key={`import ${policy.name}`} policy={policy} onChange={change} />}
              {admin && <AuditLog round={`${policy.name} ${policy.etag}`} />}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function PolicyChoice({ policies, chosen }: { policies: readonly PolicyView[]; chosen: PolicyView }) {
  return (
    <div class="toolbar">
      <label>
        Policy
        <select
          value={chosen.name}
          onChange={({ currentTarget }) => replaceQuery('policies', { policy: currentTarget.value })}
        >
          {policies.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p>
        Version <strong>{chosen.activeVersion}</strong> decides
        {chosen.shadowVersion !== null && (
          <>
            , version <strong>{chosen.shadowVersion}</strong> is in the shadow
          </>
        )}
        .
      </p>
    </div>
  );
}

function ChangeResult({ error, done, policy }: { error: unknown; done: string | null; policy: PolicyView }) {
  if (error instanceof ApiError && error.status === 412) {
    return (
      <Notice tone="warn">
        Somebody else changed “{policy.name}” since you read it, so nothing was overwritten. What you see now
        is how it stands (version {policy.activeVersion} decides). Look at it, and do it again if it still
        fits.
      </Notice>
    );
  }
  if (error !== null) return <Failure error={error} />;
  return done === null ? null : <Notice tone="good">{done}</Notice>;
}
