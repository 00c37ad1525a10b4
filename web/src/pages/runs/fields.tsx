import type { ComponentChildren } from 'preact';
import { isoOfLocal } from '../../format.js';

/** Which messages: as the fields hold it. */
export interface WindowDraft {
  readonly from: string;
  readonly to: string;
  readonly channelId: string;
}
export const EVERYTHING: WindowDraft = { from: '', to: '', channelId: '' };

/** The same for the API; what is empty is left out. */
export const windowBody = ({ from, to, channelId }: WindowDraft) => ({
  from: isoOfLocal(from),
  to: isoOfLocal(to),
  channelId: channelId.trim() === '' ? undefined : channelId.trim(),
});

interface WindowProps {
  readonly draft: WindowDraft;
  readonly onChange: (draft: WindowDraft) => void;
}

export function WindowFields({ draft, onChange }: WindowProps) {
  const set = (part: Partial<WindowDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <label>
        Sent from
        <input
          type="datetime-local"
          value={draft.from}
          onInput={({ currentTarget }) => set({ from: currentTarget.value })}
        />
      </label>
      <label>
        Sent before
        <input
          type="datetime-local"
          value={draft.to}
          onInput={({ currentTarget }) => set({ to: currentTarget.value })}
        />
      </label>
      <label>
        Channel
        <input
          maxLength={255}
          placeholder="all (or a channel’s id)"
          value={draft.channelId}
          onInput={({ currentTarget }) => set({ channelId: currentTarget.value })}
        />
      </label>
    </>
  );
}

export function RateField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <label>
      At most so many a second
      <input
        type="number"
        min={1}
        max={999_999}
        placeholder="as fast as there is room"
        value={value}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </label>
  );
}

export const rateOf = (value: string): number | undefined => (value === '' ? undefined : Number(value));

interface SwitchProps {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children: ComponentChildren;
}

export function Switch({ on, onChange, children }: SwitchProps) {
  return (
    <label class="switch-line">
      <input type="checkbox" role="switch" checked={on} onChange={() => onChange(!on)} /> {children}
    </label>
  );
}
