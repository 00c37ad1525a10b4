import { setTimeout as pause } from 'node:timers/promises';
import type { DecisionEvent } from '../domain/decision-event.js';
import type { DecisionEventStore } from '../store/decision-events.js';

const INTERVAL_MS = 500;
/** After it the events of a process that died are taken up again. */
const LEASE_S = 120;
const RETRY_FIRST_S = 2;
const RETRY_MAX_S = 300;
/** Nobody acts on what they hear a week late. */
const GIVE_UP_AFTER_S = 7 * 86_400;

/** Who is told of decisions: subscribed in the store under its name, which makes a trigger write its events. */
export interface EventListener {
  readonly name: string;
  /** Events taken at once: few enough that the listener deals with them within two minutes, however slowly. */
  readonly batchMax: number;
  /**
   * Deals with one event. Where this rejects it is called again later, with growing intervals; it may be called
   * again after it has resolved too, should the process have died just then: `event.id` stays the same.
   * @throws TryLaterError where it knows when
   */
  handle(event: DecisionEvent): Promise<void>;
}

/** The listener cannot deal with the event now, and knows when to try again. */
export class TryLaterError extends Error {
  override readonly name = 'TryLaterError';
  constructor(
    readonly afterS: number,
    message: string,
  ) {
    super(message);
  }
}

export interface EventDeliveryDependencies {
  readonly events: Pick<DecisionEventStore, 'claim' | 'done' | 'putBack'>;
  readonly listeners: readonly EventListener[];
  readonly onError: (error: Error) => void;
}

/**
 * Tells listeners of decisions, each in its own time and oldest first, until stopped. The rows are the truth:
 * no queue carries them, several workers share them, and what one leaves undone another takes up.
 */
export function startEventDelivery(dependencies: EventDeliveryDependencies): { stop(): Promise<void> } {
  const { events, listeners, onError } = dependencies;
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = () => signal.aborted;

  async function deliver(listener: EventListener, event: DecisionEvent): Promise<void> {
    try {
      await listener.handle(event);
    } catch (error) {
      onError(error as Error);
      if (Date.now() - Date.parse(event.createdAt) < GIVE_UP_AFTER_S * 1_000) {
        await events.putBack(event.id, retryAfterS(error, event.attempts));
        return;
      }
      onError(new Error(`The event ${event.id} is given up: ${listener.name} did not take it for a week.`));
    }
    await events.done([event.id]);
  }

  async function serve(listener: EventListener): Promise<void> {
    while (!stopped()) {
      try {
        const due = await events.claim(listener.name, listener.batchMax, LEASE_S);
        for (const [i, event] of due.entries()) {
          if (stopped()) {
            for (const left of due.slice(i)) await events.putBack(left.id, 0);
            return;
          }
          await deliver(listener, event);
        }
        if (due.length === listener.batchMax) continue;
      } catch (error) {
        onError(error as Error);
      }
      await pause(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  const serving = listeners.map(serve);
  return {
    async stop() {
      stopping.abort();
      await Promise.all(serving);
    },
  };
}

function retryAfterS(error: unknown, attempts: number): number {
  if (error instanceof TryLaterError) return error.afterS;
  return Math.min(RETRY_MAX_S, RETRY_FIRST_S * 2 ** (attempts - 1));
}
