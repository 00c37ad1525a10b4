import type { ClauseResult } from '../../domain/decision.js';
import type { DecisionEvent } from '../../domain/decision-event.js';
import type { NewWebhookEvent, WebhookDeliveryStore } from '../../store/webhook-deliveries.js';
import type { EventListener } from '../decision-events.js';
import type { Verdict } from '../decide.js';

/** As the trigger on `webhooks` subscribes it. */
const LISTENER = 'webhooks';
const BATCH_MAX = 100;
/** Clauses of a decision may take so much of a body; no policy of sensible size comes near it. */
const CLAUSES_BYTES_MAX = 8_000;

/** Turns events of decisions into deliveries, one for each endpoint that wants them. */
export function createWebhookListener(deliveries: Pick<WebhookDeliveryStore, 'announce'>): EventListener {
  return {
    name: LISTENER,
    batchMax: BATCH_MAX,
    handle: (event) => deliveries.announce(webhookEvents(event)),
  };
}

/** What endpoints can be told of a decision: the decision, and that it alerts. */
export function webhookEvents(event: DecisionEvent): NewWebhookEvent[] {
  const { decision, message } = event;
  const of = (type: NewWebhookEvent['type']): NewWebhookEvent => ({
    communityId: event.communityId,
    key: `${type}:${decision.id}`,
    type,
    occurredAt: event.createdAt,
    flagged: decision.alert || decision.action !== 'allow',
    data: decisionData(event),
    revisionId: message.revisionId,
  });
  return decision.alert ? [of(event.type), of('alert.created')] : [of(event.type)];
}

function decisionData({ decision, message, caseId }: DecisionEvent): object {
  const { decision: trace, receipt } = decision.answer as Verdict;
  const fired = trace.clauses.filter(({ action }) => action !== 'allow').sort(graver);
  const clauses: object[] = [];
  let bytes = 0;
  for (const { id, title, action, score, review, act, alert } of fired) {
    const clause = { id, title, action, score, review, act, alert };
    bytes += Buffer.byteLength(JSON.stringify(clause));
    if (bytes > CLAUSES_BYTES_MAX) break;
    clauses.push(clause);
  }
  const { id, source, revision, channelId, channelType, authorId, threadId, sentAt } = message;
  return {
    message: { id, source, revision, channelId, channelType, authorId, threadId, sentAt },
    decision: {
      id: decision.id,
      action: decision.action,
      alert: decision.alert,
      incomplete: decision.incomplete,
      clauses,
      ...(clauses.length < fired.length && { clausesLeftOut: fired.length - clauses.length }),
    },
    policy: { name: receipt.policy.name, version: receipt.policy.version },
    caseId,
  };
}

const GRAVITY = ['alert', 'act', 'review', 'allow'];
/** Alerts first, then act, then review; in each the highest score first. */
const graver = (a: ClauseResult, b: ClauseResult) =>
  GRAVITY.indexOf(a.action) - GRAVITY.indexOf(b.action) || (b.score ?? 0) - (a.score ?? 0);
