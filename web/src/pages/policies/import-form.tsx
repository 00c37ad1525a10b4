import { useRef, useState } from 'preact/hooks';
import { call } from '../../api/client.js';
import { addVersion } from '../../api/policies.js';
import type { PolicyView } from '../../api/types.js';
import { Failure } from '../../components/state.js';
import { replaceQuery } from '../../router.js';
import type { Change } from './change.js';

/** Takes an exported file as a new version of this policy or as a policy of a new name. */
export function ImportForm({ policy, onChange }: { policy: PolicyView; onChange: Change }) {
  const [as, setAs] = useState<'version' | 'policy'>('version');
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const file = useRef<HTMLInputElement>(null);

  const submit = async (event: Event) => {
    event.preventDefault();
    const chosen = file.current?.files?.[0];
    if (chosen === undefined) return;
    setFault(null);
    let content: Record<string, unknown>;
    try {
      content = JSON.parse(await chosen.text()) as Record<string, unknown>;
    } catch {
      setFault(new Error(`${chosen.name} is no JSON file`));
      return;
    }
    // The rules alone, without the envelope of an export, are taken as well.
    const body = { ...('policy' in content ? content : { policy: content }), ...(note !== '' && { note }) };
    const done =
      as === 'version'
        ? await onChange(`The file is a new version of “${policy.name}”. It is not active yet.`, () =>
            addVersion(policy, body),
          )
        : await onChange(`“${name}” is there, and its version 1 is active.`, async () => {
            await call('POST', '/v1/policies', { body: { ...body, name } });
            replaceQuery('policies', { policy: name });
          });
    if (done) setNote('');
  };
  return (
    <section aria-labelledby="import">
      <h2 id="import">Import</h2>
      <form onSubmit={submit}>
        <div class="grid-fields">
          <label>
            File
            <input ref={file} type="file" accept="application/json,.json" required />
          </label>
          <label>
            As
            <select value={as} onChange={({ currentTarget }) => setAs(currentTarget.value as typeof as)}>
              <option value="version">a new version of “{policy.name}”</option>
              <option value="policy">a policy of a new name</option>
            </select>
          </label>
          {as === 'policy' && (
            <label>
              Its name
              <input
                required
                maxLength={64}
                placeholder="beginners"
                value={name}
                onInput={({ currentTarget }) => setName(currentTarget.value)}
              />
            </label>
          )}
          <label>
            Note
            <input
              maxLength={500}
              placeholder="why"
              value={note}
              onInput={({ currentTarget }) => setNote(currentTarget.value)}
            />
          </label>
        </div>
        <Failure error={fault} />
        <button type="submit" class="small">
          Import
        </button>
      </form>
    </section>
  );
}
