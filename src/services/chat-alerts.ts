import { setTimeout as pause } from 'node:timers/promises';
import type { ClauseResult } from '../domain/decision.js';
import type { DecisionEvent } from '../domain/decision-event.js';
import type { PostedAlert, SlackAlertStore } from '../store/slack-alerts.js';
import type { Verdict } from './decide.js';
import { TryLaterError, type EventListener } from './decision-events.js';

/** What admins are told of a decision. */
export interface ChatAlert {
  readonly decisionId: number;
  /** Of the event: when it was decided. ISO 8601. */
  readonly decidedAt: string;
  readonly action: DecisionEvent['decision']['action'];
  readonly alert: boolean;
  /** Those that fired, the gravest and strongest first. */
  readonly clauses: readonly ClauseResult[];
  readonly message: DecisionEvent['message'];
  /** A later text of a message that was decided about before. */
  readonly isEdit: boolean;
}

/** Where an alert stands, and whether it shows the message's text. */
export type AlertPlace = Pick<PostedAlert, 'channel' | 'ts' | 'showsText'>;

/** The channel where admins read alerts. */
export interface AlertChannel {
  /** @throws Error where it did not work, or nobody knows whether it did; TryLaterError where it knows when to try again */
  post(alert: ChatAlert): Promise<AlertPlace>;
  /** The alert of a decision, if it stands there already. */
  find(alert: ChatAlert): Promise<AlertPlace | undefined>;
  /** Takes the text out of an alert: its message's is not kept any more. */
  clear(place: AlertPlace): Promise<void>;
}

/** Of what was said longer before, as in a history that was imported, nobody is alerted. */
const AGE_MAX_MS = 24 * 3_600_000;
const CLEAR_INTERVAL_MS = 2_000;
const CLEAR_AFTER_FAILURE_MS = 60_000;
const CLEARED_MAX = 20;

const GRAVITY = ['allow', 'review', 'act', 'alert'];

/** Clauses that fired: alerts, then act, then review, in each the highest score first. */
export function firedClauses(answer: unknown): ClauseResult[] {
  const { decision } = answer as Pick<Verdict, 'decision'>;
  return decision.clauses
    .filter(({ action }) => action !== 'allow')
    .sort((a, b) => GRAVITY.indexOf(b.action) - GRAVITY.indexOf(a.action) || (b.score ?? 0) - (a.score ?? 0));
}

export interface AlertDependencies {
  readonly name: string;
  readonly channel: AlertChannel;
  readonly alerts: Pick<SlackAlertStore, 'isPosted' | 'add' | 'outliving' | 'cleared'>;
}

/** Posts an alert for each decision that it hears of, once. */
export function createAlertListener({ name, channel, alerts }: AlertDependencies): EventListener {
  return {
    name,
    batchMax: 1,
    async handle({ communityId, attempts, createdAt, type, decision, message }) {
      // An edit is as old as itself.
      const saidAt = Math.max(Date.parse(message.sentAt), Date.parse(message.editedAt ?? message.sentAt));
      if (Date.parse(createdAt) - saidAt > AGE_MAX_MS) return;
      if (await alerts.isPosted(communityId, decision.id)) return;
      const alert: ChatAlert = {
        decisionId: decision.id,
        decidedAt: createdAt,
        action: decision.action,
        alert: decision.alert,
        clauses: firedClauses(decision.answer),
        message,
        isEdit: type === 'decision.changed',
      };
      // An earlier attempt may have got through although its answer did not.
      const standing = attempts > 1 ? await channel.find(alert) : undefined;
      const place = standing ?? (await channel.post(alert));
      const { rowId: messageId, revisionId } = message;
      await alerts.add({ decisionId: decision.id, communityId, messageId, revisionId, ...place });
    },
  };
}

/**
 * Takes texts out of alerts soon after they are no longer kept, for whatever reason: the message was deleted where
 * it was said or here, or its time has come.
 */
export function startAlertClearing(
  communityId: string,
  { channel, alerts }: Omit<AlertDependencies, 'name'>,
  onError: (error: Error) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function clearSome(): Promise<void> {
    let failure: Error | undefined;
    let after = 0;
    for (;;) {
      const some = await alerts.outliving(communityId, after, CLEARED_MAX);
      for (const alert of some) {
        if (signal.aborted) return;
        try {
          await channel.clear(alert);
          await alerts.cleared(alert);
        } catch (error) {
          if (error instanceof TryLaterError) throw error;
          failure = error as Error; // the others do not wait for it
        }
        after = alert.decisionId;
      }
      if (some.length < CLEARED_MAX) break;
    }
    if (failure !== undefined) throw failure;
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      let waitMs = CLEAR_INTERVAL_MS;
      try {
        await clearSome();
      } catch (error) {
        onError(error as Error);
        waitMs = CLEAR_AFTER_FAILURE_MS;
      }
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
