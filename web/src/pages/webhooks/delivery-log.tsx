import { useEffect, useState } from 'preact/hooks';
import { call, withQuery } from '../../api/client.js';
import type { Delivery, DeliveryList, WebhookView } from '../../api/types.js';
import { Empty, Failure, Loaded, Time } from '../../components/state.js';
import { useResource, useTask } from '../../use-resource.js';
import { attemptWords } from './words.js';

/** While something waits to be sent, what came of it is asked for so often. */
const WATCH_MS = 2_000;

/** What was sent to a webhook and what waits, latest first, page by page. */
export function DeliveryLog({ webhook }: { webhook: WebhookView }) {
  const [before, setBefore] = useState<number | undefined>(undefined);
  const path = withQuery(`/v1/webhooks/${webhook.id}/deliveries`, { before });
  const log = useResource(
    `${path} ${webhook.etag}`,
    async (signal) => (await call<DeliveryList>('GET', path, { signal })).data,
    { keepPrevious: true },
  );
  const soon = log.data?.deliveries.some(isDueSoon) ?? false;
  const { reload } = log;
  useEffect(() => {
    if (!soon) return;
    const timer = setInterval(reload, WATCH_MS);
    return () => clearInterval(timer);
  }, [soon, reload]);
  return (
    <Loaded of={log} what="what was sent">
      {({ deliveries, next }) => (
        <>
          {deliveries.length === 0 ? (
            <Empty title="Nothing has been sent yet" />
          ) : (
            <DeliveryTable webhook={webhook} deliveries={deliveries} onSent={reload} />
          )}
          <div class="actions">
            {before !== undefined && (
              <button type="button" class="small outline secondary" onClick={() => setBefore(undefined)}>
                Latest
              </button>
            )}
            {next !== null && (
              <button type="button" class="small outline secondary" onClick={() => setBefore(next)}>
                Earlier
              </button>
            )}
          </div>
        </>
      )}
    </Loaded>
  );
}

const isDueSoon = ({ nextAttemptAt }: Delivery) =>
  nextAttemptAt !== null && Date.parse(nextAttemptAt) < Date.now() + 60_000;

interface TableProps {
  readonly webhook: WebhookView;
  readonly deliveries: readonly Delivery[];
  readonly onSent: () => void;
}

function DeliveryTable({ webhook, deliveries, onSent }: TableProps) {
  const task = useTask();
  const sendAgain = ({ id }: Delivery) =>
    task
      .run(() => call('POST', `/v1/webhooks/${webhook.id}/deliveries/${id}/send-again`))
      .then(() => onSent());
  return (
    <>
      <Failure error={task.error} />
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Event</th>
            <th scope="col">State</th>
            <th scope="col">Attempts</th>
            <th scope="col">
              <span class="sr-only">Send again</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <tr key={delivery.id}>
              <td data-label="When">
                <Time at={delivery.occurredAt} />
              </td>
              <th scope="row">
                {delivery.type}
                <br />
                <code class="muted">{delivery.eventId}</code>
              </th>
              <td data-label="State">
                <State delivery={delivery} />
              </td>
              <td data-label="Attempts">
                <Attempts delivery={delivery} />
              </td>
              <td>
                <button
                  type="button"
                  class="small outline"
                  disabled={!webhook.enabled}
                  aria-busy={task.busy}
                  aria-label={`Send again: ${delivery.eventId}`}
                  onClick={() => sendAgain(delivery)}
                >
                  Send again
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function State({ delivery: { status, nextAttemptAt } }: { delivery: Delivery }) {
  if (nextAttemptAt === null) return <>{status}</>;
  return (
    <>
      waits; next attempt: <Time at={nextAttemptAt} />
    </>
  );
}

function Attempts({ delivery: { attempts } }: { delivery: Delivery }) {
  if (attempts.length === 0) return <>none</>;
  return (
    <ul>
      {attempts.map((attempt) => (
        <li key={attempt.at}>
          {attemptWords(attempt)}{' '}
          <small class="muted">
            <Time at={attempt.at} />, {attempt.durationMs} ms
          </small>
        </li>
      ))}
    </ul>
  );
}
