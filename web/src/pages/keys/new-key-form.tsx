import { useState } from 'preact/hooks';
import { call } from '../../api/client.js';
import type { KeyView, Scope } from '../../api/types.js';
import { Secret } from '../../components/secret.js';
import { Failure } from '../../components/state.js';
import { useTask } from '../../use-resource.js';

const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  classify: 'hands in messages and reads back its own',
  history: 'runs imports and rescoring',
  review: 'reads messages, labels them, works the queue',
  admin: 'everything: policies, keys, settings',
};
const SCOPES = Object.keys(SCOPE_WORDS) as Scope[];

/** Makes a key and shows it once. */
export function NewKeyForm({ onMade }: { onMade: () => void }) {
  const task = useTask();
  const [owner, setOwner] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['classify']);
  const [made, setMade] = useState<{ owner: string; key: string } | null>(null);

  const toggle = (scope: Scope) =>
    setScopes((before) => (before.includes(scope) ? before.filter((s) => s !== scope) : [...before, scope]));
  const submit = async (event: Event) => {
    event.preventDefault();
    await task.run(async () => {
      const { data } = await call<KeyView & { key: string }>('POST', '/v1/keys', { body: { owner, scopes } });
      setMade({ owner: data.owner, key: data.key });
      setOwner('');
      onMade();
    });
  };
  if (made !== null) {
    return (
      <Secret value={made.key} label="The new key" onDone={() => setMade(null)}>
        The key of <bdi>{made.owner}</bdi>
      </Secret>
    );
  }
  return (
    <form class="panel" onSubmit={submit}>
      <h2>Make a key</h2>
      <label>
        Owner
        <input
          required
          maxLength={100}
          placeholder="Ada, or the name of a program"
          value={owner}
          onInput={({ currentTarget }) => setOwner(currentTarget.value)}
        />
      </label>
      <fieldset>
        <legend>Scopes</legend>
        {SCOPES.map((scope) => (
          <label key={scope}>
            <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />
            <strong>{scope}</strong> <span class="muted">{SCOPE_WORDS[scope]}</span>
          </label>
        ))}
      </fieldset>
      <Failure error={task.error} />
      <button type="submit" disabled={scopes.length === 0} aria-busy={task.busy}>
        Make the key
      </button>
    </form>
  );
}
