import { useState } from 'preact/hooks';
import { ApiError } from '../../api/client.js';
import { addVersion, changePolicy } from '../../api/policies.js';
import type { Policy, PolicyView } from '../../api/types.js';
import { Failure, Notice } from '../../components/state.js';
import { useTask } from '../../use-resource.js';
import { ActivateDialog } from '../policies/version-table.js';
import { applyDraft, changesInWords, emptyDraft, type Draft } from './draft.js';

interface Props {
  readonly policy: PolicyView;
  readonly base: number;
  readonly rules: Policy;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly onReload: () => void;
}

/** Saves the moved thresholds as a version, puts it in the shadow, activates it, takes it back. */
export function SavePanel({ policy, base, rules, draft, onDraft, onReload }: Props) {
  const [note, setNote] = useState('');
  const [done, setDone] = useState<string | null>(null);
  const [asking, setAsking] = useState<{ version: number; back: boolean } | null>(null);
  const task = useTask();
  const changes = changesInWords(rules, draft);
  const { activeVersion, latestVersion, shadowVersion, rollbackVersion } = policy;
  /** What was saved and does nothing yet. */
  const waiting = changes.length === 0 && base !== activeVersion ? base : null;

  const change = async (words: string, action: () => Promise<unknown>) => {
    setDone(null);
    if (await task.run(action)) setDone(words);
    onReload();
  };
  const save = (event: Event) => {
    event.preventDefault();
    void change('Saved. It decides nothing until you activate it.', async () => {
      const { version } = await addVersion(policy, { policy: applyDraft(rules, draft), note });
      setNote('');
      onDraft({ base: version, moved: {} });
    });
  };
  const confirm = ({ version, back }: { version: number; back: boolean }) => {
    setAsking(null);
    void change(`Version ${version} decides ${back ? 'again' : 'from here on'}.`, async () => {
      await (back
        ? changePolicy(policy, 'POST', '/rollback')
        : changePolicy(policy, 'POST', '/activate', { version }));
      onDraft({ ...draft, base: null });
    });
  };
  const versions = Array.from({ length: latestVersion }, (_, i) => latestVersion - i);
  return (
    <section class="panel" aria-labelledby="version">
      <h2 id="version">Version</h2>
      <label>
        Thresholds start from
        <select
          value={base}
          onChange={({ currentTarget }) => {
            const version = Number(currentTarget.value);
            onDraft({ ...draft, base: version === activeVersion ? null : version });
          }}
        >
          {versions.map((version) => (
            <option key={version} value={version}>
              version {version}
              {version === activeVersion && ' (active)'}
              {version === shadowVersion && ' (shadow)'}
            </option>
          ))}
        </select>
      </label>
      <Outcome
        error={task.error}
        done={done}
        policy={policy}
        base={base}
        onRebase={() => onDraft({ ...draft, base: null })}
      />
      {changes.length > 0 && (
        <form onSubmit={save}>
          <ul class="diff">
            {changes.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <label>
            Note
            <input
              maxLength={1000}
              placeholder="why"
              value={note}
              onInput={({ currentTarget }) => setNote(currentTarget.value)}
            />
          </label>
          <div class="actions">
            <button
              type="button"
              class="small secondary"
              onClick={() => onDraft({ ...emptyDraft, base: draft.base })}
            >
              Take back
            </button>
            <button type="submit" class="small" aria-busy={task.busy}>
              Save as version {latestVersion + 1}
            </button>
          </div>
        </form>
      )}
      {changes.length === 0 && waiting === null && (
        <p class="muted">Move a threshold, then save the rules as a new version.</p>
      )}
      {waiting !== null && (
        <div class="actions">
          {waiting !== shadowVersion && (
            <button
              type="button"
              class="small outline"
              onClick={() =>
                change(`Version ${waiting} is in the shadow: counted, and deciding nothing.`, () =>
                  changePolicy(policy, 'PUT', '/shadow', { version: waiting }),
                )
              }
            >
              Put version {waiting} in the shadow
            </button>
          )}
          <button type="button" class="small" onClick={() => setAsking({ version: waiting, back: false })}>
            Activate version {waiting}
          </button>
        </div>
      )}
      {rollbackVersion !== null && (
        <button
          type="button"
          class="small outline secondary"
          onClick={() => setAsking({ version: rollbackVersion, back: true })}
        >
          Roll back to version {rollbackVersion}
        </button>
      )}
      {asking !== null && (
        <ActivateDialog
          policy={policy}
          {...asking}
          onClose={() => setAsking(null)}
          onConfirm={() => confirm(asking)}
        />
      )}
    </section>
  );
}

interface OutcomeProps {
  readonly error: unknown;
  readonly done: string | null;
  readonly policy: PolicyView;
  readonly base: number;
  readonly onRebase: () => void;
}

function Outcome({ error, done, policy, base, onRebase }: OutcomeProps) {
  if (error instanceof ApiError && error.status === 412) {
    return (
      <Notice tone="warn">
        <p>
          Somebody else changed “{policy.name}” since you read it, so nothing was overwritten. Version{' '}
          {policy.activeVersion} is active now, {policy.latestVersion} is the latest. Your thresholds are
          still here. Look at the numbers again, and save again if they still fit.
        </p>
        {base !== policy.activeVersion && (
          <button type="button" class="small outline" onClick={onRebase}>
            Put my thresholds on version {policy.activeVersion}
          </button>
        )}
      </Notice>
    );
  }
  if (error !== null) return <Failure error={error} />;
  return done === null ? null : <Notice tone="good">{done}</Notice>;
}
