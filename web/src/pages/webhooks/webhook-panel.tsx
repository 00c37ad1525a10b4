import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { call } from '../../api/client.js';
import type { NewWebhookView, WebhookView } from '../../api/types.js';
import { Secret } from '../../components/secret.js';
import { Dialog, Failure, Notice, Time } from '../../components/state.js';
import { useTask } from '../../use-resource.js';
import { WebhookFields, type Draft } from './webhook-fields.js';
import { hostOf } from './words.js';

interface PanelProps {
  readonly webhook: WebhookView;
  readonly logShown: boolean;
  readonly onLog: () => void;
  readonly onChanged: () => void;
  /** Its log. */
  readonly children: ComponentChildren;
}

type Asked = 'edit' | 'rotate' | 'delete' | null;

/** One webhook with what can be done to it. */
export function WebhookPanel({ webhook, logShown, onLog, onChanged, children }: PanelProps) {
  const task = useTask();
  const [asked, setAsked] = useState<Asked>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const name = webhook.description === '' ? hostOf(webhook.url) : webhook.description;
  const path = `/v1/webhooks/${webhook.id}`;

  const change = async (run: () => Promise<unknown>) => {
    const succeeded = await task.run(run);
    setAsked(null);
    onChanged();
    return succeeded;
  };
  const patch = (body: object) => change(() => call('PATCH', path, { body, ifMatch: webhook.etag }));
  const remove = () => change(() => call('DELETE', path, { ifMatch: webhook.etag }));
  const rotate = () =>
    change(async () => {
      const url = `${path}/rotate-secret`;
      setSecret((await call<NewWebhookView>('POST', url, { ifMatch: webhook.etag })).data.secret);
    });
  const close = () => setAsked(null);
  return (
    <section class="panel webhook" aria-label={`Webhook ${name}`}>
      <h2>
        <bdi>{name}</bdi>
      </h2>
      <Facts webhook={webhook} />
      {webhook.disabledBy === 'gone' && (
        <Notice tone="warn">
          It answered 410 Gone and is told nothing any more. Enable it to begin again.
        </Notice>
      )}
      {secret !== null && (
        <Secret value={secret} label="The new secret" onDone={() => setSecret(null)}>
          The new secret of <bdi>{name}</bdi>; for a day the earlier one signs too
        </Secret>
      )}
      <Failure error={task.error} />
      <div class="actions">
        <button type="button" class="small" aria-expanded={logShown} onClick={onLog}>
          {logShown ? 'Hide what was sent' : 'Show what was sent'}
        </button>
        <button type="button" class="small outline" onClick={() => setAsked('edit')}>
          Edit
        </button>
        <button
          type="button"
          class="small outline"
          aria-busy={task.busy}
          onClick={() => patch({ enabled: !webhook.enabled })}
        >
          {webhook.enabled ? 'Disable' : 'Enable'}
        </button>
        <button type="button" class="small outline" onClick={() => setAsked('rotate')}>
          New secret
        </button>
        <button type="button" class="small outline danger" onClick={() => setAsked('delete')}>
          Delete
        </button>
      </div>
      {logShown && children}
      {asked === 'edit' && <EditDialog webhook={webhook} onSave={patch} onClose={close} busy={task.busy} />}
      {asked === 'rotate' && (
        <ConfirmDialog
          title="Make a new secret?"
          action="Make it"
          onDo={rotate}
          onClose={close}
          busy={task.busy}
        >
          For a day everything is signed with both, so that the receiver can change over. Then the earlier one
          ends.
        </ConfirmDialog>
      )}
      {asked === 'delete' && (
        <ConfirmDialog
          title="Delete this webhook?"
          action="Delete it"
          onDo={remove}
          onClose={close}
          busy={task.busy}
          danger
        >
          <bdi>{name}</bdi> is told nothing any more, and the log of what was sent goes with it.
        </ConfirmDialog>
      )}
    </section>
  );
}

function Facts({ webhook }: { webhook: WebhookView }) {
  return (
    <dl class="receipt">
      <div>
        <dt>Address</dt>
        <dd>
          <code>{webhook.url}</code>
        </dd>
      </div>
      <div>
        <dt>Is told of</dt>
        <dd>
          {webhook.events.join(', ')};{' '}
          {webhook.flaggedOnly ? 'only decisions that ask for something' : 'all decisions'},{' '}
          {webhook.includeText ? 'with the text' : 'without the text'}
        </dd>
      </div>
      <div>
        <dt>State</dt>
        <dd>
          {webhook.enabled ? 'enabled' : 'disabled'}
          {webhook.throttledUntil !== null && (
            <>
              ; overloaded, left alone until <Time at={webhook.throttledUntil} />
            </>
          )}
        </dd>
      </div>
    </dl>
  );
}

interface EditProps {
  readonly webhook: WebhookView;
  readonly onSave: (draft: Draft) => Promise<boolean>;
  readonly onClose: () => void;
  readonly busy: boolean;
}

function EditDialog({ webhook, onSave, onClose, busy }: EditProps) {
  const { url, description, events, flaggedOnly, includeText } = webhook;
  const [draft, setDraft] = useState<Draft>({ url, description, events, flaggedOnly, includeText });
  return (
    <Dialog title="Edit the webhook" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void onSave(draft);
        }}
      >
        <WebhookFields draft={draft} onChange={setDraft} />
        <footer class="actions">
          <button type="button" class="secondary" onClick={onClose}>
            Leave it
          </button>
          <button type="submit" disabled={draft.events.length === 0} aria-busy={busy}>
            Save
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly action: string;
  readonly onDo: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly busy: boolean;
  readonly danger?: boolean;
  readonly children: ComponentChildren;
}

function ConfirmDialog({ title, action, onDo, onClose, busy, danger = false, children }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
      <footer class="actions">
        <button type="button" class="secondary" onClick={onClose}>
          Leave it
        </button>
        <button type="button" class={danger ? 'danger' : ''} aria-busy={busy} onClick={() => void onDo()}>
          {action}
        </button>
      </footer>
    </Dialog>
  );
}
