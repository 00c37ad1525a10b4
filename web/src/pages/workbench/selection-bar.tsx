import type { Clause, PolicyView } from '../../api/types.js';
import { TIME_ZONE } from '../../format.js';
import type { Selection, WindowName } from './selection.js';

interface Props {
  readonly selection: Selection;
  readonly policies: readonly PolicyView[];
  readonly clauses: readonly Clause[];
  /** Clauses whose thresholds the draft moves. */
  readonly moved: readonly string[];
  readonly onSelect: (part: Partial<Selection>) => void;
}

/** Which policy, clause, window and channel the workbench looks at. */
export function SelectionBar({ selection, policies, clauses, moved, onSelect }: Props) {
  const channels = policies.find(({ name }) => name === selection.policy)?.channels.ids ?? [];
  return (
    <form class="toolbar" aria-label="What to look at" onSubmit={(event) => event.preventDefault()}>
      {policies.length > 1 && (
        <label>
          Policy
          <select
            value={selection.policy}
            onChange={({ currentTarget }) => onSelect({ policy: currentTarget.value, clause: '' })}
          >
            {policies.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label class="wide">
        Clause
        <select
          value={selection.clause}
          onChange={({ currentTarget }) => onSelect({ clause: currentTarget.value })}
        >
          {clauses.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
              {moved.includes(id) ? ' (moved)' : ''}
            </option>
          ))}
        </select>
      </label>
      <label>
        Messages of
        <select
          value={selection.window}
          onChange={({ currentTarget }) => onSelect({ window: currentTarget.value as WindowName })}
        >
          <option value="all">all time</option>
          <option value="week">the last 7 days</option>
          <option value="month">the last 30 days</option>
          <option value="quarter">the last 90 days</option>
          <option value="custom">from … to …</option>
        </select>
      </label>
      {selection.window === 'custom' &&
        (['from', 'to'] as const).map((end) => (
          <label key={end}>
            {end === 'from' ? 'From' : 'To'} ({TIME_ZONE})
            <input
              type="datetime-local"
              value={selection[end]}
              onChange={({ currentTarget }) => onSelect({ [end]: currentTarget.value })}
            />
          </label>
        ))}
      <label>
        Channel
        <input
          list="channels"
          placeholder="all (or a channel’s id)"
          value={selection.channel}
          onChange={({ currentTarget }) => onSelect({ channel: currentTarget.value.trim() })}
        />
        <datalist id="channels">
          {channels.map((id) => (
            <option key={id} value={id} />
          ))}
        </datalist>
      </label>
    </form>
  );
}
