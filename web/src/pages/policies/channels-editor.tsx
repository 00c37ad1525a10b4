import { useState } from 'preact/hooks';
import { changePolicy } from '../../api/policies.js';
import type { PolicyView } from '../../api/types.js';
import type { Change } from './change.js';

interface Props {
  readonly policy: PolicyView;
  readonly admin: boolean;
  readonly onChange: Change;
}

const lines = (text: string) => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

/** Where the policy is used when a request names none. */
export function ChannelsEditor({ policy, admin, onChange }: Props) {
  const [ids, setIds] = useState(policy.channels.ids.join('\n'));
  const [tags, setTags] = useState(policy.channels.tags.join('\n'));
  const submit = async (event: Event) => {
    event.preventDefault();
    await onChange(`The channels of “${policy.name}” are saved.`, () =>
      changePolicy(policy, 'PUT', '/channels', { ids: lines(ids), tags: lines(tags) }),
    );
  };
  return (
    <section aria-labelledby="channels">
      <h2 id="channels">Channels</h2>
      <p class="muted">
        Messages of these channels are decided by “{policy.name}” unless they name a policy. An id goes before
        a tag; everything else is decided by “default”.
      </p>
      <form onSubmit={submit}>
        <div class="grid-fields">
          <label>
            Ids, one a line
            <textarea
              rows={3}
              readOnly={!admin}
              value={ids}
              onInput={({ currentTarget }) => setIds(currentTarget.value)}
            />
          </label>
          <label>
            Tags, one a line
            <textarea
              rows={3}
              readOnly={!admin}
              value={tags}
              onInput={({ currentTarget }) => setTags(currentTarget.value)}
            />
          </label>
        </div>
        {admin && (
          <button type="submit" class="small">
            Save the channels
          </button>
        )}
      </form>
    </section>
  );
}
