import type { WebhookEvent } from '../../api/types.js';
import { EVENT_WORDS, EVENTS } from './words.js';

/** What an admin chooses of a webhook. */
export interface Draft {
  readonly url: string;
  readonly description: string;
  readonly events: readonly WebhookEvent[];
  readonly flaggedOnly: boolean;
  readonly includeText: boolean;
}

export const EMPTY_DRAFT: Draft = {
  url: '',
  description: '',
  events: ['decision.created', 'decision.changed', 'alert.created'],
  flaggedOnly: true,
  includeText: false,
};

/** The fields of a webhook, new or there already. */
export function WebhookFields({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  const toggle = (event: WebhookEvent) =>
    set({
      events: draft.events.includes(event)
        ? draft.events.filter((one) => one !== event)
        : [...draft.events, event],
    });
  return (
    <>
      <label>
        Address
        <input
          required
          type="url"
          maxLength={2_000}
          placeholder="https://bot.example.org/conduct"
          value={draft.url}
          onInput={({ currentTarget }) => set({ url: currentTarget.value })}
        />
      </label>
      <label>
        Description
        <input
          maxLength={200}
          placeholder="What answers there"
          value={draft.description}
          onInput={({ currentTarget }) => set({ description: currentTarget.value })}
        />
      </label>
      <fieldset>
        <legend>Tell it that</legend>
        {EVENTS.map((event) => (
          <label key={event}>
            <input type="checkbox" checked={draft.events.includes(event)} onChange={() => toggle(event)} />
            <strong>{event}</strong> <span class="muted">{EVENT_WORDS[event]}</span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>What goes out</legend>
        <label>
          <input
            type="checkbox"
            checked={draft.flaggedOnly}
            onChange={() => set({ flaggedOnly: !draft.flaggedOnly })}
          />
          Only decisions that ask for something: review, act or alert
        </label>
        <label>
          <input
            type="checkbox"
            checked={draft.includeText}
            onChange={() => set({ includeText: !draft.includeText })}
          />
          The text of the message <span class="muted">leaves this service with it</span>
        </label>
      </fieldset>
    </>
  );
}
