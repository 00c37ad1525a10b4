import { useState } from 'preact/hooks';
import { call } from '../../api/client.js';
import type { WebhookView } from '../../api/types.js';
import { Empty, Loaded } from '../../components/state.js';
import { replaceQuery } from '../../router.js';
import { may, useSession } from '../../session.js';
import { useResource } from '../../use-resource.js';
import { DeliveryLog } from './delivery-log.js';
import { NewWebhookForm } from './new-webhook-form.js';
import { WebhookPanel } from './webhook-panel.js';

/** Webhooks: add, change, look at what was sent. For admins. */
export function WebhooksPage({ query }: { query: URLSearchParams }) {
  const allowed = may(useSession(), 'admin');
  const webhooks = useResource(allowed ? 'webhooks' : null, async (signal) => {
    const { data } = await call<{ webhooks: WebhookView[] }>('GET', '/v1/webhooks', { signal });
    return data.webhooks;
  });
  // A secret that is shown stays until it is put away, whatever is read anew meanwhile.
  const [shown, setShown] = useState<number | null>(() => Number(query.get('id')) || null);
  if (!allowed) {
    return (
      <>
        <h1>Webhooks</h1>
        <Empty title="Webhooks are for admins">Sign in with a key that has the scope admin.</Empty>
      </>
    );
  }
  const choose = (id: number | null) => {
    setShown(id);
    replaceQuery('webhooks', { id: id === null ? undefined : String(id) });
  };
  return (
    <>
      <hgroup>
        <h1>Webhooks</h1>
        <p>Other programs are told of decisions, alerts and runs, signed and again until they answer.</p>
      </hgroup>
      <NewWebhookForm onMade={webhooks.reload} />
      <Loaded of={webhooks} what="the webhooks">
        {(list) =>
          list.length === 0 ? (
            <Empty title="Nobody is told of anything">Add the first webhook above.</Empty>
          ) : (
            list.map((webhook) => (
              <WebhookPanel
                key={webhook.id}
                webhook={webhook}
                logShown={webhook.id === shown}
                onLog={() => choose(webhook.id === shown ? null : webhook.id)}
                onChanged={webhooks.reload}
              >
                <DeliveryLog webhook={webhook} />
              </WebhookPanel>
            ))
          )
        }
      </Loaded>
    </>
  );
}
