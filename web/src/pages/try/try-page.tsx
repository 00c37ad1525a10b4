import { useState } from 'preact/hooks';
import { call } from '../../api/client.js';
import { usePolicies } from '../../api/policies.js';
import type { ClassifyAnswer } from '../../api/types.js';
import { Empty, Failure } from '../../components/state.js';
import { may, useSession } from '../../session.js';
import { useTask } from '../../use-resource.js';
import { ContextEditor } from './context-editor.js';
import { DecisionView } from './decision-view.js';
import { emptyTrial, toRequest, type Trial } from './trial.js';

const EXAMPLES: readonly { readonly name: string; readonly trial: Partial<Trial> }[] = [
  {
    name: 'An insult',
    trial: { text: 'Nobody wants you here, you idiot. Go back to whatever hole you came from.' },
  },
  { name: 'An insult in disguise', trial: { text: 'what an 1d10t, go away you m0r0n' } },
  {
    name: 'An unasked offer',
    trial: {
      text: 'Hi! We are a team of ten developers and build apps cheaply. Shall I send you our price list?',
      channelType: 'dm',
      recipients: '25',
    },
  },
  {
    name: 'The same, asked for',
    trial: {
      text: 'Hi! We are a team of ten developers and build apps cheaply. Shall I send you our price list?',
      channelType: 'dm',
      context: [
        { authorId: 'ada', text: 'Does anyone know a good freelancer? Please DM me with your prices.' },
      ],
    },
  },
  { name: 'A friendly word', trial: { text: 'Thanks for the review, that fixed it. Have a good weekend!' } },
];

/** Try it: one text, decided as a live message would be; nothing of it is kept. */
export function TryPage() {
  const session = useSession();
  const policies = usePolicies(may(session, 'review'));
  const [trial, setTrial] = useState<Trial>(emptyTrial);
  const [answered, setAnswered] = useState<{ text: string; answer: ClassifyAnswer } | null>(null);
  const task = useTask();
  const change = (part: Partial<Trial>) => setTrial((before) => ({ ...before, ...part }));

  const submit = async (event: Event) => {
    event.preventDefault();
    await task.run(async () => {
      const { data } = await call<ClassifyAnswer>('POST', '/v1/classify', { body: toRequest(trial) });
      setAnswered({ text: trial.text, answer: data });
    });
  };
  return (
    <>
      <hgroup>
        <h1>Try it</h1>
        <p>A text is decided as a message would be. Nothing you try is kept.</p>
      </hgroup>
      <div class="columns">
        <form onSubmit={submit}>
          <label>
            Text
            <textarea
              dir="auto"
              rows={5}
              required
              maxLength={20_480}
              value={trial.text}
              onInput={({ currentTarget }) => change({ text: currentTarget.value })}
            />
          </label>
          <fieldset class="examples">
            <legend class="sr-only">Examples</legend>
            {EXAMPLES.map(({ name, trial: example }) => (
              <button
                key={name}
                type="button"
                class="chip"
                onClick={() => setTrial({ ...emptyTrial, policy: trial.policy, ...example })}
              >
                {name}
              </button>
            ))}
          </fieldset>
          <ContextEditor lines={trial.context} onChange={(context) => change({ context })} />
          <CircumstanceFields
            trial={trial}
            onChange={change}
            policies={policies.data?.map(({ name }) => name) ?? []}
          />
          <button type="submit" aria-busy={task.busy}>
            Decide
          </button>
        </form>
        <section aria-label="Decision" aria-live="polite" class="result">
          <Failure error={task.error} />
          {answered === null ? (
            <Empty title="No decision yet">
              Write or paste a text, or choose an example, and press <em>Decide</em>.
            </Empty>
          ) : (
            <DecisionView text={answered.text} answer={answered.answer} />
          )}
        </section>
      </div>
    </>
  );
}

interface CircumstanceProps {
  readonly trial: Trial;
  readonly policies: readonly string[];
  readonly onChange: (part: Partial<Trial>) => void;
}

function CircumstanceFields({ trial, policies, onChange }: CircumstanceProps) {
  return (
    <fieldset class="grid-fields">
      <legend>Circumstances</legend>
      <label>
        Channel
        <select
          value={trial.channelType}
          onChange={({ currentTarget }) =>
            onChange({ channelType: currentTarget.value as Trial['channelType'] })
          }
        >
          <option value="">not known</option>
          <option value="public">public channel</option>
          <option value="private">private channel</option>
          <option value="dm">direct message</option>
          <option value="group_dm">group message</option>
        </select>
      </label>
      <label>
        Channel’s tags
        <input
          placeholder="offers, jobs"
          value={trial.channelTags}
          onInput={({ currentTarget }) => onChange({ channelTags: currentTarget.value })}
        />
      </label>
      <label>
        Recipients
        <input
          type="number"
          min={1}
          max={1_000_000_000}
          step={1}
          placeholder="not known"
          value={trial.recipients}
          onInput={({ currentTarget }) => onChange({ recipients: currentTarget.value })}
        />
      </label>
      <label>
        Was it asked for?
        <select
          value={trial.solicited}
          onChange={({ currentTarget }) => onChange({ solicited: currentTarget.value as Trial['solicited'] })}
        >
          <option value="">tell from what was said before</option>
          <option value="yes">yes</option>
          <option value="no">no</option>
        </select>
      </label>
      <label>
        Policy
        <select
          value={trial.policy}
          onChange={({ currentTarget }) => onChange({ policy: currentTarget.value })}
        >
          <option value="">as for the channel</option>
          {policies.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}
