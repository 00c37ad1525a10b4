import { useState } from 'preact/hooks';
import { call } from '../../api/client.js';
import type { NewWebhookView } from '../../api/types.js';
import { Secret } from '../../components/secret.js';
import { Failure } from '../../components/state.js';
import { useTask } from '../../use-resource.js';
import { EMPTY_DRAFT, WebhookFields } from './webhook-fields.js';
import { hostOf } from './words.js';

/** Adds a webhook and shows its secret once. */
export function NewWebhookForm({ onMade }: { onMade: () => void }) {
  const task = useTask();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [made, setMade] = useState<NewWebhookView | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    await task.run(async () => {
      setMade((await call<NewWebhookView>('POST', '/v1/webhooks', { body: draft })).data);
      setDraft(EMPTY_DRAFT);
      onMade();
    });
  };
  if (made !== null) {
    return (
      <Secret value={made.secret} label="The new secret" onDone={() => setMade(null)}>
        The secret with which <bdi>{hostOf(made.url)}</bdi> verifies what it is sent
      </Secret>
    );
  }
  return (
    <details class="panel">
      <summary>Add a webhook</summary>
      <form onSubmit={submit}>
        <WebhookFields draft={draft} onChange={setDraft} />
        <Failure error={task.error} />
        <button type="submit" disabled={draft.events.length === 0} aria-busy={task.busy}>
          Add the webhook
        </button>
      </form>
    </details>
  );
}
