import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ConflictError, NotFoundError } from '../../domain/errors.js';
import type { ApiKey } from '../../domain/keys.js';
import type { AlertAnswerService } from '../../services/alert-answers.js';
import type { ChatIntake } from '../../services/chat-intake.js';
import type { SlackApp } from '../../services/chat-platforms.js';
import { deliveryCounter } from '../chat/delivery-counter.js';
import { parseJson, rawBody, singleHeader, takeRawBodies } from '../chat/raw-body.js';
import { DeliveryError, refuseInStyle } from '../chat/refusals.js';
import { readDelivery, type SlackDelivery } from './read-event.js';
import { readInteraction, type PressedButton } from './read-interaction.js';
import { signatureFault } from './signature.js';

/** Far more than an event ever holds: 40,000 characters of text, twice over for an edit, and its blocks. */
const BODY_BYTES_MAX = 1024 * 1024;

export interface SlackRouteOptions {
  readonly slack: SlackApp;
  readonly intake: ChatIntake;
  readonly answers: AlertAnswerService;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** What Slack calls, below /integrations/slack: events, and buttons under alerts. */
export async function slackRoutes(app: FastifyInstance, options: SlackRouteOptions): Promise<void> {
  const { slack, intake, answers, now = Date.now } = options;
  const count = deliveryCounter(app, 'slack');
  takeRawBodies(app, ['application/json', 'application/x-www-form-urlencoded']);
  // Slack reads nothing but the status; its retries stop where they could not help.
  refuseInStyle(app, {
    body: (error) => ({ ok: false, error }),
    finalHeaders: { 'x-slack-no-retry': '1' },
  });

  function checkSignature(request: FastifyRequest): void {
    const fault = signatureFault({
      secret: slack.signingSecret,
      timestamp: singleHeader(request, 'x-slack-request-timestamp'),
      signature: singleHeader(request, 'x-slack-signature'),
      body: rawBody(request),
      nowMs: now(),
    });
    if (fault === undefined) return;
    count('refused');
    throw new DeliveryError(fault === 'stale' ? 'stale_timestamp' : 'invalid_signature');
  }

  /** @returns what became of it */
  async function deal(delivery: Exclude<SlackDelivery, { kind: 'challenge' }>): Promise<string> {
    switch (delivery.kind) {
      case 'rate_limited':
        app.log.warn(
          { minute: delivery.minute },
          'Slack left out events: more than 30,000 came within an hour',
        );
        return 'rate_limited';
      case 'ignored':
        return `ignored_${delivery.reason}`;
      default: {
        const isNew = await intake.once(slack.key, delivery.eventId, () => take(intake, slack.key, delivery));
        return isNew ? delivery.kind : 'repeated';
      }
    }
  }

  const schema = { hide: true };
  app.post('/events', { schema, bodyLimit: BODY_BYTES_MAX }, async (request, reply) => {
    checkSignature(request);
    const delivery = readDelivery(parseJson(rawBody(request)), slack.alerts?.channel);
    if (delivery === undefined) {
      count('unreadable');
      throw new DeliveryError('invalid_payload');
    }
    if (delivery.kind === 'challenge') return reply.send({ challenge: delivery.challenge });
    count(await deal(delivery));
    return reply.send({ ok: true });
  });

  app.post('/interactions', { schema, bodyLimit: BODY_BYTES_MAX }, async (request, reply) => {
    checkSignature(request);
    const payload = new URLSearchParams(rawBody(request).toString('utf8')).get('payload');
    const pressed = payload === null ? undefined : readInteraction(payload);
    if (pressed === undefined) throw new DeliveryError('invalid_payload');
    // Nothing is expected of a button that only links.
    if (pressed !== null) await answer(pressed);
    return reply.send();
  });

  async function answer(pressed: PressedButton): Promise<void> {
    const { userId, place, verdict, blocks, decisionId } = pressed;
    const person: ApiKey = { ...slack.key, owner: `slack:${userId}` };
    try {
      await answers.answer(person, { decisionId, place, verdict });
    } catch (error) {
      if (!(error instanceof NotFoundError || error instanceof ConflictError)) throw error;
      // The message was edited or is gone; the button stands under an alert of its earlier text.
      count('answer_outdated');
      return;
    }
    count('answer');
    // The label is there: how the alert looks is for later, Slack does not wait for it.
    slack.alerts?.showAnswer(place, blocks, { userId, verdict }).catch((error: unknown) => {
      const { name, code } = error as Error & { code?: unknown };
      app.log.warn({ type: name, code }, 'an alert could not be updated');
    });
  }
  await Promise.resolve();
}

async function take(
  intake: ChatIntake,
  key: ApiKey,
  delivery: Extract<SlackDelivery, { eventId: string }>,
): Promise<void> {
  switch (delivery.kind) {
    case 'said':
      await intake.take(key, delivery);
      return;
    case 'deleted':
      return intake.remove(key, delivery);
    case 'emptied':
      return intake.withdraw(key, delivery);
  }
}
